//! The waiting lists.

use chrono::Datelike;

use booking::api::shown_in_list;
use booking::{
    ClinicId, List, ListCell, ListColumn, ListedRow, Waiter, WaitingPlace, phone_in_groups, time,
    why_unread,
};
use i18n::say;
use office::{CalendarQuery, Office, person};

use crate::{OfficeList, Wording};

static COLUMNS: [ListColumn; 12] = [
    ListColumn::read_out(),
    ListColumn::read_out(),
    ListColumn::read_out(),
    ListColumn::value("since"),
    ListColumn::value("patient").names_person(),
    ListColumn::value("born").names_person(),
    ListColumn::value("with"),
    ListColumn::value("wished"),
    ListColumn::value("what"),
    ListColumn::value("by"),
    ListColumn::value("backend"),
    ListColumn::value("id"),
];

/// The waiting patients, at one clinic or all, the longest waiting first.
#[derive(Clone, Debug, Default)]
pub struct Waiters {
    only: Option<ClinicId>,
    waiters: Vec<Waiter>,
}

impl Waiters {
    /// Requests the waiting lists, and the names on them.
    pub fn ask(office: &mut Office, only: Option<ClinicId>) -> Waiters {
        office.read_names();
        office.read_waiting_lists();
        let waiters = Vec::new();
        Waiters { only, waiters }
    }
}

impl OfficeList for Waiters {
    fn arrange(&mut self, words: Wording<'_>) {
        let all = words.office.waiting_list().into_iter();
        let only = self.only;
        let listed = all.filter(|waiter| only.is_none_or(|only| only == waiter.clinic));
        self.waiters = listed.collect();
    }

    fn ask_further(&mut self, _office: &mut Office) {}

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let unread = words.unread_waiting_lists(self.only);
        let rows = self.waiters.iter();
        List {
            language: words.language,
            title: say!(words.language, "waiting-title", count = self.waiters.len()),
            about: unread.clone(),
            as_of: words.printed_as_of(),
            unread,
            columns: &COLUMNS,
            rows: rows.map(|waiter| list_row(words, waiter)).collect(),
            headings: Vec::new(),
            has_names,
        }
    }
}

/// Returns an entry. One without an id is kept by the desks, not by the clinic.
fn list_row(words: Wording<'_>, waiter: &Waiter) -> ListedRow {
    let clinic = waiter.clinic;
    let zone = words.office.zone_of_waiter(waiter);
    let known = words.office.lists.known(clinic.people(), &waiter.person);
    let (name, born) = match known {
        Some(entry) => words.naming.entry(&entry, words.language),
        None => (waiter.person.clone(), String::new()),
    };
    let since = waiter
        .since
        .map(|since| since.with_timezone(&zone).to_rfc3339());
    let with = waiter.provider.as_deref();
    let who = words.who_waits(waiter);
    let id = match &waiter.place {
        WaitingPlace::Clinic(id) => Some(id.as_str()),
        WaitingPlace::Desk(_) | WaitingPlace::Unsettled => None,
    };
    let cells: [ListCell; COLUMNS.len()] = [
        ListCell::text(words.waits_since(waiter)),
        ListCell::text(format!("{who} · {}", words.provider_waited_for(waiter))),
        ListCell::text(words.waiter_in_full(waiter, false)),
        ListCell::value(since),
        ListCell::value(Some(name)),
        ListCell::value(born.as_str()),
        ListCell::value(with.map(|id| words.provider(clinic, id))),
        ListCell::value(Some(waiter.wished.to_text(zone, words.language))),
        ListCell::value(waiter.what.as_ref().map(|what| what.shown().clone())),
        ListCell::value(waiter.by.as_deref()),
        ListCell::value(clinic.word()),
        ListCell::value(id),
    ];
    ListedRow::new(cells)
}

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
