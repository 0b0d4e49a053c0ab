//! The time at which a visit can follow the one just booked.

use booking::line::{ListMatch, Resolved, TimeBase};
use booking::time::Minutes;
use booking::{Slot, TakenTime, Template};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::{FreeTimes, Office, Search, VisitNeeds, VisitOf};

impl Office {
    /// Moves the visit of a line that follows the one just booked to the first time from then on at which it is known to
    /// fit that day. If there is none, it stays at the end of the visit just booked. `known` are the free times of its
    /// practitioner or location.
    pub fn follow_at_free_time(&self, means: &mut Resolved, known: &[&FreeTimes]) {
        if !means.follows_booking() {
            return;
        }
        let Some(before) = self.just_booked() else {
            return;
        };
        let template = self.template_on_line(means);
        let needs = VisitNeeds {
            length: self.length_on_line(means),
            rules: template.map(Template::rules).cloned().unwrap_or_default(),
            wished: None,
        };
        let search = Search {
            patient: match &means.patient {
                ListMatch::One(patient) => VisitOf::Patient(patient),
                _ => VisitOf::InQuestion,
            },
            ..needs.search()
        };
        let mut known = known.iter();
        let free = known.find_map(|times| self.free_from(times, search, before.end));
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
    fn template_on_line(&self, means: &Resolved) -> Option<&Template> {
        self.setup.templates.at(means.clinic, means.template?)
    }

    /// Returns the first time from `at` on, on the same day, that a search finds. This is `at` itself if only the rest
    /// of a published slot separates it from the first free time. `None` if there is none, or the free times of that day
    /// are not known.
    fn free_from(
        &self,
        times: &FreeTimes,
        search: Search<'_>,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let zone = times.question().zone;
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let starts = self.starts_offered(times, search).into_iter();
        let first = starts
            .filter(|start| *start >= at && day(*start) == day(at))
            .min()?;
        let before = Slot {
            start: at,
            end: first,
        };
        // A visit without a length begins there all the same.
        let right_after = Slot { start: at, end: at };
        let provider = &times.question().provider;
        let is_right_after =
            self.is_rest_of_slot(times, before) && self.suits(provider, right_after, search);
        Some(if is_right_after { at } else { first })
    }

    /// Returns whether a time is shorter than the published slots, and nothing is known to take it.
    fn is_rest_of_slot(&self, times: &FreeTimes, time: Slot) -> bool {
        let minutes = times.known().and_then(|known| known.minutes);
        let slot = minutes.map(|minutes| TimeDelta::minutes(minutes.into()));
        let meets = |taken: &TakenTime| taken.meets(&time, minutes);
        slot.is_some_and(|slot| time.end - time.start < slot)
            && !self.taken_of(times).iter().any(meets)
            && self.booked_in(&times.question().provider, time).is_empty()
    }
}
