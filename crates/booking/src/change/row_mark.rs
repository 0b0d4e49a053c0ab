//! Identifies the row of a file that asks for a change.

use std::hash::{Hash, Hasher};

/// The fingerprint of a row. It is keyed, so that it reveals nothing of the content.
#[derive(Clone, Debug)]
pub struct RowMark {
    mark: String,
    /// The fingerprint that an earlier version gave the row.
    earlier: Option<String>,
}

impl RowMark {
    /// Creates a mark from the fingerprint of a row, and the one that an earlier version gave it.
    pub fn new(mark: String, earlier: String) -> RowMark {
        RowMark {
            mark,
            earlier: Some(earlier),
        }
    }

    /// Creates a mark from the records.
    pub fn recorded(mark: String) -> RowMark {
        RowMark {
            mark,
            earlier: None,
        }
    }

    /// Returns the mark as it is recorded.
    pub fn as_str(&self) -> &str {
        &self.mark
    }

    /// Returns both forms in which the row may be recorded.
    pub fn forms(&self) -> [&str; 2] {
        [&self.mark, self.earlier.as_ref().unwrap_or(&self.mark)]
    }

    /// Returns the marks of both forms in which the row may be recorded, to look for them among others.
    pub fn into_forms(self) -> impl Iterator<Item = RowMark> {
        let RowMark { mark, earlier } = self;
        [Some(mark), earlier]
            .into_iter()
            .flatten()
            .map(RowMark::recorded)
    }
}

impl PartialEq for RowMark {
    fn eq(&self, other: &RowMark) -> bool {
        self.mark == other.mark
    }
}

impl Eq for RowMark {}

impl Hash for RowMark {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.mark.hash(state);
    }
}
