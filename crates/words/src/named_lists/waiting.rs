//! The waiting lists.

use chrono::Datelike;

use booking::api::shown_in_list;
use booking::{
    ClinicId, FieldRole, Freed, List, ListCell, ListColumn, ListRemark, ListedRow, Tone, Waiter,
    WaitingPlace, phone_in_groups, time, why_unread,
};
use i18n::say;
use office::{CalendarQuery, Office, person};

use crate::{OfficeList, Wording};

/// The maximum columns of a patient on a screen, wide and narrow, and of wished times on a narrow one.
const MOST_WHO: u16 = 36;
const MOST_WHO_NARROW: u16 = 20;
const MOST_WISHED: u16 = 34;

pub(super) static COLUMNS: [ListColumn; 16] = [
    ListColumn::read_out().with_key("since").headed("since"),
    ListColumn::on_screen().at_most(1),
    ListColumn::read_out()
        .headed("patient")
        .at_most(MOST_WHO)
        .if_wide(),
    ListColumn::on_screen()
        .headed("patient")
        .at_most(MOST_WHO_NARROW)
        .if_narrow(),
    ListColumn::on_screen().if_narrow(),
    ListColumn::value("patient").names_person(),
    ListColumn::value("born").names_person(),
    ListColumn::on_screen()
        .headed("wished")
        .at_most_if_narrow(MOST_WISHED),
    ListColumn::read_out()
        .with_key("with")
        .headed("with")
        .shares(1),
    ListColumn::read_out().below_rows(),
    ListColumn::on_screen().below_rows().if_narrow(),
    ListColumn::read_out().with_key("wished").below_rows(),
    ListColumn::read_out().with_key("what").below_rows(),
    ListColumn::read_out().with_key("by").below_rows(),
    ListColumn::value("backend"),
    ListColumn::value("id"),
];

/// The waiting patients of one clinic or all; who has waited longest comes first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiters {
    only: Option<ClinicId>,
}

impl Waiters {
    /// Requests the waiting lists, and the names on them.
    pub fn ask(office: &mut Office, only: Option<ClinicId>) -> Waiters {
        office.read_names();
        office.read_waiting_lists();
        Waiters { only }
    }

    /// Returns the waiting patients in the order of the rows.
    pub fn all(self, office: &Office) -> Vec<Waiter> {
        let mut all = office.waiting_list();
        all.retain(|waiter| self.is_of(waiter.clinic));
        all
    }

    fn is_of(self, clinic: ClinicId) -> bool {
        self.only.is_none_or(|only| only == clinic)
    }

    /// Returns the offered free time, when each clinic's list was read or why it could not be, and which clinics have
    /// none.
    fn remarks(self, words: Wording<'_>) -> Vec<ListRemark> {
        let language = words.language;
        let office = words.office;
        let mut remarks = Vec::new();
        if let Some(freed) = office.offered_time() {
            remarks.push(ListRemark::new(words.offered(&freed), Tone::Good).on_screen());
        }
        for read in office.waiting_list_reads() {
            let Some(clinic) = read.clinic().filter(|clinic| self.is_of(*clinic)) else {
                continue;
            };
            let name = clinic.name();
            let why = words.why_waiting_list_unread(read, clinic);
            match (read.read_at(), why) {
                (None, Some(why)) if read.failure().is_none() => {
                    let reading = say!(language, "waiting-reading", clinic = name);
                    remarks.extend([
                        ListRemark::new(reading, Tone::Dim).on_screen(),
                        ListRemark::new(why, Tone::Warning).off_screen(),
                    ]);
                }
                (_, Some(why)) => remarks.push(ListRemark::new(why, Tone::Warning)),
                (Some(read_at), None) => {
                    let time = time::to_the_minute(read_at.now, office.setup.zone, language);
                    let as_of = say!(language, "waiting-as-of", clinic = name, time);
                    remarks.push(ListRemark::new(as_of, Tone::Dim).on_screen());
                }
                (None, None) => {}
            }
        }
        for clinic in office.setup.clinics {
            if self.is_of(clinic) && clinic.field(FieldRole::Wished).is_none() {
                let text = say!(language, "waiting-here-only", clinic = clinic.name());
                remarks.push(ListRemark::new(text, Tone::Dim).on_screen());
            }
        }
        remarks
    }
}

impl OfficeList for Waiters {
    fn arrange(&mut self, _words: Wording<'_>) {}

    fn ask_further(&mut self, _office: &mut Office) {}

    fn list(&self, words: Wording<'_>, has_names: bool) -> List {
        let waiters = self.all(words.office);
        let offered = words.office.offered_time();
        let rows = waiters
            .iter()
            .map(|waiter| list_row(words, waiter, offered.as_ref()));
        let title = say!(words.language, "waiting-title", count = waiters.len());
        let nothing = if words.office.has_read_waiting_lists() {
            say!(words.language, "waiting-nobody")
        } else {
            ""
        };
        List {
            about: self.remarks(words),
            as_of: words.printed_as_of(),
            unread: words.unread_waiting_lists(self.only),
            nothing: nothing.to_owned(),
            has_names,
            ..List::of(words.language, title, &COLUMNS, rows.collect())
        }
    }
}

/// Returns an entry, marked if the offered time would suit the patient. An entry without an id is kept by the desks,
/// not by the clinic.
fn list_row(words: Wording<'_>, waiter: &Waiter, offered: Option<&Freed>) -> ListedRow {
    let clinic = waiter.clinic;
    let zone = words.office.zone_of_waiter(waiter);
    let known = words.office.lists.known(clinic.people(), &waiter.person);
    let (name, born) = match known {
        Some(entry) => words.naming.entry(&entry, words.language),
        None => (waiter.person.clone(), String::new()),
    };
    let [short_name, short_born] = words.name_and_birth(clinic, &waiter.person, true);
    let since = waiter
        .since
        .map(|since| since.with_timezone(&zone).to_rfc3339());
    let takes = offered.is_some_and(|freed| words.office.suits_waiter(waiter, freed));
    let with = waiter.provider.as_deref();
    let with_text = words.provider_waited_for(waiter);
    let now = words.office.moment.now;
    let in_short = waiter.wished.to_short_text(now, zone, words.language);
    let [number, wished, what, by] = words.parts_of_waiter(waiter).map(Option::unwrap_or_default);
    let id = match &waiter.place {
        WaitingPlace::Clinic(id) => Some(id.as_str()),
        WaitingPlace::Desk(_) | WaitingPlace::Unsettled => None,
    };
    let cells: [ListCell; COLUMNS.len()] = [
        ListCell::value(since)
            .shown_as(words.waits_since(waiter))
            .toned(Tone::Strong),
        ListCell::text(if takes { "✓" } else { "" }).toned(Tone::Good),
        ListCell::text(words.who_waits(waiter)),
        ListCell::text(short_name),
        ListCell::text(short_born),
        ListCell::value(Some(name)),
        ListCell::value(born.as_str()),
        ListCell::text(in_short),
        ListCell::value(with.map(|id| words.provider(clinic, id)))
            .shown_as(with_text.as_str())
            .toned(Tone::Dim),
        ListCell::text(number),
        ListCell::text(with_text),
        ListCell::value(Some(wished.as_str())).shown_as(wished),
        ListCell::value(waiter.what.as_ref().map(|what| what.shown().clone())).shown_as(what),
        ListCell::value(waiter.by.as_deref()).shown_as(by),
        ListCell::value(clinic.word()),
        ListCell::value(id),
    ];
    ListedRow::new(cells)
}

impl Wording<'_> {
    /// Returns why waiting lists of one clinic or all are unread or incomplete.
    pub(crate) fn unread_waiting_lists(&self, only: Option<ClinicId>) -> Vec<String> {
        let mut unread = Vec::new();
        for read in self.office.waiting_list_reads() {
            if let Some(clinic) = read.clinic()
                && only.is_none_or(|only| only == clinic)
            {
                unread.extend(self.why_waiting_list_unread(read, clinic));
            }
        }
        unread
    }

    fn why_waiting_list_unread(&self, read: &CalendarQuery, clinic: ClinicId) -> Option<String> {
        match (read.failure(), read.is_whole()) {
            (Some(failure), _) => Some(why_unread(failure, clinic, self.language)),
            (None, Some(true)) => None,
            (None, _) => Some(say!(
                self.language,
                "waiting-not-whole",
                clinic = clinic.name()
            )),
        }
    }

    /// Returns the free time offered to waiting patients, and its practitioner.
    fn offered(&self, freed: &Freed) -> String {
        let clinic = freed.provider.clinic();
        let id = freed.provider.id();
        let zone = self.office.zone_at(clinic, id);
        let when = time::echo(freed.slot.start, zone, self.language);
        let minutes = (freed.slot.end - freed.slot.start).num_minutes();
        let whom = self.provider(clinic, id);
        say!(self.language, "waiting-free", when, minutes, whom)
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

    /// Returns the telephone number of a waiting patient, the wished times, the reason, and who made the entry.
    pub(crate) fn waiter_in_full(&self, waiter: &Waiter) -> String {
        let parts = self.parts_of_waiter(waiter);
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn parts_of_waiter(&self, waiter: &Waiter) -> [Option<String>; 4] {
        let zone = self.office.zone_of_waiter(waiter);
        let wished = waiter.wished.to_text(zone, self.language);
        let what = waiter.what.as_ref();
        let what = what.map(|what| in_short(&shown_in_list(what.shown())));
        let by = waiter.by.as_ref();
        let by = by.map(|by| say!(self.language, "waiting-by", who = by.as_str()));
        [self.number_of(waiter), Some(wished), what, by]
    }

    /// Returns the telephone number of a waiting patient in groups for reading aloud; `None` while the patient is
    /// unread.
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

/// The maximum characters of a purpose in a row; a template's purpose may be a long instruction.
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
