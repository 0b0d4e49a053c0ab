//! Times that are taken although a clinic lists them as free.

use booking::TakenTime;
use chrono::{DateTime, Utc};

use super::{FreeTimes, Office};

impl Office {
    /// Returns the periods when the provider of these free times is taken: by bookings made since they were read, and
    /// by other desks' holds.
    pub fn taken_of(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let held = self.held_with(&times.question().provider);
        let held = held.map(|hold| TakenTime {
            start: hold.slot.start,
            end: Some(hold.slot.end),
        });
        let mut taken = self.booked_since(times);
        taken.extend(held);
        taken
    }

    /// Returns the periods booked since the free times were read, without other desks' holds.
    pub fn booked_since(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let question = times.question();
        let day = |at: DateTime<Utc>| at.with_timezone(&question.zone).date_naive();
        self.book
            .taken(&question.provider, |at| times.read_on(day(at)))
    }
}
