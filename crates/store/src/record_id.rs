//! The name of a change in the records.

use std::fmt;

use uuid::Uuid;

/// The name of one change in the records. It reveals nothing about anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordId(Uuid);

impl From<Uuid> for RecordId {
    fn from(name: Uuid) -> RecordId {
        RecordId(name)
    }
}

impl From<RecordId> for Uuid {
    fn from(id: RecordId) -> Uuid {
        id.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
