//! Drawing the columns.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use ratatui::layout::Rect;

use crate::day::blocks::{Ground, TimeBlock, ground, why_away};
use crate::day::view::row_text;
use crate::model::LineVisit;
use crate::tone::role_of_tone;
use crate::{Code, DayBoard, Desk, Frame, Key, Target};
use booking::time;
use i18n::say;
use screen::{Cell, ClockGrid, GridBlock, GridColumn, GridGround, GridPlaces, Role, cells};

use super::{AXIS, BlockContent, DayColumn, DayColumns, StillColumns, arranged};
use words::{DayRow, with_initial};

/// Draws the columns, or those around the chosen one if not all fit. Returns whether there are any.
pub(in crate::day) fn draw(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) -> bool {
    let Some(columns) = DayColumns::of(desk, board) else {
        return false;
    };
    let blocks = columns.blocks_in_view();
    let mut places = GridPlaces::default();
    let body = columns.body(area);
    let grid = columns.grid(&blocks);
    let height = grid.height(body.width).min(body.height);
    frame.render_with(grid, body, &mut places);
    for (area, column, line) in places.lines {
        frame.mark(area, Target::BoardTime(columns.shown.start + column, line));
    }
    for (area, column, block) in places.blocks {
        if let BlockContent::Row(row) = blocks[column][block].content
            && let Some(index) = board.day.place_of_row(row)
        {
            frame.mark(area, Target::BoardRow(index));
        }
    }
    columns.draw_above(area, frame);
    columns.folded.draw(Rect { height, ..area }, frame);
    columns.legend.draw(below(area, height), frame);
    true
}

/// Draws columns without a cursor. Returns the rest of their area.
pub(crate) fn draw_still(
    desk: &Desk,
    board: &DayBoard,
    still: &StillColumns<'_>,
    frame: &mut Frame,
) -> Rect {
    let Some(columns) = DayColumns::still(desk, board, still) else {
        return still.area;
    };
    let blocks = columns.blocks_in_view();
    let grid = columns.grid(&blocks);
    let body = columns.body(still.area);
    let height = grid.height(body.width).min(body.height);
    let mut places = GridPlaces::default();
    frame.render_with(grid, body, &mut places);
    for (area, column, block) in places.blocks {
        if let BlockContent::Row(row) = blocks[column][block].content
            && let Some(index) = board.day.place_of_row(row)
        {
            frame.mark(area, Target::TodayRow(index));
        }
    }
    columns.draw_beyond(body, frame);
    columns.folded.draw(
        Rect {
            height,
            ..still.area
        },
        frame,
    );
    let rest = below(still.area, height);
    columns.legend.draw(rest, frame);
    below(rest, columns.legend.height())
}

/// Returns the part of an area below its first `lines`.
fn below(area: Rect, lines: u16) -> Rect {
    Rect {
        y: area.y + lines.min(area.height),
        height: area.height.saturating_sub(lines),
        ..area
    }
}

impl<'a> DayColumns<'a> {
    /// Returns the blocks of each column in view.
    fn blocks_in_view(&self) -> Vec<Vec<TimeBlock<BlockContent<'a>>>> {
        let shown = self.columns[self.shown.clone()].iter();
        let blocks = |column| arranged(self.desk, self.board, column, &self.axis, self.typed);
        shown.map(blocks).collect()
    }

    /// Returns the area of the columns, without the folded names and the lines below.
    fn body(&self, area: Rect) -> Rect {
        let beside = self.folded.beside(area);
        Rect {
            height: area.height.saturating_sub(self.legend.height()),
            ..beside
        }
    }

    /// Returns the columns in view with these blocks.
    fn grid<'b>(&'b self, blocks: &'b [Vec<TimeBlock<BlockContent<'a>>>]) -> ClockGrid<'b> {
        let columns = self.shown.clone().zip(blocks);
        let now = self.now_line();
        let typed = self.typed.and_then(|visit| visit.slot);
        let focus = match (typed, &now) {
            (Some(slot), _) if !self.has_cursor => self.axis.line_of(slot.start),
            (None, Some((line, _))) if !self.has_cursor => *line,
            _ => self.stop.line,
        };
        ClockGrid {
            look: self.desk.look,
            times: self.times(),
            indent: AXIS,
            columns: columns
                .map(|(index, blocks)| self.column(index, blocks))
                .collect(),
            now,
            focus,
        }
    }

    /// Returns the line before which the present is marked, with the time, if today is among the days in view.
    fn now_line(&self) -> Option<(u16, String)> {
        let words = self.desk.words();
        let mut shown = self.columns[self.shown.clone()].iter();
        let today = shown.find(|column| column.date == words.today())?;
        let now = self.desk.office.moment.now + today.to_axis;
        let word = self.oclock(words.this_minute(), self.zone);
        Some((self.axis.line_after(now), format!(" {word} ")))
    }

    fn oclock(&self, at: DateTime<Utc>, zone: zones::Zone) -> String {
        time::oclock(at.with_timezone(&zone).time(), self.desk.setup.language)
    }

    /// Returns the time of each line; full hours stand out.
    fn times(&self) -> Vec<Cell> {
        let time = |line| {
            let at = self.axis.slot_of(line).start;
            let is_full = at.with_timezone(&self.zone).minute() == 0;
            (
                self.oclock(at, self.zone),
                if is_full { Role::Text } else { Role::Dim },
            )
        };
        (0..self.axis.lines).map(time).collect()
    }

    /// Draws the numbers of columns to the left and right of those in view into the corner above the times.
    fn draw_beyond(&self, area: Rect, frame: &mut Frame) {
        let left = self.shown.start;
        let right = self.columns.len() - self.shown.end;
        let arrows = [
            (left, Code::Left, format!("←{left}")),
            (right, Code::Right, format!("{right}→")),
        ];
        let mut x = area.x + 1;
        for (_, code, text) in arrows.iter().filter(|(count, ..)| *count > 0) {
            let width = cells(text);
            let key = Target::Key(Key::plain(*code));
            frame.mark(Rect::new(x, area.y, width, 1), key);
            x = frame.text(x, area.y, width, text, Role::Focus) + 1;
        }
    }

    /// Draws the chosen row in full on the rule above the columns, and the numbers of columns left and right of those
    /// in view.
    fn draw_above(&self, area: Rect, frame: &mut Frame) {
        let text = match self.chosen() {
            Some(BlockContent::Row(row)) => {
                row_text(self.desk, self.board, &self.board.day.rows()[row])
            }
            Some(BlockContent::Held(hold)) => self.desk.words().held_where(hold),
            Some(BlockContent::Typed(_)) | None => String::new(),
        };
        let y = area.y - 1;
        let left = self.shown.start;
        let right = self.columns.len() - self.shown.end;
        let [left, right] = [
            (left, format!(" ← {left} ")),
            (right, format!(" {right} → ")),
        ]
        .map(|(count, text)| if count > 0 { text } else { String::new() });
        frame.text(area.x, y, AXIS, &left, Role::Focus);
        frame.text_before(area.right(), y, &right, Role::Focus);
        if !text.is_empty() {
            let room = area.width.saturating_sub(AXIS + cells(&right) + 1);
            frame.text_within(area.x + AXIS, y, room, &format!(" {text} "), Role::Strong);
        }
    }

    fn column<'b>(
        &'b self,
        index: usize,
        blocks: &'b [TimeBlock<BlockContent<'b>>],
    ) -> GridColumn<'b> {
        let column = &self.columns[index];
        let language = self.desk.setup.language;
        let is_chosen = index == self.column && self.has_cursor;
        let name = self.name(column);
        let head = if column.zone == self.zone && column.zone == self.zone_in_title {
            name
        } else {
            let zone = time::zone_word_on(column.date, column.zone, language);
            format!("{zone} {name}")
        };
        let chosen = if is_chosen && self.stop.block.is_none() {
            Some(self.stop.line)
        } else {
            None
        };
        GridColumn {
            head: (head, if is_chosen { Role::Focus } else { Role::Strong }),
            ground: (0..self.axis.lines)
                .map(|line| self.ground(column, line, chosen == Some(line)))
                .collect(),
            remark: self.remark(column),
            blocks: blocks
                .iter()
                .enumerate()
                .map(|(number, block)| {
                    self.block(column, block, is_chosen && self.stop.block == Some(number))
                })
                .collect(),
            foot: self.foot(column),
        }
    }

    /// Returns the name of a column: in full where there is a cursor, else in a word after the code typed for it.
    fn name(&self, column: &DayColumn<'_>) -> String {
        if self.has_cursor {
            column.name.clone().into_owned()
        } else {
            column.code_and_word(self.desk)
        }
    }

    /// Returns the holiday on the day of a week, or that nobody is in.
    fn remark<'b>(&'b self, column: &DayColumn<'b>) -> &'b str {
        let language = self.desk.setup.language;
        let holiday = self.desk.office.setup.holidays.on(column.date);
        let is_off = if column.is_off() { column.entry } else { None };
        let out = is_off.map(|of| of.provider.clinic().words().out.text(language));
        let holiday = if self.board.day.is_week() {
            holiday
        } else {
            None
        };
        holiday.or(out).unwrap_or_default()
    }

    /// Returns a line without a block, with its time if it is chosen.
    fn ground(&self, column: &DayColumn<'_>, line: u16, is_chosen: bool) -> GridGround {
        let time = column.off_axis(self.axis.slot_of(line));
        let is = self.kind_of(column, line);
        let mut ground = is.drawn(time.end <= self.desk.office.moment.now);
        let before = line.checked_sub(1);
        if is == Ground::Away && before.is_none_or(|line| self.kind_of(column, line) != is) {
            ground.text = why_away(&column.away, time).to_owned();
        }
        if is_chosen {
            GridGround {
                fills: false,
                role: Role::Chosen,
                text: self.oclock(time.start, column.zone),
                ..ground
            }
        } else {
            ground
        }
    }

    fn kind_of(&self, column: &DayColumn<'_>, line: u16) -> Ground {
        let free = column.free.iter().copied();
        let time = column.off_axis(self.axis.slot_of(line));
        ground(free, column.open.as_deref(), &column.away, time)
    }

    fn block<'b>(
        &'b self,
        column: &DayColumn<'_>,
        block: &TimeBlock<BlockContent<'b>>,
        is_chosen: bool,
    ) -> GridBlock<'b> {
        let row = match block.content {
            BlockContent::Row(row) => row,
            BlockContent::Held(hold) => {
                return GridBlock {
                    is_chosen,
                    ..block.held(self.desk.words().held_where(hold))
                };
            }
            BlockContent::Typed(visit) => return self.block_of_typed(visit, block),
        };
        let is_listed = self.board.day.place_of_row(row).is_some();
        let row = &self.board.day.rows()[row];
        let chip = self.desk.words().status_on_clock(row);
        let is_awaited = role_of_tone(chip.tone) == Role::Text;
        let mut drawn = block.visit(row, chip, self.namesakes, row.line.overlaps);
        // With a single line below the name, the reason is more useful than the status of an awaited patient.
        if is_awaited && block.lines.len() == 2 && !drawn.more.is_empty() {
            drawn.status.0.clear();
        }
        if !is_listed {
            drawn.name.1 = Role::Dim;
            drawn.status.1 = Role::Dim;
        }
        if let Some(sign) = self.sign_of(row) {
            drawn.signs[0] = sign;
        }
        let first = column.off_axis(self.axis.slot_of(block.lines.start));
        let is_on_time = block.lane.1 > 1 || first.start == row.line.start;
        if column.zone != self.zone || !is_on_time {
            drawn.time = self.oclock(row.line.start, column.zone);
        }
        drawn.is_chosen = is_chosen;
        drawn
    }

    /// Returns the visit on the entry line as the block that it would be.
    fn block_of_typed<'b>(
        &self,
        visit: &LineVisit,
        block: &TimeBlock<BlockContent<'_>>,
    ) -> GridBlock<'b> {
        let words = self.desk.words();
        let who = words.name_of_person(visit.provider.clinic(), &visit.patient);
        let is_taken = block.lane.1 > 1;
        let role = if is_taken { Role::Error } else { Role::Focus };
        let mut drawn = block.planned(who.as_deref(), role, self.desk.setup.language);
        let start = visit.slot.map(|slot| slot.start);
        let is_on_time = start == Some(self.axis.slot_of(block.lines.start).start);
        let off_line = if is_on_time { None } else { start };
        drawn.time = off_line.map_or_else(String::new, |at| self.oclock(at, visit.zone));
        drawn.short = who.as_deref().map(with_initial).unwrap_or_default();
        drawn
    }

    /// Returns the sign of a row that matters more than its status: it is marked, overlaps another, or lies in an
    /// absence.
    fn sign_of(&self, row: &DayRow) -> Option<&'static str> {
        if self.board.is_marked(row) {
            return Some("•");
        }
        (row.line.overlaps || row.away.is_some()).then_some("!")
    }

    /// Returns the time that is still free on the day, or the number of bookings if there is none.
    fn foot(&self, column: &DayColumn<'_>) -> Cell {
        let language = self.desk.setup.language;
        let now = self.desk.office.moment.now;
        let mut free = TimeDelta::zero();
        if self.has_cursor {
            for slot in &column.free {
                free += slot.end - slot.start.max(now.min(slot.end));
            }
        }
        let counts = self.board.counts_of(column);
        let booked = counts.expected_or_arrived();
        let is_today = column.date == self.desk.words().today();
        let behind = if is_today { column.provider() } else { None };
        let behind =
            behind.and_then(|provider| self.board.day.minutes_behind(self.desk.words(), provider));
        if let Some(minutes) = behind {
            return (say!(language, "day-behind-by", minutes), Role::Warning);
        }
        match (free.num_hours(), free.num_minutes() % 60) {
            (0, 0) if booked == 0 && counts.unknown > 0 => (
                say!(language, "day-unknown", count = counts.unknown),
                Role::Warning,
            ),
            (0, 0) if booked == 0 && (column.is_off() || !self.has_cursor) => {
                (String::new(), Role::Dim)
            }
            (0, 0) if booked == 0 => (say!(language, "day-none").to_owned(), Role::Dim),
            (0, 0) => (say!(language, "day-booked", count = booked), Role::Dim),
            (0, minutes) => (
                say!(language, "day-minutes-free", minutes = minutes),
                Role::Good,
            ),
            (hours, 0) => (say!(language, "day-hours-free", hours = hours), Role::Good),
            (hours, minutes) => (
                say!(language, "day-time-free", hours = hours, minutes = minutes),
                Role::Good,
            ),
        }
    }
}
