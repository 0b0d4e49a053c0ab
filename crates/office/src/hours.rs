//! The hours of practitioners and locations.

use std::time::Duration;

use booking::{Failure, Hours, Provider};

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
