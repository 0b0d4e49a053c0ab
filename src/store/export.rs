//! The audit trail for other programs: CSV for a spreadsheet, JSON a line for everything else.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use serde_json::{Value, json};

use super::chain::Line;
use super::{StoreError, Trail};
use crate::booking::Mode;

/// How the trail is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A heading, then a row for each line (RFC 4180).
    Csv,
    /// One JSON object for each line.
    Json,
}

impl Format {
    /// Both of them.
    pub const ALL: [Format; 2] = [Format::Csv, Format::Json];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Format, String> {
        Format::ALL.into_iter().find(|format| format.word() == word).ok_or_else(|| "csv or json".to_owned())
    }
}

/// The columns, in their order.
const COLUMNS: [&str; 17] = [
    "mode",
    "line",
    "at",
    "operator",
    "desk",
    "what",
    "backend",
    "booking",
    "person",
    "provider",
    "start",
    "appointment",
    "fields",
    "result",
    "reason",
    "forgotten",
    "hash",
];

/// Why a trail was not written out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The trail can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nowhere to write it to.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl Format {
    /// What stands above all lines.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn heading(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Format::Csv => write!(out, "{}\r\n", COLUMNS.join(",")),
            Format::Json => Ok(()),
        }
    }

    fn line(self, mode: Mode, line: &Line, out: &mut impl Write) -> io::Result<()> {
        let values = values(mode, line);
        match self {
            Format::Csv => write!(out, "{}\r\n", values.each_ref().map(cell).join(",")),
            Format::Json => {
                let members = COLUMNS.iter().map(|name| (*name).to_owned()).zip(values);
                writeln!(out, "{}", Value::Object(members.collect()))
            }
        }
    }
}

impl Trail {
    /// Writes out every line, oldest first.
    ///
    /// # Errors
    /// When it can't be read, or not be written.
    pub async fn export(&self, mode: Mode, format: Format, out: &mut impl Write) -> Result<(), ExportError> {
        let mut seq = i64::MIN;
        loop {
            let lines = self.lines_after(seq).await?;
            let Some(last) = lines.last() else { return Ok(()) };
            seq = last.seq;
            for line in &lines {
                format.line(mode, line, out)?;
            }
        }
    }
}

fn values(mode: Mode, line: &Line) -> [Value; COLUMNS.len()] {
    [
        json!(mode.word()),
        json!(line.seq),
        json!(line.at),
        json!(line.operator),
        json!(line.desk),
        json!(line.what),
        json!(line.backend),
        json!(line.intent),
        json!(line.person),
        json!(line.provider),
        json!(line.starts_at),
        json!(line.appointment),
        json!(line.fields),
        json!(line.result),
        json!(line.reason),
        json!(line.salt.is_none()),
        json!(line.hash),
    ]
}

/// A value in its column. A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula: it gets an
/// apostrophe before it.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_a_formula_nor_two_cells() {
        assert_eq!(cell(&json!("=1+1")), "'=1+1");
        assert_eq!(cell(&json!("a, \"b\"")), "\"a, \"\"b\"\"\"");
        assert_eq!(cell(&Value::Null), "");
        assert_eq!(cell(&json!(7)), "7");
    }
}
