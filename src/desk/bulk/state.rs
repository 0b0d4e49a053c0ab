//! The list of changes: what each is, what stands against it, and how far it is.

use chrono::{DateTime, Utc};
use strum::IntoStaticStr;
use tui_input::Input;

use crate::booking::{
    Appointment, AppointmentRef, CancelReason, Change, Claim, Conflict, Draft, Hours, Outcome, Problem,
    Provider, Reference, Untimely,
};
use crate::desk::people::CalendarQuery;
use crate::desk::{FreeTimes, InWords, IntentRef, Note, OpenId, Ticket};

/// A list of changes, before and while it is worked through.
#[derive(Clone, Default)]
pub struct Bulk {
    /// The changes, in the order in which they go out.
    pub rows: Vec<BulkRow>,
    /// Which row is chosen.
    pub chosen: usize,
    /// Another time for the chosen row, as far as it is typed.
    pub input: Input,
    /// The usual reason that a person has chosen for all cancellations of the list.
    pub(super) reason: Option<CancelReason>,
    /// Whether row after row goes out.
    pub is_working: bool,
    /// Which of the appointments that it was to be about are not among its rows, and why.
    pub(in crate::desk) left_out: Option<Note>,
    /// Why no further row goes out, where it was stopped.
    pub(in crate::desk) stopped: Option<Note>,
    /// The draft in a form that the list was made of: it leaves the form with the list.
    pub(super) made_of: Option<Draft>,
    /// The free times of those the rows are with.
    pub(super) free: Vec<FreeTimes>,
    /// What the rows were last weighed by.
    pub(super) weighed: Option<Weighed>,
    /// The hours of whom the rows are with, where the form that the list was made in knew them.
    pub(super) hours: Option<(Provider, Hours)>,
}

/// What it depends on what stands against the rows: as long as it is the same, they need not be weighed anew.
#[derive(Clone, PartialEq)]
pub(super) struct Weighed {
    pub(super) book: u64,
    pub(super) minute: i64,
    pub(super) held: u64,
    pub(super) free: u64,
    pub(super) has_hours: bool,
    pub(super) rows: Vec<(Change, [bool; 8])>,
}

/// One change of the list.
#[derive(Clone)]
pub struct BulkRow {
    /// The change as it goes out.
    pub change: Change,
    /// What stands against it.
    pub against: Vec<Conflict>,
    /// The free time nearest to the one that was wished for, where that is taken.
    pub alternative: Option<DateTime<Utc>>,
    /// When it was to be at first.
    pub(super) wished: Option<DateTime<Utc>>,
    /// Whether a person has left it out.
    pub(super) is_left_out: bool,
    /// Whether its time was no longer free when it was looked at right before it was to go out.
    pub(super) is_gone: bool,
    /// How it does not fit the time of its appointment.
    pub(super) untimely: Option<Untimely>,
    /// The change on record that holds its visit or its time.
    pub(super) claim: Option<Claim>,
    /// The day it is on, as it was asked for.
    pub(super) day: Option<CalendarQuery>,
    /// The patient's own appointments on that day, as they were asked for.
    pub(super) own_day: Option<CalendarQuery>,
    /// What it is among the changes of the desk, once the booking key was pressed.
    pub(super) open: Option<OpenId>,
    /// How the records find it while it waits for its turn.
    pub(super) queued: Option<IntentRef>,
    /// What came of it, once it is certain.
    pub(super) outcome: Option<Outcome<String>>,
    /// Why it was not made.
    pub(super) told: Option<InWords<Vec<Problem>>>,
    /// That a free time is still to be found for it.
    pub(super) proposal: Option<Proposal>,
}

/// A free time to be found for a move.
#[derive(Clone, Default)]
pub(super) struct Proposal {
    /// The practitioner or location that it goes to, where that is another one.
    pub(super) to: Option<Provider>,
    /// Under which the appointment comes, where all of it is to be read.
    pub(super) asked: Option<Ticket>,
    /// The appointment, all of it.
    pub(super) read: Option<Box<Appointment>>,
    /// Why no time could be found.
    pub(super) failure: Option<NoTime>,
}

/// Why a move has no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoTime {
    /// Nothing is free on the days that were looked through, or nothing is published.
    NoneFree,
    /// A read that it depends on has failed.
    Unread,
}

/// How far a row is.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum RowState {
    /// A person has left it out.
    LeftOut,
    /// The calendar of its day has still to be read.
    Reading,
    /// It goes out with the booking key.
    Ready,
    /// Something stands against it: it does not go out.
    Conflict,
    /// No time was found for its move: it does not go out.
    NoTime,
    /// It waits for its turn.
    Waiting,
    /// Its time, or its appointment, is read once more.
    Checking,
    /// It was sent.
    Sending,
    /// The server has asked to wait.
    AskedToWait,
    /// It was made.
    Made,
    /// It was not made.
    NotMade,
    /// Nobody knows whether it was made: it is looked up.
    Unknown,
}

impl RowState {
    /// The word for it, as scripts read it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A series whose later appointments are read.
#[derive(Clone)]
pub(in crate::desk) struct SeriesQuery {
    /// The appointment from which on it is cancelled.
    pub(super) from: AppointmentRef,
    /// What the references of the series begin like, where the appointment bears one.
    pub(super) reference: Option<Reference>,
    /// Why, as the form for the first of them says.
    pub(super) reason: Option<String>,
    pub(super) asked: CalendarQuery,
}

/// The list in front of the desk; what it holds is [`Desk::bulk`](crate::desk::Desk::bulk).
#[derive(Clone)]
pub struct BulkOverlay;

impl BulkRow {
    pub(super) fn new(change: Change, open: Option<OpenId>) -> BulkRow {
        BulkRow {
            wished: change.target().and_then(|to| to.subject().1),
            change,
            against: Vec::new(),
            alternative: None,
            is_left_out: false,
            is_gone: false,
            untimely: None,
            claim: None,
            day: None,
            own_day: None,
            open,
            queued: None,
            outcome: None,
            told: None,
            proposal: None,
        }
    }

    /// When it is, if it gives an appointment a time.
    pub(super) fn start(&self) -> Option<DateTime<Utc>> {
        self.change.target()?.subject().1
    }

    /// The id of the practitioner or location that it is to be with.
    pub(super) fn with(&self) -> Option<String> {
        match &self.proposal {
            Some(Proposal { to: Some(to), .. }) => Some(to.id()),
            _ => self.change.visit().provider,
        }
    }

    /// Why it calls an appointment off, if it does.
    pub(super) fn reason(&self) -> Option<&str> {
        match &self.change {
            Change::Cancel(cancel) => Some(cancel.reason()),
            _ => None,
        }
    }

    /// Whether it may still go out, as far as nothing stands against it.
    pub(super) fn stands(&self) -> bool {
        !self.is_left_out && self.outcome.is_none()
    }

    /// Whether a free time is still being looked for.
    pub(super) fn seeks_time(&self) -> bool {
        self.proposal.as_ref().is_some_and(|proposal| proposal.failure.is_none())
    }

    /// Why it has no time, where none could be found.
    pub(super) fn no_time(&self) -> Option<NoTime> {
        self.proposal.as_ref()?.failure
    }

    /// Whether something stands against it.
    pub(super) fn has_conflict(&self) -> bool {
        self.is_gone || self.untimely.is_some() || !self.against.is_empty()
    }

    /// Gives it another time: what was known about the one before holds no more.
    pub(super) fn retime(&mut self, change: Change) {
        let (wished, open, queued) = (self.wished, self.open, self.queued);
        *self = BulkRow { wished, queued, ..BulkRow::new(change, open) };
    }
}

impl Bulk {
    pub(super) fn row_of(&mut self, id: OpenId) -> Option<&mut BulkRow> {
        self.rows.iter_mut().find(|row| row.open == Some(id))
    }

    /// Gives all cancellations that have not been queued another reason.
    pub(super) fn give_reason(&mut self, reason: &str) {
        for row in self.rows.iter_mut().filter(|row| row.open.is_none()) {
            if let Change::Cancel(cancel) = &row.change {
                let other = Change::cancelled(cancel.of().clone(), reason);
                row.change = other.unwrap_or_else(|| row.change.clone());
            }
        }
    }

    /// The changes that were not left out.
    pub(in crate::desk) fn standing(&self) -> impl Iterator<Item = &Change> {
        self.rows.iter().filter(|row| !row.is_left_out).map(|row| &row.change)
    }

    /// Whether all of them are for the same person.
    pub(super) fn is_for_one(&self) -> bool {
        let of = |row: &BulkRow| (row.change.backend(), row.change.subject().0);
        self.rows.windows(2).all(|pair| of(&pair[0]) == of(&pair[1]))
    }

    /// Whether all of them are to be with the same practitioner, or at the same location.
    pub(super) fn is_with_one(&self) -> bool {
        self.rows.windows(2).all(|pair| pair[0].with() == pair[1].with())
    }

    /// The free times of someone, as far as they are known.
    pub(super) fn free_of(&self, provider: &Provider) -> Option<&FreeTimes> {
        self.free.iter().find(|times| times.question().provider == *provider)
    }

    /// Whether other rows that may go out take up some of someone's time from `start` up to `end`.
    pub(super) fn takes_up(
        &self,
        but: usize,
        provider: &Provider,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> bool {
        let counts = |place: usize, row: &BulkRow| {
            let is_there = || row.change.target().and_then(|to| to.provider()).as_ref() == Some(provider);
            place != but && !row.is_left_out && row.proposal.is_none() && is_there()
        };
        self.rows.iter().enumerate().filter(|(place, row)| counts(*place, row)).any(|(_, row)| {
            let length = row.change.target().and_then(|to| to.length()).unwrap_or_default();
            row.start().is_some_and(|other| other == start || other < end && start < other + length)
        })
    }
}
