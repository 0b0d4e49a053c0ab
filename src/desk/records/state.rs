//! What the desk hears of its records, and what it has them told: bookings that an earlier run left behind, what has
//! become of them, and what is the matter where nothing can be kept.

use std::time::Duration;

use uuid::Uuid;

use crate::booking::{Language, Mode, Unshared};
use crate::i18n::say;

use crate::desk::Ticket;

/// What the desk has heard of its records.
#[derive(Clone, Default)]
pub(in crate::desk) struct Records {
    /// What is the matter with them.
    pub(in crate::desk) troubles: Vec<StoreTrouble>,
    /// The changes of earlier runs that were made just before this desk began, by their names in the records.
    pub(in crate::desk) made_just_before: Vec<Uuid>,
    /// When they told of others' changes last, on the monotonic clock.
    pub(in crate::desk) learnt_at: Option<Duration>,
    /// Whether others have changed more today than they tell.
    pub(in crate::desk) has_more_changes: bool,
}

/// How the records find a booking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentRef {
    /// It was sent under this ticket.
    Sent(Ticket),
    /// An earlier run of the program left it behind, under this name.
    Left(Uuid),
}

/// What is the matter with the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// Nothing can be written down; says why.
    Unusable(String),
    /// The file can't be read. It was renamed to this, and a fresh one begun.
    Broken(String),
    /// The file is from a later version. It was renamed to this, and a fresh one begun.
    Later(String),
    /// There were records, and there are none. What was left of the file was renamed to this, and a fresh one begun.
    Gone(String),
    /// The records lack what was once written to them: they were taken back to an earlier moment.
    Older,
    /// A later version of the desk works with the records: this one writes nothing.
    Outgrown,
    /// This key file holds no key: nothing can be written down.
    NoKey(String),
    /// This key file is gone, and there are records that can't be read without it: nothing can be written down.
    KeyGone(String),
    /// This key file is not the one that the records were sealed with: nothing can be written down.
    OtherKey(String),
    /// The records of a mode that the clinic's desks share can't be used; says why.
    NotShared(Mode, Unshared),
    /// So many drafts can't be opened: the key file is another one.
    Unread(usize),
    /// So many bookings that are open can't be opened, for the same reason, and don't name an id to look them up by.
    UnreadBookings(usize),
}

impl StoreTrouble {
    /// Whether nothing can be written down for its sake.
    pub(super) fn closes(&self) -> bool {
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

    /// Whether bookings that were made may be missing in the records for its sake.
    pub(super) fn leaves_doubt(&self) -> bool {
        use StoreTrouble as Trouble;
        matches!(
            self,
            Trouble::Older
                | Trouble::Broken(_)
                | Trouble::Later(_)
                | Trouble::Gone(_)
                | Trouble::KeyGone(_)
                | Trouble::OtherKey(_)
        )
    }

    /// What has happened, what that means, and what to do.
    pub fn says(&self, language: Language) -> String {
        match self {
            StoreTrouble::Unusable(why) => say!(language, "records-unusable", why = why.as_str()),
            StoreTrouble::Broken(file) => say!(language, "records-broken", file = file.as_str()),
            StoreTrouble::Later(file) => say!(language, "records-later", file = file.as_str()),
            StoreTrouble::Gone(file) => say!(language, "records-gone", file = file.as_str()),
            StoreTrouble::Older => say!(language, "records-older").to_owned(),
            StoreTrouble::Outgrown => say!(language, "records-outgrown").to_owned(),
            StoreTrouble::NoKey(file) => say!(language, "records-no-key", file = file.as_str()),
            StoreTrouble::KeyGone(file) => say!(language, "records-key-gone", file = file.as_str()),
            StoreTrouble::OtherKey(file) => say!(language, "records-other-key", file = file.as_str()),
            StoreTrouble::NotShared(_, why) => {
                say!(language, "records-not-shared", why = why.said(language))
            }
            StoreTrouble::Unread(count) => say!(language, "records-unread", count = *count),
            StoreTrouble::UnreadBookings(count) => {
                say!(language, "records-unread-bookings", count = *count)
            }
        }
    }
}
