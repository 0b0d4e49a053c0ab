//! A column of the board: a practitioner's or location's day.

use std::borrow::Cow;

use chrono::{NaiveDate, TimeDelta};
use zones::Zone;

use crate::day::blocks::free_in;
use crate::model::CalendarId;
use crate::{DayBoard, Desk};
use booking::time::noon;
use booking::{Blocked, ClinicId, DayLine, Provider, Slot, is_same_id};
use i18n::say;
use office::GroupTimes;
use words::{CalendarRows, DayCalendar, DayCounts, DayRow, LineFit};

/// The days of a week that are always shown.
const WORKING_DAYS: usize = 5;

/// A practitioner's or location's column on a day.
pub(super) struct DayColumn<'a> {
    /// The clinic, and the id of the practitioner or location there; empty for visits with nobody.
    pub(super) clinic: ClinicId,
    pub(super) id: &'a str,
    pub(super) date: NaiveDate,
    /// The offset that puts a moment of the day on the axis; zero if the axis has the same day.
    pub(super) to_axis: TimeDelta,
    /// The list entry, if a list has it.
    pub(super) entry: Option<&'a DayCalendar>,
    pub(super) name: Cow<'a, str>,
    pub(super) zone: Zone,
    /// The indices of its rows on the board, listed or not, by start.
    pub(super) rows: Cow<'a, [usize]>,
    /// From the first start to the last end of its live visits, on the axis.
    pub(super) period: Option<Slot>,
    /// How its live visits lie on the lines of the axis.
    pub(super) fit: LineFit,
    /// The open hours of the day; `None` if unknown, empty on a day off.
    pub(super) open: Option<Vec<Slot>>,
    /// The absences of the practitioner on the day.
    pub(super) away: Vec<Blocked>,
    /// The free times of the day that are known.
    pub(super) free: Vec<Slot>,
}

impl DayBoard {
    /// Returns the columns in the order of the clinics' lists: calendars that have a listed row or that the filter
    /// names.
    pub(super) fn columns<'a>(&'a self, desk: &Desk) -> Vec<DayColumn<'a>> {
        match &self.day.only {
            Some(only) if self.day.is_week() => self.columns_of_week(only, desk),
            _ => self.columns_of_day(),
        }
    }

    /// Returns the columns of the days of a week. The weekend has none if nobody comes and the practitioner is not in
    /// or the location is closed.
    fn columns_of_week<'a>(&'a self, only: &'a DayCalendar, desk: &Desk) -> Vec<DayColumn<'a>> {
        let column = |date: NaiveDate| {
            let calendar = (only.provider.clinic(), &*only.id);
            let rows = self.day.rows().iter().enumerate();
            let is_of_date = |(_, row): &(usize, &DayRow)| {
                only.has(row.clinic, row.provider.as_deref()) && self.day.date_of(row) == date
            };
            let mut column = DayColumn {
                to_axis: self.to_axis(date, only.zone),
                name: self.name_of_day(date, desk).into(),
                rows: rows.filter(is_of_date).map(|(index, _)| index).collect(),
                ..DayColumn::new(calendar, date, Some(only), &only.name, only.zone)
            };
            let lines = column.rows.iter().map(|row| &self.day.rows()[*row].line);
            let visits: Vec<Slot> = lines
                .filter(|line| line.is_live())
                .map(DayLine::slot)
                .map(|slot| column.on_axis(slot))
                .collect();
            column.period = Slot::around(visits.iter().copied());
            column.fit = LineFit::of(&visits);
            column.add_known_times(desk, self);
            column
        };
        let mut columns: Vec<DayColumn<'a>> = self.day.dates().map(column).collect();
        let is_bare = |column: &DayColumn<'_>| column.is_off() && column.rows.is_empty();
        if columns.iter().skip(WORKING_DAYS).all(is_bare) {
            columns.truncate(WORKING_DAYS);
        }
        columns
    }

    /// Returns the offset from a date to the axis, which has the first day.
    pub(super) fn to_axis(&self, date: NaiveDate, zone: Zone) -> TimeDelta {
        if self.day.is_week() {
            noon(self.day.date, zone) - noon(date, zone)
        } else {
            TimeDelta::zero()
        }
    }

    fn name_of_day(&self, date: NaiveDate, desk: &Desk) -> String {
        if date == desk.words().today() {
            say!(desk.setup.language, "day-today").to_owned()
        } else {
            desk.words().day_in_short(date)
        }
    }

    fn columns_of_day(&self) -> Vec<DayColumn<'_>> {
        let calendars = self.day.by_calendar().iter();
        calendars.map(|rows| self.column_of_day(rows)).collect()
    }

    fn column_of_day<'a>(&'a self, of: &'a CalendarRows) -> DayColumn<'a> {
        let date = self.day.date;
        let column = match of.calendar.map(|place| &self.day.calendars()[place]) {
            Some(entry) => DayColumn::new(
                (entry.provider.clinic(), &entry.id),
                date,
                Some(entry),
                &entry.name,
                entry.zone,
            ),
            None => {
                let row = &self.day.rows()[of.rows[0]];
                let id = row.provider.as_deref().unwrap_or_default();
                DayColumn::new((row.clinic, id), date, None, &row.with, row.zone)
            }
        };
        DayColumn {
            rows: Cow::Borrowed(&of.rows),
            period: of.period,
            fit: of.fit,
            ..column
        }
    }

    /// Returns the numbers of a column's visits.
    pub(super) fn counts_of(&self, column: &DayColumn<'_>) -> DayCounts {
        DayCounts::of(column.rows.iter().map(|row| &self.day.rows()[*row]))
    }
}

impl<'a> DayColumn<'a> {
    fn new(
        (clinic, id): (ClinicId, &'a str),
        date: NaiveDate,
        entry: Option<&'a DayCalendar>,
        name: &'a str,
        zone: Zone,
    ) -> DayColumn<'a> {
        DayColumn {
            clinic,
            id,
            date,
            to_axis: TimeDelta::zero(),
            entry,
            name: name.into(),
            zone,
            rows: Cow::default(),
            period: None,
            fit: LineFit::default(),
            open: None,
            away: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Returns whether it is of this calendar.
    pub(super) fn is_of(&self, (clinic, id): &CalendarId) -> bool {
        self.clinic == *clinic && is_same_id(self.id, id)
    }

    pub(super) fn calendar(&self) -> CalendarId {
        (self.clinic, self.id.to_ascii_lowercase())
    }

    /// Adds the free times on the board, the hours and the absences of the day.
    pub(super) fn add_known_times(&mut self, desk: &Desk, board: &DayBoard) {
        let lines = self.rows.iter().map(|row| &board.day.rows()[*row].line);
        self.free = free_in(lines).collect();
        if let Some(of) = self.entry {
            self.open = desk.office.open_on(&of.provider, self.date);
            self.away = desk.office.absences_on(&of.provider, self.date);
        }
    }

    /// Adds the free times of the day among those of several practitioners.
    pub(super) fn add_free_times_of(&mut self, desk: &Desk, group: &GroupTimes) {
        let times = self.provider().and_then(|provider| group.of(provider));
        let Some(free) = times.and_then(|times| desk.office.known_free(times)) else {
            return;
        };
        let date = self.date;
        let zone = self.zone;
        let is_on_day = |slot: &&Slot| slot.start.with_timezone(&zone).date_naive() == date;
        self.free.extend(free.slots.iter().filter(is_on_day));
    }

    /// Returns a time of the day on the axis.
    pub(super) fn on_axis(&self, slot: Slot) -> Slot {
        Slot {
            start: slot.start + self.to_axis,
            end: slot.end + self.to_axis,
        }
    }

    /// Returns a time of the axis on the day.
    pub(super) fn off_axis(&self, slot: Slot) -> Slot {
        Slot {
            start: slot.start - self.to_axis,
            end: slot.end - self.to_axis,
        }
    }

    /// Returns whether, on that day, the practitioner is not in or the location is closed.
    pub(super) fn is_off(&self) -> bool {
        self.open.as_ref().is_some_and(Vec::is_empty)
    }

    /// Returns the name in a word, after the code typed for the practitioner or location.
    pub(super) fn code_and_word(&self, desk: &Desk) -> String {
        let Some(provider) = self.provider() else {
            return self.name.clone().into_owned();
        };
        let name = desk
            .words()
            .provider_in_a_word(provider.clinic(), provider.id());
        match desk.office.lists.code_of(provider) {
            Some(code) => format!("{code} {name}"),
            None => name,
        }
    }

    pub(super) fn provider(&self) -> Option<&'a Provider> {
        self.entry.map(|of| &of.provider)
    }
}

pub(in crate::day) fn calendar_id(of: &DayCalendar) -> CalendarId {
    (of.provider.clinic(), of.id.to_ascii_lowercase())
}

/// Returns the calendar of a row.
pub(super) fn calendar_of(row: &DayRow) -> CalendarId {
    let provider = row.provider.as_deref().unwrap_or_default();
    (row.clinic, provider.to_ascii_lowercase())
}
