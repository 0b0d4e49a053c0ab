//! Times that are taken although a clinic lists them as free, and times that are free since somebody has left them.

use booking::{Blocked, Freed, Provider, TakenTime};
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
        let mut taken = self.taken_but_for_holds(times);
        taken.extend(held);
        taken
    }

    /// Returns the periods when the provider of these free times is taken, whatever other desks hold.
    pub(crate) fn taken_but_for_holds(&self, times: &FreeTimes) -> Vec<TakenTime> {
        let mut taken = self.booked_since(times);
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

    /// Returns the times that appointments have left and that a caller can still be given, the last noticed first: nobody has
    /// taken them since, no other desk holds them, the practitioner is there, and it is no holiday.
    pub fn freed_times(&self) -> Vec<&Freed> {
        let mut freed = self.book.freed(self.earliest_proposed());
        freed.retain(|Freed { provider, slot }| {
            let zone = self.zone_at(provider.clinic(), &provider.id());
            let day = slot.start.with_timezone(&zone).date_naive();
            let mut absences = self.book.absences(provider).into_iter();
            self.hold_meeting(provider, slot).is_none()
                && self.setup.holidays.on(day).is_none()
                && !absences.any(|absence| absence.slot.meets(slot))
        });
        freed
    }
}
