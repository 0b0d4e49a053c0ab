//! The day of a practitioner or location: a line for each appointment and each free stretch, and the list of all
//! who have a day.

use chrono_tz::Tz;
use ratatui::layout::Position;

use crate::booking::{Booked, DayLine};
use crate::desk::{Area, Calendar, Chooser, Day, DayBook, DayOf, DayRow, Desk};

use super::Role;
use super::frame::{Frame, cells};

/// Columns: the mark, the time, the status, and at least so many for whom it is.
const MARK: u16 = 3;
const TIME: u16 = 15;
const STATUS: u16 = 12;
const WHO: u16 = 24;

/// Draws the day, or the list to choose from, and says where the cursor is.
pub(super) fn draw(desk: &Desk, book: &DayBook, area: Area, frame: &mut Frame) -> Option<Position> {
    match (&book.chooser, &book.calendar) {
        (Some(chooser), _) => Some(draw_chooser(desk, chooser, area, frame)),
        (None, Some(calendar)) => {
            draw_calendar(desk, calendar, area, frame);
            None
        }
        (None, None) => None,
    }
}

fn draw_calendar(desk: &Desk, calendar: &Calendar, area: Area, frame: &mut Frame) {
    let day = calendar.stands(desk.moment.up);
    let end = area.x + area.width;
    let date = calendar.date().format("%a %-d %b %Y");
    let today = desk.moment.now.with_timezone(&calendar.zone()).date_naive() == calendar.date();
    let title = if today { format!("← {date} → today") } else { format!("← {date} →") };
    let x = frame.text(area.x + 1, area.y, end, &title, Role::Strong) + 3;
    let age = age(&day);
    let whose = calendar.whose();
    let room = end.saturating_sub(x + cells(&age) + 3);
    frame.text_within(x, area.y, room, &format!("{} · {}", whose.name, whose.backend), Role::Strong);
    frame.text_before(end - 1, area.y, &age, Role::Dim);
    let (remark, role) = remark(desk, calendar, &day);
    frame.text_within(area.x + 1, area.y + 1, end - 2, &remark, role);
    frame.rule(area.x, area.y + 2, area.width);
    let lines = Area { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    match day.rows {
        None => {}
        Some([]) => {
            frame.text(area.x + MARK, lines.y, end, "Nothing is booked on this day.", Role::Dim);
        }
        Some(rows) => draw_rows(calendar, rows, day.chosen, lines, frame),
    }
}

/// How old what is shown is, or how long it has been waited for.
fn age(day: &Day<'_>) -> String {
    match (day.waits, day.age) {
        (Some(seconds), None) => format!("reading… {seconds} s"),
        (Some(_), Some(_)) => "reading anew…".to_owned(),
        (None, Some(seconds)) => format!("{seconds} s ago"),
        (None, None) => String::new(),
    }
}

/// What went wrong, else what the day amounts to.
fn remark(desk: &Desk, calendar: &Calendar, day: &Day<'_>) -> (String, Role) {
    if let Some(trouble) = day.trouble {
        return (format!("✗ {trouble}"), Role::Error);
    }
    if day.is_opening {
        return ("Opening the appointment…".to_owned(), Role::Strong);
    }
    if day.rows.is_none() {
        return (clock_of(desk, calendar.zone()), Role::Dim);
    }
    if day.incomplete {
        let backend = calendar.whose().backend;
        return (format!("! {backend} does not list this day whole: there may be more."), Role::Warning);
    }
    let clock = clock_of(desk, calendar.zone());
    let free = if day.knows_free { "" } else { " · what is free is not known" };
    match calendar.counts() {
        (0, _) => (format!("Nothing is booked{free} · {clock}"), Role::Dim),
        (1, _) => (format!("1 appointment{free} · {clock}"), Role::Dim),
        (count, 0) => (format!("{count} appointments{free} · {clock}"), Role::Dim),
        (count, overlap) => {
            (format!("{count} appointments, {overlap} overlap{free} · {clock}"), Role::Warning)
        }
    }
}

fn clock_of(desk: &Desk, zone: Tz) -> String {
    if zone == desk.setup.zone {
        format!("times of {}", zone.name())
    } else {
        format!("times of {}, not the desk's own", zone.name())
    }
}

fn draw_rows(calendar: &Calendar, rows: &[DayRow], chosen: usize, area: Area, frame: &mut Frame) {
    let height = usize::from(area.height);
    let from = chosen.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    let shown = rows.iter().enumerate().skip(from).take(height);
    for (y, (number, row)) in (area.y..).zip(shown) {
        let line = Area { y, height: 1, ..area };
        draw_row(calendar, row, number == chosen, line, frame);
    }
    let below = rows.len().saturating_sub(from + height);
    if below > 0 {
        let more = format!(" ▼ {below} more ");
        frame.text_before(area.x + area.width, area.y + area.height - 1, &more, Role::Dim);
    }
}

fn draw_row(calendar: &Calendar, row: &DayRow, chosen: bool, line: Area, frame: &mut Frame) {
    let (x, end) = (line.x + MARK, line.x + line.width);
    if chosen {
        frame.blank(line.x, line.y, line.width, Role::Chosen);
    }
    let looks = |role| if chosen { Role::Chosen } else { role };
    match &row.line {
        DayLine::Free { from, to } => {
            let time = format!("{}–{}", calendar.time_of_day(*from), calendar.time_of_day(*to));
            frame.text(x, line.y, TIME, &time, looks(Role::Dim));
            frame.text(x + TIME, line.y, WHO, "free", looks(Role::Dim));
        }
        DayLine::Booked { booked, start, end: until, overlaps } => {
            let role = looks(if booked.is_live() { Role::Text } else { Role::Dim });
            if *overlaps {
                frame.text(line.x + 1, line.y, 1, "!", looks(Role::Warning));
            }
            let from = calendar.time_of_day(*start);
            let time = match until {
                Some(until) => format!("{from}–{}", calendar.time_of_day(*until)),
                None => from,
            };
            frame.text_within(x, line.y, TIME - 1, &time, role);
            let who = (line.width / 3).max(WHO);
            frame.text_within(x + TIME, line.y, who, &row.who, role);
            frame.text_within(x + TIME + who + 2, line.y, STATUS, &booked.status, role);
            let at = x + TIME + who + STATUS + 4;
            frame.text_within(at, line.y, end.saturating_sub(at + 1), &purpose(booked, *overlaps), role);
        }
    }
}

/// What it is for; an overlap is also said in a word.
fn purpose(booked: &Booked, overlaps: bool) -> String {
    let what = booked.what.as_deref().unwrap_or_default();
    match (overlaps, what) {
        (true, "") => "overlaps".to_owned(),
        (true, what) => format!("overlaps · {what}"),
        (false, what) => what.to_owned(),
    }
}

fn draw_chooser(desk: &Desk, chooser: &Chooser, area: Area, frame: &mut Frame) -> Position {
    let end = area.x + area.width;
    frame.text_within(
        area.x + 1,
        area.y,
        end - 2,
        "Whose day? A practitioner's or a location's",
        Role::Strong,
    );
    frame.text(area.x + 1, area.y + 1, 1, "›", Role::Focus);
    let x = frame.text_within(area.x + 3, area.y + 1, end.saturating_sub(5), chooser.typed(), Role::Text);
    if chooser.typed().is_empty() {
        frame.text_within(x, area.y + 1, end.saturating_sub(x + 1), "type a part of the name", Role::Dim);
    }
    frame.rule(area.x, area.y + 2, area.width);
    let rows = desk.days_to_choose();
    let lines = Area { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    if rows.is_empty() {
        let said = if chooser.typed().is_empty() { "The lists are on their way…" } else { "Nothing fits." };
        frame.text(area.x + MARK, lines.y, end, said, Role::Dim);
    }
    let from = chooser.chosen.saturating_sub(usize::from(lines.height).saturating_sub(1));
    for (y, (number, row)) in (lines.y..lines.y + lines.height).zip(rows.iter().enumerate().skip(from)) {
        draw_choice(row, number == chooser.chosen, Area { y, height: 1, ..lines }, frame);
    }
    Position::new(x.min(end - 1), area.y + 1)
}

fn draw_choice(row: &DayOf, chosen: bool, line: Area, frame: &mut Frame) {
    let role = if chosen { Role::Chosen } else { Role::Text };
    if chosen {
        frame.blank(line.x, line.y, line.width, Role::Chosen);
    }
    let (x, name) = (line.x + MARK, (line.width / 3).max(WHO));
    frame.text(x, line.y, 3, &row.code, role);
    frame.text_within(x + 4, line.y, name, &row.name, role);
    let at = x + name + 6;
    frame.text_within(at, line.y, 10, row.backend.name(), role);
    frame.text_within(at + 11, line.y, (line.x + line.width).saturating_sub(at + 12), &row.detail, role);
}
