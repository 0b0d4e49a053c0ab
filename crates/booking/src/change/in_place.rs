//! Changes that leave an appointment where it is: each says in its own file what it is about, and how its answer is read.

use chrono::{DateTime, Utc};
use zones::Zone;

use super::{Cancel, Change, Move, ReadResult, Replace, Untimely, Verb};
use crate::{Appointment, AppointmentRef, AwayTime, Booking, ChangeKind, Difference, api};
use i18n::Language;

/// A change of an appointment that is neither moved nor replaced nor cancelled. What a kind of change leaves out here has
/// no place in it.
pub(super) trait InPlace {
    /// Returns the appointment as it was when the change was prepared.
    fn of(&self) -> &AppointmentRef;

    /// Returns the kind of change.
    fn kind(&self) -> ChangeKind;

    /// Returns the action of which it is the change.
    fn verb(&self) -> Verb;

    /// Returns the change as it is requested from the API.
    fn on_wire(&self) -> api::ChangeRequest<'_>;

    /// Returns the status once the change is made, if known.
    fn status_then(&self) -> Option<&str>;

    /// Returns the outcome as shown by the appointment read after the change was sent.
    fn result_in(&self, read: &Appointment) -> ReadResult;

    /// Returns whether the clinic's answer, which states this status, contradicts the change.
    fn has_other_status(&self, status: &str, answer: &Appointment) -> bool;

    /// Returns whether this change of the same kind agrees in everything except the visit and the status.
    fn has_contents_of(&self, other: &Change) -> bool;

    /// Returns the visit with its new time, if it gets one.
    fn to(&self) -> Option<&Booking> {
        None
    }

    /// Returns the visit whose time is checked before the change is made.
    fn placed(&self) -> Option<&Booking> {
        self.to()
    }

    /// Returns whether the clinic's answer shows with whom the appointment is to be.
    fn shows_provider(&self) -> bool {
        false
    }

    /// Returns whether the clinic's answer contradicts the time of the appointment.
    fn is_at_other_time(&self, _now: &AppointmentRef) -> bool {
        false
    }

    /// Returns the contents in which the clinic's answer contradicts the change.
    fn other_contents(&self, _answer: &Appointment) -> Option<Difference> {
        None
    }

    /// Returns the contents that have changed since the change was prepared, besides what any change compares.
    fn altered_in(&self, _read: &Appointment) -> Option<Difference> {
        None
    }

    /// Returns what the change does to this number of patients of the visit, if it concerns the others, too.
    fn side_effect(&self, _count: usize, _language: Language) -> Option<String> {
        None
    }

    /// Returns the mismatch between the change and the time of its appointment, in the zone's local time.
    fn untimely(&self, _now: DateTime<Utc>, _zone: Zone) -> Option<Untimely> {
        None
    }

    /// Returns whether it removes something.
    fn is_removal(&self) -> bool {
        false
    }

    /// Returns the appointment as it is once its entry is removed, if it is.
    fn once_removed(&self) -> Option<Appointment> {
        None
    }
}

/// A change by what becomes of its appointment.
pub(super) enum Shape<'a> {
    Book(&'a Booking),
    Move(&'a Move),
    Replace(&'a Replace),
    Cancel(&'a Cancel),
    InPlace(&'a dyn InPlace),
    Away(&'a AwayTime),
    Back(&'a AwayTime),
}

impl Change {
    pub(super) fn shape(&self) -> Shape<'_> {
        match self {
            Change::Book(booking) => Shape::Book(booking),
            Change::Move(moved) => Shape::Move(moved),
            Change::Replace(replace) => Shape::Replace(replace),
            Change::Cancel(cancel) => Shape::Cancel(cancel),
            Change::Remove(remove) => Shape::InPlace(&**remove),
            Change::SetStatus(set) => Shape::InPlace(&**set),
            Change::SetDetails(set) => Shape::InPlace(&**set),
            Change::SetPanels(set) => Shape::InPlace(&**set),
            Change::ConfirmDraw(draw) => Shape::InPlace(&**draw),
            Change::Away(time) => Shape::Away(time),
            Change::Back(time) => Shape::Back(time),
        }
    }

    /// Returns whether two changes of one kind agree in everything except a visit and a status.
    pub fn has_contents_of(&self, other: &Change) -> bool {
        match self.shape() {
            Shape::Cancel(cancel) => {
                matches!(other, Change::Cancel(other) if cancel.reason() == other.reason())
            }
            Shape::InPlace(change) => change.has_contents_of(other),
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Away(_)
            | Shape::Back(_) => self.is_as_long_as(other),
        }
    }

    pub(super) fn is_as_long_as(&self, other: &Change) -> bool {
        let length = |change: &Change| change.target().and_then(Booking::length);
        length(self) == length(other)
    }
}
