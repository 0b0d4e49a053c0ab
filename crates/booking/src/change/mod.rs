//! The changes that a desk can request from a clinic, as values that are always valid. Their methods hide how
//! the kinds differ: the clinic, the patient, and how the outcome is looked up.

mod away;
mod away_wish;
mod details;
mod difference;
mod draw;
mod in_place;
mod life;
mod list_place;
mod lookup;
mod lookup_result;
mod lookup_schedule;
mod outcome;
mod reason;
mod remove;
mod row_mark;
mod set_status;
mod side_effects;
mod slots;
#[cfg(test)]
mod tests;
mod time_left;
mod two_steps;
mod untimely;
mod verb;

pub use lookup_result::LookupResult;
pub use outcome::{Outcome, Settlement, UnsettledChange};

use chrono::{DateTime, Utc};

use super::time::Span;
use super::{
    Appointment, AppointmentRef, AwayTime, Booking, ChangeKind, ClinicId, Detail, Provider, Text,
    TimedVisit, Visit, api,
};
use crate::takes_time;
use in_place::Shape;

pub(crate) use away_wish::MOST_DAYS_AWAY;
pub use away_wish::{AwayProblem, AwayWish};
pub use details::SetDetails;
pub use draw::{ConfirmDraw, SetPanels};
pub use life::{ChangeStage, Life, LookupStep, NotMade};
pub use list_place::{ListId, ListPlace};
pub(crate) use lookup::CALENDAR_LAG;
pub use lookup::{LookupRequest, ReadResult};
pub use lookup_schedule::{LookupActivity, LookupSchedule};
pub use reason::CancelReason;
pub use remove::Remove;
pub use row_mark::RowMark;
pub use set_status::SetStatus;
pub use slots::SlotUpkeep;
pub use two_steps::{Replace, Successor, SuccessorLoss};
pub use untimely::Untimely;
pub use verb::{Verb, VerbObstacle};

/// UTF-16 units of a reason, at most (ClinikAPI update, `cancelationReason` ≤ 500).
pub const REASON_LIMIT: usize = 500;

/// A change that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Creates an appointment.
    Book(Booking),
    /// Gives an appointment another time, another place, or both.
    Move(Box<Move>),
    /// Makes an appointment that replaces another, which is cancelled afterwards.
    Replace(Box<Replace>),
    /// Cancels an appointment.
    Cancel(Box<Cancel>),
    /// Removes an entry that was made in error. No change can undo this.
    Remove(Box<Remove>),
    /// Sets the status of an appointment.
    SetStatus(Box<SetStatus>),
    /// Gives an appointment another reason, comment, or the like.
    SetDetails(Box<SetDetails>),
    /// Adds panels to a blood draw, or removes some.
    SetPanels(Box<SetPanels>),
    /// Confirms that blood was drawn. No change can undo this.
    ConfirmDraw(Box<ConfirmDraw>),
    /// Enters that a practitioner is away.
    Away(Box<AwayTime>),
    /// Takes back that a practitioner is away.
    Back(Box<AwayTime>),
}

/// A move of an appointment to another time or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    from: AppointmentRef,
    to: Booking,
    /// The new time, if it changes.
    span: Option<Span>,
    /// The new practitioner or location, if it changes.
    provider: Option<Provider>,
}

/// The cancellation of an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancel {
    of: AppointmentRef,
    reason: Text,
    /// The appointment that has replaced it, if there is one.
    successor: Option<Successor>,
}

impl Move {
    /// Returns the appointment as it was when the change was prepared.
    pub fn from(&self) -> &AppointmentRef {
        &self.from
    }
}

impl Cancel {
    /// Returns the appointment as it was when the change was prepared.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the reason in the staff's words.
    pub fn reason(&self) -> &str {
        self.reason.as_str()
    }
}

impl From<Booking> for Change {
    fn from(booking: Booking) -> Change {
        Change::Book(booking)
    }
}

impl Change {
    /// Moves an appointment to this time, and to another provider if one is named. An entry of the waiting list becomes
    /// an appointment. `None` if nothing would change, if its patient is not known, or if the clinic API can't do that.
    pub fn moved(from: AppointmentRef, span: Span, provider: Option<Provider>) -> Option<Change> {
        let provider = provider.filter(|provider| !from.is_with(provider));
        let place = provider
            .as_ref()
            .map(Provider::id)
            .or(from.provider.as_deref());
        let to = Booking::of_ids(from.clinic, from.person.as_deref()?, place, span)?;
        let stays = span.start() == from.start && (span.end().is_none() || span.end() == from.end);
        let span = (!stays).then_some(span);
        if span.is_none() && provider.is_none() {
            return None;
        }
        Change::Move(Box::new(Move {
            from,
            to,
            span,
            provider,
        }))
        .offered()
    }

    /// Cancels an appointment for this reason of at most [`REASON_LIMIT`] UTF-16 units. `None` if the reason
    /// is blank or too long, or if the clinic API can't do that.
    pub fn cancelled(of: AppointmentRef, reason: &str) -> Option<Change> {
        let reason = Text::new(reason.trim(), REASON_LIMIT)?;
        Change::Cancel(Box::new(Cancel {
            of,
            reason,
            successor: None,
        }))
        .offered()
    }

    /// Returns the change with another start but the same length, patient and place, if it gives an appointment a time.
    pub fn at(&self, start: DateTime<Utc>) -> Option<Change> {
        match self.shape() {
            Shape::Book(booking) => booking.at(start, booking.reference()).map(Change::Book),
            Shape::Move(moved) => {
                let span = Span::resolve(Some(start), None, moved.to.minutes()).ok()?;
                Change::moved(moved.from.clone(), span, moved.provider.clone())
            }
            Shape::Replace(replace) => {
                let new = replace.new.at(start, replace.new.reference())?;
                Change::replaced(replace.old.clone(), new, replace.reason.as_str())
            }
            Shape::Cancel(_) | Shape::InPlace(_) | Shape::Away(_) | Shape::Back(_) => None,
        }
    }

    /// Returns the change if the clinic's API has a request for it.
    fn offered(self) -> Option<Change> {
        self.clinic()
            .api()
            .change(&self.on_wire())
            .is_some()
            .then_some(self)
    }

    /// Returns the change as it is requested from the API.
    pub fn on_wire(&self) -> api::ChangeRequest<'_> {
        match self.shape() {
            Shape::Book(booking) => api::ChangeRequest::Book(booking),
            Shape::Replace(replace) => api::ChangeRequest::Book(&replace.new),
            Shape::Move(moved) => match (&moved.span, &moved.provider) {
                (Some(span), None) if moved.from.is_waiting() => api::ChangeRequest::BookWaiting {
                    appointment: &moved.from.id,
                    span,
                },
                (span, provider) => api::ChangeRequest::Move {
                    appointment: &moved.from.id,
                    span: span.as_ref(),
                    provider: provider.as_ref(),
                },
            },
            Shape::Cancel(cancel) => api::ChangeRequest::Cancel {
                appointment: &cancel.of.id,
                reason: cancel.reason(),
            },
            Shape::InPlace(change) => change.on_wire(),
            Shape::Away(time) => api::ChangeRequest::EnterAway(time),
            Shape::Back(time) => api::ChangeRequest::EndAway(time),
        }
    }

    /// Returns the kind of change.
    pub fn kind(&self) -> ChangeKind {
        match self.shape() {
            Shape::Book(_) => ChangeKind::Book,
            Shape::Replace(replace) if replace.is_for_another() => ChangeKind::Details,
            Shape::Move(_) | Shape::Replace(_) => ChangeKind::Move,
            Shape::Cancel(_) => ChangeKind::Cancel,
            Shape::InPlace(change) => change.kind(),
            Shape::Away(_) => ChangeKind::Away,
            Shape::Back(_) => ChangeKind::Back,
        }
    }

    /// Returns the kind as a person calls it: a waiting patient who gets a time is booked, and the second step of a
    /// replacement has the kind of the first.
    pub fn reported_kind(&self) -> ChangeKind {
        match self {
            Change::Cancel(_) if self.is_for_another_patient() => ChangeKind::Details,
            Change::Cancel(cancel) if cancel.replaced_by().is_some() => ChangeKind::Move,
            Change::Move(moved) if moved.from.is_waiting() => ChangeKind::Book,
            _ => self.kind(),
        }
    }

    /// Returns the action on the appointment that the change alters, if it alters one.
    pub fn verb(&self) -> Option<Verb> {
        match self.shape() {
            Shape::Book(_) | Shape::Away(_) | Shape::Back(_) => None,
            Shape::Replace(replace) if replace.is_for_another() => Some(Verb::Details),
            Shape::Move(_) | Shape::Replace(_) => Some(Verb::Move),
            Shape::Cancel(_) => Some(Verb::Cancel),
            Shape::InPlace(change) => Some(change.verb()),
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.concerns().map_or_else(|of| of.clinic, Booking::clinic)
    }

    /// Returns the booking that a person has filled in, if the change is only a booking.
    pub fn booking(&self) -> Option<&Booking> {
        match self {
            Change::Book(booking) => Some(booking),
            _ => None,
        }
    }

    /// Returns the visit as it is to be, if it gets a time; `None` for cancellations and the like.
    pub fn target(&self) -> Option<&Booking> {
        self.concerns().ok()
    }

    /// Returns the visit and the time that it takes up once the change is made, if the change gives it a time, or
    /// revives an appointment that did not take place.
    pub fn timed_visit(&self) -> Option<TimedVisit> {
        match self {
            Change::Away(time) => Some(TimedVisit {
                visit: self.visit(),
                busy_until: Some(time.time().end),
            }),
            _ => self.placed().map(TimedVisit::from),
        }
    }

    /// Returns the visit whose time is checked before the change is made: as it is to be, if it gets a time; as it was,
    /// if it did not take place and is to take up its time again.
    pub fn placed(&self) -> Option<&Booking> {
        match self.shape() {
            Shape::InPlace(change) => change.placed(),
            _ => self.target(),
        }
    }

    /// Returns the details that the change alters, in form order.
    pub fn details(&self) -> &[Detail] {
        match self {
            Change::SetDetails(set) => set.details(),
            _ => &[],
        }
    }

    /// Returns the appointment that the change alters, if it alters one.
    pub fn appointment(&self) -> Option<&AppointmentRef> {
        match self.shape() {
            Shape::Move(moved) => Some(&moved.from),
            Shape::Cancel(cancel) => Some(&cancel.of),
            Shape::InPlace(change) => Some(change.of()),
            Shape::Book(_) | Shape::Replace(_) | Shape::Away(_) | Shape::Back(_) => None,
        }
    }

    /// Returns the appointment that the change alters, or the slot of an absence that it enters or takes back.
    pub fn altered_record(&self) -> Option<&AppointmentRef> {
        let slot = self.away_time().map(AwayTime::slot_ref);
        slot.or_else(|| self.appointment())
    }

    /// Returns the visit as it is to be or, if it gets no time, the appointment that the change alters.
    fn concerns(&self) -> Result<&Booking, &AppointmentRef> {
        match self.shape() {
            Shape::Book(booking) => Ok(booking),
            Shape::Move(moved) => Ok(&moved.to),
            Shape::Replace(replace) => Ok(&replace.new),
            Shape::Cancel(cancel) => Err(&cancel.of),
            Shape::InPlace(change) => change.to().ok_or(change.of()),
            Shape::Away(time) | Shape::Back(time) => Err(time.slot_ref()),
        }
    }

    /// Returns whether the visit takes up time once the change is made.
    pub fn takes_time(&self) -> bool {
        match self.status_then() {
            Some(status) => takes_time(status),
            None => self.target().is_some_and(Booking::takes_time),
        }
    }

    /// Returns the status once the change is made, if known of a change that keeps the time.
    pub fn status_then(&self) -> Option<&str> {
        match self.shape() {
            Shape::InPlace(change) => change.status_then(),
            _ => None,
        }
    }

    /// Returns the status before the change, if known of a change that keeps the time or cancels.
    pub fn old_status(&self) -> Option<&str> {
        if self.target().is_some() {
            return None;
        }
        let of = self.appointment()?;
        Some(of.status.trim()).filter(|status| !status.is_empty())
    }

    /// Returns whether the appointment that the change alters or replaces, as read since, is as it was when the change
    /// was prepared.
    pub fn still_applies_to(&self, read: &Appointment) -> bool {
        self.starts_from().is_none_or(|of| of.is_same_version(read))
            && self.altered_in(read).is_empty()
    }

    /// Returns the visit as it is to be or, if its time stays, as it was.
    pub fn visit(&self) -> Visit {
        self.concerns()
            .map_or_else(AppointmentRef::visit, Booking::visit)
    }

    /// Returns the patient's id.
    pub fn patient(&self) -> String {
        self.visit().person
    }

    /// Returns the start.
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.visit().start
    }

    /// Returns the practitioner or location.
    pub fn provider(&self) -> Option<Provider> {
        self.concerns()
            .map_or_else(AppointmentRef::provider, Booking::provider)
    }
}
