//! What the day board shows: a day of all practitioners and locations of all clinics, narrowed by what is typed.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use tui_input::{Input, InputRequest};

use crate::booking::{
    Attendance, Basis, DayFilter, DayLine, DayText, Failure, Language, Provider, Vendor, time,
};
use crate::desk::Ticket;
use crate::desk::form::{changes, cleaned, request};
use crate::desk::keys::Key;
use crate::desk::people::ReadById;

use super::reads::{ClinicRead, DayReads, FreeRead};

/// Free times are asked for where what is typed leaves no more calendars than these: reading those of one takes several
/// requests.
const MOST_FREE: usize = 8;
/// The same where what is typed asks for what is free.
const MOST_FREE_ASKED_FOR: usize = 40;

/// The board of one day.
#[derive(Clone)]
pub struct DayBoard {
    /// The day, on the clock of each calendar.
    pub date: NaiveDate,
    /// The one practitioner or location that it is limited to.
    pub only: Option<DayOf>,
    /// Which of the listed rows is chosen.
    pub chosen: usize,
    pub(super) typed: String,
    /// What free time is called.
    pub(super) free_word: String,
    pub(super) reads: DayReads,
    pub(super) free: Vec<FreeRead>,
    /// All practitioners and locations.
    pub(super) calendars: Vec<DayOf>,
    pub(super) rows: Vec<DayRow>,
    /// When each free time begins that is known, and whose it is.
    pub(super) free_starts: Vec<(DateTime<Utc>, Vendor, String)>,
    /// The places of the rows that fit.
    pub(super) listed: Vec<usize>,
    /// The marked appointments.
    pub(super) marks: HashSet<(Vendor, String)>,
    /// The patients whose names were asked for.
    pub(super) names: ReadById,
    /// What is to be done with all that is marked is being asked.
    pub(super) asks_what: bool,
    /// Whether it is shown in columns where there is room.
    pub(super) wants_columns: bool,
    /// Under which the appointment comes that is being read.
    pub(super) opening: Option<Ticket>,
    /// Why an appointment could not be read.
    pub(super) unopened: Option<(Vendor, Failure)>,
}

/// A practitioner or location that has a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOf {
    /// Which it is.
    pub provider: Provider,
    /// The id there.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// Its clock.
    pub zone: Tz,
    pub(super) text: DayText,
}

/// A line of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// What it is.
    pub line: DayLine,
    /// Which clinic keeps it.
    pub vendor: Vendor,
    /// The id of the practitioner or location, where it names one.
    pub provider: Option<String>,
    /// Their name, else the end of the id.
    pub with: String,
    /// The patient's name, else the end of the id; empty for free time.
    pub who: String,
    /// The year the patient was born in, where that is known.
    pub born: String,
    /// The desk that made it, or altered it last, where that is another one with a name.
    pub desk: Option<String>,
    /// The clock there.
    pub zone: Tz,
    /// The patient's id, where no list names them.
    pub(super) unnamed: Option<String>,
    pub(super) text: DayText,
}

/// How many there are of what is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) booked: usize,
    pub(super) arrived: usize,
    pub(super) missed: usize,
    pub(super) overlapping: usize,
}

impl DayBoard {
    pub(super) fn of(date: NaiveDate) -> DayBoard {
        DayBoard {
            date,
            only: None,
            chosen: 0,
            typed: String::new(),
            free_word: String::new(),
            reads: DayReads::default(),
            free: Vec::new(),
            calendars: Vec::new(),
            rows: Vec::new(),
            free_starts: Vec::new(),
            listed: Vec::new(),
            marks: HashSet::new(),
            names: ReadById::default(),
            asks_what: false,
            wants_columns: false,
            opening: None,
            unopened: None,
        }
    }

    /// What has been typed to narrow it.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The clinics that were asked, each with how its read stands.
    pub fn clinics(&self) -> &[ClinicRead] {
        self.reads.clinics()
    }

    /// The rows that are listed, by time.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = &DayRow> + Clone {
        self.listed.iter().map(|place| &self.rows[*place])
    }

    /// How many of the listed rows have begun.
    pub(super) fn begun_by(&self, now: DateTime<Utc>) -> usize {
        self.listed().take_while(|row| row.line.start() <= now).count()
    }

    pub(super) fn chosen_row(&self) -> Option<&DayRow> {
        self.listed.get(self.chosen).map(|place| &self.rows[*place])
    }

    /// Whether any clinic has told of the day.
    pub fn is_told(&self) -> bool {
        self.clinics().iter().any(|clinic| clinic.is_whole().is_some())
    }

    /// The appointment with this id is waited for.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// What was chosen stays chosen; at first that is the first appointment that has not passed.
    pub(super) fn set_rows(&mut self, rows: Vec<DayRow>, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        let was_empty = self.rows.is_empty();
        self.rows = rows;
        self.list();
        let same = key.and_then(|key| self.listed().position(|row| row.key() == key));
        self.chosen = match same {
            Some(same) => same,
            None if was_empty => self.first_to_come(now),
            None => self.chosen.min(self.listed.len().saturating_sub(1)),
        };
    }

    fn first_to_come(&self, now: DateTime<Utc>) -> usize {
        let is_appointment = |row: &DayRow| row.id().is_some();
        let to_come = self.listed().position(|row| is_appointment(row) && row.line.start() >= now);
        to_come.or_else(|| self.listed().position(is_appointment)).unwrap_or(0)
    }

    /// Lists the rows that fit what is typed, and what it is limited to.
    fn list(&mut self) {
        let filter = DayFilter::read(&self.typed);
        let is_meant = |row: &DayRow| match &self.only {
            Some(only) => only.has(row.vendor, row.provider.as_deref()),
            None => true,
        };
        let fits = |row: &&DayRow| is_meant(row) && filter.fits(&row.text, row.hours(self.date));
        let places = self.rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(place, _)| place);
        self.listed = places.collect();
        self.keep_marks();
    }

    /// Something else was typed, or it is limited to something else.
    pub(super) fn narrow(&mut self, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        self.list();
        let same = key.and_then(|key| self.listed().position(|row| row.key() == key));
        self.chosen = same.unwrap_or_else(|| self.first_to_come(now));
    }

    /// The calendars that what is typed leaves.
    pub(super) fn meant(&self) -> Vec<&DayOf> {
        if let Some(only) = &self.only {
            return vec![only];
        }
        let filter = DayFilter::read(&self.typed);
        self.calendars.iter().filter(|calendar| filter.names(&calendar.text)).collect()
    }

    /// The calendars whose free times are wanted.
    pub(super) fn wanted_free(&self) -> Vec<DayOf> {
        let meant = self.meant();
        let is_asked_for = DayFilter::read(&self.typed).asks_for(&self.free_word);
        let most = if is_asked_for { MOST_FREE_ASKED_FOR } else { MOST_FREE };
        if meant.len() > most { Vec::new() } else { meant.into_iter().cloned().collect() }
    }

    /// Whether it is known what is free with one of the calendars that are meant.
    pub(super) fn knows_free(&self) -> bool {
        let known = |read: &FreeRead| read.free.value().is_some_and(|free| free.basis != Basis::NoSchedule);
        let meant = self.wanted_free();
        self.free.iter().any(|read| known(read) && meant.iter().any(|of| of.provider == read.provider))
    }

    /// How many times that are free with those meant begin from one moment up to another.
    pub(super) fn free_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> usize {
        let meant = self.wanted_free();
        let is_meant = |vendor, id: &str| meant.iter().any(|of| of.has(vendor, Some(id)));
        let starts = self.free_starts.iter().filter(|(start, ..)| (from..to).contains(start));
        starts.filter(|(_, vendor, id)| is_meant(*vendor, id)).count()
    }

    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in self.listed() {
            counts.booked += usize::from(row.line.is_live());
            counts.overlapping += usize::from(row.line.overlaps());
            match row.attendance() {
                Some(Attendance::Here | Attendance::Seen) => counts.arrived += 1,
                Some(Attendance::Missed) => counts.missed += 1,
                _ => {}
            }
        }
        counts
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.typed.push_str(&cleaned(text, false).0);
    }

    /// Whether the key has changed what is typed.
    pub(super) fn edit(&mut self, key: Key) -> bool {
        let Some(request) = request(key).filter(|request| changes(*request)) else { return false };
        let mut input = Input::new(self.typed.clone());
        input.handle(match request {
            InputRequest::DeleteNextChar => InputRequest::DeletePrevChar,
            request => request,
        });
        self.typed = input.value().to_owned();
        true
    }
}

impl DayOf {
    /// Whether something that names a practitioner or location belongs here.
    pub(super) fn has(&self, vendor: Vendor, id: Option<&str>) -> bool {
        self.provider.backend() == vendor && id.is_some_and(|id| id.eq_ignore_ascii_case(&self.id))
    }
}

impl DayRow {
    /// The id of the appointment; none where time is free, or nothing is known yet.
    pub fn id(&self) -> Option<&str> {
        match &self.line {
            DayLine::Booked { booked, .. } => Some(&booked.id),
            DayLine::Unsettled { .. } | DayLine::Free { .. } => None,
        }
    }

    /// What it is for, where the clinic says so.
    pub fn what(&self) -> Option<&str> {
        match &self.line {
            DayLine::Booked { booked, .. } => booked.what.as_ref().map(|what| what.shown().as_str()),
            DayLine::Unsettled { .. } | DayLine::Free { .. } => None,
        }
    }

    /// Whether the patient is awaited, here, seen, or not coming; none where that isn't known.
    pub fn attendance(&self) -> Option<Attendance> {
        match &self.line {
            DayLine::Booked { booked, .. } => Some(booked.attendance()),
            DayLine::Unsettled { .. } | DayLine::Free { .. } => None,
        }
    }

    /// The patient's name and birth year.
    pub fn who_born(&self) -> String {
        let parts = [self.who.as_str(), self.born.as_str()].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    fn key(&self) -> (Vendor, Option<String>, Option<String>, DateTime<Utc>) {
        let id = self.id().map(str::to_owned);
        let provider = self.provider.clone().filter(|_| id.is_none());
        (self.vendor, id, provider, self.line.start())
    }

    /// From which minute of that day up to which, on the clock there.
    fn hours(&self, date: NaiveDate) -> (i64, i64) {
        let midnight = date.and_time(NaiveTime::MIN);
        let minute =
            |at: DateTime<Utc>| (at.with_timezone(&self.zone).naive_local() - midnight).num_minutes();
        let start = self.line.start();
        (minute(start), minute(self.line.end().unwrap_or(start)))
    }

    /// From when to when on the clock there; with the weekday where that is another day than the board's.
    pub fn times(&self, date: NaiveDate, language: Language) -> String {
        let oclock = |at: DateTime<Utc>| {
            let local = at.with_timezone(&self.zone);
            let oclock = time::oclock(local.time(), language);
            match local.date_naive() == date {
                true => oclock,
                false => format!("{} {oclock}", time::weekday(local.weekday(), language)),
            }
        };
        let start = oclock(self.line.start());
        self.line.end().map_or(start.clone(), |end| format!("{start}–{}", oclock(end)))
    }
}
