//! The rows that are offered under a field.

use std::ops::Range;

/// The most rows offered at once: each can be picked by its digit.
pub const MOST_ROWS: usize = 9;

/// One row to pick.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What a person knows it by.
    pub label: String,
    /// What tells it from others.
    pub detail: String,
    /// The stretches of the label that were typed, in bytes.
    pub marks: Vec<Range<usize>>,
    /// Its two-letter code, what tells someone from a namesake, or the end of its id.
    pub tail: String,
    /// What picking it puts into the field.
    pub text: String,
    /// It leads to the form for someone new instead.
    pub adds: bool,
}

/// The rows under the field with the cursor.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Those that are shown, each with its digit.
    pub rows: Vec<Row>,
    /// What is to be said about them.
    pub remark: Option<String>,
    /// Nobody fits what is typed, and these only come close: Enter takes none of them unasked.
    pub nearly: bool,
}
