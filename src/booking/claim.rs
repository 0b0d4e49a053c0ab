//! What the records hold of a visit already. Another booking for the same visit that was made, is being sent or is
//! unknown stands in the way of a second one, in every window and process of the desk, long before the clinic's own
//! search shows it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::conflict::same_id;
use super::{Booked, Booking, Vendor};

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

/// A booking on record that holds its visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name in the records.
    pub intent: Uuid,
    /// How far it is.
    pub state: ClaimState,
    /// When it was booked, or sent where that is not known, by the wall clock of the desk that did so.
    pub since: DateTime<Utc>,
    /// The appointment it has become, where its id is known.
    pub appointment: Option<String>,
}

impl Claim {
    /// Whether an appointment, as its clinic tells of it, is the one that the claim has become and is not that visit
    /// any more: it was cancelled, or moved to another time.
    pub fn is_void(&self, visit: &Visit, told: &Booked) -> bool {
        let is_it = told.backend == visit.backend && self.appointment.as_ref() == Some(&told.id);
        is_it && !(told.is_live() && told.start == visit.start)
    }
}

/// How far a booking is that holds its visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimState {
    /// It is on its way.
    Sending,
    /// It was sent, and nobody knows what became of it.
    Unknown,
    /// It was made.
    Booked,
}

impl Visit {
    /// Whether that is the same visit. Ids of practitioners and locations may be written in either case.
    pub fn is_same_as(&self, other: &Visit) -> bool {
        (self.backend, &self.person, self.start) == (other.backend, &other.person, other.start)
            && same_id(self.provider.as_deref(), other.provider.as_deref())
    }
}
