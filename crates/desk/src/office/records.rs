//! The records: whether they can be written, and the references to the changes in them.

use std::time::Duration;

use uuid::Uuid;

use booking::{Mode, Unshared};

use super::Ticket;

#[derive(Clone, Default)]
pub(crate) struct RecordsState {
    pub(crate) troubles: Vec<StoreTrouble>,
    /// The changes that earlier runs made just before this desk began, by their names in the records.
    pub(crate) made_just_before: Vec<Uuid>,
    /// When others' changes were last read, on the monotonic clock.
    pub(crate) learnt_at: Option<Duration>,
    /// Whether others have made more changes today than were read.
    pub(crate) has_more_changes: bool,
}

/// A reference to a change in the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordRef {
    /// The change was sent under this ticket.
    Sent(Ticket),
    /// An earlier run of the program left it behind, under this name.
    Left(Uuid),
}

/// Trouble with the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// Nothing can be written, for this reason.
    Unusable(String),
    /// The file can't be read. It was renamed to this, and a new one begun.
    Broken(String),
    /// The file is from a later version. It was renamed to this, and a new one begun.
    Later(String),
    /// The records have disappeared. What was left of the file was renamed to this, and a new one begun.
    Gone(String),
    /// The records lack earlier entries: they were restored from an older state.
    Older,
    /// Nothing proves that the records are all that was written: their witness is missing or altered.
    Unproved,
    /// A later version of the desk works with the records: this one writes nothing.
    Outgrown,
    /// This key file holds no key: nothing can be written.
    NoKey(String),
    /// This key file is gone, and existing records can't be read without it: nothing can be written.
    KeyGone(String),
    /// This key file is not the one with which the records were sealed: nothing can be written.
    OtherKey(String),
    /// The shared records of a mode can't be used, for this reason.
    NotShared(Mode, Unshared),
    /// This many drafts can't be decrypted: the key file is another one.
    Unread(usize),
    /// This many open changes can't be decrypted for the same reason, and have no id by which to look them
    /// up.
    UnreadBookings(usize),
}

impl StoreTrouble {
    /// Whether nothing can be written because of it.
    pub(crate) fn blocks_writing(&self) -> bool {
        use StoreTrouble as Trouble;
        matches!(
            self,
            Trouble::Unusable(_)
                | Trouble::Outgrown
                | Trouble::NoKey(_)
                | Trouble::KeyGone(_)
                | Trouble::OtherKey(_)
        )
    }

    /// Whether the records may lack changes that were made, because of it.
    pub(crate) fn leaves_doubt(&self) -> bool {
        use StoreTrouble as Trouble;
        matches!(
            self,
            Trouble::Older
                | Trouble::Unproved
                | Trouble::Broken(_)
                | Trouble::Later(_)
                | Trouble::Gone(_)
                | Trouble::KeyGone(_)
                | Trouble::OtherKey(_)
        )
    }
}
