//! The check of bookings against those rules of their kind of visit that depend on the practitioner or on the patient's
//! age.

use booking::{
    AgainstRule, AppointmentRef, Booking, Circumstances, ClinicId, Performer, Provider,
    Surroundings, VisitKind, VisitRules,
};
use chrono::NaiveDate;
use zones::Zone;

use super::{Catalogue, Lists, person};

/// The minimum age in years of patients who are not seen by practitioners for children.
pub(crate) const GROWN_UP: u32 = 18;

impl Lists {
    /// Returns the circumstances of a booking, without anyone's appointments, with the rules of its kind of visit that
    /// it breaks. A practitioner or patient who is not known breaks none. `moved` is the appointment that the booking
    /// moves, if any: facts that stay as they are cause no warning.
    pub fn held_to_rules<'c>(
        &self,
        booking: &Booking,
        kind: Option<&VisitKind>,
        moved: Option<&AppointmentRef>,
        surroundings: &Surroundings<'_>,
    ) -> Circumstances<'c> {
        let start = booking.start().unwrap_or(surroundings.now);
        let age = self.age_at(
            booking,
            start.with_timezone(&surroundings.zone).date_naive(),
        );
        let provider = booking.provider();
        let performer = provider
            .as_ref()
            .and_then(|provider| self.performer(provider));
        let is_new_time = moved.is_none_or(|of| of.start != booking.start());
        let is_new_provider =
            moved.is_none_or(|of| of.provider.as_deref() != provider.as_ref().map(Provider::id));
        let against = |kind: &VisitKind| {
            let rules = &kind.rules;
            let mut broken = rules.broken_by_time(start, surroundings.now, surroundings.zone);
            broken.retain(|_| is_new_time);
            let performer = if is_new_provider { performer } else { None };
            broken.extend(performer.and_then(|performer| rules.broken_by(performer)));
            let was_so = |of| self.is_against_age(of, booking, rules, surroundings.zone);
            let age = if moved.is_some_and(was_so) { None } else { age };
            broken.extend(age.and_then(|age| rules.broken_by_age(age)));
            let against = |rule| AgainstRule {
                visit: kind.name.clone(),
                rule,
            };
            broken.into_iter().map(against).collect()
        };
        let specialty = performer.and_then(|performer| performer.skills?.for_children());
        let grown_up = match age.zip(specialty) {
            Some((age, specialty)) if is_new_provider && age >= GROWN_UP => {
                Some((age, specialty.to_owned()))
            }
            _ => None,
        };
        Circumstances {
            broken: kind.map(against).unwrap_or_default(),
            grown_up,
            ..surroundings.circumstances(booking, start)
        }
    }

    /// Returns whether an appointment of the same patient as a booking already breaks the rules for the patient's age.
    fn is_against_age(
        &self,
        of: &AppointmentRef,
        booking: &Booking,
        rules: &VisitRules,
        zone: Zone,
    ) -> bool {
        let Some(start) = of.start else {
            return false;
        };
        let day = start.with_timezone(&zone).date_naive();
        let is_theirs = of.person.as_ref() == Some(&booking.patient());
        let age = if is_theirs {
            self.age_at(booking, day)
        } else {
            None
        };
        age.is_some_and(|age| rules.broken_by_age(age).is_some())
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
        self.age_on(booking.clinic(), &booking.patient(), day)
    }

    /// Returns a practitioner or location in the form that rules use, if it is in its list.
    pub fn performer(&self, provider: &Provider) -> Option<Performer<'_>> {
        let list = provider.clinic().providers();
        let entry = self.entry(list, provider.id())?;
        let codes = self.list(list).value().map(Catalogue::codes);
        Some(Performer {
            id: &entry.id,
            code: codes.and_then(|codes| codes.code(&entry.id)),
            name: &entry.name,
            skills: entry.skills(),
        })
    }
}
