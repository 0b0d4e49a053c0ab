//! Finds out the outcome of a change whose answer was lost.

use std::time::Duration;

use super::Change;
use super::difference::are_other_times;
use super::in_place::Shape;
use crate::AppointmentRef;
use crate::clinic::same_id;
use crate::{Appointment, Status};

/// The assumed lag of a clinic's searches behind its writes: ClinikAPI documents "roughly" 10 s, and Aniva,
/// which documents none, is assumed to have the same.
pub(crate) const CALENDAR_LAG: Duration = Duration::from_secs(12);

/// The request that shows the outcome of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupRequest {
    /// A search among the patient's appointments, for a change that makes a new one.
    Search,
    /// A read of the practitioner's calendar, for an absence.
    Calendar,
    /// A read of the appointment with this id.
    Read(String),
}

/// What a read shows of an appointment after a change to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadResult {
    /// The change is made.
    Done,
    /// The appointment is as it was.
    NotDone,
    /// The appointment has neither its old nor its new state: it was altered elsewhere.
    Altered,
}

impl ReadResult {
    pub(super) fn of(is_done: bool) -> ReadResult {
        if is_done {
            ReadResult::Done
        } else {
            ReadResult::NotDone
        }
    }
}

impl Change {
    /// Returns how the outcome can be looked up.
    pub fn lookup_request(&self) -> LookupRequest {
        match self.appointment() {
            None if self.away_time().is_some() => LookupRequest::Calendar,
            None => LookupRequest::Search,
            Some(of) => LookupRequest::Read(of.id.clone()),
        }
    }

    /// Returns how long the outcome may be missing from a look-up after the change was made. A read by id has no lag.
    pub fn lag(&self) -> Duration {
        match self.lookup_request() {
            LookupRequest::Search | LookupRequest::Calendar => CALENDAR_LAG,
            LookupRequest::Read(_) => Duration::ZERO,
        }
    }

    /// Returns the outcome as shown by an appointment read by its id after the change was sent. A new appointment that
    /// a search has found is always the requested one.
    pub fn result_in(&self, read: &Appointment) -> ReadResult {
        let now = AppointmentRef::of(read);
        match self.shape() {
            Shape::Book(_) | Shape::Replace(_) | Shape::Away(_) | Shape::Back(_) => {
                ReadResult::Done
            }
            Shape::Move(moved) => {
                let span = &moved.to.parts().span;
                let from = &moved.from;
                let is_there = moved
                    .to
                    .provider()
                    .is_none_or(|to| now.provider.is_none() || now.is_with(&to));
                let is_then = now.start.is_some()
                    && !are_other_times(now.start, span.start())
                    && !are_other_times(now.end, span.end());
                // If the appointment was cancelled since, its time still shows whether it was moved before.
                if from.is_waiting() && now.is_waiting() {
                    ReadResult::NotDone
                } else if is_there && is_then {
                    ReadResult::Done
                } else if now.start == from.start
                    && (now.provider.is_none()
                        || same_id(now.provider.as_deref(), from.provider.as_deref()))
                {
                    ReadResult::NotDone
                } else {
                    ReadResult::Altered
                }
            }
            Shape::Cancel(_) => ReadResult::of(now.status() == Some(Status::Cancelled)),
            Shape::InPlace(change) => change.result_in(read),
        }
    }
}
