//! The board as columns side by side along one clock: one for each practitioner or location, even without visits; or one
//! for each day of a week.

mod update;
mod view;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use ratatui::layout::Rect;

use crate::model::{CalendarId, ColumnCursor, LineVisit};
use crate::{DayBoard, Desk};
use booking::{Blocked, DayFilter, Days, Hold, Provider, Slot};
use i18n::say;
use office::GroupTimes;
use screen::{cells, column_width};

pub(super) use view::draw;
pub(crate) use view::draw_still;

use super::axis::ClockAxis;
use super::blocks::{TimeBlock, free_in, place_side_by_side, slot_of};
use super::view::ABOVE;
use words::{DayCalendar, DayCounts, DayRow};

/// The width of the times, and the minimum width of a column with the blank behind it.
const AXIS: u16 = 7;
const COLUMN: u16 = 18;
/// The minimum width of the column of a day of a week.
const DAY_COLUMN: u16 = 14;
/// The minimum width of a column without a cursor.
const NARROW_COLUMN: u16 = 10;
/// The line of sums below the columns.
const SUMS: u16 = 1;
/// The days of a week that are always shown.
const WORKING_DAYS: usize = 5;
/// The hours shown of a day without known visits or hours.
const USUAL_HOURS: Range<i64> = 8..18;

/// A practitioner's or location's column on a day.
struct DayColumn<'a> {
    calendar: CalendarId,
    date: NaiveDate,
    /// The time from a moment of the day to that of the axis: none if the axis is that of the same day.
    to_axis: TimeDelta,
    /// The list entry, if a list has it.
    entry: Option<&'a DayCalendar>,
    name: Cow<'a, str>,
    zone: Tz,
    /// The indices of its rows on the board, listed or not, by start.
    rows: Vec<usize>,
    /// The open hours of the day; `None` if unknown, empty on a day off.
    open: Option<Vec<Slot>>,
    /// The absences of the practitioner on the day.
    away: Vec<Blocked>,
    /// The free times of the day that are known.
    free: Vec<Slot>,
}

#[derive(Clone, Copy)]
enum BlockContent<'a> {
    /// The row of the board with this index.
    Row(usize),
    /// A time that another desk holds.
    Held(&'a Hold),
    /// The visit on the entry line.
    Typed(&'a LineVisit),
}

/// How columns without a cursor are laid out.
pub(crate) struct StillColumns<'a> {
    /// The area.
    pub(crate) area: Rect,
    /// The visit on the entry line, which is drawn among the others.
    pub(crate) typed: Option<&'a LineVisit>,
    /// The free times of all, as far as they are known.
    pub(crate) free: Option<&'a GroupTimes>,
}

/// The columns of a board, and the part of them that the screen has room for.
pub(super) struct DayColumns<'a> {
    desk: &'a Desk,
    board: &'a DayBoard,
    columns: Vec<DayColumn<'a>>,
    /// The time zone of the axis: that of the columns in view, or the desk's if they have several.
    zone: Tz,
    axis: ClockAxis,
    /// The columns in view.
    shown: Range<usize>,
    /// The visit on the entry line.
    typed: Option<&'a LineVisit>,
    /// Whether there is a cursor.
    has_cursor: bool,
    /// The chosen column and its blocks, and the chosen stop of it.
    column: usize,
    blocks: Vec<TimeBlock<BlockContent<'a>>>,
    /// The line on which the cursor stays when it moves to another column.
    line: u16,
    stop: Stop,
}

/// A place where the cursor stops: a line with nothing on it, or a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stop {
    line: u16,
    block: Option<usize>,
}

impl<'a> DayColumns<'a> {
    /// Lays out the columns of the open board; `None` if there is none.
    pub(super) fn of(desk: &'a Desk, board: &'a DayBoard) -> Option<DayColumns<'a>> {
        let area = desk.geometry().overlay();
        let area = Rect {
            y: area.y + ABOVE,
            height: area.height.saturating_sub(ABOVE),
            ..area
        };
        let least = if board.day.is_week() {
            DAY_COLUMN
        } else {
            COLUMN
        };
        DayColumns::within(desk, board, board.columns(desk), area, least, None)
    }

    /// Lays out columns without a cursor, narrower ones, so that more are in view.
    pub(super) fn still(
        desk: &'a Desk,
        board: &'a DayBoard,
        still: &StillColumns<'a>,
    ) -> Option<DayColumns<'a>> {
        let mut columns = board.columns(desk);
        for column in &mut columns {
            let times = still.free.zip(column.provider());
            let times = times.and_then(|(group, provider)| group.of(provider));
            let free = times.and_then(|times| desk.office.known_free(times));
            let slots = free.iter().flat_map(|free| &free.slots).copied();
            column.free.extend(slots);
        }
        let columns =
            DayColumns::within(desk, board, columns, still.area, NARROW_COLUMN, still.typed)?;
        Some(DayColumns {
            has_cursor: false,
            ..columns
        })
    }

    fn within(
        desk: &'a Desk,
        board: &'a DayBoard,
        columns: Vec<DayColumn<'a>>,
        area: Rect,
        least_width: u16,
        typed: Option<&'a LineVisit>,
    ) -> Option<DayColumns<'a>> {
        if columns.is_empty() {
            return None;
        }
        let visits: Vec<Vec<Slot>> = columns.iter().map(|column| board.visits(column)).collect();
        let cursor = board.cursor_in(&columns);
        let column = cursor
            .as_ref()
            .and_then(|cursor| place_of(cursor, &columns));
        let column = column.unwrap_or(0);
        let is_typed = |column: &DayColumn<'_>| {
            typed.is_some_and(|visit| column.provider() == Some(&visit.provider))
        };
        let column = columns.iter().position(is_typed).unwrap_or(column);
        let room = usize::from(area.width.saturating_sub(AXIS) / least_width);
        let room = room.clamp(1, columns.len());
        let first = (column / room * room).min(columns.len() - room);
        let shown = first..first + room;
        let width = column_width(area.width, AXIS, room);
        let is_long = columns[shown.clone()]
            .iter()
            .any(|column| cells(&column.name) >= width);
        let around = 1 + u16::from(is_long) + SUMS + u16::from(board.day.is_today(desk.words()));
        let height = area.height.saturating_sub(around);
        let first_zone = columns[first].zone;
        let is_shared = columns[shown.clone()]
            .iter()
            .all(|column| column.zone == first_zone);
        let zone = if is_shared {
            first_zone
        } else {
            desk.office.setup.zone
        };
        let typed_slot = typed.and_then(|visit| visit.slot);
        let hours = hours(desk, board, &columns[shown.clone()], &visits, zone);
        let hours = ClockAxis::around([hours].into_iter().chain(typed_slot)).unwrap_or(hours);
        let axis = ClockAxis::of(hours, &visits, height);
        let blocks = arranged(desk, board, &columns[column], &axis, typed);
        let at = cursor
            .as_ref()
            .map_or(desk.office.moment.now, |cursor| cursor.at);
        let cursor_date = cursor.as_ref().map(|cursor| cursor.date);
        let beside = cursor.map_or(0, |cursor| cursor.beside);
        let date = cursor_date.unwrap_or(desk.words().today());
        let line = axis.line_of(at + board.to_axis(date, columns[column].zone));
        let stop_of_chosen_row = || {
            let row = board.day.row_at(board.chosen);
            let row = row.filter(|_| board.cursor.is_none())?;
            let mut contents = blocks.iter().map(|block| block.content);
            let index = contents
                .position(|content| matches!(content, BlockContent::Row(of) if of == row))?;
            Some(Stop {
                line: blocks[index].lines.start,
                block: Some(index),
            })
        };
        let stop = stop_of_chosen_row().unwrap_or_else(|| stop_at(&blocks, &axis, line, beside));
        Some(DayColumns {
            desk,
            board,
            columns,
            zone,
            axis,
            shown,
            typed,
            has_cursor: true,
            column,
            blocks,
            line,
            stop,
        })
    }

    fn calendars(&self) -> impl Iterator<Item = &'a DayCalendar> {
        self.columns[self.shown.clone()]
            .iter()
            .filter_map(|column| column.entry)
    }

    /// Returns the content of the chosen block.
    fn chosen(&self) -> Option<BlockContent<'a>> {
        self.stop.block.map(|block| self.blocks[block].content)
    }
}

/// Returns the practitioners and locations with columns in view.
pub(crate) fn in_view(desk: &Desk, board: &DayBoard) -> Vec<DayCalendar> {
    let columns = board
        .has_columns
        .then(|| DayColumns::of(desk, board))
        .flatten();
    let calendars = columns.iter().flat_map(|columns| columns.calendars());
    let mut calendars: Vec<DayCalendar> = calendars.cloned().collect();
    calendars.dedup();
    calendars
}

/// Returns the practitioner or location of the chosen column.
pub(super) fn chosen_calendar(desk: &Desk, board: &DayBoard) -> Option<DayCalendar> {
    let columns = DayColumns::of(desk, board)?;
    columns.columns[columns.column].entry.cloned()
}

/// Returns the effect of Enter at the cursor.
pub(super) fn enter_label(desk: &Desk, board: &DayBoard) -> &'static str {
    match DayColumns::of(desk, board).and_then(|columns| columns.chosen()) {
        Some(_) => say!(desk.setup.language, "day-key-open"),
        None => say!(desk.setup.language, "day-key-begin"),
    }
}

/// Returns the index of the row of the board at the cursor.
pub(super) fn chosen_row(desk: &Desk, board: &DayBoard) -> Option<usize> {
    match DayColumns::of(desk, board)?.chosen()? {
        BlockContent::Row(row) => Some(row),
        BlockContent::Held(_) | BlockContent::Typed(_) => None,
    }
}

/// Returns the practitioner or location of the column with the cursor, and the time there.
pub(super) fn provider_and_time(
    desk: &Desk,
    board: &DayBoard,
) -> Option<(Provider, DateTime<Utc>)> {
    let columns = DayColumns::of(desk, board)?;
    let column = &columns.columns[columns.column];
    let provider = column.provider()?.clone();
    let time = column.off_axis(columns.axis.slot_of(columns.stop.line));
    Some((provider, time.start))
}

/// Returns the place of the column at a cursor. A day that has no column counts as the last one before it.
fn place_of(cursor: &ColumnCursor, columns: &[DayColumn<'_>]) -> Option<usize> {
    let is_theirs = |column: &DayColumn<'_>| column.calendar == cursor.calendar;
    let mut places = columns.iter();
    places.rposition(|column| is_theirs(column) && column.date <= cursor.date)
}

/// Returns the blocks of a column by start. A cancelled visit gets one line if nothing else is there.
fn arranged<'a>(
    desk: &'a Desk,
    board: &'a DayBoard,
    column: &DayColumn<'_>,
    axis: &ClockAxis,
    typed: Option<&'a LineVisit>,
) -> Vec<TimeBlock<BlockContent<'a>>> {
    let days = Days::new(column.date, column.date, column.zone);
    let meets =
        |hold: &&Hold| days.is_some_and(|days| days.meet(hold.slot.start, Some(hold.slot.end)));
    let held = column
        .provider()
        .into_iter()
        .flat_map(|provider| desk.office.held_with(provider))
        .filter(meets);
    let held = held.map(|hold| (hold.slot, BlockContent::Held(hold)));
    let is_visit = |row: &&usize| !board.day.rows()[**row].line.is_free();
    let rows = column
        .rows
        .iter()
        .filter(is_visit)
        .map(|row| (&board.day.rows()[*row].line, *row));
    let (live, off): (Vec<_>, Vec<_>) = rows.partition(|(line, _)| line.is_live());
    let live = live
        .into_iter()
        .map(|(line, row)| (slot_of(line), BlockContent::Row(row)));
    let typed = typed.filter(|visit| column.provider() == Some(&visit.provider));
    let typed = typed.and_then(|visit| Some((visit.slot?, BlockContent::Typed(visit))));
    let mut blocks: Vec<TimeBlock<BlockContent<'a>>> = live
        .chain(held)
        .chain(typed)
        .map(|(slot, content)| TimeBlock::of(axis.lines_of(column.on_axis(slot)), content))
        .collect();
    for (line, row) in off {
        let first = axis.line_of(line.start + column.to_axis);
        if !blocks.iter().any(|block| block.lines.contains(&first)) {
            blocks.push(TimeBlock::of(first..first + 1, BlockContent::Row(row)));
        }
    }
    place_side_by_side(&mut blocks);
    blocks
}

/// Returns the stops of a column from top to bottom.
fn stops(blocks: &[TimeBlock<BlockContent<'_>>], axis: &ClockAxis) -> Vec<Stop> {
    let is_bare = |line: &u16| !blocks.iter().any(|block| block.lines.contains(line));
    let bare = (0..axis.lines)
        .filter(is_bare)
        .map(|line| Stop { line, block: None });
    let on_blocks = blocks.iter().enumerate().map(|(index, block)| Stop {
        line: block.lines.start,
        block: Some(index),
    });
    let mut stops: Vec<Stop> = bare.chain(on_blocks).collect();
    stops.sort_by_key(|stop| (stop.line, stop.block));
    stops
}

/// Returns the stop at index `beside` among those on a line, else the last stop up to that line.
fn stop_at(
    blocks: &[TimeBlock<BlockContent<'_>>],
    axis: &ClockAxis,
    line: u16,
    beside: usize,
) -> Stop {
    let stops = stops(blocks, axis);
    let on_line = stops.iter().filter(|stop| stop.line == line).nth(beside);
    let above = || stops.iter().take_while(|stop| stop.line <= line).last();
    on_line.or_else(above).copied().unwrap_or(Stop {
        line: 0,
        block: None,
    })
}

/// Returns the period with all visits, and with the open hours and free times in view.
fn hours(
    desk: &Desk,
    board: &DayBoard,
    shown: &[DayColumn<'_>],
    visits: &[Vec<Slot>],
    zone: Tz,
) -> Slot {
    let on_day = |column: &DayColumn<'_>, slot: &Slot| {
        slot.start.with_timezone(&zone).date_naive() == column.date
    };
    let of_column = |column: &DayColumn<'_>| {
        let open = column.open.iter().flatten().copied();
        let free = column.free.iter().copied();
        let slots = open.chain(free.filter(|slot| on_day(column, slot)));
        let slots: Vec<Slot> = slots.map(|slot| column.on_axis(slot)).collect();
        slots
    };
    let shown = shown.iter().flat_map(of_column);
    let known = visits.iter().flatten().copied().chain(shown);
    ClockAxis::around(known).unwrap_or_else(|| {
        let midnight = zone
            .from_local_datetime(&board.day.date.and_time(NaiveTime::MIN))
            .earliest();
        let midnight = midnight.map_or(desk.office.moment.now, |midnight| midnight.to_utc());
        let at = |hour| midnight + TimeDelta::hours(hour);
        Slot {
            start: at(USUAL_HOURS.start),
            end: at(USUAL_HOURS.end),
        }
    })
}

impl DayBoard {
    /// Returns the columns in the order of the clinics' lists: those with a listed row, and those that the
    /// filter names.
    fn columns<'a>(&'a self, desk: &Desk) -> Vec<DayColumn<'a>> {
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
    fn to_axis(&self, date: NaiveDate, zone: Tz) -> TimeDelta {
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
    fn counts_of(&self, column: &DayColumn<'_>) -> DayCounts {
        DayCounts::of(column.rows.iter().map(|row| &self.day.rows()[*row]))
    }

    /// Returns the times of a column's live visits on the axis, by start.
    fn visits(&self, column: &DayColumn<'_>) -> Vec<Slot> {
        let rows = column
            .rows
            .iter()
            .map(|index| &self.day.rows()[*index].line)
            .filter(|line| line.is_live());
        rows.map(|line| column.on_axis(slot_of(line))).collect()
    }

    /// Returns the cursor; until it has moved, at the chosen row.
    fn cursor_in(&self, columns: &[DayColumn<'_>]) -> Option<ColumnCursor> {
        let is_there = |cursor: &ColumnCursor| place_of(cursor, columns).is_some();
        let of_row = || {
            let row = self.chosen_row()?;
            Some(ColumnCursor {
                calendar: calendar_of(row),
                date: self.day.date_of(row),
                at: row.line.start,
                beside: 0,
            })
        };
        self.cursor.clone().filter(is_there).or_else(of_row)
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
        zone: Tz,
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
    fn on_axis(&self, slot: Slot) -> Slot {
        Slot {
            start: slot.start + self.to_axis,
            end: slot.end + self.to_axis,
        }
    }

    /// Returns a time of the axis on the day.
    fn off_axis(&self, slot: Slot) -> Slot {
        Slot {
            start: slot.start - self.to_axis,
            end: slot.end - self.to_axis,
        }
    }

    /// Whether the practitioner is not in, or the location closed, on that day.
    fn is_off(&self) -> bool {
        self.open.as_ref().is_some_and(Vec::is_empty)
    }

    fn provider(&self) -> Option<&'a Provider> {
        self.entry.map(|of| &of.provider)
    }
}

/// Returns noon on a date: days are laid over one another there, so that a change of the clocks at night shifts no hour.
fn noon(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let noon = date.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
    let local = zone.from_local_datetime(&noon).earliest();
    local.map_or_else(|| noon.and_utc(), |local| local.to_utc())
}

pub(super) fn calendar_id(of: &DayCalendar) -> CalendarId {
    (of.provider.clinic(), of.id.to_ascii_lowercase())
}

/// Returns the calendar of a row.
fn calendar_of(row: &DayRow) -> CalendarId {
    let provider = row.provider.as_deref().unwrap_or_default();
    (row.clinic, provider.to_ascii_lowercase())
}
