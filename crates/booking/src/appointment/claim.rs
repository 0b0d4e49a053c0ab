//! Claims on a visit, on its time, or on an appointment, as the records hold them. A change that makes the same
//! visit, or takes up the same time of a practitioner or location, blocks a second one in every window and
//! process of the desk, long before the clinic's own search shows it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use uuid::Uuid;

use crate::clinic::same_id;
use crate::{Booked, Booking, ChangeKind, ClinicId, Provider, Slot, USUAL_LENGTH};

/// The clinic, patient, provider and start: two bookings that agree in all of them are for the same visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: String,
    /// The id of the practitioner or location, if there is one.
    pub provider: Option<String>,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
}

impl Booking {
    /// Returns the visit of the booking.
    pub fn visit(&self) -> Visit {
        let provider = self.provider().map(|provider| provider.id().to_owned());
        Visit {
            clinic: self.clinic(),
            person: self.patient(),
            provider,
            start: self.start(),
        }
    }
}

/// A visit, and the time of the practitioner or location that it takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedVisit {
    /// The visit.
    pub visit: Visit,
    /// When the practitioner or location is free again. `None` if the visit takes up nobody's time: it has no
    /// start or no provider, or does not take place.
    pub busy_until: Option<DateTime<Utc>>,
}

/// Returns when the practitioner or location of a visit that takes place is free again. A visit without a known length
/// takes the usual one.
fn busy_until(visit: &Visit, length: Option<TimeDelta>) -> Option<DateTime<Utc>> {
    visit.provider.as_ref()?;
    let start = visit.start?;
    let length = length.filter(|length| *length > TimeDelta::zero());
    Some(start + length.unwrap_or(USUAL_LENGTH))
}

impl From<&Booking> for TimedVisit {
    fn from(booking: &Booking) -> TimedVisit {
        let visit = booking.visit();
        let busy_until = if booking.takes_time() {
            busy_until(&visit, booking.length())
        } else {
            None
        };
        TimedVisit { visit, busy_until }
    }
}

impl TimedVisit {
    /// Returns whether both overlap at the same practitioner or location.
    pub fn meets(&self, other: &TimedVisit) -> bool {
        let is_before = |one: &TimedVisit, other: &TimedVisit| {
            one.visit
                .start
                .zip(other.busy_until)
                .is_some_and(|(start, until)| start < until)
        };
        self.visit.clinic == other.visit.clinic
            && same_id(
                self.visit.provider.as_deref(),
                other.visit.provider.as_deref(),
            )
            && is_before(self, other)
            && is_before(other, self)
    }
}

/// A change on record that holds a visit, or the time of the practitioner or location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The id of the change in the records.
    pub change: Uuid,
    /// The progress of the change.
    pub state: ClaimState,
    /// When it was booked, else when it was sent or queued, by the wall clock of that desk.
    pub since: DateTime<Utc>,
    /// The appointment it has made, if its id is known.
    pub appointment: Option<String>,
    /// Whether it holds the same visit; otherwise it holds a part of the time.
    pub is_same_visit: bool,
    /// The visit and the time held. A person whose id is not known goes by a pseudonym.
    pub holds: TimedVisit,
    /// The start before the change, if the appointment gets another time.
    pub old_start: Option<DateTime<Utc>>,
    /// The operator, if known.
    pub operator: Option<String>,
    /// The desk, if it has a name.
    pub desk: Option<String>,
}

impl Claim {
    /// Returns the clinic and the id of the appointment that it has made, if known.
    pub fn appointment_key(&self) -> Option<(ClinicId, &str)> {
        Some((self.holds.visit.clinic, self.appointment.as_deref()?))
    }

    /// Returns whether the clinic shows the appointment of this claim as cancelled, or moved away from this time. One
    /// at the time before a move was read before the move.
    pub(crate) fn is_void(&self, booked: &Booked) -> bool {
        let start = self.holds.visit.start;
        let is_own = self.appointment_key() == Some(booked.key());
        is_own && !(booked.is_live() && (booked.start == start || booked.start == self.old_start))
    }
}

/// A change under way that claims the appointment it alters or replaces. No other change of that appointment is sent
/// before it is settled, and a person can't override that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentClaim {
    /// The id of the change in the records.
    pub change: Uuid,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The progress of the change.
    pub progress: ClaimProgress,
    /// Whether a window or command of this machine handles it.
    pub is_here: bool,
    /// The desk that handles it, if it has a name.
    pub desk: Option<String>,
}

/// The progress of a change that claims an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimProgress {
    /// The change is on its way.
    Sending,
    /// The change was sent, and its outcome is unknown.
    Unknown,
    /// The first step has made this appointment; the second is not made.
    Unfinished(String),
}

/// The reason why a change can't be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Another change holds its visit, or a part of its time: a person may go ahead.
    Visit(Claim),
    /// Another change of its appointment is under way.
    Appointment(AppointmentClaim),
}

/// The progress of a change that holds a visit or its time.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, Serialize, Deserialize)]
#[strum(serialize_all = "lowercase")]
pub enum ClaimState {
    /// The change is on its way.
    Sending,
    /// The change was sent, and its outcome is unknown.
    Unknown,
    /// The change was made.
    Booked,
    /// The change is queued for a person to send.
    Queued,
}

impl Visit {
    /// Returns whether both are the same visit. Ids of practitioners and locations may be written in either
    /// case.
    pub fn is_same_as(&self, other: &Visit) -> bool {
        (self.clinic, &self.person, self.start) == (other.clinic, &other.person, other.start)
            && same_id(self.provider.as_deref(), other.provider.as_deref())
    }
}

/// A time of a provider that another desk holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The practitioner or location.
    pub provider: Provider,
    /// The start and end.
    pub slot: Slot,
    /// The desk's name, if it has one.
    pub desk: Option<String>,
}
