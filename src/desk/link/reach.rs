//! Which backends can be reached, and what follows: one that can't be is asked nothing of the desk's own accord but
//! whether it is back, and what could not be had from it meanwhile is asked for then. While all is well nothing is asked
//! and nothing is timed.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::{Outage, Vendor, time};
use crate::desk::due::{to_second, whole_seconds};
use crate::desk::slots::WorkingHours;
use crate::desk::{Action, Answer, Ask, Asker, Desk, Effect, Ticket, note};
use crate::i18n::say;

use super::state::{Link, was_heard};

impl Desk {
    /// Since when a backend has been unreachable, by the wall clock; none while it answers.
    pub fn unreachable_since(&self, backend: Vendor) -> Option<DateTime<Utc>> {
        self.links.links[backend].since()
    }

    pub(in crate::desk) fn is_unreachable(&self, backend: Vendor) -> bool {
        self.unreachable_since(backend).is_some()
    }

    /// Remembers what is asked of whom, so that the answer tells about the way there.
    pub(in crate::desk) fn remember_asked(&mut self, effects: &[Effect]) {
        for effect in effects {
            match (effect, effect.ticket(), effect.backend()) {
                (Effect::Abandon(given_up), ..) => self.links.asked.retain(|(asked, _)| asked != given_up),
                (_, Some(ticket), Some(backend)) => self.links.asked.push((ticket, backend)),
                _ => {}
            }
        }
    }

    /// What the end of a question tells about the way there.
    pub(in crate::desk) fn hear_of_link(&mut self, ticket: Ticket, answer: &Answer) -> Vec<Effect> {
        let Some(place) = self.links.asked.iter().position(|(asked, _)| *asked == ticket) else {
            return Vec::new();
        };
        let backend = self.links.asked[place].1;
        if answer.is_last() {
            self.links.asked.swap_remove(place);
        }
        self.learn_of_key(backend, answer);
        let link = &mut self.links.links[backend];
        let since = link.since();
        match answer.heard().and_then(was_heard) {
            Some(true) if link.answers() => {
                let away = self.was_away(backend, since);
                return away.into_iter().chain(self.come_back(backend)).collect();
            }
            Some(true) => {}
            Some(false) => {
                link.mark_silent(self.moment);
                link.mark_missed(ticket, self.moment.up);
            }
            None => link.mark_missed(ticket, self.moment.up),
        }
        self.probe_if_due()
    }

    /// That a backend could not be reached until now.
    fn was_away(&self, backend: Vendor, since: Option<DateTime<Utc>>) -> Option<Effect> {
        let outage = Outage { backend: backend.word().to_owned(), since: since?, until: self.moment.now };
        Some(Effect::Away(backend, outage))
    }

    /// The same as the desk ends: nobody knows for how long after that.
    pub(in crate::desk) fn left_unreachable(&mut self) -> Vec<Effect> {
        let away = self.setup.vendors.into_iter().filter_map(|backend| {
            let since = std::mem::take(&mut self.links.links[backend]).since();
            self.was_away(backend, since)
        });
        away.collect()
    }

    /// A backend answers again: what could not be had from it meanwhile is asked for anew.
    fn come_back(&mut self, backend: Vendor) -> Vec<Effect> {
        self.forget_what_failed(backend);
        let name = backend.name();
        let asked =
            self.backend == backend && self.question.take_if(|question| question.ask == Ask::Queue).is_some();
        match self.queued_at(backend) {
            0 if asked => {
                let key = self.setup.keys.key(Action::Book);
                self.note = Some(note!("link-back", backend = name, key = key));
            }
            0 => {}
            ready => self.note = Some(note!("link-back-with-queued", backend = name, count = ready)),
        }
        if self.backend == backend { self.lists_for_form() } else { Vec::new() }
    }

    fn forget_what_failed(&mut self, backend: Vendor) {
        self.problems.days[backend].take_if(|day| day.failure().is_some());
        self.appointment.coming.take_if(|coming| coming.has_failed(backend));
        let is_there = |working: &mut WorkingHours| working.backend() == backend && working.have_failed();
        if self.slots.working.take_if(is_there).is_some() {
            self.refresh_all();
        }
    }

    /// Asks those that do not answer whether they are there, when it is time.
    pub(in crate::desk) fn probe_if_due(&mut self) -> Vec<Effect> {
        let up = self.moment.up;
        let is_due = |link: &Link| link.due().is_some_and(|due| due <= up);
        let due: Vec<Vendor> =
            self.links.links.iter().filter_map(|(at, link)| is_due(link).then_some(at)).collect();
        due.into_iter().map(|backend| self.ask_whether_there(backend)).collect()
    }

    /// A person wants something of a backend that is unreachable: it is asked at once whether it is back.
    pub(in crate::desk) fn probe_now(&mut self, backend: Vendor) -> Option<Effect> {
        self.links.links[backend].due()?;
        Some(self.ask_whether_there(backend))
    }

    fn ask_whether_there(&mut self, backend: Vendor) -> Effect {
        let ticket = self.ticket(Asker::Link);
        self.links.links[backend].mark_probed(ticket);
        Effect::Probe(ticket, backend)
    }

    /// How long until one is asked whether it is back, or the countdown to that goes on.
    pub(in crate::desk) fn link_due_in(&self) -> Option<Duration> {
        let next = self.links.links.values().filter_map(|link| link.due()).min()?;
        // The seconds are counted where they can be seen.
        let is_seen = !self.is_locked();
        Some(if is_seen { to_second(next, self.moment.up) } else { next.saturating_sub(self.moment.up) })
    }

    /// Which backend is unreachable, since when, and when it is tried again, in a few words: that of the form in
    /// front, else another. Each is shorter than the one before, for where there is less room.
    pub fn link_marks(&self) -> Option<[String; 3]> {
        let language = self.setup.language;
        let here = self.backend;
        let mut others = self.links.links.iter().filter(|(other, _)| *other != here);
        let other = others.find_map(|(other, link)| Some((other, link.since()?)));
        match (self.unreachable_since(here), other) {
            (Some(since), _) => {
                let (at, next) = (self.oclock(since), self.next_try(here));
                let since = say!(language, "link-mark-since", at = at.as_str());
                let short = say!(language, "link-mark-short", at = at.as_str());
                Some([say!(language, "link-mark", at = at, next = next), since, short])
            }
            (None, Some((other, since))) => {
                let (other, at) = (other.name(), self.oclock(since));
                let short = say!(language, "link-mark-other-short", backend = other);
                Some([say!(language, "link-mark-other", backend = other, at = at), short.clone(), short])
            }
            (None, None) => None,
        }
    }

    /// The same as sentences, with what that means: one for each backend that can't be reached.
    pub fn link_remarks(&self) -> impl Iterator<Item = String> + '_ {
        let language = self.setup.language;
        self.setup.vendors.into_iter().filter_map(move |backend| {
            let (at, next) = (self.oclock(self.unreachable_since(backend)?), self.next_try(backend));
            let key = self.setup.keys.key(Action::Book);
            Some(say!(language, "link-remark", backend = backend.name(), at = at, next = next, key = key))
        })
    }

    fn next_try(&self, backend: Vendor) -> String {
        let language = self.setup.language;
        match self.links.links[backend].due() {
            Some(due) => {
                let left = due.saturating_sub(self.moment.up);
                say!(language, "link-next-in", seconds = whole_seconds(left))
            }
            None => say!(language, "link-next-now").to_owned(),
        }
    }

    pub(in crate::desk) fn oclock(&self, at: DateTime<Utc>) -> String {
        time::to_the_minute(at, self.setup.zone, self.setup.language)
    }
}
