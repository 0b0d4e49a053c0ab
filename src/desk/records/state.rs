//! What the desk hears of its records, and what it has them told: bookings that an earlier run left behind, what has
//! become of them, and what is the matter where nothing can be kept.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::{Appointment, Change, Failure, Language};
use crate::i18n::say;

use crate::desk::Ticket;

/// What the desk has heard of its records.
#[derive(Clone, Default)]
pub(in crate::desk) struct Records {
    /// What is the matter with them.
    pub(in crate::desk) troubles: Vec<StoreTrouble>,
    /// Whether they have told of others' changes yet.
    pub(in crate::desk) has_learnt: bool,
}

/// How the records find a booking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentRef {
    /// It was sent under this ticket.
    Sent(Ticket),
    /// An earlier run of the program left it behind, under this name.
    Left(Uuid),
}

/// What has become of a booking that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It was made, under this id.
    Booked(String),
    /// The clinic said no, in this code; its draft is in the form.
    Refused(String),
    /// It never left; its draft is in the form.
    NotSent,
    /// Nobody knows.
    Unknown,
    /// It was lost sight of and is not there: its draft waits to be taken up.
    NotThere,
    /// A person has dealt with it; the word says how, and never changes.
    ByHand(&'static str),
}

/// A booking that an earlier run of the program left behind: nobody knows whether it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// Its name in the records.
    pub name: Uuid,
    /// What was sent.
    pub change: Change,
    /// When, by the wall clock.
    pub at: DateTime<Utc>,
    /// The ids of appointments known to be other ones.
    pub others: Vec<String>,
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
            StoreTrouble::Unusable(why) => say!(language, "ledger-unusable", why = why.as_str()),
            StoreTrouble::Broken(file) => say!(language, "ledger-broken", file = file.as_str()),
            StoreTrouble::Later(file) => say!(language, "ledger-later", file = file.as_str()),
            StoreTrouble::Gone(file) => say!(language, "ledger-gone", file = file.as_str()),
            StoreTrouble::Older => say!(language, "ledger-older").to_owned(),
            StoreTrouble::Outgrown => say!(language, "ledger-outgrown").to_owned(),
            StoreTrouble::NoKey(file) => say!(language, "ledger-no-key", file = file.as_str()),
            StoreTrouble::KeyGone(file) => say!(language, "ledger-key-gone", file = file.as_str()),
            StoreTrouble::OtherKey(file) => say!(language, "ledger-other-key", file = file.as_str()),
            StoreTrouble::Unread(count) => say!(language, "ledger-unread", count = *count),
            StoreTrouble::UnreadBookings(count) => {
                say!(language, "ledger-unread-bookings", count = *count)
            }
        }
    }
}

impl Settlement {
    /// What an answer says of the booking it is for.
    pub fn of(answer: &Result<Appointment, Failure>) -> Settlement {
        match answer {
            Ok(appointment) => Settlement::Booked(appointment.id.clone()),
            Err(Failure::Refused(report)) => {
                let status = report.status.map(|status| status.to_string());
                let said: Vec<String> = [status, report.code.clone()].into_iter().flatten().collect();
                Settlement::Refused(said.join(" "))
            }
            Err(Failure::NotSent(_)) => Settlement::NotSent,
            Err(Failure::Unknown(_)) => Settlement::Unknown,
        }
    }
}
