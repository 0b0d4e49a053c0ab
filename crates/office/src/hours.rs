//! The hours of practitioners and locations.

use std::time::Duration;

use booking::{Blocked, Days, Failure, Hours, Provider, Slot};
use chrono::NaiveDate;

use super::{ClinicCall, Effect, Office, Query, Ticket};

/// The age at which hours are requested again: a practitioner may have called in sick, or the last answer was
/// a failure.
const FRESH_FOR: Duration = Duration::from_secs(900);

/// The requested hours of a practitioner; `None` inside if the clinic has none.
pub type HoursQuery = Query<Provider, Option<Hours>>;

impl Office {
    /// Returns the hours of a practitioner or location, as far as they are known.
    pub fn hours_with(&self, provider: &Provider) -> Option<&Hours> {
        let clinic = provider.clinic();
        if !clinic.can().has_working_hours {
            return self.lists.place(clinic, &provider.id())?.hours.as_ref();
        }
        let mut known = self.hours.iter();
        known.find_map(|query| query.value_of(provider))?.as_ref()
    }

    /// Returns the open hours of a practitioner or location on a day; `None` if unknown.
    pub fn open_on(&self, provider: &Provider, day: NaiveDate) -> Option<Vec<Slot>> {
        let zone = self.zone_at(provider.clinic(), &provider.id());
        Some(self.hours_with(provider)?.open_slots(day, zone))
    }

    /// Returns the absences of a practitioner that meet a day, as far as they were read.
    pub fn absences_on(&self, provider: &Provider, day: NaiveDate) -> Vec<Blocked> {
        let zone = self.zone_at(provider.clinic(), &provider.id());
        let Some(days) = Days::new(day, day, zone) else {
            return Vec::new();
        };
        let mut absences = self.book.absences(provider);
        absences.retain(|absence| days.meet(absence.slot.start, Some(absence.slot.end)));
        absences.sort_by_key(|absence| absence.slot);
        absences
    }

    /// Whether the hours of a practitioner were requested and are not known yet.
    pub fn awaits_hours(&self, provider: &Provider) -> bool {
        let mut asked = self.hours.iter().filter(|query| query.is_of(provider));
        asked.any(|query| query.is_asking() && query.value().is_none())
    }

    /// Requests the hours of these practitioners, if they are unknown or old and a list has the practitioner, and
    /// forgets those of others in time. Old hours stay in use until the answer arrives.
    pub fn want_hours(&mut self, wanted: &[Provider]) {
        let now = self.moment;
        self.hours.retain(|query| {
            !query.is_due(FRESH_FOR, now) || query.key().is_some_and(|whose| wanted.contains(whose))
        });
        for whose in wanted {
            self.ask_for_hours(whose.clone());
        }
    }

    /// Handles the hours of a practitioner, or why they could not be read.
    pub(crate) fn on_hours(&mut self, ticket: Ticket, answer: Result<Option<Hours>, Failure>) {
        Query::answer_one(&mut self.hours, ticket, answer, self.moment);
    }

    fn ask_for_hours(&mut self, whose: Provider) {
        let clinic = whose.clinic();
        if self.is_unreachable(clinic) {
            return;
        }
        let index = match self.hours.iter().position(|query| query.is_of(&whose)) {
            Some(index) => index,
            None if self.lists.entry(clinic.providers(), &whose.id()).is_none() => return,
            None => {
                self.hours.push(Query::default());
                self.hours.len() - 1
            }
        };
        let tickets = &mut self.tickets;
        let ticket = || tickets.issue();
        let request = self.hours[index].want_fresh(Some(whose), FRESH_FOR, self.moment, ticket);
        let effect =
            request.map(|(ticket, whose)| Effect::Clinic(ticket, ClinicCall::Hours(whose.clone())));
        self.request(effect);
    }
}
