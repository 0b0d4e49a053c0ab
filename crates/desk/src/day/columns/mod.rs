//! The board as columns side by side along one clock: one for each practitioner or location, even without visits; or
//! one for each day of a week.

mod column;
mod folded;
mod legend;
mod update;
mod view;

use std::ops::Range;

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use ratatui::layout::Rect;
use zones::Zone;

use crate::model::{ColumnCursor, LineVisit};
use crate::{DayBoard, Desk};
use booking::{Days, Hold, Provider, Slot};
use office::GroupTimes;
use screen::{cells, column_width};

pub(super) use column::calendar_id;
pub(super) use view::draw;
pub(crate) use view::draw_still;

use super::axis::ClockAxis;
use super::blocks::{TimeBlock, place_side_by_side};
use super::signs::AtCursor;
use super::view::ABOVE;
use column::{DayColumn, calendar_of};
use folded::Folded;
use legend::Legend;
use words::{DayCalendar, LineFit, Namesakes};

/// The width of the times, and the minimum width of a column with the blank after it.
const AXIS: u16 = 7;
const COLUMN: u16 = 18;
/// The minimum width of the column of a day of a week.
const DAY_COLUMN: u16 = 14;
/// The minimum width of a column without a cursor, where there is room for many and where there is not.
const NARROW_COLUMN: u16 = 10;
const ONE_OF_FEW: u16 = 12;
/// The minimum width with room for many columns.
const ROOM_FOR_MANY: u16 = 110;
/// The line of sums below the columns.
const SUMS: u16 = 1;
/// The hours shown of a day without known visits or hours.
const USUAL_HOURS: Range<i64> = 8..18;

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
    pub(crate) area: Rect,
    /// The visit on the entry line, drawn among the others.
    pub(crate) typed: Option<&'a LineVisit>,
    /// The free times of everybody, if known.
    pub(crate) free: Option<&'a GroupTimes>,
}

/// The columns of a board, and the part of them that the screen has room for.
pub(super) struct DayColumns<'a> {
    desk: &'a Desk,
    board: &'a DayBoard,
    columns: Vec<DayColumn<'a>>,
    /// The time zone of the axis: that of most columns in view.
    zone: Zone,
    /// The time zone that the title names if it is not the desk's.
    zone_in_title: Zone,
    /// The patients of the board who look alike by name.
    namesakes: &'a Namesakes,
    axis: ClockAxis,
    /// Who is not in and has no column.
    folded: Folded,
    /// The columns in view.
    shown: Range<usize>,
    /// The lines below the columns.
    legend: Legend,
    /// The visit on the entry line.
    typed: Option<&'a LineVisit>,
    has_cursor: bool,
    /// The chosen column and its blocks, and the chosen stop of it.
    column: usize,
    blocks: Vec<TimeBlock<BlockContent<'a>>>,
    /// The line on which the cursor stays when it moves to another column.
    line: u16,
    stop: Stop,
}

/// A place where the cursor stops: an empty line or a block.
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
        DayColumns::within(desk, board, board.columns(desk), (area, least), None)
    }

    /// Lays out the columns of the board if it is shown in columns.
    fn of_open(desk: &'a Desk, board: &'a DayBoard) -> Option<DayColumns<'a>> {
        if board.has_columns {
            DayColumns::of(desk, board)
        } else {
            None
        }
    }

    /// Lays out columns without a cursor, narrower ones, so that more are in view.
    pub(super) fn still(
        desk: &'a Desk,
        board: &'a DayBoard,
        still: &StillColumns<'a>,
    ) -> Option<DayColumns<'a>> {
        let mut columns = board.columns(desk);
        // The day is that of one clinic, whatever lists of others are loaded.
        columns.retain(|column| column.clinic == desk.clinic);
        let least = if still.area.width < ROOM_FOR_MANY {
            ONE_OF_FEW
        } else {
            NARROW_COLUMN
        };
        let columns = DayColumns::within(desk, board, columns, (still.area, least), Some(still))?;
        Some(DayColumns {
            has_cursor: false,
            ..columns
        })
    }

    fn within(
        desk: &'a Desk,
        board: &'a DayBoard,
        mut columns: Vec<DayColumn<'a>>,
        (area, least_width): (Rect, u16),
        still: Option<&StillColumns<'a>>,
    ) -> Option<DayColumns<'a>> {
        if columns.is_empty() {
            return None;
        }
        let zone_in_title = zone_of(desk, &columns);
        let typed = still.and_then(|still| still.typed);
        let cursor = board.cursor_in(&columns);
        let free = still.and_then(|still| still.free);
        let folded = Folded::take_out_of(&mut columns, desk, board, |column| {
            let is_typed = typed.is_some_and(|visit| column.provider() == Some(&visit.provider));
            let is_chosen = cursor.as_ref().is_some_and(|at| column.is_of(&at.calendar));
            is_typed || is_chosen
        });
        let count = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let others = least_width.saturating_mul(count).saturating_add(AXIS);
        let folded = folded.beside_columns(area.width.saturating_sub(others));
        let whole = area;
        let area = folded.beside(whole);
        let of_cursor = || place_of(cursor.as_ref()?, &columns);
        let column = typed.and_then(|visit| place_of_typed(visit, &columns));
        let column = column.or_else(of_cursor).unwrap_or(0);
        let room = usize::from(area.width.saturating_sub(AXIS) / least_width);
        let room = room.clamp(1, columns.len());
        let first = (column / room * room).min(columns.len() - room);
        let shown = first..first + room;
        for column in &mut columns[shown.clone()] {
            column.add_known_times(desk, board);
            if let Some(group) = free {
                column.add_free_times_of(desk, group);
            }
        }
        let width = column_width(area.width, AXIS, room);
        let is_long = columns[shown.clone()]
            .iter()
            .any(|column| cells(&column.name) >= width);
        let around = 1 + u16::from(is_long) + SUMS + u16::from(board.day.is_today(desk.words()));
        let legend = Legend::of(desk, board, &columns[shown.clone()], &folded, whole);
        let height = area.height.saturating_sub(around + legend.height());
        let zone = zone_of(desk, &columns[shown.clone()]);
        let typed_slot = typed.and_then(|visit| visit.slot);
        let hours = hours(desk, board, &columns, shown.clone(), zone);
        let hours = Slot::around([hours].into_iter().chain(typed_slot)).unwrap_or(hours);
        let fit = LineFit::of_all(columns.iter().map(|column| column.fit));
        let axis = ClockAxis::of(hours, &fit, columns.len() > 1, height);
        let blocks = arranged(desk, board, &columns[column], &axis, typed);
        let (at, date, beside) = match &cursor {
            Some(cursor) => (cursor.at, cursor.date, cursor.beside),
            None => (desk.office.moment.now, desk.words().today(), 0),
        };
        let line = axis.line_of(at + board.to_axis(date, columns[column].zone));
        let stop = stop_of_chosen_row(board, &blocks);
        let stop = stop.unwrap_or_else(|| stop_at(&blocks, &axis, line, beside));
        Some(DayColumns {
            desk,
            board,
            columns,
            zone,
            zone_in_title,
            namesakes: board.day.namesakes(),
            axis,
            folded,
            shown,
            legend,
            typed,
            has_cursor: true,
            column,
            blocks,
            line,
            stop,
        })
    }

    fn calendars_in_view(&self) -> Vec<DayCalendar> {
        let columns = self.columns[self.shown.clone()].iter();
        let mut calendars: Vec<DayCalendar> =
            columns.filter_map(|column| column.entry).cloned().collect();
        calendars.dedup();
        calendars
    }

    /// Returns the content of the chosen block.
    fn chosen(&self) -> Option<BlockContent<'a>> {
        self.stop.block.map(|block| self.blocks[block].content)
    }
}

/// Returns the practitioners and locations with columns in view.
pub(crate) fn in_view(desk: &Desk, board: &DayBoard) -> Vec<DayCalendar> {
    let columns = DayColumns::of_open(desk, board);
    columns.map_or_else(Vec::new, |columns| columns.calendars_in_view())
}

/// Returns the practitioners and locations whose hours the board needs: those with columns in view, and those who have no
/// column because they are not in.
pub(crate) fn with_folded(desk: &Desk, board: &DayBoard) -> Vec<DayCalendar> {
    let Some(columns) = DayColumns::of_open(desk, board) else {
        return Vec::new();
    };
    let mut calendars = columns.calendars_in_view();
    calendars.extend(columns.folded.calendars);
    calendars
}

/// Returns the place of the first column to the right or left of those drawn without a cursor.
pub(crate) fn beside_still(
    desk: &Desk,
    board: &DayBoard,
    still: &StillColumns<'_>,
    right: bool,
) -> Option<ColumnCursor> {
    let columns = DayColumns::still(desk, board, still)?;
    let place = if right {
        columns.shown.end
    } else {
        columns.shown.start.checked_sub(1)?
    };
    let is_there = place < columns.columns.len();
    is_there.then(|| columns.cursor_on(place, columns.line))
}

/// Returns the practitioner or location of the chosen column.
pub(super) fn chosen_calendar(desk: &Desk, board: &DayBoard) -> Option<DayCalendar> {
    let columns = DayColumns::of(desk, board)?;
    columns.columns[columns.column].entry.cloned()
}

/// Returns what is at the cursor; nothing if there are no columns.
pub(super) fn at_cursor<'a>(desk: &'a Desk, board: &'a DayBoard) -> AtCursor<'a> {
    let Some(columns) = DayColumns::of(desk, board) else {
        return AtCursor::default();
    };
    let content = columns.chosen();
    let row = match content {
        Some(BlockContent::Row(row)) => board.day.rows().get(row),
        Some(BlockContent::Held(_) | BlockContent::Typed(_)) | None => None,
    };
    AtCursor {
        row,
        is_taken: content.is_some(),
        provider: columns.columns[columns.column].provider().cloned(),
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
    let is_theirs = |column: &DayColumn<'_>| column.is_of(&cursor.calendar);
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
    let mut timed: Vec<(Slot, BlockContent<'a>)> = Vec::new();
    let mut off = Vec::new();
    for row in column.rows.iter().copied() {
        let line = &board.day.rows()[row].line;
        if line.is_free() {
            continue;
        }
        if line.is_live() {
            timed.push((line.slot(), BlockContent::Row(row)));
        } else {
            off.push((line, row));
        }
    }
    if let Some(days) = days
        && let Some(provider) = column.provider()
    {
        for hold in desk.office.held_with(provider) {
            if days.meet(hold.slot.start, Some(hold.slot.end)) {
                timed.push((hold.slot, BlockContent::Held(hold)));
            }
        }
    }
    if let Some(visit) = typed
        && column.provider() == Some(&visit.provider)
        && let Some(slot) = visit.slot
    {
        timed.push((slot, BlockContent::Typed(visit)));
    }
    let mut blocks: Vec<TimeBlock<BlockContent<'a>>> = timed
        .iter()
        .map(|(slot, content)| TimeBlock::of(axis.lines_of(column.on_axis(*slot)), *content))
        .collect();
    let ends: Vec<Option<u16>> = timed
        .iter()
        .map(|(slot, _)| column.on_axis(*slot))
        .map(|slot| axis.line_cut_by(slot))
        .collect();
    extend_to_ends(&mut blocks, &ends, &lines_beginning_free(column, axis));
    for (line, row) in off {
        let first = axis.line_of(line.start + column.to_axis);
        if !blocks.iter().any(|block| block.lines.contains(&first)) {
            blocks.push(TimeBlock::of(first..first + 1, BlockContent::Row(row)));
        }
    }
    place_side_by_side(&mut blocks);
    blocks
}

/// Returns the lines within which free time begins.
fn lines_beginning_free(column: &DayColumn<'_>, axis: &ClockAxis) -> Vec<u16> {
    let free = column.free.iter().map(|slot| column.on_axis(*slot));
    free.map(|slot| axis.line_of(slot.start)).collect()
}

/// Extends each block by the line within which it ends, unless another block or the beginning of free time is on it.
fn extend_to_ends<C>(blocks: &mut [TimeBlock<C>], ends: &[Option<u16>], free: &[u16]) {
    for (place, end) in ends.iter().enumerate() {
        let is_taken = |line: &u16| blocks.iter().any(|block| block.lines.contains(line));
        if let Some(line) = end.filter(|line| !is_taken(line) && !free.contains(line)) {
            blocks[place].lines.end = line + 1;
            blocks[place].ends_within = true;
        }
    }
}

/// Returns the index of the column of a typed visit.
fn place_of_typed(visit: &LineVisit, columns: &[DayColumn<'_>]) -> Option<usize> {
    let mut providers = columns.iter().map(DayColumn::provider);
    providers.position(|provider| provider == Some(&visit.provider))
}

/// Returns the time zone of most of the columns. Of several zones with as many columns, the desk's comes first.
fn zone_of(desk: &Desk, columns: &[DayColumn<'_>]) -> Zone {
    let own = desk.office.setup.zone;
    let mut counts: Vec<(Zone, usize)> = Vec::new();
    for column in columns {
        match counts.iter_mut().find(|(zone, _)| *zone == column.zone) {
            Some((_, count)) => *count += 1,
            None => counts.push((column.zone, 1)),
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(zone, count)| (*count, *zone == own));
    most.map_or(own, |(zone, _)| zone)
}

impl DayBoard {
    /// Returns the time zone of most columns.
    pub(crate) fn zone_of_columns(&self, desk: &Desk) -> Zone {
        zone_of(desk, &self.columns(desk))
    }
}

/// Returns the stop on the chosen row, until the cursor has moved.
fn stop_of_chosen_row(board: &DayBoard, blocks: &[TimeBlock<BlockContent<'_>>]) -> Option<Stop> {
    let row = board.day.row_at(board.chosen);
    if board.cursor.is_some() {
        return None;
    }
    let row = row?;
    let mut contents = blocks.iter().map(|block| block.content);
    let index =
        contents.position(|content| matches!(content, BlockContent::Row(of) if of == row))?;
    Some(Stop {
        line: blocks[index].lines.start,
        block: Some(index),
    })
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
    columns: &[DayColumn<'_>],
    shown: Range<usize>,
    zone: Zone,
) -> Slot {
    let of_column = |column: &DayColumn<'_>| {
        let open = column.open.iter().flatten().copied();
        let slots: Vec<Slot> = open
            .chain(column.free.iter().copied())
            .map(|slot| column.on_axis(slot))
            .collect();
        slots
    };
    let visits = columns.iter().filter_map(|column| column.period);
    let known = visits.chain(columns[shown].iter().flat_map(of_column));
    Slot::around(known).unwrap_or_else(|| {
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
