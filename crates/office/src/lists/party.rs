//! Bookings held to the rules of their kind of visit, which ask for the practitioner and the age of the patient.

use booking::{
    AgainstRule, Booking, Circumstances, ClinicId, Performer, Provider, Surroundings, VisitKind,
    VisitRules,
};
use chrono::NaiveDate;

use super::{Catalogue, Lists, person};

/// The age in years from which on nobody goes to a practitioner for children.
pub(crate) const GROWN_UP: u32 = 18;

impl Lists {
    /// Returns the circumstances of a booking, without anyone's appointments, with the rules of its kind of visit to which
    /// it does not keep. A practitioner or patient who is not known breaks none.
    pub fn held_to_rules<'c>(
        &self,
        booking: &Booking,
        kind: Option<&VisitKind>,
        surroundings: &Surroundings<'_>,
    ) -> Circumstances<'c> {
        let start = booking.subject().1.unwrap_or(surroundings.now);
        let age = self.age_at(
            booking,
            start.with_timezone(&surroundings.zone).date_naive(),
        );
        let provider = booking.provider();
        let performer = provider
            .as_ref()
            .and_then(|provider| self.performer(provider));
        let against = |kind: &VisitKind| {
            let rules = &kind.rules;
            let mut broken = rules.broken_by_time(start, surroundings.now, surroundings.zone);
            broken.extend(performer.and_then(|performer| rules.broken_by(performer)));
            broken.extend(age.and_then(|age| rules.broken_by_age(age)));
            let against = |rule| AgainstRule {
                visit: kind.name.clone(),
                rule,
            };
            broken.into_iter().map(against).collect()
        };
        let specialty = performer.and_then(|performer| performer.skills?.for_children());
        let grown_up = age.filter(|age| *age >= GROWN_UP).zip(specialty);
        Circumstances {
            broken: kind.map(against).unwrap_or_default(),
            grown_up: grown_up.map(|(age, specialty)| (age, specialty.to_owned())),
            ..surroundings.circumstances(booking, start)
        }
    }

    /// Returns whether a booking's rules depend on the patient's age.
    pub fn rules_ask_for_age(&self, booking: &Booking, kind: Option<&VisitRules>) -> bool {
        let provider = booking.provider();
        let performer = provider
            .as_ref()
            .and_then(|provider| self.performer(provider));
        let skills = performer.and_then(|performer| performer.skills);
        skills.is_some_and(|skills| skills.for_children().is_some())
            || kind.is_some_and(VisitRules::ask_for_age)
    }

    /// Returns the age of a patient in years on a day, if the birth date is known.
    pub(crate) fn age_on(&self, clinic: ClinicId, patient: &str, day: NaiveDate) -> Option<u32> {
        let entry = self.known(clinic.people(), patient)?;
        day.years_since(person(&entry)?.birth_date()?)
    }

    fn age_at(&self, booking: &Booking, day: NaiveDate) -> Option<u32> {
        self.age_on(booking.clinic(), &booking.subject().0, day)
    }

    /// Returns a practitioner or location as rules know it, if it is in its list.
    pub fn performer(&self, provider: &Provider) -> Option<Performer<'_>> {
        let list = provider.clinic().providers();
        let entry = self.entry(list, &provider.id())?;
        let codes = self.list(list).value().map(Catalogue::codes);
        Some(Performer {
            id: &entry.id,
            code: codes.and_then(|codes| codes.code(&entry.id)),
            name: &entry.name,
            skills: entry.skills(),
        })
    }
}
