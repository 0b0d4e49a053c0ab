//! The state of the bulk list: its changes, their conflicts, and their progress.

use chrono::{DateTime, Utc};
use strum::IntoStaticStr;
use tui_input::Input;

use crate::{InWords, Note};
use booking::{
    Appointment, AppointmentRef, CancelReason, Change, Claim, Conflict, Draft, Outcome, Problem,
    Provider, Reference, Untimely,
};
use office::{CalendarKey, FreeTimes, RecordRef, SubmissionId, Ticket};

/// A list of changes, before and while it is sent.
#[derive(Clone, Default)]
pub struct Bulk {
    /// The changes, in the order in which they are sent.
    pub rows: Vec<BulkRow>,
    /// The index of the chosen row.
    pub chosen: usize,
    /// The text being typed for the chosen row: another time, provider or reason.
    pub input: Input,
    /// The usual reason chosen for all cancellations of the list.
    pub(crate) reason: Option<CancelReason>,
    /// Whether rows are being sent one after the other.
    pub is_working: bool,
    /// The appointments left out of the list, and why.
    pub(crate) left_out: Option<Note>,
    /// Why the list was stopped.
    pub(crate) stopped: Option<Note>,
    /// The draft from which the list was made; it is cleared from its form when the list is sent.
    pub(crate) made_of: Option<Draft>,
    /// The free times of the rows' providers.
    pub(crate) free: Vec<FreeTimes>,
    /// The calendar that was requested last.
    pub(crate) reading: Option<CalendarKey>,
    /// The inputs from which the rows' conflicts were last computed.
    pub(crate) conflict_inputs: Option<ConflictInputs>,
}

/// The inputs of the rows' conflicts: while they are the same, the conflicts need not be computed again.
#[derive(Clone, PartialEq)]
pub(crate) struct ConflictInputs {
    pub(crate) book: u64,
    pub(crate) minute: i64,
    pub(crate) held: u64,
    pub(crate) free: u64,
    pub(crate) rows: Vec<(Change, [bool; 9])>,
}

/// One change of the list.
#[derive(Clone)]
pub struct BulkRow {
    /// The change as it is sent.
    pub change: Change,
    /// The conflicts of the change.
    pub against: Vec<Conflict>,
    /// The free time nearest to the wished one, if that is taken.
    pub alternative: Option<DateTime<Utc>>,
    /// The time for which the row was first listed.
    pub(crate) wished: Option<DateTime<Utc>>,
    /// Whether a person has left it out.
    pub(crate) is_left_out: bool,
    /// Whether the check right before sending found the time taken.
    pub(crate) is_gone: bool,
    /// Why the change does not fit the time of its appointment.
    pub(crate) untimely: Option<Untimely>,
    /// The recorded change that claims its visit or its time.
    pub(crate) claim: Option<Claim>,
    /// The provider's day, once it was requested.
    pub(crate) day: Option<CalendarKey>,
    /// The patient's own appointments on that day, once they were requested.
    pub(crate) own_day: Option<CalendarKey>,
    /// The change's id on this desk, once the booking key was pressed.
    pub(crate) open: Option<SubmissionId>,
    /// The reference in the records while it is queued.
    pub(crate) queued: Option<RecordRef>,
    /// The outcome, once it is certain.
    pub(crate) outcome: Option<Outcome<String>>,
    /// Why the change was not made.
    pub(crate) problems: Option<InWords<Vec<Problem>>>,
    /// The proposal, while a free time is still to be found.
    pub(crate) proposal: Option<Proposal>,
}

/// A free time to be found for a move.
#[derive(Clone, Default)]
pub(crate) struct Proposal {
    /// The provider to which it moves, if that is another one.
    pub(crate) to: Option<Provider>,
    /// The ticket of the appointment, if it has to be read in full.
    pub(crate) asked: Option<Ticket>,
    pub(crate) read: Option<Box<Appointment>>,
    pub(crate) failure: Option<NoTime>,
}

/// Why a move has no time.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum NoTime {
    /// No time is free on the days searched.
    NoneFree,
    /// Neither free times nor hours are published.
    Unpublished,
    /// A read on which the time depends has failed.
    Unread,
}

/// The state of a row.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum RowState {
    /// A person has left it out.
    LeftOut,
    /// The calendar of its day is still to be read.
    Reading,
    /// The booking key sends it.
    Ready,
    /// A conflict keeps it from being sent.
    Conflict,
    /// No time was found for the move, so it is not sent.
    NoTime,
    /// The row is queued.
    Waiting,
    /// The time or the appointment is being checked.
    Checking,
    /// The change was sent.
    Sending,
    /// The server asked to wait.
    AskedToWait,
    /// The change was made.
    Made,
    /// The change was not made.
    NotMade,
    /// The outcome is unknown and being looked up.
    Unknown,
}

impl RowState {
    /// Returns the word for scripts.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A series whose later appointments are being read.
#[derive(Clone)]
pub(crate) struct SeriesQuery {
    /// The appointment with which the cancellation begins.
    pub(crate) from: AppointmentRef,
    /// The appointment's reference, if any; the references of a series begin alike.
    pub(crate) reference: Option<Reference>,
    /// The reason entered in the form.
    pub(crate) reason: Option<String>,
    /// The calendar with the later appointments.
    pub(crate) asked: CalendarKey,
}

/// The overlay of the list; its content is [`Desk::bulk`](crate::Desk::bulk).
#[derive(Clone)]
pub struct BulkOverlay;

impl BulkRow {
    pub(crate) fn new(change: Change, open: Option<SubmissionId>) -> BulkRow {
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
            problems: None,
            proposal: None,
        }
    }

    /// Returns the new time, if the change gives an appointment one.
    pub(crate) fn start(&self) -> Option<DateTime<Utc>> {
        self.change.target()?.subject().1
    }

    /// Returns the id of the provider, the new one if it changes.
    pub(crate) fn with(&self) -> Option<String> {
        match &self.proposal {
            Some(Proposal { to: Some(to), .. }) => Some(to.id()),
            _ => self.change.visit().provider,
        }
    }

    pub(crate) fn reason(&self) -> Option<&str> {
        let Change::Cancel(cancel) = &self.change else {
            return None;
        };
        Some(cancel.reason())
    }

    /// Whether it may still be sent, apart from conflicts.
    pub(crate) fn is_pending(&self) -> bool {
        !self.is_left_out && self.outcome.is_none()
    }

    /// Whether a free time is still being searched for.
    pub(crate) fn seeks_time(&self) -> bool {
        self.proposal
            .as_ref()
            .is_some_and(|proposal| proposal.failure.is_none())
    }

    pub(crate) fn no_time(&self) -> Option<NoTime> {
        self.proposal.as_ref()?.failure
    }

    pub(crate) fn has_conflict(&self) -> bool {
        self.is_gone
            || self.untimely.is_some()
            || self.change.has_side_effects()
            || !self.against.is_empty()
    }

    /// Whether it was not made, or not sent, and can go back into its form.
    pub(crate) fn can_be_mended(&self) -> bool {
        let is_made = matches!(self.outcome, Some(Outcome::Made(..)));
        self.open.is_some() && !is_made && (self.outcome.is_some() || self.has_conflict())
    }

    /// Sets another time, and drops everything known about the previous one.
    pub(crate) fn retime(&mut self, change: Change) {
        let wished = self.wished;
        let open = self.open;
        let queued = self.queued;
        *self = BulkRow {
            wished,
            queued,
            ..BulkRow::new(change, open)
        };
    }
}

impl Bulk {
    pub(crate) fn row_of(&mut self, id: SubmissionId) -> Option<&mut BulkRow> {
        self.rows.iter_mut().find(|row| row.open == Some(id))
    }

    /// Gives all cancellations that have not been queued another reason.
    pub(crate) fn give_reason(&mut self, reason: &str) {
        for row in self.rows.iter_mut().filter(|row| row.open.is_none()) {
            if let Change::Cancel(cancel) = &row.change {
                let other = Change::cancelled(cancel.of().clone(), reason);
                row.change = other.unwrap_or_else(|| row.change.clone());
            }
        }
    }

    /// Returns the changes that are not left out.
    pub(crate) fn included_changes(&self) -> impl Iterator<Item = &Change> {
        self.rows
            .iter()
            .filter(|row| !row.is_left_out)
            .map(|row| &row.change)
    }

    pub(crate) fn has_one_patient(&self) -> bool {
        let of = |row: &BulkRow| (row.change.clinic(), row.change.subject().0);
        self.rows
            .windows(2)
            .all(|pair| of(&pair[0]) == of(&pair[1]))
    }

    /// Whether all rows are cancelled for the same reason.
    pub(crate) fn has_one_reason(&self) -> bool {
        let reason = self.rows.first().and_then(BulkRow::reason);
        reason.is_some() && self.rows.iter().all(|row| row.reason() == reason)
    }

    pub(crate) fn has_one_provider(&self) -> bool {
        self.rows
            .windows(2)
            .all(|pair| pair[0].with() == pair[1].with())
    }

    /// Returns the free times of a provider, if they have been requested.
    pub(crate) fn free_of(&self, provider: &Provider) -> Option<&FreeTimes> {
        self.free
            .iter()
            .find(|times| times.question().provider == *provider)
    }

    /// Whether other rows that may be sent take up some of a provider's time between `start` and `end`.
    pub(crate) fn continues(
        &self,
        except: usize,
        provider: &Provider,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> bool {
        let counts = |index: usize, row: &BulkRow| {
            let is_there =
                || row.change.target().and_then(|to| to.provider()).as_ref() == Some(provider);
            index != except && !row.is_left_out && row.proposal.is_none() && is_there()
        };
        self.rows
            .iter()
            .enumerate()
            .filter(|(index, row)| counts(*index, row))
            .any(|(_, row)| {
                let length = row
                    .change
                    .target()
                    .and_then(|to| to.length())
                    .unwrap_or_default();
                row.start()
                    .is_some_and(|other| other == start || other < end && start < other + length)
            })
    }
}
