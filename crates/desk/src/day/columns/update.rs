//! The keys of the columns: moving the cursor, opening a visit, and beginning a new one.

use chrono::{DateTime, NaiveDate, Utc};

use crate::day::update::VisitToBegin;
use crate::model::ColumnCursor;
use crate::{Action, Code, Cx, DayBoard, Desk, Note, Press, Reaction, note};
use booking::{DayLine, is_same_id};
use office::moved;
use words::DayList;

use super::{BlockContent, DayColumns, Stop, calendar_id, place_of, stop_at, stops};

impl DayBoard {
    /// Handles a key with a meaning of its own in the columns; returns `None` for any other key.
    pub(in crate::day) fn press_in_columns(
        &mut self,
        cx: &mut Cx<'_>,
        press: Press,
    ) -> Option<Reaction> {
        let has_shift = press.key().is_some_and(|key| key.shift);
        match (press.action(), press.code(), has_shift) {
            (Some(action @ (Action::Down | Action::Up)), ..) => {
                self.move_cursor(cx, |columns| {
                    columns.stepped(action == Action::Down, |_| true)
                });
            }
            (Some(Action::Enter), ..) if !self.is_for_marked() => {
                return Some(self.enter_in_column(cx));
            }
            (_, Some(code @ (Code::Down | Code::Up)), true) => {
                self.mark_in_column(cx, code == Code::Down);
            }
            (_, Some(code @ (Code::Right | Code::Left)), true) => {
                let days = if code == Code::Right { 1 } else { -1 };
                self.turn_pages(cx, days);
            }
            (_, Some(code @ (Code::Right | Code::Left)), false) if self.day.is_week() => {
                self.step_day(cx, code == Code::Right);
            }
            (_, Some(code @ (Code::Right | Code::Left)), false) => {
                self.move_cursor(cx, |columns| Some(columns.beside(code == Code::Right)));
            }
            _ => return None,
        }
        Some(Reaction::Stay)
    }

    /// Moves the cursor to the next or previous day; from the last or first column, to another week.
    fn step_day(&mut self, cx: &mut Cx<'_>, right: bool) {
        let is_at_edge = DayColumns::of(cx, self).is_none_or(|columns| {
            let edge = if right { columns.columns.len() - 1 } else { 0 };
            columns.column == edge
        });
        if !is_at_edge {
            return self.move_cursor(cx, |columns| Some(columns.beside(right)));
        }
        let mut dates = self.day.dates();
        let beyond = if right {
            dates.last().and_then(|last| moved(last, 1))
        } else {
            dates.next().and_then(|first| moved(first, -1))
        };
        if let Some(date) = beyond {
            self.show(cx, date);
        }
    }

    /// Shows the week of the chosen practitioner or location, or everybody's day again.
    pub(in crate::day) fn turn_week(&mut self, cx: &mut Cx<'_>) {
        let (date, at) = self.date_and_time(cx);
        let of_row = || {
            if self.has_columns {
                return None;
            }
            let row = self.chosen_row()?;
            cx.words().calendar_of(row.clinic, row.provider.as_deref()?)
        };
        let of_week = if self.day.is_week() {
            self.day.only.clone()
        } else {
            None
        };
        let chosen = of_week.or_else(of_row);
        let Some(only) = chosen.or_else(|| self.calendar_at_cursor(cx)) else {
            return cx.note(note!("day-whose"));
        };
        let cursor = ColumnCursor {
            calendar: calendar_id(&only),
            date,
            at,
            beside: 0,
        };
        let day = if self.day.is_week() {
            DayList::of(date)
        } else {
            DayList::week_of(date, only)
        };
        self.abandon(cx);
        self.has_columns = true;
        // The text that was typed has led to the calendar.
        self.day.set_filter(String::new());
        self.begin(cx, day, Some(cursor));
    }

    /// Returns the day at the cursor, and the time there.
    pub(in crate::day) fn date_and_time(&self, desk: &Desk) -> (NaiveDate, DateTime<Utc>) {
        let now = desk.office.moment.now;
        let in_columns = || {
            let columns = DayColumns::of(desk, self)?;
            let column = &columns.columns[columns.column];
            let time = column.off_axis(columns.axis.slot_of(columns.stop.line));
            Some((column.date, time.start))
        };
        let of_row = || {
            let row = self.chosen_row()?;
            Some((self.day.date_of(row), row.line.start))
        };
        let chosen = if self.has_columns {
            in_columns()
        } else {
            of_row()
        };
        chosen.unwrap_or((self.day.date, now))
    }

    /// Puts the cursor on a line of a column.
    pub(in crate::day) fn go_to_line(&mut self, desk: &Desk, column: usize, line: u16) {
        self.move_cursor(desk, |columns| Some(columns.cursor_on(column, line)));
    }

    /// Moves the cursor, and chooses the row at its new place.
    fn move_cursor(&mut self, desk: &Desk, to: impl Fn(&DayColumns<'_>) -> Option<ColumnCursor>) {
        let Some(columns) = DayColumns::of(desk, self) else {
            return;
        };
        let Some(cursor) = to(&columns) else {
            return;
        };
        let stop = columns.stop_in_column(&cursor);
        let chosen = stop.map(|stop| columns.listed_index_of(&stop));
        self.cursor = Some(cursor);
        // Another column may bring others into view, on another axis.
        let of_other = || DayColumns::of(desk, self)?.listed_index();
        self.chosen = chosen.unwrap_or_else(of_other).unwrap_or(self.chosen);
    }

    /// Marks the visit at the cursor and the next one of the column.
    fn mark_in_column(&mut self, desk: &Desk, down: bool) {
        let index_of = |board: &DayBoard| {
            DayColumns::of(desk, board).and_then(|columns| columns.listed_index())
        };
        let from = index_of(self);
        self.move_cursor(desk, |columns| {
            columns.stepped(down, |stop| columns.listed_index_of(stop).is_some())
        });
        if let Some(to) = index_of(self) {
            self.chosen = from.unwrap_or(to);
            self.extend_marks(to);
        }
    }

    fn enter_in_column(&mut self, cx: &mut Cx<'_>) -> Reaction {
        let Some(columns) = DayColumns::of(cx, self) else {
            return Reaction::Stay;
        };
        match columns.chosen() {
            Some(BlockContent::Row(row)) => self.open_row(cx, row),
            Some(BlockContent::Held(hold)) => cx.note(Note::verbatim(cx.words().held_where(hold))),
            Some(BlockContent::Typed(_)) => {}
            None => match columns.visit_to_begin() {
                Err(why) => cx.note(why),
                Ok(visit) => return self.begin_visit(cx, visit),
            },
        }
        Reaction::Stay
    }
}

impl DayColumns<'_> {
    /// Returns the cursor on the next stop of its column, up or down, that `fits`.
    fn stepped(&self, down: bool, fits: impl Fn(&Stop) -> bool) -> Option<ColumnCursor> {
        let stops = stops(&self.blocks, &self.axis);
        let here = stops.iter().position(|stop| *stop == self.stop)?;
        let to = if down {
            stops.iter().skip(here + 1).find(|stop| fits(stop))
        } else {
            stops.iter().take(here).rev().find(|stop| fits(stop))
        }?;
        let beside = stops
            .iter()
            .filter(|stop| stop.line == to.line)
            .position(|stop| stop == to);
        let cursor = self.cursor_on(self.column, to.line);
        Some(ColumnCursor {
            beside: beside.unwrap_or(0),
            ..cursor
        })
    }

    /// Returns the cursor in the next or the previous column.
    fn beside(&self, right: bool) -> ColumnCursor {
        let to = if right {
            self.column + 1
        } else {
            self.column.saturating_sub(1)
        };
        self.cursor_on(to, self.line)
    }

    pub(super) fn cursor_on(&self, column: usize, line: u16) -> ColumnCursor {
        let column = &self.columns[column.min(self.columns.len() - 1)];
        ColumnCursor {
            calendar: column.calendar(),
            date: column.date,
            at: column.off_axis(self.axis.slot_of(line)).start,
            beside: 0,
        }
    }

    /// Returns the stop at a cursor in the chosen column; `None` in another.
    fn stop_in_column(&self, cursor: &ColumnCursor) -> Option<Stop> {
        if place_of(cursor, &self.columns) != Some(self.column) {
            return None;
        }
        let column = &self.columns[self.column];
        let at = cursor.at + self.board.to_axis(cursor.date, column.zone);
        let line = self.axis.line_of(at);
        Some(stop_at(&self.blocks, &self.axis, line, cursor.beside))
    }

    /// Returns the index in the list of the row at the cursor.
    fn listed_index(&self) -> Option<usize> {
        self.listed_index_of(&self.stop)
    }

    fn listed_index_of(&self, stop: &Stop) -> Option<usize> {
        let BlockContent::Row(row) = self.blocks[stop.block?].content else {
            return None;
        };
        self.board.day.place_of_row(row)
    }

    /// Returns the visit that may begin at the cursor: at the last free time, within the free period there, before
    /// the end of the line; else as soon as nothing overlaps. The columns show the clinic's day and offer nothing: what
    /// begins there gets the objections that a typed time gets.
    fn visit_to_begin(&self) -> Result<VisitToBegin, Note> {
        let column = &self.columns[self.column];
        let provider = column
            .provider()
            .cloned()
            .ok_or_else(|| note!("day-nothing-there"))?;
        let time = column.off_axis(self.axis.slot_of(self.stop.line));
        let now = self.desk.office.moment.now;
        let lines = || {
            column
                .rows
                .iter()
                .map(|row| &self.board.day.rows()[*row].line)
        };
        let meets = |line: &&DayLine| {
            let slot = line.slot();
            slot.start < time.end && (time.start < slot.end || slot.start >= time.start)
        };
        let period = lines().filter(|line| line.is_free()).find(meets);
        let is_bookable = |start: &DateTime<Utc>| {
            period.is_some_and(|period| period.start <= *start) && *start < time.end && *start > now
        };
        let of_column = self
            .board
            .day
            .free_starts()
            .iter()
            .filter(|(_, clinic, id)| *clinic == column.clinic && is_same_id(id, column.id));
        let free = of_column
            .map(|(start, ..)| *start)
            .filter(is_bookable)
            .max();
        let taken = lines()
            .filter(|line| line.is_live())
            .filter(meets)
            .map(|line| line.slot().end);
        let start = free
            .or_else(|| taken.chain([time.start]).max())
            .unwrap_or(time.start);
        if start <= now {
            return Err(note!("day-is-past"));
        }
        Ok(VisitToBegin { provider, start })
    }
}
