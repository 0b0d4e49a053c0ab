//! The hours of the practitioner or location in the form: they decide whether `2` is 02:00 or 14:00, and
//! whether a time lies outside them.

use chrono::{NaiveDate, TimeDelta};

use crate::booking::{Failure, Hours, Provider, Standing, Vendor};
use crate::desk::{Asker, Desk, Effect, Remote, Ticket};

use super::state::WorkingHours;

/// The age at which hours are requested again: someone may have called in sick, or the last answer was a
/// failure.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(15);

impl Desk {
    /// Requests the hours of the named practitioner, if the clinic has working hours and its list has the
    /// practitioner.
    pub(in crate::desk) fn keep_hours(&mut self) -> Option<Effect> {
        let backend = self.setup.vendors.iter().find(|vendor| vendor.can().has_working_hours)?;
        let typed = self.visit_on_line().filter(|typed| typed.provider.backend() == backend);
        let named = match typed {
            Some(typed) => Some(typed.provider.clone()),
            None => Provider::named(backend, self.provider_in_form_of(backend)),
        };
        let now = self.moment.now;
        let current = self.slots.working.as_ref().filter(|working| Some(&working.whose) == named.as_ref());
        let rests = self.is_unreachable(backend);
        if current.is_some_and(|working| rests || now - working.asked < FRESH_FOR) {
            return None;
        }
        if current.is_some() {
            return self.ask_again();
        }
        let is_listed = |whose: &Provider| self.lists.entry(backend.providers(), &whose.id()).is_some();
        let whose = named.filter(|whose| !rests && is_listed(whose));
        if self.slots.working.take().is_some() {
            self.refresh_all();
        }
        let whose = whose?;
        let ticket = self.ticket(Asker::Hours);
        self.slots.working =
            Some(WorkingHours { whose: whose.clone(), asked: now, hours: Remote::asked(ticket) });
        Some(Effect::Hours(ticket, whose))
    }

    /// Requests the hours again; the known ones stay in use meanwhile.
    fn ask_again(&mut self) -> Option<Effect> {
        let (ticket, now) = (self.ticket(Asker::Hours), self.moment.now);
        let working = self.slots.working.as_mut()?;
        working.asked = now;
        working.hours.ask(ticket);
        Some(Effect::Hours(ticket, working.whose.clone()))
    }

    pub(in crate::desk) fn hours_are(&mut self, ticket: Ticket, answer: Result<Option<Hours>, Failure>) {
        if let Some(working) = self.slots.working.as_mut().filter(|working| working.hours.awaits(ticket)) {
            working.hours.answer(ticket, answer);
            self.refresh_all();
        }
    }

    /// Returns the hours of the current form's provider, or `None` if they aren't known.
    pub fn hours(&self) -> Option<&Hours> {
        self.hours_of(self.backend)
    }

    /// Returns the standing of a day with respect to those hours.
    pub fn standing_of_day(&self, day: NaiveDate) -> Standing {
        self.hours().map_or(Standing::Unknown, |hours| hours.standing_of_day(day, self.zone()))
    }

    pub(in crate::desk) fn hours_of(&self, backend: Vendor) -> Option<&Hours> {
        self.hours_with(&Provider::named(backend, self.provider_in_form_of(backend))?)
    }

    pub(in crate::desk) fn hours_with(&self, provider: &Provider) -> Option<&Hours> {
        let backend = provider.backend();
        if !backend.can().has_working_hours {
            return self.lists.place(backend, &provider.id())?.hours.as_ref();
        }
        let working = self.slots.working.as_ref().filter(|working| working.whose == *provider)?;
        working.hours.value()?.as_ref()
    }

    fn provider_in_form_of(&self, backend: Vendor) -> &str {
        self.form_of(backend).draft().text(backend.provider_field()).trim()
    }
}
