//! Times that are taken although a clinic lists them as free, and times freed by changes.

use booking::{Blocked, Freed, Provider, TakenTime, Waiter};
use chrono::{DateTime, Utc};

use super::{FreeTimes, Office, Search, VisitNeeds, VisitOf};

impl Office {
    /// Returns the periods when the provider of these free times is taken: by bookings made since they were read, or by
    /// the holds of other desks.
    pub fn taken_of(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let mut taken = self.booked_since(times);
        taken.extend(self.taken_beside_appointments(&times.question().provider));
        taken
    }

    /// Returns the periods when a provider is taken without an appointment: absent, or held by other desks.
    pub fn taken_beside_appointments(&self, provider: &Provider) -> Vec<TakenTime> {
        let held = self.held_with(provider);
        let held = held.map(|hold| TakenTime {
            start: hold.slot.start,
            end: Some(hold.slot.end),
        });
        let mut taken = self.away_at(provider);
        taken.extend(held);
        taken
    }

    /// Returns the periods when the provider of these free times is taken, without the holds of other desks.
    pub(crate) fn taken_but_for_holds(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let mut taken = self.booked_since(times);
        taken.extend(self.away_at(&times.question().provider));
        taken
    }

    /// Returns the known absences of a practitioner, entered by any desk.
    fn away_at(&self, provider: &Provider) -> Vec<TakenTime> {
        let absences = self.book.absences(provider).into_iter();
        let taken = |absence: Blocked| TakenTime {
            start: absence.slot.start,
            end: Some(absence.slot.end),
        };
        absences.map(taken).collect()
    }

    /// Returns the periods booked since the free times were read, without the holds of other desks.
    pub(crate) fn booked_since(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let question = times.question();
        let day = |at: DateTime<Utc>| at.with_timezone(&question.zone).date_naive();
        self.book
            .taken(&question.provider, |at| times.read_on(day(at)))
    }

    /// Returns the times freed by appointments that a caller can still be given, the last noticed first. They were not
    /// taken since, no other desk holds them, the practitioner is there, and a search would offer them.
    pub fn freed_times(&self) -> Vec<&Freed> {
        let needs = VisitNeeds::default();
        let of_anybody = Search {
            patient: VisitOf::Nobody,
            ..needs.search()
        };
        let mut freed = self.book.freed(self.earliest_proposed());
        freed.retain(|Freed { provider, slot }| {
            let taken = self.taken_beside_appointments(provider);
            !taken.iter().any(|time| time.meets(slot, None))
                && self.suits(provider, *slot, of_anybody)
        });
        freed
    }

    /// Returns whether a waiting patient can be offered a freed time: a search would offer it for the visit of the
    /// entry, which takes all of the time.
    pub fn suits_waiter(&self, waiter: &Waiter, freed: &Freed) -> bool {
        let Freed { provider, slot } = freed;
        if !waiter.waits_for(provider) {
            return false;
        }
        let needs = VisitNeeds {
            length: None,
            rules: self.rules_of_waiter(waiter),
            wished: Some(waiter.wished.clone()),
        };
        let search = Search {
            patient: VisitOf::Patient(&waiter.person),
            ..needs.search()
        };
        let who = vec![provider.clone()];
        self.suits(provider, *slot, search)
            && !self
                .suited(waiter.clinic, &waiter.person, &needs.rules, who)
                .is_empty()
    }
}
