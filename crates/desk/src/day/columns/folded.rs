//! Practitioners who are not in on a day, and closed locations: they share one narrow column, which leaves its width to
//! the others.

use ratatui::layout::Rect;

use super::column::DayColumn;
use crate::{DayBoard, Desk, Frame, current};
use booking::{Basis, Free};
use office::{GroupTimes, Known};
use screen::{Role, cells};
use words::DayCalendar;

/// The maximum columns of the names, and the blanks before and after them.
const MOST: u16 = 9;
const GAP: u16 = 1;

/// The practitioners and locations that are not in.
#[derive(Default)]
pub(super) struct Folded {
    /// The heading: that they are not in.
    head: String,
    names: Vec<String>,
    /// Their calendars, if a list has them.
    pub(super) calendars: Vec<DayCalendar>,
    /// The columns that they take next to those of a clock, with the blanks around them; zero if there is no room.
    width: u16,
}

impl Folded {
    /// Takes out the columns without visits or absences whose practitioner is off or has none of the free times that
    /// were read, unless they are kept. Folds nothing while the board has a filter, or if no column would stay.
    pub(super) fn take_out_of(
        columns: &mut Vec<DayColumn<'_>>,
        desk: &Desk,
        board: &DayBoard,
        is_kept: impl Fn(&DayColumn<'_>) -> bool,
    ) -> Folded {
        let is_for_everybody = !board.day.is_week() && board.day.only.is_none();
        if !is_for_everybody || !board.day.filter().is_empty() {
            return Folded::default();
        }
        let is_out = |column: &mut DayColumn<'_>| {
            if !column.rows.is_empty() || is_kept(column) {
                return false;
            }
            let free = current::next_days_free(desk, column.clinic);
            column.add_known_times(desk, board);
            if let Some(group) = free {
                column.add_free_times_of(desk, group);
            }
            let is_off = column.is_off() || has_read_times(column, free);
            // An absence has a band with its reason.
            is_off && column.free.is_empty() && column.away.is_empty()
        };
        let out: Vec<bool> = columns.iter_mut().map(is_out).collect();
        if out.iter().all(|is_out| *is_out) {
            return Folded::default();
        }
        let mut folded = Folded::default();
        let mut places = out.iter();
        columns.retain(|column| {
            let is_out = places.next().is_some_and(|is_out| *is_out);
            if is_out {
                folded.add(column, desk);
            }
            !is_out
        });
        folded
    }

    fn add(&mut self, column: &DayColumn<'_>, desk: &Desk) {
        if let Some(provider) = column.provider()
            && self.head.is_empty()
        {
            let out = &provider.clinic().words().out;
            out.text(desk.setup.language).clone_into(&mut self.head);
        }
        self.names.push(column.code_and_word(desk));
        self.calendars.extend(column.entry.cloned());
    }

    /// Gives the names a column of their own, if `left` columns of the screen are enough for it.
    pub(super) fn beside_columns(mut self, left: u16) -> Folded {
        let texts = self.names.iter().chain([&self.head]);
        let widest = texts.map(|text| cells(text)).max().unwrap_or(0).min(MOST);
        if !self.names.is_empty() && widest + 2 * GAP <= left {
            self.width = widest + 2 * GAP;
        }
        self
    }

    /// Returns the part of an area that the names leave for the other columns.
    pub(super) fn beside(&self, area: Rect) -> Rect {
        Rect {
            width: area.width.saturating_sub(self.width),
            ..area
        }
    }

    /// Returns the names in a line if they have no column; empty if there are none.
    pub(super) fn in_line(&self) -> String {
        if self.width > 0 || self.names.is_empty() {
            return String::new();
        }
        format!("{}: {}", self.head, self.names.join(", "))
    }

    /// Draws the names into their column at the right edge of an area.
    pub(super) fn draw(&self, area: Rect, frame: &mut Frame) {
        if self.width == 0 {
            return;
        }
        let x = area.right().saturating_sub(self.width - GAP);
        let width = self.width - 2 * GAP;
        let heads = [(&self.head, Role::Strong)].into_iter();
        let names = self.names.iter().map(|name| (name, Role::Dim));
        for (y, (text, role)) in (area.top()..area.bottom()).zip(heads.chain(names)) {
            frame.text_within(x, y, width, text, role);
        }
    }
}

/// Returns whether the free times of a column's day have been read and show when somebody is in.
fn has_read_times(column: &DayColumn<'_>, free: Option<&GroupTimes>) -> bool {
    let times = column.provider().and_then(|provider| free?.of(provider));
    times.is_some_and(|times| {
        let is_read = matches!(times.of_day(column.date), Known::AsOf(_));
        let has_basis = |free: &Free| free.basis != Basis::NoSchedule;
        is_read && times.known().is_some_and(has_basis)
    })
}
