//! The hours of practitioners and locations.

use std::time::Duration;

use booking::{Blocked, ClinicId, Days, EntryKind, Failure, Hours, Provider, Slot};
use chrono::NaiveDate;

use super::{ClinicCall, Effect, Office, Query, Ticket};

/// The age at which hours are requested again: a practitioner may have called in sick, or the last answer was
/// a failure.
const FRESH_FOR: Duration = Duration::from_secs(900);

/// The most practitioners of a clinic whose hours are read for the list of absences, and the most concurrent requests
/// for that.
const MOST_LISTED: usize = 60;
const MOST_AT_ONCE: usize = 4;

/// The requested hours of a practitioner; `None` inside if the clinic has none.
pub type HoursQuery = Query<Provider, Option<Hours>>;

impl Office {
    /// Returns the known hours of a practitioner or location.
    pub fn hours_with(&self, provider: &Provider) -> Option<&Hours> {
        let clinic = provider.clinic();
        if !clinic.can().has_working_hours {
            return self.lists.place(clinic, provider.id())?.hours.as_ref();
        }
        let mut known = self.hours.iter();
        known.find_map(|query| query.value_of(provider))?.as_ref()
    }

    /// Returns the open hours of a practitioner or location on a day; `None` if unknown.
    pub fn open_on(&self, provider: &Provider, day: NaiveDate) -> Option<Vec<Slot>> {
        let zone = self.zone_at(provider.clinic(), provider.id());
        Some(self.hours_with(provider)?.open_slots(day, zone))
    }

    /// Returns the known absences of a practitioner that overlap a day.
    pub fn absences_on(&self, provider: &Provider, day: NaiveDate) -> Vec<Blocked> {
        let zone = self.zone_at(provider.clinic(), provider.id());
        let Some(days) = Days::new(day, day, zone) else {
            return Vec::new();
        };
        let mut absences = self.book.absences(provider);
        absences.retain(|absence| days.meet(absence.slot.start, Some(absence.slot.end)));
        absences.sort_by_key(|absence| absence.slot);
        absences
    }

    /// Returns whether the hours of a practitioner were requested and are not known yet.
    pub fn awaits_hours(&self, provider: &Provider) -> bool {
        let mut asked = self.hours.iter().filter(|query| query.is_of(provider));
        asked.any(|query| query.is_asking() && query.value().is_none())
    }

    /// Requests the hours of these practitioners, if they are listed and their hours are unknown or old. Other hours
    /// are forgotten when they are old. Old hours stay in use until the answer arrives.
    pub fn want_hours(&mut self, wanted: &[Provider]) {
        let now = self.moment;
        self.hours.retain(|query| {
            !query.is_due(FRESH_FOR, now) || query.key().is_some_and(|whose| wanted.contains(whose))
        });
        for whose in wanted {
            self.ask_for_hours(whose.clone());
        }
    }

    /// Requests the hours of all listed practitioners, a few at a time, because a clinic may keep absences in them.
    pub fn read_listed_hours(&mut self) {
        let now = self.moment;
        let clinics = self.setup.clinics.into_iter();
        let listed =
            clinics.flat_map(|clinic| self.with_listed_hours(clinic).into_iter().take(MOST_LISTED));
        let is_due = |whose: &Provider| {
            let mut asked = self.hours.iter().filter(|query| query.is_of(whose));
            asked.all(|query| query.is_due(FRESH_FOR, now))
        };
        self.absences.hours_to_read = listed.filter(is_due).collect();
        self.go_on_with_listed_hours();
    }

    /// Returns whether hours are still to be read for the list of absences.
    pub(crate) fn is_reading_listed_hours(&self) -> bool {
        let mut clinics = self.setup.clinics.into_iter();
        clinics.any(|clinic| self.is_reading_hours_at(clinic))
    }

    /// Returns whether hours of practitioners of a clinic are being read, or are still to be.
    pub fn is_reading_hours_at(&self, clinic: ClinicId) -> bool {
        let mut listed = self.with_listed_hours(clinic).into_iter();
        listed
            .any(|whose| self.absences.hours_to_read.contains(&whose) || self.awaits_hours(&whose))
    }

    /// Returns the number of listed practitioners of a clinic whose hours are not known. A clinic that refuses to
    /// return hours has no absences in them.
    pub fn without_listed_hours(&self, clinic: ClinicId) -> usize {
        let is_read = |whose: &Provider| {
            let mut asked = self.hours.iter().filter(|query| query.is_of(whose));
            asked.any(|query| {
                query.value().is_some() || matches!(query.failure(), Some(Failure::Refused(_)))
            })
        };
        let listed = self.with_listed_hours(clinic);
        listed.iter().filter(|whose| !is_read(whose)).count()
    }

    /// Returns the listed practitioners of a clinic, if it keeps their hours.
    fn with_listed_hours(&self, clinic: ClinicId) -> Vec<Provider> {
        if !clinic.can().has_working_hours || !clinic.publishes_slots() {
            return Vec::new();
        }
        let Some(list) = self.lists.list(clinic.providers()).value() else {
            return Vec::new();
        };
        list.entries()
            .filter(|entry| entry.kind != EntryKind::Retired)
            .filter_map(|entry| Provider::named(clinic, &entry.id))
            .collect()
    }

    fn go_on_with_listed_hours(&mut self) {
        let under_way = self.hours.iter().filter(|query| query.is_asking()).count();
        let wanted = &mut self.absences.hours_to_read;
        let room = MOST_AT_ONCE.saturating_sub(under_way).min(wanted.len());
        let next: Vec<Provider> = wanted.drain(..room).collect();
        for whose in next {
            self.ask_for_hours(whose);
        }
    }

    /// Handles the hours of a practitioner, or why they could not be read.
    pub(crate) fn on_hours(&mut self, ticket: Ticket, answer: Result<Option<Hours>, Failure>) {
        Query::answer_one(&mut self.hours, ticket, answer, self.moment);
        self.go_on_with_listed_hours();
    }

    fn ask_for_hours(&mut self, whose: Provider) {
        let clinic = whose.clinic();
        if !clinic.can().has_working_hours || self.is_unreachable(clinic) {
            return;
        }
        let index = match self.hours.iter().position(|query| query.is_of(&whose)) {
            Some(index) => index,
            None if self.lists.entry(clinic.providers(), whose.id()).is_none() => return,
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
