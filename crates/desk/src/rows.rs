//! Rows to pick from, under a field or a line.

use std::ops::Range;

use crate::Desk;
use booking::{Entry, Finder, id_end};

/// The maximum number of rows offered at once: each can be picked by its digit.
pub const MOST_ROWS: usize = 9;

/// One row to pick.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The name of the entry.
    pub label: String,
    /// The detail that distinguishes the entry from others.
    pub detail: String,
    /// The ranges of the label that match the typed text, in bytes.
    pub marks: Vec<Range<usize>>,
    /// The two-letter code, the detail that tells namesakes apart, or the end of the id.
    pub tail: String,
    /// The text that picking the row puts into the field.
    pub text: String,
    /// Whether the row opens the form for a new patient instead.
    pub adds: bool,
}

/// The rows under the focused field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows shown, each with its digit.
    pub rows: Vec<Row>,
    /// A remark on the rows.
    pub remark: Option<String>,
    /// Whether nothing matches and the rows are only similar: Enter alone picks none of them.
    pub nearly: bool,
}

/// Returns the row of an entry. `tail` distinguishes it from namesakes.
pub(crate) fn row(entry: &Entry, tail: Option<String>, finder: &Finder, desk: &Desk) -> Row {
    let tail = tail.unwrap_or_else(|| id_end(&entry.id));
    let (label, detail) = desk.naming.entry(entry, desk.setup.language);
    // Matched letters are marked in a name, not in initials.
    let marks = if label == entry.name {
        finder.marks(&label)
    } else {
        Vec::new()
    };
    let text = entry.id.clone();
    Row {
        marks,
        label,
        detail,
        tail,
        text,
        adds: false,
    }
}

/// Returns the chosen row of `count` after a step down or up; a step up from the first row chooses none.
pub(crate) fn step_row(chosen: Option<usize>, down: bool, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (chosen, down) {
        (None, down) => down.then_some(0),
        (Some(row), true) => Some((row + 1).min(last)),
        (Some(row), false) => row.checked_sub(1),
    }
}

/// Returns the digit of a row if digits pick, else blanks of the same width.
pub(crate) fn numbered(row: usize, digits_pick: bool) -> String {
    if digits_pick {
        format!(" {} ", row + 1)
    } else {
        "   ".to_owned()
    }
}
