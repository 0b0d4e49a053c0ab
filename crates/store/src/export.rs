//! The audit trail for other programs: CSV for spreadsheets, JSON lines for everything else.

use std::io::{self, Write};

use serde_json::Value;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::audit::TrailLine;
use super::{StoreError, Trail};
use booking::{Mode, csv_row};

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// A heading, then a row for each line (RFC 4180).
    Csv,
    /// One JSON object for each line.
    Json,
}

/// The columns, in order, with the name of each in the stored line.
const COLUMNS: [(&str, &str); 20] = [
    ("mode", MODE),
    ("line", "seq"),
    ("at", "at"),
    ("operator", "operator"),
    ("desk", "desk"),
    ("what", "what"),
    ("kind", "kind"),
    ("backend", "backend"),
    ("booking", "intent"),
    ("person", "person"),
    ("provider", "provider"),
    ("start", "starts_at"),
    ("appointment", "appointment"),
    ("from", "old_value"),
    ("to", "new_value"),
    ("fields", "fields"),
    ("result", "result"),
    ("reason", "reason"),
    ("forgotten", FORGOTTEN),
    ("hash", "hash"),
];

/// Columns computed from a line and its mode.
const MODE: &str = "";
const FORGOTTEN: &str = "salt";

/// Why a trail was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The trail can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output can't be written.
    #[error("{0}")]
    Write(#[from] io::Error),
}

impl Format {
    /// Writes the heading above all lines.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn heading(self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Format::Csv => write!(out, "{}\r\n", csv_row(COLUMNS.map(|(name, _)| name))),
            Format::Json => Ok(()),
        }
    }

    fn line(self, mode: Mode, line: &TrailLine, out: &mut impl Write) -> io::Result<()> {
        let values = values(mode, line)?;
        match self {
            Format::Csv => write!(out, "{}\r\n", csv_row(values.each_ref().map(cell))),
            Format::Json => {
                let members = COLUMNS
                    .iter()
                    .map(|(name, _)| (*name).to_owned())
                    .zip(values);
                writeln!(out, "{}", Value::Object(members.collect()))
            }
        }
    }
}

impl Trail {
    /// Exports every line, oldest first.
    ///
    /// # Errors
    /// If the trail can't be read, or the output can't be written.
    pub async fn export(
        &self,
        mode: Mode,
        format: Format,
        out: &mut impl Write,
    ) -> Result<(), ExportError> {
        let mut seq = i64::MIN;
        loop {
            let lines = self.store.lock().await.lines_after(seq).await?;
            let Some(last) = lines.last() else {
                return Ok(());
            };
            seq = last.seq;
            for line in &lines {
                format.line(mode, line, out)?;
            }
        }
    }
}

fn values(mode: Mode, line: &TrailLine) -> io::Result<[Value; COLUMNS.len()]> {
    let mut stored = serde_json::to_value(line)?;
    Ok(COLUMNS.map(|(_, column)| match column {
        MODE => mode.word().into(),
        FORGOTTEN => line.salt.is_none().into(),
        column => stored[column].take(),
    }))
}

/// Returns a value as a CSV cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
