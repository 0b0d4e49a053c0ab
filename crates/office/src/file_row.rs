//! A row of a file beside its change.

use std::collections::HashSet;
use std::sync::Arc;

use booking::RowMark;

use super::Override;

/// A row of a file, as the records hold it beside its change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The fingerprint of the row.
    pub mark: RowMark,
    /// The fingerprints of all rows of the file: their times are no conflict, as they were confirmed with the file.
    pub file: Arc<HashSet<RowMark>>,
    /// The override that is recorded with each try of the row, if it is sent despite conflicts.
    pub override_entry: Option<Override>,
}

/// The end of the wait of a row that is recorded and claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowTurn {
    /// The row is sent now.
    Send,
    /// The row is not sent.
    KeepBack,
}
