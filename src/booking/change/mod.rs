//! Anything a desk asks a clinic to alter, as a value that can't be wrong. What differs from kind to kind is told by
//! the change itself: where it goes, whose it is, how its outcome is looked up.

mod appointment_ref;
mod draw;
mod kind;
mod life;
mod lookup;
mod lookup_schedule;
mod reason;
mod remove;
mod slots;
#[cfg(test)]
mod tests;
mod two_steps;
mod untimely;
mod verb;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::api;
use super::booked::takes_time;
use super::time::Span;
use super::{Appointment, Booking, Days, Provider, Reference, Status, Text, Vendor, Visit};

pub use appointment_ref::{AppointmentRef, appointment_id};
pub use draw::{ConfirmDraw, SetPanels};
pub use kind::ChangeKind;
pub use life::{Life, Looked, NotMade, Stage};
pub use lookup::{CALENDAR_LAG, LookUp, ReadResult};
pub use lookup_schedule::{Doing, LookupSchedule};
pub use reason::CancelReason;
pub use remove::Remove;
pub use slots::SlotUpkeep;
pub use two_steps::Replace;
pub use untimely::Untimely;
pub use verb::{Verb, WhyNot};

/// The most UTF-16 units of a reason (ClinikAPI update, `cancelationReason` ≤ 500).
pub const REASON_LIMIT: usize = 500;

/// A change that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Creates an appointment.
    Book(Booking),
    /// Gives an appointment another time, another place, or both.
    Move(Box<Move>),
    /// Makes an appointment in the place of another, which is called off then.
    Replace(Box<Replace>),
    /// Calls an appointment off.
    Cancel(Box<Cancel>),
    /// Removes an entry that was made in error. Nothing brings it back.
    Remove(Box<Remove>),
    /// Says how far an appointment has come.
    SetStatus(Box<SetStatus>),
    /// Orders panels with a blood draw, or takes some off it.
    SetPanels(Box<SetPanels>),
    /// Says that blood was drawn. Nothing takes that back.
    ConfirmDraw(Box<ConfirmDraw>),
}

/// An appointment at another time or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    from: AppointmentRef,
    to: Booking,
    /// The new time, where it is another one.
    span: Option<Span>,
    /// The new practitioner or location, where it is another one.
    provider: Option<Provider>,
}

/// An appointment called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancel {
    of: AppointmentRef,
    reason: Text,
    /// The appointment that has taken its place, where one has.
    replaced_by: Option<String>,
}

/// Another status of an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetStatus {
    of: AppointmentRef,
    to: Status,
}

impl SetStatus {
    /// The appointment as it stood.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// The new status.
    pub fn to(&self) -> Status {
        self.to
    }
}

impl Move {
    /// The appointment as it stood.
    pub fn from(&self) -> &AppointmentRef {
        &self.from
    }

    /// The same visit as it shall be: for whom, where and when.
    pub fn to(&self) -> &Booking {
        &self.to
    }
}

impl Cancel {
    /// The appointment as it stood.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// Why, in staff's words.
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
    /// Moves an appointment to that time, and there where another provider is named; an entry of the waiting list
    /// becomes an appointment at that time. None where it is there and then
    /// already, where it is not known whose it is, or where its clinic API can't do that.
    pub fn moved(from: AppointmentRef, span: Span, provider: Option<Provider>) -> Option<Change> {
        let provider = provider.filter(|provider| !from.is_with(provider));
        let place = provider.as_ref().map(Provider::id).or_else(|| from.provider.clone());
        let to = Booking::of_ids(from.vendor, from.person.as_deref()?, place.as_deref(), span)?;
        let stays = span.start() == from.start && (span.end().is_none() || span.end() == from.end);
        let span = (!stays).then_some(span);
        if span.is_none() && provider.is_none() {
            return None;
        }
        let change = Change::Move(Box::new(Move { from, to, span, provider }));
        change.is_offered().then_some(change)
    }

    /// Calls an appointment off, for this reason of at most [`REASON_LIMIT`] UTF-16 units. None where the reason is
    /// blank or too long, or where its clinic API can't do that.
    pub fn cancelled(of: AppointmentRef, reason: &str) -> Option<Change> {
        let reason = Text::new(reason.trim(), REASON_LIMIT)?;
        let change = Change::Cancel(Box::new(Cancel { of, reason, replaced_by: None }));
        change.is_offered().then_some(change)
    }

    /// The same at another time, where it gives an appointment one: as long, with the same person, in the same place.
    pub fn at(&self, start: DateTime<Utc>) -> Option<Change> {
        match self {
            Change::Book(booking) => booking.at(start, booking.reference()).map(Change::Book),
            Change::Move(moved) => {
                let span = Span::resolve(Some(start), None, moved.to.minutes()).ok()?;
                Change::moved(moved.from.clone(), span, moved.provider.clone())
            }
            Change::Replace(replace) => {
                let new = replace.booking().at(start, replace.booking().reference())?;
                Change::replaced(replace.old().clone(), new, replace.reason())
            }
            _ => None,
        }
    }

    /// Gives an appointment another status. None where it has that already, or where its clinic API can't do that.
    pub fn with_status(of: AppointmentRef, to: Status) -> Option<Change> {
        let is_offered = !of.vendor.can().steps.is_empty() && of.status() != Some(to);
        let change = Change::SetStatus(Box::new(SetStatus { of, to }));
        (is_offered && change.is_offered()).then_some(change)
    }

    fn is_offered(&self) -> bool {
        self.backend().api().change(&self.on_wire()).is_some()
    }

    /// The same as it goes on the wire.
    pub fn on_wire(&self) -> api::Change<'_> {
        match self {
            Change::Book(booking) => api::Change::Book(booking),
            Change::Replace(replace) => api::Change::Book(replace.booking()),
            Change::Move(moved) => match (&moved.span, &moved.provider) {
                (Some(span), None) if moved.from.is_waiting() => {
                    api::Change::BookWaiting { appointment: &moved.from.id, span }
                }
                (span, provider) => api::Change::Move {
                    appointment: &moved.from.id,
                    span: span.as_ref(),
                    provider: provider.as_ref(),
                },
            },
            Change::Cancel(cancel) => {
                api::Change::Cancel { appointment: &cancel.of.id, reason: cancel.reason() }
            }
            Change::Remove(remove) => api::Change::Remove { appointment: &remove.of().id },
            Change::SetStatus(set) => api::Change::SetStatus { appointment: &set.of.id, status: set.to },
            Change::SetPanels(set) => set.on_wire(),
            Change::ConfirmDraw(draw) => draw.on_wire(),
        }
    }

    /// What it does.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Change::Book(_) => ChangeKind::Book,
            Change::Move(_) | Change::Replace(_) => ChangeKind::Move,
            Change::Cancel(_) => ChangeKind::Cancel,
            Change::Remove(_) => ChangeKind::Remove,
            Change::SetStatus(_) => ChangeKind::Status,
            Change::SetPanels(_) => ChangeKind::Panels,
            Change::ConfirmDraw(_) => ChangeKind::Confirm,
        }
    }

    /// What it is said to do: who waited and gets a time is booked, and with its second step a move is made.
    pub fn said_as(&self) -> ChangeKind {
        match self {
            Change::Cancel(cancel) if cancel.replaced_by().is_some() => ChangeKind::Move,
            Change::Move(moved) if moved.from.is_waiting() => ChangeKind::Book,
            _ => self.kind(),
        }
    }

    /// What it does with the appointment that it alters, if it alters one.
    pub fn verb(&self) -> Option<Verb> {
        match self {
            Change::Book(_) => None,
            Change::Move(_) | Change::Replace(_) => Some(Verb::Move),
            Change::Cancel(_) => Some(Verb::Cancel),
            Change::Remove(_) => Some(Verb::Remove),
            Change::SetStatus(set) => Some(Verb::setting(set.to)),
            Change::SetPanels(_) => Some(Verb::Panels),
            Change::ConfirmDraw(_) => Some(Verb::Confirm),
        }
    }

    /// Where it goes.
    pub fn backend(&self) -> Vendor {
        match self {
            Change::Book(booking) => booking.backend(),
            Change::Move(moved) => moved.from.vendor,
            Change::Replace(replace) => replace.old().vendor,
            Change::Cancel(cancel) => cancel.of.vendor,
            Change::Remove(remove) => remove.of().vendor,
            Change::SetStatus(set) => set.of.vendor,
            Change::SetPanels(set) => set.of().vendor,
            Change::ConfirmDraw(draw) => draw.of().vendor,
        }
    }

    /// The booking that a person has filled in for it, if it is nothing but a booking.
    pub fn booking(&self) -> Option<&Booking> {
        match self {
            Change::Book(booking) => Some(booking),
            _ => None,
        }
    }

    /// The visit as it shall be, where it gets a time; none where nobody comes any more.
    pub fn target(&self) -> Option<&Booking> {
        match self {
            Change::Book(booking) => Some(booking),
            Change::Move(moved) => Some(&moved.to),
            Change::Replace(replace) => Some(replace.booking()),
            _ => None,
        }
    }

    /// The appointment that it alters, if it alters one.
    pub fn appointment(&self) -> Option<&AppointmentRef> {
        match self {
            Change::Book(_) | Change::Replace(_) => None,
            Change::Move(moved) => Some(&moved.from),
            Change::Cancel(cancel) => Some(&cancel.of),
            Change::Remove(remove) => Some(remove.of()),
            Change::SetStatus(set) => Some(&set.of),
            Change::SetPanels(set) => Some(set.of()),
            Change::ConfirmDraw(draw) => Some(draw.of()),
        }
    }

    /// Whether somebody comes once it is made.
    pub fn takes_time(&self) -> bool {
        match self.status_then() {
            Some(status) => takes_time(status),
            None => self.target().is_some_and(Booking::takes_time),
        }
    }

    /// The status that the appointment has once it is made, where that is known of one that stays when it is.
    pub fn status_then(&self) -> Option<&str> {
        match self {
            Change::SetStatus(set) => Some(set.to.word()),
            Change::SetPanels(set) => Some(&set.of().status),
            Change::ConfirmDraw(draw) => draw.status_then(),
            Change::Book(_)
            | Change::Replace(_)
            | Change::Move(_)
            | Change::Cancel(_)
            | Change::Remove(_) => None,
        }
    }

    /// Whether the appointment that it alters, as it was read since, still stands as it did when the change was made
    /// up.
    pub fn still_applies_to(&self, read: &Appointment) -> bool {
        self.starts_from().is_none_or(|of| {
            let is_alike =
                self.kind().keeps_time().then(|| read.status.trim().eq_ignore_ascii_case(of.status.trim()));
            of.is_still(read) && is_alike.unwrap_or(true)
        })
    }

    /// Whose it is, with whom or where, and when: as it shall be, or of what gets no other time, as it was.
    pub fn visit(&self) -> Visit {
        match (self.target(), self.appointment()) {
            (Some(booking), _) => booking.visit(),
            (None, Some(of)) => of.visit(),
            (None, None) => {
                Visit { backend: self.backend(), person: String::new(), provider: None, start: None }
            }
        }
    }

    /// Whose it is, and when.
    pub fn subject(&self) -> (String, Option<DateTime<Utc>>) {
        let visit = self.visit();
        (visit.person, visit.start)
    }

    /// With whom, or where.
    pub fn provider(&self) -> Option<Provider> {
        match (self.target(), self.appointment()) {
            (Some(booking), _) => booking.provider(),
            (None, of) => of.and_then(AppointmentRef::provider),
        }
    }

    /// The days on which it takes up time from now on, by the clock of a zone.
    pub fn days(&self, zone: Tz) -> Option<Days> {
        self.target()?.days(zone)
    }

    /// The reference that it bears, if it bears one.
    pub fn reference(&self) -> Option<Reference> {
        self.makes().and_then(Booking::reference)
    }
}
