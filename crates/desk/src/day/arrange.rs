//! The rows of the board, made from the book's appointments and the names in the lists.

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::{Desk, slots};
use booking::{
    CalendarEntry, ClinicId, DayLine, DayLineKind, DayText, Days, Entry, Naming, Person, Provider,
    day_plan, free_starts,
};
use i18n::say;
use office::person;

use super::reads::FreeQuery;
use super::status::status_word;
use super::{DayBoard, DayCalendar, DayRow};

/// The entries of each calendar, by clinic and by the lower-case id of the practitioner or location.
type ByCalendar<'a> = HashMap<(ClinicId, Option<String>), Vec<CalendarEntry<'a>>>;

/// Returns the practitioners and locations of all clinics whose lists are loaded.
fn all_calendars(desk: &Desk) -> Vec<DayCalendar> {
    let of_clinic = |clinic: ClinicId| {
        let catalogue = desk.office.lists.list(clinic.providers()).value()?;
        let entries = catalogue.entries();
        Some(
            entries
                .filter_map(|entry| day_of(desk, clinic, entry))
                .collect::<Vec<_>>(),
        )
    };
    desk.office
        .setup
        .clinics
        .iter()
        .filter_map(of_clinic)
        .flatten()
        .collect()
}

fn day_of(desk: &Desk, clinic: ClinicId, entry: &Entry) -> Option<DayCalendar> {
    let code = desk
        .office
        .lists
        .list(clinic.providers())
        .value()
        .and_then(|list| list.code(entry));
    let free = say!(desk.setup.language, "day-free");
    Some(DayCalendar {
        provider: Provider::named(clinic, &entry.id)?,
        id: entry.id.clone(),
        name: entry.name.clone(),
        zone: desk.office.zone_at(clinic, &entry.id),
        text: DayText::of(&[
            &entry.name,
            code.unwrap_or_default(),
            &entry.detail,
            clinic.name(),
            free,
        ]),
    })
}

/// Returns the practitioner or location named in the form.
pub(super) fn day_of_form(desk: &Desk) -> Option<DayCalendar> {
    let provider = slots::provider(desk)?;
    day_of_provider(desk, desk.clinic, &provider.id())
}

/// Returns the practitioner or location with this id; named after the id if no list has it.
pub(super) fn day_of_provider(desk: &Desk, clinic: ClinicId, id: &str) -> Option<DayCalendar> {
    if let Some(entry) = desk.office.lists.entry(clinic.providers(), id) {
        return day_of(desk, clinic, entry);
    }
    Some(DayCalendar {
        provider: Provider::named(clinic, id)?,
        id: id.to_owned(),
        name: tail(id),
        zone: desk.office.zone_at(clinic, id),
        text: DayText::of(&[id]),
    })
}

/// Returns a patient's name in lists: from the entry if there is one, else the end of the id.
pub(crate) fn name_in_list(desk: &Desk, entry: Option<&Entry>, person: Option<&str>) -> String {
    match (entry, person) {
        (Some(entry), _) => Naming::name(desk.naming, &entry.name),
        (None, Some(id)) if !id.is_empty() => tail(id),
        (None, _) => say!(desk.setup.language, "day-nobody-named").to_owned(),
    }
}

/// Returns a patient's name in lists and the birth date if there is room, otherwise the birth year.
pub(crate) fn name_and_birth(
    desk: &Desk,
    clinic: ClinicId,
    person: &str,
    has_room: bool,
) -> [String; 2] {
    let entry = desk.office.lists.known(clinic.people(), person);
    match entry.as_deref() {
        Some(entry) if has_room => desk.naming.entry(entry, desk.setup.language).into(),
        entry => [
            name_in_list(desk, entry, Some(person)),
            entry.map(birth_year).unwrap_or_default(),
        ],
    }
}

/// Returns the name of a practitioner or location in lists, else the end of the id.
pub(crate) fn provider_in_list(desk: &Desk, clinic: ClinicId, id: &str) -> String {
    let entry = desk.office.lists.entry(clinic.providers(), id);
    entry.map_or_else(|| tail(id), |entry| entry.name.clone())
}

impl DayBoard {
    pub(super) fn arrange_rows(&mut self, desk: &Desk) {
        self.calendars = all_calendars(desk);
        say!(desk.setup.language, "day-free").clone_into(&mut self.free_word);
        let subjects = self.reads.answered();
        let mut calendars = ByCalendar::new();
        for entry in desk.office.book.calendar(&subjects, |_| true) {
            for provider in calendars_of(entry) {
                let calendar = (entry.clinic(), provider);
                calendars.entry(calendar).or_default().push(entry);
            }
        }
        for (provider, _) in self.free.iter().filter_map(FreeQuery::key) {
            let key = (provider.clinic(), Some(provider.id().to_ascii_lowercase()));
            if subjects.iter().any(|subject| subject.clinic() == key.0) {
                calendars.entry(key).or_default();
            }
        }
        let mut rows = Vec::new();
        let mut starts = Vec::new();
        for ((clinic, provider), entries) in calendars {
            let id = provider.as_deref().unwrap_or_default();
            let zone = desk.office.zone_at(clinic, id);
            let Some(days) = Days::new(self.date, self.date, zone) else {
                continue;
            };
            let meets = |entry: &CalendarEntry<'_>| {
                entry
                    .start()
                    .is_some_and(|start| days.meet(start, entry.end()))
            };
            let entries: Vec<CalendarEntry<'_>> = entries.into_iter().filter(meets).collect();
            let is_of_calendar = |(provider, _): &(Provider, Days)| {
                provider.clinic() == clinic && provider.id().eq_ignore_ascii_case(id)
            };
            let read = self
                .free
                .iter()
                .find(|read| read.key().is_some_and(is_of_calendar));
            let free = read.and_then(FreeQuery::value);
            starts.extend(
                free_starts(&entries, free, &days, desk.office.moment.now)
                    .into_iter()
                    .map(|start| (start, clinic, id.to_owned())),
            );
            let namer = Namer::of(desk, clinic, provider.as_deref(), zone);
            let plan = day_plan(&entries, free, &days, desk.office.moment.now).into_iter();
            rows.extend(plan.map(|line| DayRow {
                desk: other_desk(desk, clinic, &line),
                ..namer.row(line)
            }));
        }
        rows.sort_by(|one, other| {
            let key = |row: &DayRow| (row.line.start, row.line.is_free());
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.with, one.id()).cmp(&(&other.with, other.id())))
        });
        self.free_starts = starts;
        self.set_rows(rows, desk.office.moment.now);
    }
}

/// Returns whose calendars have an entry, by the lower-case ids; `None` if nobody is named.
fn calendars_of(entry: CalendarEntry<'_>) -> Vec<Option<String>> {
    let providers = entry.providers().map(|id| Some(id.to_ascii_lowercase()));
    let providers: Vec<_> = providers.collect();
    if providers.is_empty() {
        vec![None]
    } else {
        providers
    }
}

/// Returns the name of the other desk that made or last altered the appointment of a line.
fn other_desk(desk: &Desk, clinic: ClinicId, line: &DayLine) -> Option<String> {
    let name = match &line.kind {
        DayLineKind::Free => None,
        DayLineKind::Booked(booked) => desk.office.book.desk_of(clinic, &booked.id),
        DayLineKind::Unsettled(change) => change.by.desk.as_deref(),
    };
    name.filter(|name| desk.office.setup.desk_name.as_deref() != Some(name))
        .map(str::to_owned)
}

/// Names the patients and the provider of one calendar's lines.
pub(super) struct Namer<'a> {
    desk: &'a Desk,
    clinic: ClinicId,
    provider: Option<String>,
    with: String,
    /// Further words that the filter matches.
    with_words: String,
    zone: Tz,
}

impl<'a> Namer<'a> {
    pub(super) fn of(
        desk: &'a Desk,
        clinic: ClinicId,
        provider: Option<&str>,
        zone: Tz,
    ) -> Namer<'a> {
        let entry = provider.and_then(|id| desk.office.lists.entry(clinic.providers(), id));
        let list = desk.office.lists.list(clinic.providers()).value();
        let code = entry
            .zip(list)
            .and_then(|(entry, list)| list.code(entry))
            .unwrap_or_default();
        let with = provider_in_list(desk, clinic, provider.unwrap_or_default());
        let detail = entry.map_or("", |entry| &entry.detail);
        let with_words = format!("{code} {detail} {}", clinic.name());
        let provider = entry
            .map(|entry| entry.id.clone())
            .or(provider.map(str::to_owned));
        Namer {
            desk,
            clinic,
            provider,
            with,
            with_words,
            zone,
        }
    }

    pub(super) fn row(&self, line: DayLine) -> DayRow {
        let (person, what) = match &line.kind {
            DayLineKind::Free => (None, None),
            DayLineKind::Booked(booked) => (booked.person.as_deref(), booked.what.as_ref()),
            DayLineKind::Unsettled(change) => (Some(change.person.as_str()), None),
        };
        let entry = person.and_then(|id| self.desk.office.lists.known(self.clinic.people(), id));
        let unnamed = person
            .filter(|id| entry.is_none() && !id.is_empty())
            .map(str::to_owned);
        let name = entry.as_ref().map_or("", |entry| &entry.name);
        let born = entry
            .as_ref()
            .map(|entry| birth_year(entry))
            .unwrap_or_default();
        let text = DayText::of(&[
            name,
            &born,
            person.unwrap_or_default(),
            &self.with,
            &self.with_words,
            status_word(&line, self.desk.setup.language),
            what.map_or("", |what| what.shown()),
        ]);
        let named = || name_in_list(self.desk, entry.as_deref(), person);
        let who = if line.is_free() {
            String::new()
        } else {
            named() + &others_of(&line)
        };
        DayRow {
            desk: None,
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

/// Returns the number of further patients of a line, `" +2"`; nothing if there are none.
fn others_of(line: &DayLine) -> String {
    match &line.kind {
        DayLineKind::Booked(booked) if !booked.also.people.is_empty() => {
            format!(" +{}", booked.also.people.len())
        }
        _ => String::new(),
    }
}

pub(crate) fn birth_year(entry: &Entry) -> String {
    person(entry)
        .and_then(Person::birth_year)
        .unwrap_or_default()
        .to_owned()
}

/// Returns the end of an id, as a name for a patient or provider in no loaded list.
fn tail(id: &str) -> String {
    let letters = id.chars().count();
    match letters {
        0..=8 => id.to_owned(),
        _ => format!("…{}", id.chars().skip(letters - 6).collect::<String>()),
    }
}
