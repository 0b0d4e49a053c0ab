//! When whom the form names works, or where it books is open: it decides whether `2` is 02:00 or 14:00, and what a
//! time has to be held against.

use chrono::{NaiveDate, TimeDelta};

use crate::booking::{Failure, Hours, Provider, Standing, Vendor};
use crate::desk::{Asker, Desk, Effect, Remote, Ticket};

use super::state::WorkingHours;

/// After this long hours are asked for anew: someone may have called in sick, or the last answer was a failure.
const FRESH_FOR: TimeDelta = TimeDelta::minutes(15);

impl Desk {
    /// Asks for the hours of whom the form names that asks for any, once it is one that is listed.
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

    /// Asks once more; what is known stays in use meanwhile.
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

    /// The hours of whom, or where, the form in front names. Where nothing is known there are none.
    pub fn hours(&self) -> Option<&Hours> {
        self.hours_of(self.backend)
    }

    /// How a day stands to those hours.
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
