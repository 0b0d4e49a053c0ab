//! Free times day by day: a line for each day, a column for each hour, and the times of the day that is open.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Position;

use crate::booking::Basis;
use crate::booking::time;
use crate::desk::{Area, DayGrid, Desk, FreeDay, FreeTime, GridLine, Known, Row, TIMES_A_LINE, basis_words};

use super::Role;
use super::frame::{Frame, cells};

/// The columns before the text.
const LEAD: u16 = 3;
/// The columns of a day's name, and what marks today.
const DAY_WIDTH: u16 = 19;
/// The columns at the end of a day's line for how many times there are.
const COUNT_WIDTH: u16 = 10;
/// The columns of a time in the list of a day, its digit included.
const TIME_WIDTH: u16 = 10;

/// Draws the grid, and says where its cursor is.
pub(super) fn draw(desk: &Desk, grid: &DayGrid, area: Area, frame: &mut Frame) -> Position {
    draw_title(desk, grid, area, frame);
    let line =
        |y| Area { x: area.x + LEAD, y: area.y + y, width: area.width.saturating_sub(LEAD + 1), height: 1 };
    let cursor = draw_input(desk, grid, line(1), frame);
    if desk.provider().is_none() {
        frame.text_within(line(2).x, line(2).y, line(2).width, &desk.asks_whom(), Role::Dim);
        draw_whom(
            &desk.whom_rows(grid.input.value()),
            grid,
            Area { height: area.height.saturating_sub(4), ..line(4) },
            frame,
        );
        return cursor;
    }
    draw_reading(grid, line(2), frame);
    let columns = Columns::of(grid, area);
    draw_clock(desk, line(3), frame);
    columns.draw(line(3).y, frame);
    for (y, row) in (area.y + 4..).zip(grid.lines(desk)) {
        match row {
            GridLine::Week(number) => draw_week(number, area, y, frame),
            GridLine::Day(date) => draw_day(desk, grid, date, &columns, y, frame),
            GridLine::Times(from) => draw_times(desk, grid, from, line(y - area.y), frame),
        }
    }
    draw_chosen(desk, grid, line(area.height.saturating_sub(1)), frame);
    cursor
}

/// Whose times; what they rest on, and how old that is.
fn draw_title(desk: &Desk, grid: &DayGrid, area: Area, frame: &mut Frame) {
    let title = match desk.provider() {
        None => "Free times".to_owned(),
        Some(_) => format!("Free times of {}", desk.whose_times()),
    };
    let rests_on = match (desk.known_of(grid.day), desk.free_times()) {
        (Known::AsOf(as_of), Some(free)) => basis_words(free.basis, as_of, desk.moment.now),
        (Known::Asking, _) => "asking…".to_owned(),
        _ => String::new(),
    };
    let room = area.width.saturating_sub(cells(&rests_on) + 4);
    frame.text_within(area.x + 1, area.y, room, &title, Role::Strong);
    frame.text_before(area.x + area.width - 1, area.y, &rests_on, Role::Dim);
}

/// The clock that days and hours are of, where it isn't the desk's.
fn draw_clock(desk: &Desk, area: Area, frame: &mut Frame) {
    if desk.zone() != desk.setup.zone {
        let clock = format!("clock of {}", time::town(desk.zone()));
        frame.text_within(area.x, area.y, DAY_WIDTH, &clock, Role::Strong);
    }
}

fn draw_input(desk: &Desk, grid: &DayGrid, area: Area, frame: &mut Frame) -> Position {
    frame.text(area.x - 2, area.y, 1, "›", Role::Focus);
    let text = grid.input.value();
    let end = frame.text_within(area.x, area.y, area.width, text, Role::Text);
    if text.is_empty() {
        let hint = match desk.provider() {
            None => "type a part of the name; ↓ and Enter pick",
            Some(_) => "type to narrow: th afternoon · >16:00 · 24.12. · +2w",
        };
        frame.text_within(area.x, area.y, area.width, hint, Role::Dim);
    }
    Position::new(end.min(area.x + area.width), area.y)
}

fn draw_reading(grid: &DayGrid, area: Area, frame: &mut Frame) {
    match &grid.reading {
        None => frame.text(area.x, area.y, area.width, "every free time", Role::Dim),
        Some(Ok(says)) => frame.text_within(area.x, area.y, area.width, says, Role::Dim),
        Some(Err(problem)) => {
            frame.text_within(area.x, area.y, area.width, &format!("! {problem}"), Role::Warning)
        }
    };
}

/// Whom the form may name, each with its digit.
fn draw_whom(rows: &[Row], grid: &DayGrid, area: Area, frame: &mut Frame) {
    for (y, (number, row)) in (area.y..area.y + area.height).zip(rows.iter().enumerate()) {
        let role = if grid.whom == number { Role::Chosen } else { Role::Text };
        let text = format!(" {} {}   {} ", number + 1, row.label, row.detail);
        frame.text_within(area.x, y, area.width, &text, role);
    }
}

/// Where the hours stand.
struct Columns {
    hours: Range<u32>,
    x: u16,
    width: u16,
    end: u16,
}

impl Columns {
    fn of(grid: &DayGrid, area: Area) -> Columns {
        let hours = grid.hours();
        let count = u16::try_from(hours.len()).unwrap_or(24).max(1);
        let x = area.x + LEAD + DAY_WIDTH;
        let room = (area.x + area.width).saturating_sub(x + COUNT_WIDTH);
        Columns { hours, x, width: (room / count).clamp(2, 4), end: area.x + area.width }
    }

    fn draw(&self, y: u16, frame: &mut Frame) {
        for (hour, x) in self.places() {
            frame.text_before(x, y, &hour.to_string(), Role::Dim);
        }
    }

    /// Each hour with the column after its own.
    fn places(&self) -> impl Iterator<Item = (u32, u16)> {
        let ends = (1..).map(|number| self.x + number * self.width);
        self.hours.clone().zip(ends).filter(|(_, x)| *x < self.end)
    }

    fn after(&self) -> u16 {
        self.x + u16::try_from(self.hours.len()).unwrap_or(24) * self.width
    }
}

fn draw_week(number: Option<u32>, area: Area, y: u16, frame: &mut Frame) {
    frame.rule(area.x + 1, y, area.width.saturating_sub(2));
    if let Some(number) = number {
        frame.text(area.x + LEAD, y, area.width, &format!(" week {number} "), Role::Dim);
    }
}

fn draw_day(desk: &Desk, grid: &DayGrid, date: NaiveDate, columns: &Columns, y: u16, frame: &mut Frame) {
    let here = grid.day == date;
    let free = grid.free_on(date);
    let language = desk.setup.language;
    let (weekday, month) = (time::weekday(date.weekday(), language), time::month(date, language));
    let name = match date == grid.today {
        true => format!("{weekday} {:>2} {month} today", date.day()),
        false => format!("{weekday} {:>2} {month}", date.day()),
    };
    let role = match (here, free) {
        (true, _) => Role::Focus,
        (false, Some(_)) => Role::Text,
        (false, None) => Role::Dim,
    };
    let x = columns.x - DAY_WIDTH;
    if here {
        frame.text(x - 2, y, 1, "›", Role::Focus);
    }
    frame.text(x, y, DAY_WIDTH, &name, role);
    let known = desk.known_of(date);
    if matches!(known, Known::AsOf(_)) {
        draw_places(grid, date, free, columns, y, frame);
    }
    let said = match (known, free) {
        (Known::AsOf(_), Some(free)) => format!("{} free", free.times().len()),
        (Known::Asking, _) => "asking…".to_owned(),
        (Known::Failed, _) => "not known".to_owned(),
        (Known::AsOf(_), None) | (Known::Unasked, _) => String::new(),
    };
    let room = columns.end.saturating_sub(columns.after() + 2);
    let role = if free.is_some() { Role::Text } else { Role::Dim };
    frame.text(columns.after() + 2, y, room, &said, role);
}

fn draw_places(
    grid: &DayGrid,
    date: NaiveDate,
    free: Option<&FreeDay>,
    columns: &Columns,
    y: u16,
    frame: &mut Frame,
) {
    let chosen = grid.chosen.filter(|_| grid.day == date).map(|time| time.hour);
    for (hour, x) in columns.places() {
        match free.map_or(0, |day| day.places_in(hour)) {
            0 => frame.text_before(x, y, "·", Role::Dim),
            places if chosen == Some(hour) => {
                frame.text_before(x, y, &format!("{places:>2}"), Role::Chosen);
            }
            places => frame.text_before(x, y, &places.to_string(), Role::Good),
        }
    }
}

/// A line of the times of the open day; nine of them have a digit.
fn draw_times(desk: &Desk, grid: &DayGrid, from: usize, area: Area, frame: &mut Frame) {
    let times = grid.free_on(grid.day).map(FreeDay::times).unwrap_or_default();
    let first = grid.first_numbered();
    let mut x = area.x + 1;
    for (place, time) in times.iter().enumerate().skip(from).take(TIMES_A_LINE) {
        let digit = match place.checked_sub(first) {
            Some(number @ 0..9) => (number + 1).to_string(),
            _ => " ".to_owned(),
        };
        frame.text(x, area.y, 1, &digit, Role::Strong);
        let role = if grid.chosen == Some(*time) { Role::Chosen } else { Role::Text };
        frame.text(x + 1, area.y, TIME_WIDTH, &format!(" {} ", oclock(desk, *time)), role);
        x += TIME_WIDTH;
    }
}

fn oclock(desk: &Desk, time: FreeTime) -> String {
    time::oclock(time.start.with_timezone(&desk.zone()).time(), desk.setup.language)
}

/// The time that Enter leads to, in full and on both clocks; or why there is none.
fn draw_chosen(desk: &Desk, grid: &DayGrid, area: Area, frame: &mut Frame) {
    let Some(chosen) = grid.chosen else {
        frame.text_within(area.x, area.y, area.width, &why_none(desk, grid), Role::Dim);
        return;
    };
    let said = time::echo_in_full(chosen.start, &desk.setting().clock);
    let said = match time::elsewhere(chosen.start, desk.zone(), desk.setup.zone, desk.setup.language) {
        Some(here) => format!("{said} · here {here}"),
        None => said,
    };
    frame.text_within(area.x, area.y, area.width, &said, Role::Strong);
}

fn why_none(desk: &Desk, grid: &DayGrid) -> String {
    let known = desk.known_of(grid.day);
    if desk.free_times().is_some_and(|free| free.basis == Basis::NoSchedule) {
        return "Neither schedule nor hours are published, so nobody knows: Esc, and type a time.".to_owned();
    }
    if let Some(why) = desk.why_not_free(grid.day) {
        return why.to_owned();
    }
    match (known, grid.looking_on(desk)) {
        (Known::AsOf(_), Some(day)) => {
            format!("Nothing before {}: looking further. Esc stops.", time::day(day, desk.setup.language))
        }
        (Known::Asking | Known::Unasked | Known::Failed, _) => "Asking for free times… Esc stops.".to_owned(),
        (Known::AsOf(_), None) if grid.reading.is_some() => {
            "Nothing that fits is free on this day.".to_owned()
        }
        (Known::AsOf(_), None) => "Nothing is free on this day.".to_owned(),
    }
}
