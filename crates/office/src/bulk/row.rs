//! One change of a list.

use std::mem;

use chrono::{DateTime, Utc};
use strum::IntoStaticStr;

use booking::time::WeekdayBeside;
use booking::{
    Appointment, AppointmentRef, Change, Claim, Conflict, Failure, Outcome, Provider, Untimely,
};

use crate::{CalendarKey, Effect, OnRecord, SubmissionId, Ticket};

use super::work::taken_up;

/// What may be typed for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowInput {
    /// The reason of its cancellation, which counts for all rows.
    Reason,
    /// Another time.
    Time,
    /// Nothing.
    Nothing,
}

/// One change of a list.
#[derive(Clone)]
pub struct BulkRow {
    /// The change as it is sent.
    pub change: Change,
    /// The conflicts of the change.
    pub against: Vec<Conflict>,
    /// The free time nearest to the wished one, if that is taken.
    pub alternative: Option<DateTime<Utc>>,
    /// Whether the only free times are beyond another visit of its series.
    pub is_hemmed_in: bool,
    /// Whether a person has left it out.
    pub is_left_out: bool,
    /// Why the change does not fit the time of its appointment.
    pub untimely: Option<Untimely>,
    /// The change's id, if the list was sent.
    pub open: Option<SubmissionId>,
    /// The outcome, once it is certain.
    pub outcome: Option<Outcome<String>>,
    /// Why the change was not made.
    pub refusal: Option<RowFailure>,
    /// The proposal, while a free time is still to be found.
    pub proposal: Option<Proposal>,
    /// The time that was asked for, if this one was proposed for it.
    pub(super) asked_for: Option<DateTime<Utc>>,
    /// The time for which the row was first listed.
    pub(super) wished: Option<DateTime<Utc>>,
    /// Whether it had a conflict when the list was sent: it is not sent with the list, even if the conflict is gone.
    pub(super) is_held_back: bool,
    /// Whether the check right before sending found the time taken.
    pub(super) is_gone: bool,
    /// The recorded change that claims its visit or its time.
    pub(super) claim: Option<Claim>,
    /// The provider's day, if it was requested.
    pub(super) day: Option<CalendarKey>,
    /// The patient's own appointments on that day, if they were requested.
    pub(super) own_day: Option<CalendarKey>,
    /// The requested calendars of the other participants.
    pub(super) other_days: Vec<CalendarKey>,
    /// The reference in the records while it is queued.
    pub(super) queued: OnRecord,
}

/// Why the change of a row was not made.
#[derive(Clone, Debug)]
pub enum RowFailure {
    /// The appointment has been altered meanwhile.
    Altered,
    /// The appointment could not be read, and the change can't be undone.
    Unread,
    /// The call failed.
    Failed(Failure),
}

/// A free time to be found for a move.
#[derive(Clone, Default)]
pub struct Proposal {
    /// The provider of the visit.
    pub(super) with: ProposedWith,
    /// The wished time: the visit gets the next free one from its day on. Without one, the visit gets another day with
    /// the same provider, or with another provider the time nearest to the old one.
    pub(super) wished: Option<DateTime<Utc>>,
    /// The reason for cancelling the old appointment, if a new one with another provider replaces it.
    pub(super) reason: String,
    /// The ticket of the appointment, if it has to be read in full.
    pub(super) asked: Option<Ticket>,
    pub(super) read: Option<Box<Appointment>>,
    pub(super) failure: Option<NoTime>,
}

/// The provider of a visit whose time is to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProposedWith {
    /// The same practitioner or location as before.
    #[default]
    TheSame,
    /// Another one.
    Another(Provider),
    /// The first of these who is free at the time nearest to the old one.
    AnyOf(Vec<Provider>),
}

/// Why no time was found for a move.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum NoTime {
    /// No time is free on the days searched.
    NoneFree,
    /// Neither free times nor hours are published.
    Unpublished,
    /// A read that the time depends on has failed.
    Unread,
}

impl Proposal {
    /// Creates a proposal. `reason` is for cancelling the old appointment if a new one with another provider replaces
    /// it.
    pub fn with(with: ProposedWith, reason: &str) -> Proposal {
        Proposal {
            with,
            reason: reason.to_owned(),
            ..Proposal::default()
        }
    }

    /// Sets the wished time.
    #[must_use]
    pub fn at(self, wished: Option<DateTime<Utc>>) -> Proposal {
        Proposal { wished, ..self }
    }

    /// Returns the time that the search for a free one is centred on: the wished one, or that of the appointment.
    pub(super) fn center(&self, of: &AppointmentRef) -> Option<DateTime<Utc>> {
        self.wished.or(of.start)
    }

    /// Returns whether a new appointment replaces this one, which then has to be read.
    pub(super) fn makes_anew(&self, of: &AppointmentRef) -> bool {
        self.with != ProposedWith::TheSame && of.clinic.can().replaces
    }
}

impl BulkRow {
    /// Creates the row of a change, with its id if it is queued already.
    pub fn new(change: Change, open: Option<SubmissionId>) -> BulkRow {
        BulkRow {
            wished: change.target().and_then(|to| to.start()),
            change,
            against: Vec::new(),
            alternative: None,
            is_hemmed_in: false,
            is_left_out: false,
            is_held_back: false,
            is_gone: false,
            asked_for: None,
            untimely: None,
            claim: None,
            day: None,
            own_day: None,
            other_days: Vec::new(),
            open,
            queued: OnRecord::No,
            outcome: None,
            refusal: None,
            proposal: None,
        }
    }

    /// Returns the new time, if the change gives an appointment one.
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.change.target()?.start()
    }

    /// Returns the start that a typed time without a date refers to, and the day that a weekday then means. For a move
    /// it is the one asked for, such as that of a week later, or else the visit's own, regardless of proposals; for a
    /// booking, the one first wished.
    pub(super) fn start_to_count_from(&self) -> (Option<DateTime<Utc>>, WeekdayBeside) {
        match self.change.starts_from() {
            Some(of) => {
                let sought = self.proposal.as_ref().and_then(|proposal| proposal.wished);
                let asked = sought.or(self.asked_for);
                (asked.or(of.start), WeekdayBeside::FromThereOn)
            }
            None => (self.wished, WeekdayBeside::SameWeek),
        }
    }

    /// Returns the start that words such as `a week later` refer to: the visit's own, or that first wished for a booking.
    pub(super) fn start_before(&self) -> Option<DateTime<Utc>> {
        match self.change.starts_from() {
            Some(of) => of.start,
            None => self.wished,
        }
    }

    /// Returns the time that was asked for, if another one is proposed.
    pub fn asked_otherwise(&self) -> Option<DateTime<Utc>> {
        self.asked_for
            .filter(|asked| self.start().is_some_and(|start| start != *asked))
    }

    /// Returns the id of the provider, the new one if it changes.
    pub fn with(&self) -> Option<String> {
        match &self.proposal {
            Some(Proposal {
                with: ProposedWith::Another(to),
                ..
            }) => Some(to.id().to_owned()),
            _ => self.change.visit().provider,
        }
    }

    /// Returns what may be typed for it.
    pub fn takes(&self) -> RowInput {
        match &self.change {
            Change::Cancel(_) => RowInput::Reason,
            change if change.target().is_some() => RowInput::Time,
            _ => RowInput::Nothing,
        }
    }

    /// Returns whether it gives an existing appointment another time.
    pub fn is_move(&self) -> bool {
        self.takes() == RowInput::Time && self.change.starts_from().is_some()
    }

    /// Returns the reason, if it is a cancellation.
    pub fn reason(&self) -> Option<&str> {
        let Change::Cancel(cancel) = &self.change else {
            return None;
        };
        Some(cancel.reason())
    }

    /// Returns whether it may still be sent, apart from conflicts.
    pub fn is_pending(&self) -> bool {
        !self.is_left_out && self.outcome.is_none()
    }

    /// Returns whether a free time is still being searched for.
    pub(super) fn seeks_time(&self) -> bool {
        self.proposal
            .as_ref()
            .is_some_and(|proposal| proposal.failure.is_none())
    }

    /// Returns why no time was found for it, if none was.
    pub fn no_time(&self) -> Option<NoTime> {
        self.proposal.as_ref()?.failure
    }

    /// Returns whether there is an obstacle or a warning against it.
    pub(crate) fn has_conflict(&self) -> bool {
        self.is_gone
            || self.untimely.is_some()
            || self.change.has_side_effects()
            || !self.against.is_empty()
    }

    /// Returns whether it was not made, or not sent, and can go back into its form.
    pub fn can_be_mended(&self) -> bool {
        let is_made = matches!(self.outcome, Some(Outcome::Made(..)));
        self.open.is_some() && !is_made && (self.outcome.is_some() || self.has_conflict())
    }

    /// Sets another time, and discards everything known about the previous one.
    pub(super) fn retime(&mut self, change: Change) {
        let wished = self.wished;
        let open = self.open;
        let queued = self.queued;
        *self = BulkRow {
            wished,
            queued,
            ..BulkRow::new(change, open)
        };
    }

    /// Removes the row from the queue. Returns the effect that settles its queued record.
    pub(super) fn leave_queue(&mut self) -> Option<Effect> {
        mem::take(&mut self.queued).reference().map(taken_up)
    }
}
