//! The rows of a day, made from the book's appointments and the names in the lists.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use zones::Zone;

use booking::{
    Attendance, CalendarEntry, ClinicId, DayLine, DayLineKind, DayText, Days, Entry, EntryKind,
    Provider, RecordedChange, day_plan, free_starts, is_same_id, status_text,
};
use i18n::{Language, say};
use office::{DayFree, Office, TimesAway};

use super::{DayCalendar, DayList, DayRow};
use crate::Wording;
use crate::names::{birth_year, tail};

/// The entries of each calendar, by clinic and by the lower-case id of the practitioner or location.
type ByCalendar<'a> = HashMap<(ClinicId, Option<String>), Vec<CalendarEntry<'a>>>;

impl Wording<'_> {
    /// Returns the practitioners and locations of all clinics whose lists are loaded.
    fn all_calendars(&self) -> Vec<DayCalendar> {
        let mut calendars = Vec::new();
        for clinic in self.office.setup.clinics {
            let Some(list) = self.office.lists.list(clinic.providers()).value() else {
                continue;
            };
            calendars.extend(
                list.entries()
                    .filter(|entry| entry.kind != EntryKind::Retired)
                    .filter_map(|entry| self.calendar_of_entry(clinic, entry)),
            );
        }
        calendars
    }

    fn calendar_of_entry(&self, clinic: ClinicId, entry: &Entry) -> Option<DayCalendar> {
        let list = self.office.lists.list(clinic.providers()).value();
        let code = list.and_then(|list| list.code(entry));
        let free = say!(self.language, "day-free");
        Some(DayCalendar {
            provider: Provider::named(clinic, &entry.id)?,
            id: entry.id.clone(),
            name: entry.name.clone(),
            zone: self.office.zone_at(clinic, &entry.id),
            code: code.map(str::to_owned),
            text: DayText::of(&[
                &entry.name,
                code.unwrap_or_default(),
                &entry.detail_to_find(),
                clinic.name(),
                free,
            ]),
        })
    }

    /// Returns the calendar of the practitioner or location with this id; named after the id if no list has it.
    pub fn calendar_of(&self, clinic: ClinicId, id: &str) -> Option<DayCalendar> {
        if let Some(entry) = self.office.lists.entry(clinic.providers(), id) {
            return self.calendar_of_entry(clinic, entry);
        }
        Some(DayCalendar {
            provider: Provider::named(clinic, id)?,
            id: id.to_owned(),
            name: tail(id),
            zone: self.office.zone_at(clinic, id),
            code: None,
            text: DayText::of(&[id]),
        })
    }

    /// Returns when the patient of a line arrived, if the patient is there and a desk recorded it.
    fn here_since(&self, clinic: ClinicId, line: &DayLine) -> Option<DateTime<Utc>> {
        match &line.kind {
            DayLineKind::Booked(booked) if booked.attendance() == Attendance::Here => {
                self.office.book.here_since(clinic, &booked.id)
            }
            _ => None,
        }
    }

    /// Returns the name of the other desk that made or last altered the appointment of a line.
    fn other_desk(&self, clinic: ClinicId, line: &DayLine) -> Option<String> {
        let name = match &line.kind {
            DayLineKind::Free => None,
            DayLineKind::Booked(booked) => self.office.book.desk_of(clinic, &booked.id),
            DayLineKind::Unsettled(change) => change.by.desk.as_deref(),
        };
        name.filter(|name| self.office.setup.desk_name.as_deref() != Some(name))
            .map(str::to_owned)
    }
}

impl DayList {
    /// Rebuilds the rows from what the office knows.
    pub fn arrange(&mut self, words: Wording<'_>) {
        self.calendars = words.all_calendars();
        say!(words.language, "day-free").clone_into(&mut self.free_word);
        say!(words.language, "day-waiting").clone_into(&mut self.here_word);
        let office = words.office;
        let now = office.moment.now;
        let mut rows = Vec::new();
        let mut starts = Vec::new();
        for ((clinic, provider), entries) in self.entries_by_calendar(office) {
            let id = provider.as_deref().unwrap_or_default();
            let zone = office.zone_at(clinic, id);
            let Some(days) = self.days_in(zone) else {
                continue;
            };
            let meets = |entry: &CalendarEntry<'_>| {
                entry
                    .start()
                    .is_some_and(|start| days.meet(start, entry.end()))
            };
            let entries: Vec<CalendarEntry<'_>> = entries.into_iter().filter(meets).collect();
            let is_of_calendar = |(provider, _): &(Provider, Days)| {
                provider.clinic() == clinic && is_same_id(provider.id(), id)
            };
            let read = self
                .free
                .iter()
                .find(|read| read.key().is_some_and(is_of_calendar));
            let free = read.and_then(|read| {
                let (provider, _) = read.key()?;
                let taken = office.taken_beside_appointments(provider);
                Some(read.value()?.without(&taken))
            });
            let free = free.as_deref();
            starts.extend(
                free_starts(&entries, free, &days, now)
                    .into_iter()
                    .map(|start| (start, clinic, id.to_owned())),
            );
            let namer = Namer::of(words, clinic, provider.as_deref(), zone);
            let plan = day_plan(&entries, free, &days, now).into_iter();
            rows.extend(plan.map(|line| DayRow {
                desk: words.other_desk(clinic, &line),
                here_since: words.here_since(clinic, &line),
                ..namer.row(line)
            }));
        }
        rows.sort_by(|one: &DayRow, other| {
            let key = |row: &DayRow| (row.line.start, row.line.is_free());
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.with, one.id()).cmp(&(&other.with, other.id())))
        });
        self.free_starts = starts;
        self.rows = rows;
        self.list_matches();
    }
}

impl DayList {
    /// Returns the entries of the clinics that have answered, with empty calendars, too.
    fn entries_by_calendar<'a>(&self, office: &'a Office) -> ByCalendar<'a> {
        let subjects = self.reads.answered(office);
        let mut calendars = ByCalendar::new();
        for entry in office.book.calendar(&subjects, |_| true) {
            for provider in calendars_of(entry) {
                let calendar = (entry.clinic(), provider);
                calendars.entry(calendar).or_default().push(entry);
            }
        }
        for (provider, _) in self.free.iter().filter_map(DayFree::key) {
            let key = (provider.clinic(), Some(provider.id().to_ascii_lowercase()));
            if subjects.iter().any(|subject| subject.clinic() == key.0) {
                calendars.entry(key).or_default();
            }
        }
        calendars
    }
}

/// Returns the lower-case ids of the calendars that have an entry; `None` for an entry without a provider.
fn calendars_of(entry: CalendarEntry<'_>) -> Vec<Option<String>> {
    let providers: Vec<_> = entry
        .providers()
        .map(|id| Some(id.to_ascii_lowercase()))
        .collect();
    if providers.is_empty() {
        vec![None]
    } else {
        providers
    }
}

/// Names the patients and the provider in one calendar's lines.
pub struct Namer<'a> {
    words: Wording<'a>,
    clinic: ClinicId,
    provider: Option<String>,
    with: String,
    /// Further words that the filter matches.
    with_words: String,
    away: TimesAway<'a>,
    zone: Zone,
}

impl<'a> Namer<'a> {
    /// Creates the namer for a calendar; without a provider, for entries that name none.
    pub fn of(
        words: Wording<'a>,
        clinic: ClinicId,
        provider: Option<&str>,
        zone: Zone,
    ) -> Namer<'a> {
        let lists = &words.office.lists;
        let entry = provider.and_then(|id| lists.entry(clinic.providers(), id));
        let list = lists.list(clinic.providers()).value();
        let code = entry
            .zip(list)
            .and_then(|(entry, list)| list.code(entry))
            .unwrap_or_default();
        let with = words.provider_in_list(clinic, provider.unwrap_or_default());
        let detail = entry.map(Entry::detail_to_find).unwrap_or_default();
        let with_words = format!("{code} {detail} {}", clinic.name());
        let provider = entry
            .map(|entry| entry.id.clone())
            .or(provider.map(str::to_owned));
        Namer {
            words,
            clinic,
            away: words.office.times_away(clinic, provider.as_deref()),
            provider,
            with,
            with_words,
            zone,
        }
    }

    /// Fills in the purpose that was read before a desk changed the appointment.
    fn complete(&self, line: &mut DayLine) {
        if let DayLineKind::Booked(booked) = &mut line.kind
            && booked.what.is_none()
        {
            let book = &self.words.office.book;
            let before = book.purpose_read_before(self.clinic, &booked.id);
            booked.what = before.cloned();
        }
    }

    /// Returns the row of a line.
    pub fn row(&self, mut line: DayLine) -> DayRow {
        let words = self.words;
        self.complete(&mut line);
        let (person, what) = match &line.kind {
            DayLineKind::Free => (None, None),
            DayLineKind::Booked(booked) => (booked.person.as_deref(), booked.what.as_ref()),
            DayLineKind::Unsettled(change) => (Some(change.person.as_str()), None),
        };
        let entry = person.and_then(|id| words.office.lists.known(self.clinic.people(), id));
        let unnamed = person
            .filter(|id| entry.is_none() && !id.is_empty())
            .map(str::to_owned);
        let name = entry.as_ref().map_or("", |entry| &entry.name);
        let born = entry
            .as_ref()
            .map(|entry| birth_year(entry))
            .unwrap_or_default();
        let away = self.away.reason_at(line.start, line.end);
        let away = if line.is_live() { away } else { None };
        let away_mark = away.as_ref().map(|why| words.away_mark(why));
        let text = DayText::of(&[
            name,
            &born,
            person.unwrap_or_default(),
            &self.with,
            &self.with_words,
            day_status_word(&line, words.language),
            status_at_clinic(&line),
            waiting_word(&line, words.language),
            what.map_or("", |what| what.shown()),
            away_mark.as_deref().unwrap_or_default(),
        ]);
        let who = if line.is_free() {
            String::new()
        } else {
            words.name_in_list(entry.as_deref(), person) + &others_of(&line)
        };
        let kind = match &line.kind {
            DayLineKind::Booked(booked) => words.office.mark_of(booked),
            DayLineKind::Unsettled(_) | DayLineKind::Free => None,
        };
        DayRow {
            desk: None,
            here_since: None,
            kind,
            away,
            who,
            born,
            unnamed,
            text,
            line,
            clinic: self.clinic,
            provider: self.provider.clone(),
            with: self.with.clone(),
            zone: self.zone,
        }
    }
}

/// Returns the number of further patients of a line, `" +2"`; empty if there are none.
fn others_of(line: &DayLine) -> String {
    match &line.kind {
        DayLineKind::Booked(booked) if !booked.also.people.is_empty() => {
            format!(" +{}", booked.also.people.len())
        }
        _ => String::new(),
    }
}

/// Returns the status of a line in one word.
pub(crate) fn day_status_word(line: &DayLine, language: Language) -> &str {
    match &line.kind {
        DayLineKind::Free => say!(language, "day-free"),
        DayLineKind::Booked(booked) => status_text(&booked.status, language),
        DayLineKind::Unsettled(change) => word_of_unsettled(change, language),
    }
}

/// Returns the status of a line in the clinic's own word; in ours if no clinic has confirmed the line.
pub fn status_for_programs(line: &DayLine) -> &str {
    match &line.kind {
        DayLineKind::Booked(booked) => &booked.status,
        DayLineKind::Unsettled(change) if change.is_sending() => "sending",
        DayLineKind::Unsettled(_) => "unknown",
        DayLineKind::Free => "free",
    }
}

/// Returns the clinic's word for the status of a line; empty if it has none.
fn status_at_clinic(line: &DayLine) -> &str {
    match &line.kind {
        DayLineKind::Booked(booked) => &booked.status,
        DayLineKind::Free | DayLineKind::Unsettled(_) => "",
    }
}

/// Returns the filter word that matches patients who are there; empty for any other line.
fn waiting_word(line: &DayLine, language: Language) -> &'static str {
    match &line.kind {
        DayLineKind::Booked(booked) if booked.attendance() == Attendance::Here => {
            say!(language, "day-waiting")
        }
        _ => "",
    }
}

/// Returns the status of a booking that no clinic has confirmed yet.
pub(crate) fn word_of_unsettled(change: &RecordedChange, language: Language) -> &'static str {
    if change.is_sending() {
        say!(language, "day-being-sent")
    } else {
        say!(language, "change-unknown")
    }
}
