//! The board as a list: a line for each appointment and each free period, by time.

use ratatui::layout::{Position, Rect};

use crate::tone::{drawn, kind_cell, role_of};
use crate::{Action, DayBoard, Desk, Frame, Target};
use booking::{Attendance, DayLineKind, status_room, time};
use screen::{Cell, Column, Role, Table, TableLine, cells};

use i18n::{Language, say};

use super::columns;
use super::title;
use words::DayRow;

/// The lines above the rows: title, counts, filter, rule.
pub(super) const ABOVE: u16 = 4;
/// The columns of mark and sign, and of the birth year.
const MARK: u16 = 2;
const BORN: u16 = 4;
/// The columns of the letter of a kind of visit, on its background.
const KIND: u16 = 3;
/// The index of its cell in a row.
const KIND_CELL: usize = 6;
/// Room for a sign, and the minutes of lateness.
const LEAST_STATUS: u16 = 14;
/// The minimum columns of a board with the ends of visits.
const ENDS: u16 = 90;
/// The minimum columns of a board with the reasons for visits.
const WHATS: u16 = 70;
/// The maximum columns of times with their zone, and of names.
const MOST_TIME: u16 = 17;
const MOST_WHO: u16 = 30;
const MOST_WITH: u16 = 26;
/// The maximum columns of the desk that booked, or the age of an answer.
const MOST_ASIDE: u16 = 16;

pub(super) fn draw(
    desk: &Desk,
    board: &DayBoard,
    area: Rect,
    frame: &mut Frame,
) -> Option<Position> {
    title::draw(desk, board, area, frame);
    let line = Rect {
        y: area.y + 2,
        height: 1,
        ..area
    };
    let cursor = if board.marks.asks_what() {
        draw_asking(desk, board, line, frame);
        None
    } else {
        Some(draw_typed(desk, board, line, frame))
    };
    frame.rule(area.x, area.y + 3, area.width);
    let lines = Rect {
        y: area.y + ABOVE,
        height: area.height.saturating_sub(ABOVE),
        ..area
    };
    let is_drawn = board.has_columns && columns::draw(desk, board, lines, frame);
    if !is_drawn && board.has_rows() {
        draw_rows(desk, board, lines, frame);
    } else if !is_drawn && board.day.has_answer(&desk.office) {
        let text = match board.day.filter() {
            "" => say!(desk.setup.language, "day-nothing").to_owned(),
            _ if board.day.asks_who_waits() => {
                say!(desk.setup.language, "day-nobody-waits").to_owned()
            }
            _ => {
                let key = desk.setup.keys.key(Action::ClearField);
                say!(desk.setup.language, "day-nobody-fits", key)
            }
        };
        frame.text(lines.x + MARK, lines.y, lines.width, &text, Role::Dim);
    }
    cursor
}

/// Draws the actions on the marked rows.
fn draw_asking(desk: &Desk, board: &DayBoard, line: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let lines = board.marks.question(language, line.width);
    // On a narrow screen they take two lines and replace the counts.
    for (y, text) in (0..=line.y).rev().zip(lines.iter().rev()) {
        frame.blank(line.x, y, line.width, Role::Text);
        frame.text_within(
            line.x + 1,
            y,
            line.width.saturating_sub(2),
            text,
            Role::Strong,
        );
    }
}

/// Draws the typed filter, or the hint on how to filter.
fn draw_typed(desk: &Desk, board: &DayBoard, line: Rect, frame: &mut Frame) -> Position {
    let end = line.x + line.width;
    frame.text(line.x + 1, line.y, 1, "›", Role::Focus);
    let x = frame.text_within(
        line.x + 3,
        line.y,
        end.saturating_sub(5),
        board.day.filter(),
        Role::Text,
    );
    let (hint, gap) = if board.day.filter().is_empty() {
        (say!(desk.setup.language, "day-narrow"), 0)
    } else if board.has_typed_hyphen() {
        (say!(desk.setup.language, "day-hyphen"), 2)
    } else {
        ("", 0)
    };
    let room = end.saturating_sub(x + gap + 1);
    frame.text_within(x + gap, line.y, room, hint, Role::Dim);
    frame.lay_field(Rect {
        x: line.x + 3,
        width: line.width.saturating_sub(5),
        ..line
    });
    Position::new(x.min(end - 1), line.y)
}

/// Draws the rows as a table, with a line at the present time.
fn draw_rows(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) {
    let rows: Vec<&DayRow> = board.day.listed().collect();
    let has_zones = board.day.has_zones();
    let language = desk.setup.language;
    let heads = ["time", "patient", "with", "status", "what"];
    let [time, who, with, state, what] = heads.map(|key| say!(language, "shell-head", key = key));
    let status = status_width(desk, &rows);
    // A narrow screen omits the ends of visits for the sake of names, and a very narrow one the reasons.
    let is_short = area.width < ENDS && !has_zones;
    let has_what = area.width >= WHATS;
    let [of_with, of_what] = match (is_short, has_what) {
        (false, _) => [4, 4],
        (true, true) => [5, 3],
        (true, false) => [3, 0],
    };
    let columns = vec![
        Column::fixed("", MARK),
        Column::fitting(&time, MOST_TIME),
        Column::share(&who, 5, MOST_WHO),
        Column::fixed("", BORN),
        Column::share(&with, of_with, MOST_WITH),
        if has_what {
            Column::fixed(&state, status)
        } else {
            Column::fitting("", status)
        },
        Column::fixed("", KIND),
        Column::share(if has_what { &what } else { "" }, of_what, u16::MAX),
        Column::fitting("", MOST_ASIDE),
    ];
    let cells = |row: usize| {
        let mut cells = cells_of(desk, board, rows[row], has_zones);
        if is_short && let Some((start, _)) = cells[1].0.split_once('–') {
            cells[1].0 = start.to_owned();
        }
        if !has_what {
            cells[KIND_CELL + 1].0.clear();
            // Most patients are yet to come.
            let is_awaited =
                rows[row].attendance() == Some(Attendance::Awaited) && cells[5].1 == Role::Text;
            if is_awaited && let Some((sign, _)) = cells[5].0.split_once(' ') {
                cells[5].0 = sign.to_owned();
            }
        }
        cells
    };
    let of_lines = Table::of_lines(lines_with_now(desk, board), board.chosen);
    Table {
        columns,
        indent: 0,
        ..of_lines
    }
    .draw(area, frame, cells, Target::BoardRow);
}

/// Returns the columns of the status: a sign, a blank and a word, or the minutes of a patient who is here.
fn status_width(desk: &Desk, rows: &[&DayRow]) -> u16 {
    let word = u16::try_from(status_room(desk.setup.language) + 2).unwrap_or(LEAST_STATUS);
    let here = rows
        .iter()
        .filter(|row| row.here_since.is_some())
        .map(|row| cells(&drawn(&desk.words().status_of_row(row)).0));
    here.chain([word, LEAST_STATUS])
        .max()
        .unwrap_or(LEAST_STATUS)
}

/// Returns the lines of the listed rows, with a rule at the present if the day is today.
pub(super) fn lines_with_now(desk: &Desk, board: &DayBoard) -> Vec<TableLine> {
    let mut lines: Vec<TableLine> = (0..board.day.listed().len()).map(TableLine::Row).collect();
    if board.day.is_week() {
        return with_days(desk, board, lines);
    }
    if board.day.is_today(desk.words()) && !board.day.is_by_stay() {
        let clock = desk
            .words()
            .this_minute()
            .with_timezone(&board.day.zone_of_rows(desk.words()))
            .time();
        let time = time::oclock(clock, desk.setup.language);
        let now = board.day.begun_by(desk.office.moment.now).min(lines.len());
        lines.insert(
            now,
            TableLine::Rule(format!(
                " {} ",
                say!(desk.setup.language, "day-now", time = time)
            )),
        );
    }
    lines
}

/// Puts the day above the first of its rows.
fn with_days(desk: &Desk, board: &DayBoard, rows: Vec<TableLine>) -> Vec<TableLine> {
    let mut lines = Vec::new();
    let mut last = None;
    for (line, row) in rows.into_iter().zip(board.day.listed()) {
        let date = board.day.date_of(row);
        if last != Some(date) && !board.day.is_by_stay() {
            let day = desk.words().day_in_short(date);
            lines.push(TableLine::Title(desk.words().with_holiday(day, date)));
        }
        last = Some(date);
        lines.push(line);
    }
    lines
}

fn cells_of(desk: &Desk, board: &DayBoard, row: &DayRow, has_zones: bool) -> Vec<Cell> {
    let language = desk.setup.language;
    let role = role_of(row);
    let sign = match &row.line.kind {
        _ if row.line.overlaps || row.away.is_some() => "!",
        DayLineKind::Unsettled(_) => "?",
        DayLineKind::Booked(_) | DayLineKind::Free => "",
    };
    let mark = if board.is_marked(row) { "•" } else { " " };
    let is_free = row.line.is_free();
    let who = if is_free {
        say!(language, "day-free").to_owned()
    } else {
        row.who.clone()
    };
    let chip = desk.words().status_of_row(row);
    let kind = kind_cell(row, &chip);
    let (status, tone) = drawn(&chip);
    let role_of_name = if tone == Role::Late { tone } else { role };
    let lag = board.lag_minutes(row.clinic, desk);
    let lag = lag.map(|minutes| say!(language, "day-minutes-ago", minutes = minutes));
    let made_at = if is_free { None } else { row.desk.clone() };
    vec![
        (format!("{mark}{sign}"), Role::Warning),
        (times(board, row, has_zones, language), role),
        (who, role_of_name),
        (row.born.clone(), Role::Dim),
        (row.with.clone(), role),
        (status, tone),
        kind,
        (
            if is_free {
                String::new()
            } else {
                desk.words().purpose_of_row(row)
            },
            role,
        ),
        (lag.or(made_at).unwrap_or_default(), Role::Dim),
    ]
}

/// Returns the cells of a row as one line, without the letter of its kind.
pub(super) fn row_text(desk: &Desk, board: &DayBoard, row: &DayRow) -> String {
    let mut cells = cells_of(desk, board, row, board.day.has_zones());
    cells.remove(KIND_CELL);
    let cells = cells.into_iter().skip(1);
    cells
        .map(|(text, _)| text)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn times(board: &DayBoard, row: &DayRow, has_zones: bool, language: Language) -> String {
    let times = row.times(board.day.date_of(row), language);
    if has_zones {
        format!(
            "{times} {}",
            time::zone_word_at(row.line.start, row.zone, language)
        )
    } else {
        times
    }
}
