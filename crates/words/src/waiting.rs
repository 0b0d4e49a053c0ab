//! The waiting lists.

use chrono::Datelike;

use booking::api::shown_in_list;
use booking::{ClinicId, Waiter, WaitingPlace, phone_in_groups, time, why_unread};
use i18n::say;
use office::{CalendarQuery, person};

use crate::Wording;

impl Wording<'_> {
    /// Returns why waiting lists, of one clinic or all, are unread or incomplete.
    pub fn unread_waiting_lists(&self, only: Option<ClinicId>) -> Vec<String> {
        let why = |read: &CalendarQuery| {
            let clinic = read.clinic()?;
            match (read.failure(), read.is_whole()) {
                _ if only.is_some_and(|only| only != clinic) => None,
                (Some(failure), _) => Some(why_unread(failure, clinic, self.language)),
                (None, Some(true)) => None,
                (None, _) => Some(say!(
                    self.language,
                    "waiting-not-whole",
                    clinic = clinic.name()
                )),
            }
        };
        self.office.waiting_list_reads().filter_map(why).collect()
    }

    /// Returns the name of a waiting patient in lists, else the id.
    pub fn who_waits(&self, waiter: &Waiter) -> String {
        let people = waiter.clinic.people();
        let known = self.office.lists.known(people, &waiter.person);
        let named = known.map(|entry| self.naming.identified(&entry, self.language));
        named.unwrap_or_else(|| waiter.person.clone())
    }

    /// Returns the practitioner or location for which a patient waits.
    pub fn provider_waited_for(&self, waiter: &Waiter) -> String {
        match &waiter.provider {
            Some(id) => self.provider(waiter.clinic, id),
            None => say!(self.language, "waiting-anybody").to_owned(),
        }
    }

    /// Returns since when a patient waits.
    pub fn waits_since(&self, waiter: &Waiter) -> String {
        let zone = self.office.zone_of_waiter(waiter);
        let this_year = self.office.moment.now.with_timezone(&zone).year();
        match waiter.since {
            Some(since) => {
                let date = since.with_timezone(&zone).date_naive();
                time::date_this_year(date, this_year, self.language)
            }
            None if waiter.place == WaitingPlace::Unsettled => {
                say!(self.language, "day-being-sent").to_owned()
            }
            None => String::new(),
        }
    }

    /// Returns the telephone number of a waiting patient, the practitioner or location if `has_provider`, the wished
    /// times, the reason, and who made the entry.
    pub fn waiter_in_full(&self, waiter: &Waiter, has_provider: bool) -> String {
        let zone = self.office.zone_of_waiter(waiter);
        let wished = waiter.wished.to_text(zone, self.language);
        let what = waiter
            .what
            .as_ref()
            .map(|what| in_short(&shown_in_list(what.shown())));
        let by = waiter
            .by
            .as_ref()
            .map(|by| say!(self.language, "waiting-by", who = by.as_str()));
        let with = has_provider.then(|| self.provider_waited_for(waiter));
        [self.number_of(waiter), with, Some(wished), what, by]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Returns an entry on one line: since when, patient, provider and wished times.
    pub fn waiter(&self, waiter: &Waiter) -> String {
        let who = format!(
            "{} · {}",
            self.who_waits(waiter),
            self.provider_waited_for(waiter)
        );
        [
            self.waits_since(waiter),
            who,
            self.waiter_in_full(waiter, false),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
    }

    /// Returns the telephone number of a waiting patient as it is read aloud; `None` while the patient is not read.
    fn number_of(&self, waiter: &Waiter) -> Option<String> {
        let people = waiter.clinic.people();
        let entry = self.office.lists.known(people, &waiter.person)?;
        let number = person(&entry)?.phone().trim();
        Some(match number {
            "" => say!(self.language, "calls-no-number").to_owned(),
            number => phone_in_groups(number),
        })
    }
}

/// The maximum characters of a purpose in a row; one from a template may be a long instruction.
const LONGEST_PURPOSE: usize = 40;

/// Returns the first words of a purpose.
fn in_short(purpose: &str) -> String {
    let mut length = 0;
    let fits = |word: &&str| {
        length += word.chars().count() + 1;
        length <= LONGEST_PURPOSE
    };
    let short = purpose
        .split_whitespace()
        .take_while(fits)
        .collect::<Vec<_>>()
        .join(" ");
    if short.len() < purpose.trim().len() {
        short + "…"
    } else {
        short
    }
}
