//! The day board: the appointments of all calendars on one day, by time.

mod arrange;
mod axis;
mod blocks;
mod columns;
mod marks;
mod more;
mod print;
mod rail;
mod reads;
mod status;
mod title;
mod today;
mod update;
mod view;

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use tui_input::{Input, InputRequest};

use super::form::{changes, request};
use super::keys::Key;
use super::{CalendarQuery, Query};
pub(crate) use arrange::{birth_year, name_and_birth, name_in_list, provider_in_list};
use booking::{
    Attendance, Basis, Booked, ClinicId, DayFilter, DayLine, DayLineKind, DayText, Language,
    Provider, time,
};
pub(super) use columns::in_view;
pub(super) use more::more_of_provider;
use office::ReadById;
pub(crate) use rail::{
    day_beside_form, draw as draw_rail, listed_provider, slot_from, slot_in_form,
};
pub(super) use reads::{DayReads, FreeQuery, moved};
pub(super) use status::{status_of, status_of_entry};
pub(crate) use title::as_of;
pub(super) use today::{BelowForm, Today, draw_below as draw_today_below};
pub(crate) use update::opened_from_day;
pub(crate) use update::today_here;

/// The maximum number of calendars whose free times are requested, each with several requests.
const MOST_FREE: usize = 8;
/// The maximum if the filter asks for free times.
const MOST_FREE_ASKED_FOR: usize = 40;

/// The board of one day.
#[derive(Clone, Default)]
pub struct DayBoard {
    /// The day, on the clock of each calendar.
    pub date: NaiveDate,
    /// The practitioner or location to which the board is limited.
    pub only: Option<DayCalendar>,
    /// The index of the chosen row in the list.
    pub chosen: usize,
    typed: String,
    /// The word for free time, which can be typed as a filter.
    free_word: String,
    reads: DayReads,
    free: Vec<FreeQuery>,
    /// All practitioners and locations.
    calendars: Vec<DayCalendar>,
    rows: Vec<DayRow>,
    /// The start, clinic and provider id of each known free time.
    free_starts: Vec<(DateTime<Utc>, ClinicId, String)>,
    /// The indices of the rows that match the filter.
    listed: Vec<usize>,
    /// The marked appointments.
    marks: HashSet<(ClinicId, String)>,
    /// The patients whose names were requested.
    names: ReadById,
    /// Whether the board asks for the action on the marked rows.
    asks_what: bool,
    /// Whether the board is drawn in columns.
    has_columns: bool,
    /// The cursor in the columns, once it has moved.
    cursor: Option<columns::ColumnCursor>,
    /// The appointment being opened, by clinic and id.
    opening: Query<(ClinicId, String), ()>,
}

/// A practitioner or location with a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCalendar {
    /// The practitioner or location.
    pub provider: Provider,
    /// The id at the clinic.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The time zone.
    pub zone: Tz,
    text: DayText,
}

/// A row of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The calendar line.
    pub line: DayLine,
    /// The clinic that keeps the calendar.
    pub clinic: ClinicId,
    /// The id of the practitioner or location, if the line names one.
    pub provider: Option<String>,
    /// The provider's name, else the end of the id.
    pub with: String,
    /// The patient's name, else the end of the id; empty for free time.
    pub who: String,
    /// The patient's year of birth, if known.
    pub born: String,
    /// The other desk, by name, that made or last altered the appointment.
    pub desk: Option<String>,
    /// The time zone of the calendar.
    pub zone: Tz,
    /// The patient's id, if the patient is in no list.
    unnamed: Option<String>,
    text: DayText,
}

/// The clinic, the appointment's id or else the provider's, and the start: the same after the rows are rebuilt.
type RowKey = (ClinicId, Option<String>, Option<String>, DateTime<Utc>);

/// Counts of the listed rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct DayCounts {
    booked: usize,
    /// The bookings of unknown outcome.
    unknown: usize,
    arrived: usize,
    missed: usize,
    overlapping: usize,
}

impl DayBoard {
    fn of(date: NaiveDate) -> DayBoard {
        DayBoard {
            date,
            ..DayBoard::default()
        }
    }

    /// Returns the typed filter.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns the clinics that were asked, each with the state of its read.
    pub fn clinics(&self) -> &[CalendarQuery] {
        self.reads.clinics()
    }

    pub(super) fn clinics_mut(&mut self) -> &mut [CalendarQuery] {
        self.reads.clinics_mut()
    }

    pub(super) fn free_queries(&mut self) -> impl Iterator<Item = &mut FreeQuery> {
        self.free.iter_mut()
    }

    /// Returns the listed rows, by time.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = &DayRow> + Clone {
        self.listed.iter().map(|index| &self.rows[*index])
    }

    fn has_rows(&self) -> bool {
        !self.listed.is_empty()
    }

    /// Returns the number of listed rows that have begun.
    fn begun_by(&self, now: DateTime<Utc>) -> usize {
        self.listed()
            .take_while(|row| row.line.start <= now)
            .count()
    }

    fn chosen_row(&self) -> Option<&DayRow> {
        self.listed.get(self.chosen).map(|index| &self.rows[*index])
    }

    /// Whether any clinic has answered for the day.
    pub fn has_answer(&self) -> bool {
        self.clinics()
            .iter()
            .any(|clinic| clinic.is_whole().is_some())
    }

    /// Replaces the rows. The chosen row stays chosen; at first the next appointment is chosen.
    fn set_rows(&mut self, rows: Vec<DayRow>, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        let was_empty = self.rows.is_empty();
        self.rows = rows;
        self.list_matches();
        self.chosen = match self.index_of_key(key) {
            Some(same) => same,
            None if was_empty => self.first_to_come(now),
            None => self.chosen.min(self.listed.len().saturating_sub(1)),
        };
    }

    fn first_to_come(&self, now: DateTime<Utc>) -> usize {
        let is_appointment = |row: &DayRow| row.id().is_some();
        let to_come = self
            .listed()
            .position(|row| is_appointment(row) && row.line.start >= now);
        to_come
            .or_else(|| self.listed().position(is_appointment))
            .unwrap_or(0)
    }

    /// Lists the rows that match the filter and the limit.
    fn list_matches(&mut self) {
        let filter = DayFilter::read(&self.typed);
        let matches = |row: &DayRow| {
            let only = self.only.as_ref();
            only.is_none_or(|only| only.has(row.clinic, row.provider.as_deref()))
                && filter.fits(&row.text, row.hours(self.date))
        };
        self.listed = (0..self.rows.len())
            .filter(|index| matches(&self.rows[*index]))
            .collect();
        self.retain_marks();
    }

    /// Lists the rows again after the filter or the limit changed.
    fn narrow(&mut self, now: DateTime<Utc>) {
        let key = self.chosen_row().map(DayRow::key);
        self.list_matches();
        self.chosen = self
            .index_of_key(key)
            .unwrap_or_else(|| self.first_to_come(now));
        self.cursor = None;
    }

    /// Returns the index in the list of the row with this key.
    fn index_of_key(&self, key: Option<RowKey>) -> Option<usize> {
        self.listed().position(|row| key == Some(row.key()))
    }

    /// Returns the calendars that match the filter and the limit.
    fn filtered_calendars(&self) -> Vec<&DayCalendar> {
        if let Some(only) = &self.only {
            return vec![only];
        }
        let filter = DayFilter::read(&self.typed);
        self.calendars
            .iter()
            .filter(|calendar| filter.names(&calendar.text))
            .collect()
    }

    /// Returns the calendars whose free times are requested: none if there are too many.
    fn calendars_for_free_times(&self) -> Vec<DayCalendar> {
        let calendars = self.filtered_calendars();
        let is_asked_for = DayFilter::read(&self.typed).asks_for(&self.free_word);
        let most = if is_asked_for {
            MOST_FREE_ASKED_FOR
        } else {
            MOST_FREE
        };
        if calendars.len() > most {
            Vec::new()
        } else {
            calendars.into_iter().cloned().collect()
        }
    }

    /// Whether the free times of any of these calendars are known.
    fn knows_free_times(&self) -> bool {
        let is_known = |read: &&FreeQuery| {
            read.value()
                .is_some_and(|free| free.basis != Basis::NoSchedule)
        };
        let calendars = self.calendars_for_free_times();
        let mut providers = self.free.iter().filter(is_known).filter_map(FreeQuery::key);
        providers.any(|(provider, _)| {
            calendars
                .iter()
                .any(|calendar| calendar.provider == *provider)
        })
    }

    /// Returns the number of free times in these calendars that begin within a period.
    fn free_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> usize {
        let calendars = self.calendars_for_free_times();
        let starts = self
            .free_starts
            .iter()
            .filter(|(start, ..)| (from..to).contains(start));
        let counts = |clinic, id: &str| {
            calendars
                .iter()
                .any(|calendar| calendar.has(clinic, Some(id)))
        };
        starts.filter(|(_, clinic, id)| counts(*clinic, id)).count()
    }

    fn counts(&self) -> DayCounts {
        DayCounts::of(self.listed())
    }

    /// Edits the filter. Returns whether the key was an edit.
    fn edit(&mut self, key: Key) -> bool {
        let Some(request) = request(key).filter(|request| changes(*request)) else {
            return false;
        };
        let mut input = Input::new(self.typed.clone());
        input.handle(match request {
            InputRequest::DeleteNextChar => InputRequest::DeletePrevChar,
            request => request,
        });
        self.typed = input.value().to_owned();
        true
    }
}

impl DayCounts {
    fn of<'a>(rows: impl Iterator<Item = &'a DayRow>) -> DayCounts {
        let mut counts = DayCounts::default();
        for row in rows {
            let is_on_record = row.booked().is_some();
            counts.booked += usize::from(row.line.is_live() && is_on_record);
            counts.unknown += usize::from(row.is_unknown());
            counts.overlapping += usize::from(row.line.overlaps);
            match row.attendance() {
                Some(Attendance::Here | Attendance::Seen) => counts.arrived += 1,
                Some(Attendance::Missed) => counts.missed += 1,
                _ => {}
            }
        }
        counts
    }
}

impl DayCalendar {
    /// Whether an appointment with this provider belongs to this calendar.
    fn has(&self, clinic: ClinicId, id: Option<&str>) -> bool {
        self.provider.clinic() == clinic && id.is_some_and(|id| id.eq_ignore_ascii_case(&self.id))
    }
}

impl DayRow {
    /// Returns the appointment; `None` for free time and for unsettled changes.
    fn booked(&self) -> Option<&Booked> {
        let DayLineKind::Booked(booked) = &self.line.kind else {
            return None;
        };
        Some(booked)
    }

    /// Whether nobody knows if the booking was made.
    fn is_unknown(&self) -> bool {
        matches!(&self.line.kind, DayLineKind::Unsettled(change) if !change.is_sending())
    }

    /// Returns the id of the appointment; `None` for free time and for unsettled changes.
    pub fn id(&self) -> Option<&str> {
        Some(&self.booked()?.id)
    }

    /// Returns the reason for the visit, if known.
    pub fn what(&self) -> Option<&str> {
        Some(self.booked()?.what.as_ref()?.shown())
    }

    /// Returns whether the patient is awaited, present, seen or not coming; `None` if that isn't known.
    pub fn attendance(&self) -> Option<Attendance> {
        Some(self.booked()?.attendance())
    }

    /// Returns the patient's name and birth year.
    pub fn who_born(&self) -> String {
        let parts = [self.who.as_str(), self.born.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Whether the row is the appointment with this id.
    fn is_appointment(&self, clinic: ClinicId, id: &str) -> bool {
        self.clinic == clinic && self.id() == Some(id)
    }

    fn key(&self) -> RowKey {
        let id = self.id().map(str::to_owned);
        let provider = self.provider.clone().filter(|_| id.is_none());
        (self.clinic, id, provider, self.line.start)
    }

    /// Returns the start and the end of the row in minutes of that day, on the row's clock.
    fn hours(&self, date: NaiveDate) -> (i64, i64) {
        let midnight = date.and_time(NaiveTime::MIN);
        let minute = |at: DateTime<Utc>| {
            (at.with_timezone(&self.zone).naive_local() - midnight).num_minutes()
        };
        let start = self.line.start;
        (minute(start), minute(self.line.end.unwrap_or(start)))
    }

    /// Returns the row's times on its own clock, with the weekday if they are on another day than the board's.
    pub fn times(&self, date: NaiveDate, language: Language) -> String {
        let oclock = |at: DateTime<Utc>| {
            let local = at.with_timezone(&self.zone);
            let oclock = time::oclock(local.time(), language);
            if local.date_naive() == date {
                oclock
            } else {
                format!("{} {oclock}", time::weekday(local.weekday(), language))
            }
        };
        let start = oclock(self.line.start);
        self.line
            .end
            .map_or(start.clone(), |end| format!("{start}–{}", oclock(end)))
    }
}
