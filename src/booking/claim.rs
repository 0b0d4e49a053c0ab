//! What the records hold of a visit, of its time, or of an appointment, already. Another change that makes the same visit, or takes the same
//! time of a practitioner or location up, stands in the way of a second one, in every window and process of the desk,
//! long before the clinic's own search shows it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::conflict::same_id;
use super::{Booked, Booking, ChangeKind, USUAL_LENGTH, Vendor};

/// Where, for whom, with whom and when: two bookings that agree in all of it are for the same visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Where it is booked.
    pub backend: Vendor,
    /// The id of whose it is there.
    pub person: String,
    /// The id of the practitioner or location there, where one is named.
    pub provider: Option<String>,
    /// When it starts, where that is said.
    pub start: Option<DateTime<Utc>>,
}

impl Booking {
    /// The visit that it is for.
    pub fn visit(&self) -> Visit {
        let (person, start) = self.subject();
        let provider = self.provider().map(|provider| provider.id());
        Visit { backend: self.backend(), person, provider, start }
    }
}

/// A visit, and the time of whom it is with that it takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimedVisit {
    /// The visit.
    pub visit: Visit,
    /// From when on the practitioner or location is free again. None where it takes no time of anyone up: it has no
    /// start, names nobody, or nobody comes.
    pub busy_until: Option<DateTime<Utc>>,
}

impl From<&Booking> for TimedVisit {
    fn from(booking: &Booking) -> TimedVisit {
        let visit = booking.visit();
        let start = visit.start.filter(|_| visit.provider.is_some() && booking.takes_time());
        let length = booking.length().filter(|length| *length > TimeDelta::zero()).unwrap_or(USUAL_LENGTH);
        TimedVisit { visit, busy_until: start.map(|start| start + length) }
    }
}

impl TimedVisit {
    /// Whether both take up the same time of the same practitioner or location, or a part of it.
    pub fn meets(&self, other: &TimedVisit) -> bool {
        let is_before = |one: &TimedVisit, other: &TimedVisit| {
            one.visit.start.zip(other.busy_until).is_some_and(|(start, until)| start < until)
        };
        self.visit.backend == other.visit.backend
            && same_id(self.visit.provider.as_deref(), other.visit.provider.as_deref())
            && is_before(self, other)
            && is_before(other, self)
    }
}

/// A change on record that holds a visit, or the time of whom it is with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name in the records.
    pub intent: Uuid,
    /// How far it is.
    pub state: ClaimState,
    /// When it was booked, or sent or queued where it is not, by the wall clock of the desk that did so.
    pub since: DateTime<Utc>,
    /// The appointment it has become, where its id is known.
    pub appointment: Option<String>,
    /// Whether it holds the very visit; otherwise it holds a part of the time.
    pub is_same_visit: bool,
    /// What it holds. A person whose id is not known goes by a pseudonym.
    pub holds: TimedVisit,
    /// When its appointment started before, where it gets another time.
    pub old_start: Option<DateTime<Utc>>,
    /// Who made it, where anybody has said.
    pub operator: Option<String>,
    /// The desk it was made at, where that has a name.
    pub desk: Option<String>,
}

impl Claim {
    /// Whether an appointment, as its clinic tells of it, is the one that the claim has become and is not at that time
    /// any more: it was cancelled, or moved. One that stands where a move took it from is told as it was before that.
    pub fn is_void(&self, told: &Booked) -> bool {
        let Visit { backend, start, .. } = self.holds.visit;
        let is_it = told.backend == backend && self.appointment.as_ref() == Some(&told.id);
        is_it && !(told.is_live() && (told.start == start || told.start == self.old_start))
    }
}

/// A change under way that claims the appointment which it alters, or takes the place of: no other change of that
/// appointment goes out before it is settled, and nobody goes ahead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentClaim {
    /// The name of the change in the records.
    pub intent: Uuid,
    /// What the change does.
    pub kind: ChangeKind,
    /// How far it is.
    pub progress: Progress,
    /// Whether a window or command of this machine looks after it.
    pub is_here: bool,
    /// The desk that looks after it, where that has a name.
    pub desk: Option<String>,
}

/// How far a change is that claims an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is on its way.
    Sending,
    /// It was sent, and nobody knows what became of it.
    Unknown,
    /// Its first step has made this appointment, and its second step is not made.
    Unfinished(String),
}

/// What keeps a change from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Another change holds its visit, or a part of its time: a person may go ahead.
    Visit(Claim),
    /// Another change of its appointment is under way.
    Appointment(AppointmentClaim),
}

/// How far a change is that holds its visit or its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimState {
    /// It is on its way.
    Sending,
    /// It was sent, and nobody knows what became of it.
    Unknown,
    /// It was made.
    Booked,
    /// It waits for a person to send it.
    Queued,
}

impl Visit {
    /// Whether that is the same visit. Ids of practitioners and locations may be written in either case.
    pub fn is_same_as(&self, other: &Visit) -> bool {
        (self.backend, &self.person, self.start) == (other.backend, &other.person, other.start)
            && same_id(self.provider.as_deref(), other.provider.as_deref())
    }
}
