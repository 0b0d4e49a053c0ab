//! The board as a list: a line for each appointment and each free stretch, by time.

use chrono_tz::Tz;
use ratatui::layout::{Position, Rect};

use crate::booking::{DayLine, status_room, time};
use crate::desk::{DayBoard, DayRow, Desk, Frame, Target};
use crate::screen::{Role, cells};

use crate::i18n::{Language, say};

use super::columns;
use super::marks::for_several;
use super::status::{role_of, status};
use super::title::{self, has_zones, this_minute, zone_of_rows};

/// The lines above the rows: title, counts, filter, rule.
const ABOVE: u16 = 4;
/// The columns of marks, times, time zone if there are several, and birth year.
const MARK: u16 = 3;
const TIME: u16 = 12;
const ZONE: u16 = 5;
const BORN: u16 = 5;
/// Room for a sign, the minutes of lateness, and a blank.
const LEAST_STATUS: u16 = 15;
/// The maximum columns of names.
const MOST_WHO: u16 = 30;
const MOST_WITH: u16 = 26;

pub(super) fn draw(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) -> Option<Position> {
    title::draw(desk, board, area, frame);
    let line = Rect { y: area.y + 2, height: 1, ..area };
    let cursor = match board.asks_what {
        true => {
            draw_asking(desk, board, line, frame);
            None
        }
        false => Some(draw_typed(desk, board, line, frame)),
    };
    frame.rule(area.x, area.y + 3, area.width);
    let lines = Rect { y: area.y + ABOVE, height: area.height.saturating_sub(ABOVE), ..area };
    if board.listed().len() > 0 {
        match board.has_columns(desk) {
            true => columns::draw(desk, board, lines, frame),
            false => Table::of(desk, board, lines).draw(lines, frame),
        }
    } else if board.is_told() {
        let said = match board.typed() {
            "" => say!(desk.setup.language, "day-nothing"),
            _ => say!(desk.setup.language, "day-nobody-fits"),
        };
        frame.text(lines.x + MARK, lines.y, lines.width, said, Role::Dim);
    }
    cursor
}

/// Draws the actions on the marked rows.
fn draw_asking(desk: &Desk, board: &DayBoard, line: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let verbs: Vec<String> = for_several()
        .filter_map(|verb| Some(format!("{} {}", verb.letter()?, say!(language, "now-verb", verb = verb))))
        .collect();
    let asked = say!(language, "day-what-with", count = board.marked_count());
    let said = format!("{asked}   {}", verbs.join("   "));
    frame.text_within(line.x + 1, line.y, line.width.saturating_sub(2), &said, Role::Strong);
}

/// Draws the typed filter, or the hint on how to filter.
fn draw_typed(desk: &Desk, board: &DayBoard, line: Rect, frame: &mut Frame) -> Position {
    let end = line.x + line.width;
    frame.text(line.x + 1, line.y, 1, "›", Role::Focus);
    let x = frame.text_within(line.x + 3, line.y, end.saturating_sub(5), board.typed(), Role::Text);
    if board.typed().is_empty() {
        let hint = say!(desk.setup.language, "day-narrow");
        frame.text_within(x, line.y, end.saturating_sub(x + 1), hint, Role::Dim);
    }
    Position::new(x.min(end - 1), line.y)
}

/// The rows of a board, and the widths of their columns.
struct Table<'a> {
    desk: &'a Desk,
    board: &'a DayBoard,
    language: Language,
    /// Whether each row names its time zone.
    has_zones: bool,
    time: u16,
    who: u16,
    with: u16,
    status: u16,
}

impl<'a> Table<'a> {
    fn of(desk: &'a Desk, board: &'a DayBoard, area: Rect) -> Table<'a> {
        let has_zones = has_zones(desk, board);
        let time = if has_zones { TIME + ZONE } else { TIME };
        // A sign and a blank before the word, a blank behind it.
        let status = (place(status_room(desk.setup.language)) + 3).max(LEAST_STATUS);
        let rest = area.width.saturating_sub(MARK + time + BORN + status + 1);
        let (who, with) = ((rest * 2 / 5).min(MOST_WHO), (rest / 3).min(MOST_WITH));
        Table { desk, board, language: desk.setup.language, has_zones, time, who, with, status }
    }

    /// Returns the index of the first row to come, under the line with the present time.
    fn now_line(&self) -> Option<usize> {
        let now = self.desk.moment.now;
        self.board.is_today(self.desk).then(|| self.board.begun_by(now))
    }

    fn draw(&self, area: Rect, frame: &mut Frame) {
        let (rows, now) = (self.board.listed(), self.now_line());
        let lines = rows.len() + usize::from(now.is_some());
        let line_of = |row: usize| row + usize::from(now.is_some_and(|now| row >= now));
        let height = usize::from(area.height);
        let from = line_of(self.board.chosen).saturating_sub(height / 2).min(lines.saturating_sub(height));
        if let Some(now) = now.filter(|now| (from..from + height).contains(now)) {
            let line = Rect { y: area.y + place(now - from), height: 1, ..area };
            draw_now(self.desk, zone_of_rows(self.desk, self.board), line, MARK + TIME - 1, frame);
        }
        let first = from - usize::from(now.is_some_and(|now| now < from));
        for (number, row) in rows.enumerate().skip(first) {
            let Some(offset) = line_of(number).checked_sub(from) else { continue };
            if offset >= height {
                break;
            }
            let line = Rect { y: area.y + place(offset), height: 1, ..area };
            frame.mark(line, Target::BoardRow(number));
            self.draw_row(row, number == self.board.chosen, line, frame);
        }
        let below = lines.saturating_sub(from + height);
        if below > 0 {
            let more = format!(" {} ", say!(self.language, "day-more", count = below));
            frame.text_over(area.right(), area.bottom() - 1, &more, Role::Dim);
        }
    }

    fn draw_row(&self, row: &DayRow, is_chosen: bool, line: Rect, frame: &mut Frame) {
        if is_chosen {
            frame.blank(line.x, line.y, line.width, Role::Chosen);
        }
        let looks = |role| if is_chosen { Role::Chosen } else { role };
        let role = looks(role_of(row));
        let sign = match &row.line {
            line if line.overlaps() => "!",
            DayLine::Unsettled { .. } => "?",
            _ => "",
        };
        if self.board.is_marked(row) {
            frame.text(line.x, line.y, 1, "•", looks(Role::Strong));
        }
        frame.text(line.x + 1, line.y, 1, sign, looks(Role::Warning));
        let mut x = line.x + MARK;
        let before = MARK + self.time + self.who + BORN + self.with + self.status;
        let mut cell = |text: &str, width: u16, role, frame: &mut Frame| {
            frame.text_within(x, line.y, width.saturating_sub(1), text, role);
            x += width;
        };
        cell(&self.times(row), self.time, role, frame);
        match &row.line {
            DayLine::Free { .. } => {
                cell(say!(self.language, "day-free"), self.who + BORN, role, frame);
                cell(&row.with, self.with, role, frame);
            }
            DayLine::Booked { .. } | DayLine::Unsettled { .. } => {
                cell(&row.who, self.who, role, frame);
                cell(&row.born, BORN, looks(Role::Dim), frame);
                cell(&row.with, self.with, role, frame);
                let (status, tone) = status(row, self.desk);
                cell(&status, self.status, looks(tone), frame);
                let purpose = self.purpose(row);
                let room = line.width.saturating_sub(before);
                cell(&purpose, room, role, frame);
                let desk = row.desk.as_ref().filter(|desk| cells(&purpose) + cells(desk) + 3 <= room);
                if let Some(desk) = desk {
                    frame.text_before(line.x + line.width - 1, line.y, desk, looks(Role::Dim));
                }
            }
        }
        if let Some(minutes) = self.board.lags(row.vendor, self.desk) {
            let said = format!(" {}", say!(self.language, "day-minutes-ago", minutes = minutes));
            frame.text_before(line.x + line.width, line.y, &said, looks(Role::Dim));
        }
    }

    fn times(&self, row: &DayRow) -> String {
        let times = row.times(self.board.date, self.language);
        match self.has_zones {
            true => format!("{times} {}", time::zone_word_at(row.line.start(), row.zone, self.language)),
            false => times,
        }
    }

    /// Returns the reason for the visit, after the word for an overlap if there is one.
    fn purpose(&self, row: &DayRow) -> String {
        let overlaps = row.line.overlaps().then(|| say!(self.language, "day-overlaps"));
        [overlaps, row.what()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

fn place(line: usize) -> u16 {
    u16::try_from(line).unwrap_or(u16::MAX)
}

/// Draws a line across with the time of day in a zone, `indent` columns from its left end.
pub(super) fn draw_now(desk: &Desk, zone: Tz, line: Rect, indent: u16, frame: &mut Frame) {
    let clock = this_minute(desk).with_timezone(&zone).time();
    let time = time::oclock(clock, desk.setup.language);
    frame.rule(line.x, line.y, line.width);
    let said = format!(" {} ", say!(desk.setup.language, "day-now", time = time));
    frame.text(line.x + indent, line.y, line.width, &said, Role::Strong);
}
