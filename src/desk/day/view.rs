//! The day of a practitioner or location: a line for each appointment and each free stretch, and the list of all
//! who have a day.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ratatui::layout::{Position, Rect};

use crate::booking::{Booked, DayLine, RecordedChange, status_said, time, why_unread};
use crate::desk::{Calendar, Chooser, Code, Day, DayBook, DayOf, DayRow, Desk, Frame, Key, Target};
use crate::screen::{Role, cells};

use crate::i18n::{Language, say};

/// Columns: the mark, the time, the status, and from how many to how many for whom it is.
const MARK: u16 = 3;
const TIME: u16 = 15;
const STATUS: u16 = 12;
const WHO: u16 = 24;
const MOST_WHO: u16 = 32;

/// Draws the day, or the list to choose from, and says where the cursor is.
pub(super) fn draw(desk: &Desk, book: &DayBook, area: Rect, frame: &mut Frame) -> Option<Position> {
    match (&book.chooser, &book.calendar) {
        (Some(chooser), _) => Some(draw_chooser(desk, chooser, area, frame)),
        (None, Some(calendar)) => {
            draw_calendar(desk, calendar, area, frame);
            None
        }
        (None, None) => None,
    }
}

fn draw_calendar(desk: &Desk, calendar: &Calendar, area: Rect, frame: &mut Frame) {
    let (day, language) = (calendar.stands(desk.moment.up), desk.setup.language);
    let end = area.x + area.width;
    let date = time::day(calendar.date(), language);
    let is_today = desk.moment.now.with_timezone(&calendar.zone()).date_naive() == calendar.date();
    let title = match is_today {
        true => format!("← {date} → {}", say!(language, "day-today")),
        false => format!("← {date} →"),
    };
    let x = frame.text(area.x + 1, area.y, end, &title, Role::Strong) + 3;
    let on = area.x + 3 + cells(&date);
    for (x, code) in [(area.x, Code::Left), (on, Code::Right)] {
        frame.mark(Rect::new(x, area.y, 3, 1), Target::Key(Key::plain(code)));
    }
    let age = age(&day, language);
    let whose = calendar.whose();
    let room = end.saturating_sub(x + cells(&age) + 3);
    frame.text_within(x, area.y, room, &format!("{} · {}", whose.name, whose.backend), Role::Strong);
    frame.text_before(end - 1, area.y, &age, Role::Dim);
    let (remark, role) = remark(desk, calendar, &day);
    frame.text_within(area.x + 1, area.y + 1, end - 2, &remark, role);
    frame.rule(area.x, area.y + 2, area.width);
    let lines = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    match day.rows {
        None => {}
        Some([]) => {
            frame.text(area.x + MARK, lines.y, end, say!(language, "day-nothing"), Role::Dim);
        }
        Some(rows) => Table { calendar, language }.draw(rows, day.chosen, lines, frame),
    }
}

/// How old what is shown is, or how long it has been waited for.
fn age(day: &Day<'_>, language: Language) -> Cow<'static, str> {
    match (day.waits, day.age) {
        (Some(seconds), None) => say!(language, "day-reading", seconds = seconds).into(),
        (Some(_), Some(_)) => say!(language, "day-reading-anew").into(),
        (None, Some(seconds)) => say!(language, "day-seconds-ago", seconds = seconds).into(),
        (None, None) => "".into(),
    }
}

/// What went wrong, else what the day amounts to.
fn remark(desk: &Desk, calendar: &Calendar, day: &Day<'_>) -> (String, Role) {
    let language = desk.setup.language;
    if let Some(trouble) = day.trouble {
        let why = why_unread(trouble, calendar.whose().backend, language);
        return (format!("✗ {why}"), Role::Error);
    }
    if day.is_opening {
        return (say!(language, "day-opening").to_owned(), Role::Strong);
    }
    let clock = clock_of(desk, calendar.zone());
    if day.rows.is_none() {
        return (clock, Role::Dim);
    }
    if day.incomplete {
        let backend = calendar.whose().backend.name();
        return (format!("! {}", say!(language, "day-not-whole", backend = backend)), Role::Warning);
    }
    let (booked, role) = match calendar.counts() {
        (0, _) => (say!(language, "day-none").to_owned(), Role::Dim),
        (count, 0) => (say!(language, "day-count", count = count), Role::Dim),
        (count, overlap) => {
            (say!(language, "day-count-and-overlap", count = count, overlap = overlap), Role::Warning)
        }
    };
    let unknown = (!day.knows_free).then(|| say!(language, "day-free-unknown").to_owned());
    let parts: Vec<String> = [Some(booked), unknown, Some(clock)].into_iter().flatten().collect();
    (parts.join(" · "), role)
}

fn clock_of(desk: &Desk, zone: Tz) -> String {
    let language = desk.setup.language;
    if zone == desk.setup.zone {
        say!(language, "day-clock", zone = zone.name())
    } else {
        say!(language, "day-clock-elsewhere", zone = zone.name())
    }
}

/// The lines of a day, in a language.
struct Table<'a> {
    calendar: &'a Calendar,
    language: Language,
}

impl Table<'_> {
    fn draw(&self, rows: &[DayRow], chosen: usize, area: Rect, frame: &mut Frame) {
        let height = usize::from(area.height);
        let from = chosen.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
        let shown = &rows[from..(from + height).min(rows.len())];
        let widest = shown.iter().map(|row| cells(&row.who)).max().unwrap_or(0);
        let who = widest.min(MOST_WHO).max(area.width / 3).max(WHO);
        for (y, (number, row)) in (area.y..).zip(shown.iter().enumerate()) {
            let line = Rect { y, height: 1, ..area };
            frame.mark(line, Target::choice(from + number, chosen));
            self.draw_row(row, who, from + number == chosen, line, frame);
        }
        let below = rows.len().saturating_sub(from + height);
        if below > 0 {
            let more = format!(" {} ", say!(self.language, "day-more", count = below));
            frame.text_before(area.x + area.width, area.y + area.height - 1, &more, Role::Dim);
        }
    }

    fn draw_row(&self, row: &DayRow, who: u16, chosen: bool, line: Rect, frame: &mut Frame) {
        let x = line.x + MARK;
        if chosen {
            frame.blank(line.x, line.y, line.width, Role::Chosen);
        }
        let looks = |role| if chosen { Role::Chosen } else { role };
        let oclock = |at| self.calendar.time_of_day(at, self.language);
        match &row.line {
            DayLine::Free { from, to } => {
                let time = format!("{}–{}", oclock(*from), oclock(*to));
                frame.text(x, line.y, TIME, &time, looks(Role::Dim));
                frame.text(x + TIME, line.y, WHO, say!(self.language, "day-free"), looks(Role::Dim));
            }
            DayLine::Booked { booked, start, end: until, overlaps } => {
                let role = looks(if booked.is_live() { Role::Text } else { Role::Dim });
                if *overlaps {
                    frame.text(line.x + 1, line.y, 1, "!", looks(Role::Warning));
                }
                let said = [
                    &row.who,
                    status_said(&booked.status, self.language),
                    &purpose(booked, *overlaps, self.language),
                ];
                self.draw_cells((*start, *until), said, who, role, line, frame);
            }
            DayLine::Unsettled { change, start, end: until, overlaps } => {
                frame.text(line.x + 1, line.y, 1, if *overlaps { "!" } else { "?" }, looks(Role::Warning));
                let status = standing(change, self.language);
                let purpose = if *overlaps { say!(self.language, "day-overlaps") } else { "" };
                let said = [&row.who, status, purpose];
                self.draw_cells((*start, *until), said, who, looks(Role::Warning), line, frame);
            }
        }
    }

    /// When it is, for whom, how it stands and what for.
    fn draw_cells(
        &self,
        (start, until): (DateTime<Utc>, Option<DateTime<Utc>>),
        [named, status, purpose]: [&str; 3],
        who: u16,
        role: Role,
        line: Rect,
        frame: &mut Frame,
    ) {
        let (x, end) = (line.x + MARK, line.x + line.width);
        let oclock = |at| self.calendar.time_of_day(at, self.language);
        let time = match until {
            Some(until) => format!("{}–{}", oclock(start), oclock(until)),
            None => oclock(start),
        };
        frame.text_within(x, line.y, TIME - 1, &time, role);
        frame.text_within(x + TIME, line.y, who, named, role);
        frame.text_within(x + TIME + who + 2, line.y, STATUS, status, role);
        let at = x + TIME + who + STATUS + 4;
        frame.text_within(at, line.y, end.saturating_sub(at + 1), purpose, role);
    }
}

/// How a booking stands that no clinic has shown yet.
pub(in crate::desk) fn standing(change: &RecordedChange, language: Language) -> &'static str {
    if change.is_sending() { say!(language, "day-being-sent") } else { say!(language, "intent-unknown") }
}

/// What it is for; an overlap is also said in a word.
fn purpose(booked: &Booked, overlaps: bool, language: Language) -> String {
    let what = booked.what.as_ref().map(|what| what.shown().as_str()).unwrap_or_default();
    match (overlaps, what) {
        (true, "") => say!(language, "day-overlaps").to_owned(),
        (true, what) => format!("{} · {what}", say!(language, "day-overlaps")),
        (false, what) => what.to_owned(),
    }
}

fn draw_chooser(desk: &Desk, chooser: &Chooser, area: Rect, frame: &mut Frame) -> Position {
    let (end, language) = (area.x + area.width, desk.setup.language);
    frame.text_within(area.x + 1, area.y, end - 2, say!(language, "day-whose"), Role::Strong);
    frame.text(area.x + 1, area.y + 1, 1, "›", Role::Focus);
    let x = frame.text_within(area.x + 3, area.y + 1, end.saturating_sub(5), chooser.typed(), Role::Text);
    if chooser.typed().is_empty() {
        let hint = say!(language, "day-type-name");
        frame.text_within(x, area.y + 1, end.saturating_sub(x + 1), hint, Role::Dim);
    }
    frame.rule(area.x, area.y + 2, area.width);
    let rows = desk.days_fitting(chooser.typed());
    let lines = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    if rows.is_empty() {
        let said = match chooser.typed() {
            "" => say!(language, "day-lists-coming"),
            _ => say!(language, "day-nobody-fits"),
        };
        frame.text(area.x + MARK, lines.y, end, said, Role::Dim);
    }
    let from = chooser.chosen.saturating_sub(usize::from(lines.height).saturating_sub(1));
    for (y, (number, row)) in (lines.y..lines.y + lines.height).zip(rows.iter().enumerate().skip(from)) {
        let line = Rect { y, height: 1, ..lines };
        frame.mark(line, Target::choice(number, chooser.chosen));
        draw_choice(row, number == chooser.chosen, line, frame);
    }
    Position::new(x.min(end - 1), area.y + 1)
}

fn draw_choice(row: &DayOf, chosen: bool, line: Rect, frame: &mut Frame) {
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
