//! A column of the board: a practitioner's or location's day.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, TimeDelta};
use zones::Zone;

use crate::day::blocks::{free_in, slot_of};
use crate::model::CalendarId;
use crate::{DayBoard, Desk};
use booking::time::noon;
use booking::{Blocked, DayFilter, Provider, Slot};
use i18n::say;
use words::{DayCalendar, DayCounts, DayRow};

/// The days of a week that are always shown.
const WORKING_DAYS: usize = 5;

/// A practitioner's or location's column on a day.
pub(super) struct DayColumn<'a> {
    pub(super) calendar: CalendarId,
    pub(super) date: NaiveDate,
    /// The time from a moment of the day to that of the axis: none if the axis is that of the same day.
    pub(super) to_axis: TimeDelta,
    /// The list entry, if a list has it.
    pub(super) entry: Option<&'a DayCalendar>,
    pub(super) name: Cow<'a, str>,
    pub(super) zone: Zone,
    /// The indices of its rows on the board, listed or not, by start.
    pub(super) rows: Vec<usize>,
    /// The open hours of the day; `None` if unknown, empty on a day off.
    pub(super) open: Option<Vec<Slot>>,
    /// The absences of the practitioner on the day.
    pub(super) away: Vec<Blocked>,
    /// The free times of the day that are known.
    pub(super) free: Vec<Slot>,
}

impl DayBoard {
    /// Returns the columns in the order of the clinics' lists: those with a listed row, and those that the
    /// filter names.
    pub(super) fn columns<'a>(&'a self, desk: &Desk) -> Vec<DayColumn<'a>> {
        match &self.day.only {
            Some(only) if self.day.is_week() => self.columns_of_week(only, desk),
            _ => self.columns_of_day(desk),
        }
    }

    /// Returns the columns of the days of a week. A weekend on which nobody comes and the practitioner is not in, or the
    /// location closed, has none.
    fn columns_of_week<'a>(&'a self, only: &'a DayCalendar, desk: &Desk) -> Vec<DayColumn<'a>> {
        let column = |date: NaiveDate| {
            let calendar = calendar_id(only);
            let rows = self.day.rows().iter().enumerate();
            let is_of_date = |(_, row): &(usize, &DayRow)| {
                only.has(row.clinic, row.provider.as_deref()) && self.day.date_of(row) == date
            };
            let column = DayColumn {
                to_axis: self.to_axis(date, only.zone),
                name: self.name_of_day(date, desk).into(),
                rows: rows.filter(is_of_date).map(|(index, _)| index).collect(),
                ..DayColumn::new(calendar, date, Some(only), &only.name, only.zone)
            };
            column.known_to(desk, self)
        };
        let mut columns: Vec<DayColumn<'a>> = self.day.dates().map(column).collect();
        let is_bare = |column: &DayColumn<'_>| column.is_off() && column.rows.is_empty();
        if columns.iter().skip(WORKING_DAYS).all(is_bare) {
            columns.truncate(WORKING_DAYS);
        }
        columns
    }

    /// Returns the time from a moment of a date to that of the axis, which is that of the first day.
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

    fn columns_of_day<'a>(&'a self, desk: &Desk) -> Vec<DayColumn<'a>> {
        let date = self.day.date;
        let filter = DayFilter::read(self.day.filter());
        let mut known: HashMap<CalendarId, (usize, &DayCalendar)> = HashMap::new();
        let mut columns: BTreeMap<(usize, CalendarWord<'_>), DayColumn<'a>> = BTreeMap::new();
        for (rank, of) in self.day.calendars().iter().enumerate() {
            let calendar = calendar_id(of);
            known.insert(calendar.clone(), (rank, of));
            let is_within = self
                .day
                .only
                .as_ref()
                .is_none_or(|only| only.provider == of.provider);
            if is_within && of.is_named_by(&filter) {
                columns.insert(
                    (rank, CalendarWord::default()),
                    DayColumn::new(calendar, date, Some(of), &of.name, of.zone),
                );
            }
        }
        for (index, row) in self.day.rows().iter().enumerate() {
            let calendar = calendar_of(row);
            let (rank, of) = known
                .get(&calendar)
                .map_or((usize::MAX, None), |(rank, of)| (*rank, Some(*of)));
            let key = match of {
                Some(_) => CalendarWord::default(),
                None => (
                    row.clinic.word(),
                    row.provider.as_deref().unwrap_or_default(),
                ),
            };
            let is_listed = self.day.place_of_row(index).is_some();
            if is_listed && row.id().is_some() {
                columns
                    .entry((rank, key))
                    .or_insert_with(|| DayColumn::new(calendar, date, of, &row.with, row.zone));
            }
            if let Some(column) = columns.get_mut(&(rank, key)) {
                column.rows.push(index);
            }
        }
        let columns = columns.into_values();
        columns.map(|column| column.known_to(desk, self)).collect()
    }

    /// Returns the numbers of a column's visits.
    pub(super) fn counts_of(&self, column: &DayColumn<'_>) -> DayCounts {
        DayCounts::of(column.rows.iter().map(|row| &self.day.rows()[*row]))
    }

    /// Returns the times of a column's live visits on the axis, by start.
    pub(super) fn visits(&self, column: &DayColumn<'_>) -> Vec<Slot> {
        let rows = column
            .rows
            .iter()
            .map(|index| &self.day.rows()[*index].line)
            .filter(|line| line.is_live());
        rows.map(|line| column.on_axis(slot_of(line))).collect()
    }
}

/// The clinic's word and the id of a calendar that no list has.
type CalendarWord<'a> = (&'a str, &'a str);

impl<'a> DayColumn<'a> {
    fn new(
        calendar: CalendarId,
        date: NaiveDate,
        entry: Option<&'a DayCalendar>,
        name: &'a str,
        zone: Zone,
    ) -> DayColumn<'a> {
        DayColumn {
            calendar,
            date,
            to_axis: TimeDelta::zero(),
            entry,
            name: name.into(),
            zone,
            rows: Vec::new(),
            open: None,
            away: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Adds the free times on the board, the hours and the absences of the day.
    fn known_to(mut self, desk: &Desk, board: &DayBoard) -> DayColumn<'a> {
        let lines = self.rows.iter().map(|row| &board.day.rows()[*row].line);
        self.free = free_in(lines).collect();
        if let Some(of) = self.entry {
            self.open = desk.office.open_on(&of.provider, self.date);
            self.away = desk.office.absences_on(&of.provider, self.date);
        }
        self
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

    /// Whether the practitioner is not in, or the location closed, on that day.
    pub(super) fn is_off(&self) -> bool {
        self.open.as_ref().is_some_and(Vec::is_empty)
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
