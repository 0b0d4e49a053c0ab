//! Today as a short list: time, patient, provider and status, scrolled to the present if it is longer than
//! the screen.

use ratatui::layout::Rect;

use crate::booking::{Attendance, time};
use crate::desk::day::status::{role_of, status};
use crate::desk::day::title::{has_zones, remark, this_minute, zone_of_rows};
use crate::desk::footer::named;
use crate::desk::frame::draw_hint;
use crate::desk::geometry::EDGE;
use crate::desk::{Action, DayBoard, DayRow, Desk, Frame, Target};
use crate::i18n::say;
use crate::screen::{Role, cells};

use super::super::view::draw_now;

/// The columns of the time with its mark and blanks, and of the time zone.
const TIME: u16 = 8;
const ZONE: u16 = 5;
/// The maximum number of past rows shown above the present.
const PASSED: usize = 2;
/// The minimum width for the status as a word; below it the sign of the status is the mark.
const WORDS: u16 = 60;
/// The maximum columns of a patient's name and of the provider's.
const MOST_WHO: u16 = 28;
const MOST_WITH: u16 = 26;
/// The minimum columns for the reason of the visit.
const LEAST_WHAT: u16 = 12;

/// Draws the list within the frame that stands around `area`; a click opens the day.
pub(in crate::desk::day) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let inner = area.inner(EDGE);
    frame.mark(area, Target::Key(named(desk, Action::Day).0));
    let Some(board) = board(desk) else {
        frame.title(area, say!(language, "rail-day"), Role::Strong);
        draw_hint(say!(language, "rail-whose"), inner, frame);
        return;
    };
    let title = format!("{} · {}", time::day(board.date, language), say!(language, "day-everyone"));
    frame.title(area, &title, Role::Strong);
    let (said, role) = remark(desk, board);
    frame.text_within(inner.x + 1, inner.y, inner.width.saturating_sub(2), &said, role);
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    List::of(desk, board, rows.width).draw(rows, rows.bottom(), frame);
}

/// Draws the list under the form of a narrow screen. Returns whether there was anything to draw.
pub(in crate::desk) fn draw_below(desk: &Desk, area: Rect, frame: &mut Frame) -> bool {
    let Some(board) = board(desk).filter(|_| desk.shows_today()) else { return false };
    let (said, role) = remark(desk, board);
    frame.mark(area, Target::Key(named(desk, Action::Day).0));
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let end = List::of(desk, board, rows.width).draw(rows, area.y, frame);
    let date = format!("{}  ", time::day(board.date, desk.setup.language));
    let x = frame.text_within(area.x + 1, area.y, end.saturating_sub(area.x + 2), &date, Role::Strong);
    frame.text_within(x, area.y, end.saturating_sub(x + 1), &said, role);
    true
}

/// Returns the board to draw, or `None` if there is nothing to show.
fn board(desk: &Desk) -> Option<&DayBoard> {
    let board = desk.today[desk.clinic].as_ref()?.shown();
    (board.listed().len() > 0 || has_failed(board)).then_some(board)
}

fn has_failed(board: &DayBoard) -> bool {
    board.clinics().iter().any(|clinic| clinic.unread().is_some())
}

/// The rows, and the widths of their columns.
struct List<'a> {
    desk: &'a Desk,
    board: &'a DayBoard,
    has_zones: bool,
    who: u16,
    with: u16,
    what: u16,
    status: u16,
}

impl<'a> List<'a> {
    fn of(desk: &'a Desk, board: &'a DayBoard, width: u16) -> List<'a> {
        let has_zones = has_zones(desk, board);
        let words = || board.listed().filter_map(|row| standing(row, desk)).map(|(said, _)| cells(&said) + 1);
        let status = if width >= WORDS { words().max().unwrap_or(0) } else { 0 };
        let time = if has_zones { TIME + ZONE } else { TIME };
        let rest = width.saturating_sub(time + status + 1);
        let who = (rest * 11 / 20).min(MOST_WHO);
        let with = rest.saturating_sub(who).min(MOST_WITH);
        let what = Some(rest - who - with).filter(|what| *what >= LEAST_WHAT);
        List { desk, board, has_zones, who, with, what: what.unwrap_or(0), status }
    }

    /// Draws the rows, and at the end of line `below` how many more there are. Returns the column up to which
    /// that line stays free.
    fn draw(&self, area: Rect, below: u16, frame: &mut Frame) -> u16 {
        let now = this_minute(self.desk);
        let is_today = self.board.is_today(self.desk);
        let count = self.board.listed().len();
        let passed = self.board.begun_by(now);
        let height = usize::from(area.height).saturating_sub(usize::from(is_today));
        let first = passed.saturating_sub(PASSED.min(height / 4)).min(count.saturating_sub(height));
        let mut y = area.y;
        for (place, row) in self.board.listed().enumerate().skip(first).take(height) {
            if place == passed && is_today {
                let across = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
                draw_now(self.desk, zone_of_rows(self.desk, self.board), across, TIME - 3, frame);
                y += 1;
            }
            self.draw_row(row, Rect { y, height: 1, ..area }, frame);
            y += 1;
        }
        let left = count.saturating_sub(first + height);
        if left == 0 {
            return area.right();
        }
        let more = format!(" {} ", say!(self.desk.setup.language, "day-more", count = left));
        frame.text_before(area.right(), below, &more, Role::Dim);
        area.right().saturating_sub(cells(&more))
    }

    fn draw_row(&self, row: &DayRow, line: Rect, frame: &mut Frame) {
        let role = role_of(row);
        let mut x = line.x + 1;
        let mut cell = |text: &str, width: u16, role, frame: &mut Frame| {
            frame.text_within(x, line.y, width.saturating_sub(1), text, role);
            x += width;
        };
        let local = row.line.start().with_timezone(&row.zone);
        cell(&time::oclock(local.time(), self.desk.setup.language), TIME - 2, Role::Dim, frame);
        if self.has_zones {
            cell(
                &time::zone_word_at(row.line.start(), row.zone, self.desk.setup.language),
                ZONE,
                Role::Dim,
                frame,
            );
        }
        let standing = standing(row, self.desk);
        match &standing {
            Some((said, tone)) if self.status == 0 => {
                cell(said.get(..said.find(' ').unwrap_or(0)).unwrap_or_default(), 2, *tone, frame);
            }
            _ => cell("▌", 2, role, frame),
        }
        cell(&row.who, self.who, role, frame);
        cell(&row.with, self.with, Role::Dim, frame);
        cell(row.what().unwrap_or_default(), self.what, Role::Dim, frame);
        if let Some((said, tone)) = standing.filter(|_| self.status > 0) {
            cell(&said, self.status, tone, frame);
        }
    }
}

/// Returns the status of an appointment; `None` while the patient is yet to come, as for most rows.
fn standing(row: &DayRow, desk: &Desk) -> Option<(String, Role)> {
    let (said, role) = status(row, desk).to_text();
    let is_awaited = row.attendance() == Some(Attendance::Awaited) && role == Role::Text;
    (!is_awaited).then_some((said, role))
}
