//! Times that are taken although a clinic lists them as free.

use booking::{Blocked, Hold, Provider, Slot, TakenTime};
use chrono::{DateTime, Utc};

use super::{FreeTimes, Office};

/// The maximum number of times held elsewhere that are listed behind the free ones.
const MOST_HELD: usize = 2;

impl Office {
    /// Returns the first matching free times that other desks hold.
    pub fn slots_held(
        &self,
        times: &FreeTimes,
        fits: impl Fn(&&Slot) -> bool,
    ) -> Vec<(Slot, &Hold)> {
        let Some(known) = times.known() else {
            return Vec::new();
        };
        let free = known.without(&self.booked_since(times));
        let provider = &times.question().provider;
        let held = |slot: &Slot| Some((*slot, self.hold_meeting(provider, slot)?));
        free.slots
            .iter()
            .filter(fits)
            .filter_map(held)
            .take(MOST_HELD)
            .collect()
    }

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
        taken.extend(self.away_at(&times.question().provider));
        taken
    }

    /// Returns the periods for which a practitioner is known to be away, by whichever desk.
    fn away_at(&self, provider: &Provider) -> Vec<TakenTime> {
        let absences = self.book.absences(provider).into_iter();
        let taken = |absence: Blocked| TakenTime {
            start: absence.slot.start,
            end: Some(absence.slot.end),
        };
        absences.map(taken).collect()
    }

    /// Returns the periods booked since the free times were read, without other desks' holds.
    pub fn booked_since(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let question = times.question();
        let day = |at: DateTime<Utc>| at.with_timezone(&question.zone).date_naive();
        self.book
            .taken(&question.provider, |at| times.read_on(day(at)))
    }
}
