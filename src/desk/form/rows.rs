//! The rows that are offered under a field.

use std::ops::Range;

/// The maximum number of rows offered at once: each can be picked by its digit.
pub const MOST_ROWS: usize = 9;

/// One row to pick.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The name by which a person knows the entry.
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
    /// Whether nothing matches and the rows are only similar: Enter picks none of them unasked.
    pub nearly: bool,
}
