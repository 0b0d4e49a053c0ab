//! Free times day by day: a line for each day, a column for each hour, and the times of the open day.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Timelike};
use ratatui::layout::{Position, Rect};

use crate::current::{free_times, provider};
use crate::frame::draw_field;
use crate::slots::free::{known_of, why_not_free};
use crate::slots::hours::day_fit;
use crate::slots::practitioner::{asks_provider, provider_rows};
use crate::{
    DayGrid, Desk, Frame, FreeDay, FreeTime, GridLine, Key, Known, Row, TIMES_A_LINE, Target,
    basis_words, current,
};
use booking::{Basis, Blocked, HoursFit, Language, time};
use i18n::say;
use screen::{Role, cells};

/// The columns before the text.
const LEAD: u16 = 3;
/// The columns of a day's name, and of the mark for today.
const DAY_WIDTH: u16 = 19;
/// The columns at the end of a day's line for the number of times.
const COUNT_WIDTH: u16 = 13;
/// The columns of a time in the list of a day, including its digit.
const TIME_WIDTH: u16 = 10;

pub(super) fn draw(desk: &Desk, grid: &DayGrid, area: Rect, frame: &mut Frame) -> Position {
    draw_title(desk, grid, area, frame);
    let line = |y| Rect {
        x: area.x + LEAD,
        y: area.y + y,
        width: area.width.saturating_sub(LEAD + 1),
        height: 1,
    };
    let cursor = draw_search(desk, grid, line(1), frame);
    if provider(desk).is_none() {
        frame.wrapped(
            Rect {
                height: 2,
                ..line(2)
            },
            &asks_provider(desk),
            Role::Dim,
        );
        let rows = provider_rows(desk, grid.input.value());
        draw_providers(
            &rows,
            grid,
            Rect {
                height: area.height.saturating_sub(4),
                ..line(4)
            },
            frame,
        );
        return cursor;
    }
    draw_reading(desk, grid, line(2), frame);
    let columns = Columns::of(grid, area);
    draw_clock(desk, line(3), frame);
    columns.draw(line(3).y, frame);
    for (y, row) in (area.y + 4..).zip(grid.lines(desk)) {
        match row {
            GridLine::Week(number) => draw_week(number, desk.setup.language, area, y, frame),
            GridLine::Day(date) => {
                if !grid.open
                    && let Ok(steps) = i32::try_from((date - grid.day).num_days())
                {
                    frame.mark(Rect::new(area.x, y, area.width, 1), Target::Choice(steps));
                }
                draw_day(desk, grid, date, &columns, y, frame);
            }
            GridLine::Held(index) => draw_held(desk, grid, index, line(y - area.y), frame),
            GridLine::Times(from) => draw_times(desk, grid, from, line(y - area.y), frame),
        }
    }
    draw_chosen(desk, grid, line(area.height.saturating_sub(1)), frame);
    cursor
}

/// Draws the provider, and the basis and age of the times.
fn draw_title(desk: &Desk, grid: &DayGrid, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let title = match provider(desk) {
        None => say!(language, "grid-title").to_owned(),
        Some(provider) => {
            let whose = desk.words().provider(provider.clinic(), provider.id());
            say!(language, "grid-title-of", whose)
        }
    };
    let basis = match (known_of(desk, grid.day), free_times(desk)) {
        (Known::AsOf(as_of), Some(free)) => {
            basis_words(free.basis, as_of, desk.office.moment.now, language)
        }
        (Known::Asking, _) => say!(language, "grid-asking").to_owned(),
        _ => String::new(),
    };
    let end = area.right().saturating_sub(1);
    let x = frame.text_within(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        &title,
        Role::Strong,
    ) + 2;
    // If there is no room for the basis, only the age is drawn.
    let age = basis.rsplit(", ").next().unwrap_or_default();
    let basis = if cells(&basis) > end.saturating_sub(x) {
        age
    } else {
        &basis
    };
    let x = x.max(end.saturating_sub(cells(basis)));
    frame.text_within(x, area.y, end.saturating_sub(x), basis, Role::Dim);
}

/// Draws the time zone of days and hours, if it isn't the desk's.
fn draw_clock(desk: &Desk, area: Rect, frame: &mut Frame) {
    if desk.zone() != desk.office.setup.zone {
        let language = desk.setup.language;
        let clock = say!(
            language,
            "grid-clock",
            town = time::town(desk.zone(), language)
        );
        frame.text_within(area.x, area.y, DAY_WIDTH, &clock, Role::Strong);
    }
}

fn draw_search(desk: &Desk, grid: &DayGrid, area: Rect, frame: &mut Frame) -> Position {
    frame.text(area.x - 2, area.y, 1, "›", Role::Focus);
    let hint = match provider(desk) {
        None => say!(desk.setup.language, "grid-hint-whom"),
        Some(_) => say!(desk.setup.language, "grid-hint"),
    };
    draw_field(
        &grid.input,
        hint,
        (area.x, area.y),
        area.width,
        Role::Text,
        frame,
    )
}

fn draw_reading(desk: &Desk, grid: &DayGrid, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let (text, role) = match (&grid.reading, grid.wished(desk)) {
        (None, None) => (say!(language, "grid-everything").to_owned(), Role::Dim),
        (None, Some(wished)) => (
            say!(
                language,
                "grid-wished",
                wished = wished.to_text(desk.zone(), language)
            ),
            Role::Dim,
        ),
        (Some(Ok(wish)), _) => (wish.to_text(language), Role::Dim),
        (Some(Err(problem)), _) => (format!("! {}.", problem.what(language)), Role::Warning),
    };
    frame.text_within(area.x, area.y, area.width, &text, role);
}

/// Draws the providers to choose from, each with its digit.
fn draw_providers(rows: &[Row], grid: &DayGrid, area: Rect, frame: &mut Frame) {
    for (y, (number, row)) in (area.y..area.y + area.height).zip(rows.iter().enumerate()) {
        let role = if grid.whom == number {
            Role::Chosen
        } else {
            Role::Text
        };
        if let Some(key) = Key::of_place(number) {
            frame.mark(Rect::new(area.x, y, area.width, 1), Target::Key(key));
        }
        let text = format!(" {} {}   {} ", number + 1, row.label, row.detail);
        frame.text_within(area.x, y, area.width, &text, role);
    }
}

/// The positions of the hours.
struct Columns {
    hours: Range<u32>,
    x: u16,
    width: u16,
    end: u16,
}

impl Columns {
    fn of(grid: &DayGrid, area: Rect) -> Columns {
        let hours = grid.hours();
        let count = u16::try_from(hours.len()).unwrap_or(24).max(1);
        let x = area.x + LEAD + DAY_WIDTH;
        let room = (area.x + area.width).saturating_sub(x + COUNT_WIDTH);
        Columns {
            hours,
            x,
            width: (room / count).clamp(2, 4),
            end: area.x + area.width,
        }
    }

    fn draw(&self, y: u16, frame: &mut Frame) {
        // Hours of two digits in columns of two would run into one another.
        let step = if self.width > 2 { 1 } else { 2 };
        for (hour, x) in self.places().filter(|(hour, _)| hour % step == 0) {
            frame.text_before(x, y, &hour.to_string(), Role::Dim);
        }
    }

    /// Returns each hour with the end of its column.
    fn places(&self) -> impl Iterator<Item = (u32, u16)> {
        let ends = (1..).map(|number| self.x + number * self.width);
        self.hours.clone().zip(ends).filter(|(_, x)| *x < self.end)
    }

    /// Returns the column of the first hour's number.
    fn first(&self) -> u16 {
        self.x + self.width - 1
    }

    fn after(&self) -> u16 {
        self.x + u16::try_from(self.hours.len()).unwrap_or(24) * self.width
    }
}

fn draw_week(number: Option<u32>, language: Language, area: Rect, y: u16, frame: &mut Frame) {
    frame.rule(area.x + 1, y, area.width.saturating_sub(2));
    if let Some(number) = number {
        let week = say!(language, "grid-week", number);
        frame.text(
            area.x + LEAD,
            y,
            area.width,
            &format!(" {week} "),
            Role::Dim,
        );
    }
}

fn draw_day(
    desk: &Desk,
    grid: &DayGrid,
    date: NaiveDate,
    columns: &Columns,
    y: u16,
    frame: &mut Frame,
) {
    let here = grid.day == date;
    let free = grid.free_on(date);
    let role = match (here, free) {
        (true, _) => Role::Focus,
        (false, Some(_)) => Role::Text,
        (false, None) => Role::Dim,
    };
    let x = columns.x - DAY_WIDTH;
    if here {
        frame.text(x - 2, y, 1, "›", Role::Focus);
    }
    let language = desk.setup.language;
    frame.text(x, y, DAY_WIDTH, &name_of_day(date, grid, language), role);
    let known = known_of(desk, date);
    if matches!(known, Known::AsOf(_)) {
        match (free, absence_on(desk, date)) {
            (None, Some(why)) => {
                frame.text(
                    columns.first(),
                    y,
                    columns.end - columns.first(),
                    why,
                    Role::Dim,
                );
            }
            _ => draw_places(desk, grid, date, columns, y, frame),
        }
    }
    let text = match (known, free) {
        (Known::AsOf(_), Some(free)) => say!(language, "grid-free", count = free.times().len()),
        (Known::Asking, _) => say!(language, "grid-asking").to_owned(),
        (Known::Failed, _) => say!(language, "grid-unknown").to_owned(),
        (Known::AsOf(_), None) | (Known::Unasked, _) => String::new(),
    };
    let room = columns.end.saturating_sub(columns.after() + 2);
    let role = if free.is_some() {
        Role::Text
    } else {
        Role::Dim
    };
    frame.text(columns.after() + 2, y, room, &text, role);
}

/// Returns weekday, day and month, without the year.
fn name_of_day(date: NaiveDate, grid: &DayGrid, language: Language) -> String {
    let name = say!(
        language,
        "grid-day",
        weekday = time::weekday(date.weekday(), language),
        day = format!("{:>2}", date.day()),
        month = time::month(date, language)
    );
    if date == grid.today {
        format!("{name} {}", say!(language, "grid-today"))
    } else {
        name
    }
}

/// Returns in a word why nobody can be booked on a day, other than that all times are taken.
fn absence_on(desk: &Desk, date: NaiveDate) -> Option<&str> {
    let language = desk.setup.language;
    if let Some(holiday) = desk.office.setup.holidays.on(date) {
        return Some(holiday);
    }
    match day_fit(desk, date) {
        HoursFit::ClosedDay => Some(desk.clinic.words().out.text(language)),
        HoursFit::Away { .. } => Some(say!(language, "grid-away")),
        HoursFit::Open | HoursFit::Outside { .. } | HoursFit::Unknown => None,
    }
}

fn draw_places(
    desk: &Desk,
    grid: &DayGrid,
    date: NaiveDate,
    columns: &Columns,
    y: u16,
    frame: &mut Frame,
) {
    let free = grid.free_on(date);
    let chosen = if grid.day == date {
        grid.chosen.map(|time| time.hour)
    } else {
        None
    };
    let away = hours_away(desk, date);
    for (hour, x) in columns.places() {
        match free.map_or(0, |day| day.places_in(hour)) {
            0 if away.iter().any(|hours| hours.contains(&hour)) => {
                let hatch = "╱".repeat(usize::from(columns.width - 1));
                frame.text_before(x, y, &hatch, Role::Dim)
            }
            0 => frame.text_before(x, y, "·", Role::Dim),
            places => {
                let role = if chosen == Some(hour) {
                    Role::Chosen
                } else {
                    Role::Good
                };
                frame.text_before(x, y, &heat(places, columns.width), role);
            }
        }
    }
}

/// Returns the hours of a day in which the practitioner is away, on their clock.
fn hours_away(desk: &Desk, date: NaiveDate) -> Vec<Range<u32>> {
    let Some(provider) = provider(desk) else {
        return Vec::new();
    };
    let zone = desk.zone();
    let hours = |absence: Blocked| {
        let start = absence.slot.start.with_timezone(&zone);
        let end = absence.slot.end.with_timezone(&zone);
        let first = if start.date_naive() < date {
            0
        } else {
            start.hour()
        };
        let last = if end.date_naive() > date {
            24
        } else {
            end.hour() + u32::from(end.minute() > 0)
        };
        first..last
    };
    let absences = desk.office.absences_on(&provider, date).into_iter();
    absences.map(hours).collect()
}

/// Returns the bar of an hour, one column narrower than `width`: a shade and the number of free places.
fn heat(places: u16, width: u16) -> String {
    let shade = match places {
        0..=1 => '░',
        2..=3 => '▒',
        _ => '▓',
    };
    let number = places.to_string();
    let shades = usize::from(width).saturating_sub(number.len() + 1);
    std::iter::repeat_n(shade, shades)
        .chain(number.chars())
        .collect()
}

/// Draws a line of the open day's times; nine of them have a digit.
fn draw_times(desk: &Desk, grid: &DayGrid, from: usize, area: Rect, frame: &mut Frame) {
    let times = grid
        .free_on(grid.day)
        .map(FreeDay::times)
        .unwrap_or_default();
    let first = grid.first_numbered();
    let mut x = area.x + 1;
    for (index, time) in times.iter().enumerate().skip(from).take(TIMES_A_LINE) {
        let key = index.checked_sub(first).and_then(Key::of_place);
        if let Some(key) = key {
            frame.mark(Rect::new(x, area.y, TIME_WIDTH, 1), Target::Key(key));
        }
        let digit = key.map_or(" ".to_owned(), |key| key.to_string());
        frame.text(x, area.y, 1, &digit, Role::Strong);
        let role = if grid.chosen == Some(*time) {
            Role::Chosen
        } else {
            Role::Text
        };
        frame.text(
            x + 1,
            area.y,
            TIME_WIDTH,
            &format!(" {} ", oclock(desk, *time)),
            role,
        );
        x += TIME_WIDTH;
    }
}

/// Draws a time that another desk holds, for information only.
fn draw_held(desk: &Desk, grid: &DayGrid, index: usize, area: Rect, frame: &mut Frame) {
    let held = current::held_on(desk, grid.day);
    let Some(hold) = held.get(index) else { return };
    let start = hold.slot.start.with_timezone(&desk.zone()).time();
    let start = time::oclock(start, desk.setup.language);
    let held = desk.words().held_where(hold);
    frame.text_within(
        area.x + 1,
        area.y,
        area.width,
        &format!("◌ {start}  {held}"),
        Role::Dim,
    );
}

fn oclock(desk: &Desk, time: FreeTime) -> String {
    time::oclock(
        time.start.with_timezone(&desk.zone()).time(),
        desk.setup.language,
    )
}

/// Draws the time that Enter takes, in full and on both clocks, or why there is none.
fn draw_chosen(desk: &Desk, grid: &DayGrid, area: Rect, frame: &mut Frame) {
    let Some(chosen) = grid.chosen else {
        let why = why_none(desk, grid);
        // A text of two lines begins on the blank line above.
        let above = u16::from(cells(&why) > area.width);
        frame.wrapped(
            Rect {
                y: area.y - above,
                height: 2,
                ..area
            },
            &why,
            Role::Dim,
        );
        return;
    };
    let clock = desk.setting().clock;
    let text = time::echo_in_full(chosen.start, &clock);
    let text = time::with_here(
        text,
        chosen.start,
        clock.zone,
        desk.office.setup.zone,
        clock.language,
    );
    frame.text_within(area.x, area.y, area.width, &text, Role::Strong);
}

fn why_none(desk: &Desk, grid: &DayGrid) -> String {
    let language = desk.setup.language;
    if let Some(holiday) = desk.office.setup.holidays.on(grid.day) {
        return holiday.to_owned();
    }
    if free_times(desk).is_some_and(|free| free.basis == Basis::NoSchedule) {
        return say!(language, "grid-unpublished").to_owned();
    }
    if let Some(why) = why_not_free(desk, grid.day) {
        return why.to_owned();
    }
    match (
        known_of(desk, grid.day),
        grid.looking_on(desk),
        day_fit(desk, grid.day),
    ) {
        (Known::AsOf(_), Some(day), _) => {
            say!(
                language,
                "grid-looking-further",
                day = time::day(day, language)
            )
        }
        (Known::Asking | Known::Unasked | Known::Failed, ..) => {
            say!(language, "grid-asking-esc").to_owned()
        }
        (Known::AsOf(_), None, HoursFit::ClosedDay) => {
            desk.clinic.words().out_all_day.text(language).to_owned()
        }
        (Known::AsOf(_), None, HoursFit::Away { why }) if why.is_empty() => {
            say!(language, "grid-away-day").to_owned()
        }
        (Known::AsOf(_), None, HoursFit::Away { why }) => say!(language, "grid-away-because", why),
        (Known::AsOf(_), None, _) if grid.reading.is_some() || grid.wished(desk).is_some() => {
            say!(language, "grid-none-fits").to_owned()
        }
        (Known::AsOf(_), None, _) => say!(language, "grid-none").to_owned(),
    }
}
