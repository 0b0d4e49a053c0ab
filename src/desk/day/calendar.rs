//! One day of one practitioner or location, as far as the backend has told it.

use std::borrow::Cow;
use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use super::state::DayOf;
use crate::booking::{
    Agenda, Basis, Book, CalendarEntry, DayLine, Days, Directory, Entry, Failure, Free, Language, Naming,
    Read, Subject, Vendor, day_plan, time,
};
use crate::desk::people::CalendarQuery;
use crate::desk::{Effect, Remote, Ticket};
use crate::i18n::say;

/// A day that is looked at.
#[derive(Clone, PartialEq)]
pub struct Calendar {
    whose: DayOf,
    days: Days,
    agenda: CalendarQuery,
    free: Remote<Free>,
    /// When it was last told, on the clock nobody sets.
    told: Option<Duration>,
    rows: Vec<DayRow>,
    chosen: usize,
    /// Under which the appointment comes that is being read.
    opening: Option<Ticket>,
    trouble: Option<Failure>,
}

/// A line of the day with the name of whoever it is for.
#[derive(Clone, PartialEq, Eq)]
pub struct DayRow {
    /// What it is.
    pub line: DayLine,
    /// The patient's name and birth date, else the end of the id; empty for free time.
    pub who: String,
}

/// How a day stands, for whoever draws it.
#[derive(Clone, PartialEq, Eq)]
pub struct Day<'a> {
    /// The lines in order of time; none until they are known.
    pub rows: Option<&'a [DayRow]>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// How old what is shown is, in whole seconds.
    pub age: Option<u64>,
    /// For how many seconds the answer has been waited for, while it is.
    pub waits: Option<u64>,
    /// An appointment is being read.
    pub is_opening: bool,
    /// Why it, or an appointment of it, could not be read.
    pub trouble: Option<&'a Failure>,
    /// The backend has more than these, or may have.
    pub incomplete: bool,
    /// What is free is known.
    pub knows_free: bool,
}

impl Calendar {
    /// A day that has just been asked for, and what asks for it.
    pub(super) fn asked(
        whose: DayOf,
        date: NaiveDate,
        zone: Tz,
        [booked, free]: [Ticket; 2],
        up: Duration,
    ) -> Option<(Calendar, Vec<Effect>)> {
        let days = Days::new(date, date, zone)?;
        let subject = Subject::provider(&whose.provider);
        let calendar = Calendar {
            days,
            whose,
            agenda: CalendarQuery::asked(subject, Some(days), booked, up),
            free: Remote::asked(free),
            told: None,
            rows: Vec::new(),
            chosen: 0,
            opening: None,
            trouble: None,
        };
        let effects = calendar.questions([booked, free]);
        Some((calendar, effects))
    }

    /// Asks for the day anew; what is known stays meanwhile.
    pub(super) fn ask_again(&mut self, [booked, free]: [Ticket; 2], up: Duration) -> Vec<Effect> {
        self.agenda.ask(booked, up);
        self.free.ask(free);
        self.questions([booked, free])
    }

    fn questions(&self, [booked, free]: [Ticket; 2]) -> Vec<Effect> {
        let provider = &self.whose.provider;
        vec![
            Effect::Day(booked, provider.clone(), self.days),
            Effect::FreeTimes(free, provider.clone(), self.days, None),
        ]
    }

    /// Whose day it is.
    pub fn whose(&self) -> &DayOf {
        &self.whose
    }

    /// The date on the clock there.
    pub fn date(&self) -> NaiveDate {
        self.days.first()
    }

    /// The clock there.
    pub fn zone(&self) -> Tz {
        self.days.zone()
    }

    pub(super) fn asked_at(&self) -> Duration {
        self.agenda.asked_at()
    }

    /// How it stands at a moment of the clock nobody sets.
    pub fn stands(&self, up: Duration) -> Day<'_> {
        let known = self.agenda.is_whole();
        let waits = self.agenda.is_asking().then(|| up.saturating_sub(self.asked_at()).as_secs());
        Day {
            rows: known.map(|_| &self.rows[..]),
            chosen: self.chosen,
            age: self.told.map(|told| up.saturating_sub(told).as_secs()),
            waits,
            is_opening: self.opening.is_some(),
            trouble: self.trouble.as_ref(),
            incomplete: known == Some(false),
            knows_free: self.free.value().is_some_and(|free| free.basis != Basis::NoSchedule),
        }
    }

    pub(super) fn agenda_is(
        &mut self,
        ticket: Ticket,
        answer: Result<Agenda, Failure>,
        up: Duration,
    ) -> Option<Read> {
        match &answer {
            Ok(_) => (self.told, self.trouble) = (Some(up), None),
            Err(failure) => self.trouble = Some(failure.clone()),
        }
        self.agenda.answer(ticket, answer)
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.agenda.awaits(ticket)
    }

    pub(super) fn free_is(&mut self, ticket: Ticket, answer: Result<Free, Failure>) {
        self.free.answer(ticket, answer);
    }

    /// The lines of the day as they are known now, with what this desk has sent, each with the name that the lists have
    /// for it.
    pub(super) fn rows_named<'a>(
        &self,
        book: &Book,
        known: impl Fn(Directory, &str) -> Option<Cow<'a, Entry>>,
        naming: Naming,
        language: Language,
    ) -> Vec<DayRow> {
        let directory = self.whose.backend.people();
        let named = |id: &str| match known(directory, id) {
            Some(entry) => naming.identified(&entry, language),
            None if id.is_empty() => say!(language, "day-nobody-named").to_owned(),
            None => tail(id),
        };
        let who = |line: &DayLine| match line {
            DayLine::Free { .. } => String::new(),
            DayLine::Booked { booked, .. } => named(booked.person.as_deref().unwrap_or_default()),
            DayLine::Unsettled { change, .. } => named(&change.person),
        };
        if self.agenda.is_whole().is_none() {
            return Vec::new();
        }
        let is_on_day =
            |entry: &CalendarEntry<'_>| entry.start().is_some_and(|start| self.days.meet(start, entry.end()));
        let mut entries = book.calendar(std::slice::from_ref(self.agenda.subject()), |_| true);
        entries.retain(is_on_day);
        let lines = day_plan(&entries, self.free.value(), &self.days);
        lines.into_iter().map(|line| DayRow { who: who(&line), line }).collect()
    }

    /// What was chosen stays chosen; at first that is the first appointment.
    pub(super) fn set_rows(&mut self, rows: Vec<DayRow>) {
        let key = |row: &DayRow| (id_of(&row.line).map(str::to_owned), row.line.start());
        let chosen = self.rows.get(self.chosen).map(key);
        let same = chosen.and_then(|chosen| rows.iter().position(|row| key(row) == chosen));
        let first = rows.iter().position(|row| id_of(&row.line).is_some());
        self.chosen = same.or(first).unwrap_or(0);
        self.rows = rows;
    }

    pub(super) fn move_choice(&mut self, down: bool) {
        let last = self.rows.len().saturating_sub(1);
        self.chosen = if down { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
    }

    /// Whether what is chosen was sent from here and has been shown by no clinic yet.
    pub(super) fn is_on_unsettled(&self) -> bool {
        let chosen = self.rows.get(self.chosen);
        chosen.is_some_and(|row| matches!(row.line, DayLine::Unsettled { .. }))
    }

    /// Marks the chosen appointment as being read; there is none where time is free.
    pub(super) fn open_chosen(&mut self, ticket: Ticket) -> Option<(Vendor, String)> {
        let id = id_of(&self.rows.get(self.chosen)?.line)?.to_owned();
        self.opening = Some(ticket);
        self.trouble = None;
        Some((self.whose.backend, id))
    }

    /// Whether the appointment under this ticket is waited for.
    pub(super) fn is_opening(&self, ticket: Ticket) -> bool {
        self.opening == Some(ticket)
    }

    pub(super) fn not_opened(&mut self, failure: Failure) {
        self.opening = None;
        self.trouble = Some(failure);
    }

    /// How many take place, and how many of them overlap.
    pub fn counts(&self) -> (usize, usize) {
        let booked = self.rows.iter().filter_map(|row| match &row.line {
            DayLine::Booked { booked, overlaps, .. } if booked.is_live() => Some(*overlaps),
            DayLine::Unsettled { change, overlaps, .. } if change.is_live() => Some(*overlaps),
            _ => None,
        });
        (booked.clone().count(), booked.filter(|overlaps| *overlaps).count())
    }

    /// The time of day there; with the weekday where it is another day.
    pub fn time_of_day(&self, at: DateTime<Utc>, language: Language) -> String {
        let local = at.with_timezone(&self.zone());
        let oclock = time::oclock(local.time(), language);
        match local.date_naive() == self.date() {
            true => oclock,
            false => format!("{} {oclock}", time::weekday(local.weekday(), language)),
        }
    }
}

fn id_of(line: &DayLine) -> Option<&str> {
    match line {
        DayLine::Booked { booked, .. } => Some(&booked.id),
        DayLine::Unsettled { .. } | DayLine::Free { .. } => None,
    }
}

/// The end of an id, for someone whom no list at hand names.
fn tail(id: &str) -> String {
    let letters = id.chars().count();
    match letters {
        0..=8 => id.to_owned(),
        _ => format!("…{}", id.chars().skip(letters - 6).collect::<String>()),
    }
}
