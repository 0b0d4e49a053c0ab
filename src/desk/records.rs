//! What the desk hears of its records, and what it has them told: bookings that an earlier run left behind, what has
//! become of them, and what is the matter where nothing can be kept.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::time::Clock;
use crate::booking::{Appointment, Booking, Change, Draft, Failure, Language, Setting, review};
use crate::i18n::say;

use super::{Desk, Pane, Ticket, note};

/// What the desk has heard of its records.
#[derive(Clone, Default)]
pub(super) struct Records {
    /// What is the matter with them.
    pub(super) troubles: Vec<StoreTrouble>,
    /// Whether they have told of others' changes yet.
    pub(super) has_learnt: bool,
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
    fn closes(&self) -> bool {
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
    fn leaves_doubt(&self) -> bool {
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

impl Desk {
    /// What is the matter with the records, in sentences; nothing where all is well.
    pub fn ledger_remarks(&self) -> impl Iterator<Item = String> + '_ {
        self.records.troubles.iter().map(|trouble| trouble.says(self.setup.language))
    }

    /// Whether bookings that were made from here may be missing in the records, or can't be read in them, so that one
    /// may be made twice.
    pub fn doubts_its_records(&self) -> bool {
        self.records.troubles.iter().any(StoreTrouble::leaves_doubt)
    }

    pub(super) fn ledger_is_in(&mut self, trouble: StoreTrouble) {
        self.note = Some(note!("ledger-see-problems"));
        if !self.records.troubles.contains(&trouble) {
            self.records.troubles.push(trouble);
            self.bring_to_front(Pane::Problems);
        }
    }

    /// Whether what has been typed could be kept: said once, until it can be again.
    pub(super) fn note_saved(&mut self, outcome: Result<(), StoreTrouble>) {
        match outcome {
            Err(trouble) => {
                self.drafts.autosave.try_again(self.moment.up);
                if !self.is_closed_to_records() {
                    self.ledger_is_in(trouble);
                }
            }
            Ok(()) => self.records.troubles.retain(|trouble| !trouble.closes()),
        }
    }

    /// The booking has its draft: where an earlier run left it in a form or parked it as well, it goes from there. What
    /// was typed since stays, however alike it is.
    pub(super) fn clear_what_went_out(&mut self, booking: &Booking) {
        let backend = booking.backend();
        let setting = self.setting_of(backend);
        // Read as it stands, and as it was read before the clock of its place was known.
        let clinic = self.setup.zone_of(backend, None);
        let went_out = |draft: &Draft, clock: Clock| {
            [clock.zone, clinic].into_iter().any(|zone| {
                let made = review(draft, &Setting { clock: Clock { zone, ..clock }, ..setting }).booking;
                made.is_some_and(|made| made.is_same_as(booking))
            })
        };
        self.drafts.parked.retain(|parked| {
            let zone = parked.clock.unwrap_or(setting.clock.zone);
            !parked.restored || !went_out(&parked.draft, Clock { now: parked.since, zone, ..setting.clock })
        });
        if self.form_of(backend).restored && went_out(self.form_of(backend).draft(), setting.clock) {
            let form = &mut self.forms[backend];
            let next = form.draft().next();
            form.restart(next);
            self.line_is_done(backend);
        }
    }

    /// Whether what is typed and what is under way outlives this desk.
    pub fn keeps(&self) -> bool {
        self.drafts.autosave.open && !self.is_closed_to_records()
    }

    /// Whether there are records in which nothing can be written down.
    pub(super) fn is_closed_to_records(&self) -> bool {
        self.records.troubles.iter().any(StoreTrouble::closes)
    }
}
