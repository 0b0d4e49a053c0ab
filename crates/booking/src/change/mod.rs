//! The changes that a desk can request from a clinic, as values that are always valid. Their methods hide how
//! the kinds differ: the clinic, the patient, and how the outcome is looked up.

mod away;
mod away_wish;
mod details;
mod difference;
mod draw;
mod life;
mod list_place;
mod lookup;
mod lookup_result;
mod lookup_schedule;
mod outcome;
mod reason;
mod remove;
mod row_mark;
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
    Appointment, AppointmentRef, AwayTime, Booking, ChangeKind, ClinicId, Detail, Provider, Status,
    Text, TimedVisit, Visit, api,
};
use crate::takes_time;

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
pub use row_mark::RowMark;
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
    Remove(Box<AppointmentRef>),
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

/// Another status for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetStatus {
    of: AppointmentRef,
    to: Status,
    /// The visit, if it did not take up its time before and then does.
    revived: Option<Booking>,
}

impl SetStatus {
    /// Returns the appointment as it was when the change was prepared.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the new status.
    pub fn to(&self) -> Status {
        self.to
    }
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
        match self {
            Change::Book(booking) => booking.at(start, booking.reference()).map(Change::Book),
            Change::Move(moved) => {
                let span = Span::resolve(Some(start), None, moved.to.minutes()).ok()?;
                Change::moved(moved.from.clone(), span, moved.provider.clone())
            }
            Change::Replace(replace) => {
                let new = replace.new.at(start, replace.new.reference())?;
                Change::replaced(replace.old.clone(), new, replace.reason.as_str())
            }
            Change::Cancel(_)
            | Change::Remove(_)
            | Change::SetStatus(_)
            | Change::SetDetails(_)
            | Change::SetPanels(_)
            | Change::ConfirmDraw(_)
            | Change::Away(_)
            | Change::Back(_) => None,
        }
    }

    /// Gives an appointment another status. `None` if it has that status already, or if the clinic API can't
    /// do that.
    pub fn with_status(of: AppointmentRef, to: Status) -> Option<Change> {
        if of.clinic.can().steps.is_empty() || of.status() == Some(to) {
            return None;
        }
        let revived = revived(&of, to);
        Change::SetStatus(Box::new(SetStatus { of, to, revived })).offered()
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
        match self {
            Change::Book(booking) => api::ChangeRequest::Book(booking),
            Change::Replace(replace) => api::ChangeRequest::Book(&replace.new),
            Change::Move(moved) => match (&moved.span, &moved.provider) {
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
            Change::Cancel(cancel) => api::ChangeRequest::Cancel {
                appointment: &cancel.of.id,
                reason: cancel.reason(),
            },
            Change::Remove(of) => api::ChangeRequest::Remove {
                appointment: &of.id,
            },
            Change::SetStatus(set) => api::ChangeRequest::SetStatus {
                appointment: &set.of.id,
                status: set.to,
            },
            Change::SetDetails(set) => set.on_wire(),
            Change::SetPanels(set) => set.on_wire(),
            Change::ConfirmDraw(draw) => draw.on_wire(),
            Change::Away(time) => api::ChangeRequest::EnterAway(time),
            Change::Back(time) => api::ChangeRequest::EndAway(time),
        }
    }

    /// Returns the kind of change.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Change::Book(_) => ChangeKind::Book,
            Change::Replace(replace) if replace.is_for_another() => ChangeKind::Details,
            Change::Move(_) | Change::Replace(_) => ChangeKind::Move,
            Change::Cancel(_) => ChangeKind::Cancel,
            Change::Remove(_) => ChangeKind::Remove,
            Change::SetStatus(_) => ChangeKind::Status,
            Change::SetDetails(_) => ChangeKind::Details,
            Change::SetPanels(_) => ChangeKind::Panels,
            Change::ConfirmDraw(_) => ChangeKind::ConfirmDraw,
            Change::Away(_) => ChangeKind::Away,
            Change::Back(_) => ChangeKind::Back,
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
        match self {
            Change::Book(_) | Change::Away(_) | Change::Back(_) => None,
            Change::Replace(replace) if replace.is_for_another() => Some(Verb::Details),
            Change::Move(_) | Change::Replace(_) => Some(Verb::Move),
            Change::Cancel(_) => Some(Verb::Cancel),
            Change::Remove(_) => Some(Verb::Remove),
            Change::SetStatus(set) => Some(Verb::setting(set.to)),
            Change::SetDetails(_) => Some(Verb::Details),
            Change::SetPanels(_) => Some(Verb::Panels),
            Change::ConfirmDraw(_) => Some(Verb::ConfirmDraw),
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
        match self {
            Change::SetStatus(set) => set.revived.as_ref(),
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
        match self {
            Change::Move(moved) => Some(&moved.from),
            Change::SetDetails(set) => Some(&set.of),
            Change::Away(_) | Change::Back(_) => None,
            Change::Book(_)
            | Change::Replace(_)
            | Change::Cancel(_)
            | Change::Remove(_)
            | Change::SetStatus(_)
            | Change::SetPanels(_)
            | Change::ConfirmDraw(_) => self.concerns().err(),
        }
    }

    /// Returns the appointment that the change alters, or the slot of an absence that it enters or takes back.
    pub fn altered_record(&self) -> Option<&AppointmentRef> {
        let slot = self.away_time().map(AwayTime::slot_ref);
        slot.or_else(|| self.appointment())
    }

    /// Returns the visit as it is to be or, if it gets no time, the appointment that the change alters.
    fn concerns(&self) -> Result<&Booking, &AppointmentRef> {
        match self {
            Change::Book(booking) => Ok(booking),
            Change::Move(moved) => Ok(&moved.to),
            Change::Replace(replace) => Ok(&replace.new),
            Change::Cancel(cancel) => Err(&cancel.of),
            Change::Remove(of) => Err(of),
            Change::SetStatus(set) => Err(&set.of),
            Change::SetDetails(set) => set.to.as_ref().ok_or(&set.of),
            Change::SetPanels(set) => Err(&set.of),
            Change::ConfirmDraw(draw) => Err(&draw.of),
            Change::Away(time) | Change::Back(time) => Err(time.slot_ref()),
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
        match self {
            Change::SetStatus(set) => Some(set.to.word()),
            Change::SetDetails(set) => Some(&set.of.status),
            Change::SetPanels(set) => Some(&set.of.status),
            Change::ConfirmDraw(draw) => draw.status_then(),
            Change::Book(_)
            | Change::Move(_)
            | Change::Replace(_)
            | Change::Cancel(_)
            | Change::Remove(_)
            | Change::Away(_)
            | Change::Back(_) => None,
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

/// Returns the visit of an appointment that takes up its time with this status but did not before; `None` for others,
/// and if its patient or its start is not known.
fn revived(of: &AppointmentRef, to: Status) -> Option<Booking> {
    if of.is_live() || !takes_time(to.word()) {
        return None;
    }
    let start = Some(of.start?);
    let span = Span::resolve(start, of.end, None).or_else(|_| Span::resolve(start, None, None));
    let provider = of.provider.as_deref();
    Booking::of_ids(of.clinic, of.person.as_deref()?, provider, span.ok()?)
}
