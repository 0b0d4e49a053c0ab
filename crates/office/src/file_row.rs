//! The data of a file's row other than its change.

use std::collections::HashSet;
use std::sync::Arc;

use booking::RowMark;

use super::Override;

/// A row of a file, as the records hold it together with its change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The fingerprint of the row.
    pub mark: RowMark,
    /// The fingerprints of all rows of the file: their times are no conflict, as they were confirmed with the file.
    pub file: Arc<HashSet<RowMark>>,
    /// The override recorded with each attempt of the row, if it is sent despite conflicts.
    pub override_entry: Option<Override>,
}

/// How the wait of a recorded and claimed row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowTurn {
    /// The row is sent now.
    Send,
    /// The row is not sent.
    KeepBack,
}
