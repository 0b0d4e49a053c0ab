//! The time at which a visit can follow the one just booked.

use booking::line::{Resolved, TimeBase};
use booking::time::Minutes;
use booking::{Slot, TakenTime, Template};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::{FreeTimes, Office};

impl Office {
    /// Moves the visit of a line that follows the one just booked to the first time from then on that is known to be
    /// free that day. If none is known, it stays at the end of the visit just booked. `known` are the free times of its
    /// practitioner or location.
    pub fn follow_at_free_time(&self, means: &mut Resolved, known: &[&FreeTimes]) {
        if !means.follows_booking() {
            return;
        }
        let Some(before) = self.just_booked() else {
            return;
        };
        let length = self.length_on_line(means);
        let mut known = known.iter();
        let free = known.find_map(|times| self.free_from(times, length, before.end));
        if let Some(start) = free {
            means.base = TimeBase::AfterBooked(Some(start - before.end));
            means.time = vec![start.to_rfc3339_opts(SecondsFormat::Secs, true)];
        }
    }

    /// Returns the length that a line or its template gives the visit.
    pub fn length_on_line(&self, means: &Resolved) -> Option<Minutes> {
        let of_template = || Minutes::new(self.template_on_line(means)?.minutes().into());
        means.minutes.or_else(of_template)
    }

    /// Returns the template that a line names.
    pub fn template_on_line(&self, means: &Resolved) -> Option<&Template> {
        self.setup.templates.at(means.clinic, means.template?)
    }

    /// Returns the first time from `at` on, on the same day, at which a visit of this length is known to be free. This
    /// is `at` itself if only the rest of a published slot separates it from the first free time. `None` if there is
    /// none, or the free times of that day are not known.
    fn free_from(
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
