//! The time at which a visit can follow the one just booked.

use booking::time::Minutes;
use booking::{Slot, TakenTime};
use chrono::{DateTime, TimeDelta, Utc};

use super::{FreeTimes, Office};

impl Office {
    /// Returns the first time from `at` on, on the same day, at which a visit of this length is known to be free. This
    /// is `at` itself if only the rest of a published slot separates it from the first free time. `None` if there is
    /// none, or the free times of that day are not known.
    pub fn free_from(
        &self,
        times: &FreeTimes,
        length: Option<Minutes>,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let zone = times.question().zone;
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let starts = self.starts_offered(times, times.search(length)).into_iter();
        let first = starts
            .filter(|start| *start >= at && day(*start) == day(at))
            .min()?;
        let before = Slot {
            start: at,
            end: first,
        };
        Some(if self.is_rest_of_slot(times, before) {
            at
        } else {
            first
        })
    }

    /// Returns whether a time is shorter than the published slots, and nothing is known to take it, including the
    /// patient's own appointments.
    fn is_rest_of_slot(&self, times: &FreeTimes, time: Slot) -> bool {
        let minutes = times.known().and_then(|known| known.minutes);
        let slot = minutes.map(|minutes| TimeDelta::minutes(minutes.into()));
        let meets = |taken: &TakenTime| taken.meets(&time, minutes);
        let clinic = times.question().provider.clinic();
        let own = self.appointments_of(clinic, None);
        slot.is_some_and(|slot| time.end - time.start < slot)
            && !own.iter().any(|entry| entry.meets(time))
            && !self.taken_of(times).iter().any(meets)
            && self.booked_in(&times.question().provider, time).is_empty()
    }
}
