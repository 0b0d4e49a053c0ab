//! The view of a group's week: names, days, and in each cell the first free time and how many there are.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use ratatui::layout::Rect;

use super::first_available::group_wanted;
use super::week::{DAYS, DIGITS, DayOfMember, GroupWeek, day_of, group};
use crate::current::today;
use crate::{Desk, Frame, FreeTimes, Target};
use booking::time;
use i18n::say;
use screen::{Role, cells};

/// The columns before the code.
const LEAD: u16 = 2;
/// The columns of a code and the blank after it.
const CODE: u16 = 3;
/// The columns of a day: a time, a sign and a number of two digits.
const DAY: u16 = 9;
/// The maximum columns of a name.
const MOST_NAME: u16 = 24;
/// The lines around the members: title, days, a blank line, the chosen day and its times.
const AROUND: u16 = 6;

pub(super) fn draw(desk: &Desk, week: &GroupWeek, area: Rect, frame: &mut Frame) {
    let Some(group) = group(desk) else { return };
    draw_title(desk, area, frame);
    let days = DAY * u16::try_from(DAYS).unwrap_or(0);
    let name = area
        .width
        .saturating_sub(LEAD + CODE + days + 1)
        .min(MOST_NAME);
    let columns = WeekColumns {
        code: area.x + LEAD,
        name: area.x + LEAD + CODE,
        days: area.x + LEAD + CODE + name,
    };
    draw_days(desk, week, &columns, area.y + 1, frame);
    let room = usize::from(area.height.saturating_sub(AROUND)).max(1);
    let top = (week.member + 1).saturating_sub(room);
    let members = group.members().iter().enumerate().skip(top).take(room);
    for (y, (place, times)) in (area.y + 2..).zip(members) {
        let row = Rect::new(area.x, y, area.width, 1);
        frame.mark(row, Target::choice(place, week.member));
        draw_member(desk, week, place, times, &columns, row, frame);
    }
    let shown = u16::try_from(group.members().len().min(room)).unwrap_or(0);
    let below = Rect {
        x: area.x + LEAD,
        y: area.y + 3 + shown,
        width: area.width.saturating_sub(LEAD + 1),
        height: 2,
    };
    draw_chosen(desk, week, below, frame);
}

/// The first columns of the code, the name and the days.
struct WeekColumns {
    code: u16,
    name: u16,
    days: u16,
}

impl WeekColumns {
    fn of_day(&self, day: usize) -> u16 {
        self.days + DAY * u16::try_from(day).unwrap_or(0)
    }
}

/// Draws whose free times these are, and how far their calendars are read.
fn draw_title(desk: &Desk, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let whose = group_wanted(desk).map(|group| group.to_text(language));
    let title = say!(language, "grid-title-of", whose = whose.unwrap_or_default());
    let x = frame.text_within(
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        &title,
        Role::Strong,
    );
    let Some(progress) = group(desk)
        .filter(|group| group.is_asking())
        .map(|group| group.progress())
    else {
        return;
    };
    let read = say!(
        language,
        "week-read",
        read = progress.read,
        all = progress.all
    );
    let from = (x + 2).max(area.right().saturating_sub(cells(&read) + 1));
    frame.text_within(
        from,
        area.y,
        area.right().saturating_sub(from + 1),
        &read,
        Role::Dim,
    );
}

fn draw_days(desk: &Desk, week: &GroupWeek, columns: &WeekColumns, y: u16, frame: &mut Frame) {
    let language = desk.setup.language;
    for (place, date) in week.days().enumerate() {
        let role = if date == today(desk) {
            Role::Strong
        } else {
            Role::Dim
        };
        let is_holiday = desk.office.setup.holidays.on(date).is_some();
        let role = if is_holiday { Role::Warning } else { role };
        let weekday = time::weekday(date.weekday(), language);
        let text = format!("{weekday} {}", date.day());
        frame.text(columns.of_day(place), y, DAY - 1, &text, role);
    }
}

fn draw_member(
    desk: &Desk,
    week: &GroupWeek,
    place: usize,
    times: &FreeTimes,
    columns: &WeekColumns,
    row: Rect,
    frame: &mut Frame,
) {
    let language = desk.setup.language;
    let provider = &times.question().provider;
    let clinic = provider.clinic();
    let code = desk.office.lists.code_of(provider);
    let is_chosen = place == week.member;
    let role = if is_chosen { Role::Focus } else { Role::Text };
    if is_chosen {
        frame.text(row.x, row.y, 1, "›", Role::Focus);
    }
    frame.text(
        columns.code,
        row.y,
        CODE - 1,
        code.unwrap_or_default(),
        Role::Strong,
    );
    let name = desk.words().provider(clinic, provider.id());
    let room = columns.days.saturating_sub(columns.name + 1);
    let short = desk.words().provider_in_a_word(clinic, provider.id());
    let name = if cells(&name) <= room { name } else { short };
    frame.text_within(columns.name, row.y, room, &name, role);
    if times.has_failed() && times.known().is_none() {
        let unread = say!(language, "week-unread");
        let room = row.right().saturating_sub(columns.days + 1);
        frame.text_within(columns.days, row.y, room, unread, Role::Warning);
        return;
    }
    for (day, date) in week.days().enumerate() {
        let is_here = is_chosen && day == week.day;
        let (text, role) = cell(desk, times, date);
        let role = if is_here { Role::Chosen } else { role };
        let text = if is_here { format!("{text:<8}") } else { text };
        frame.text(columns.of_day(day), row.y, DAY - 1, &text, role);
    }
}

/// Returns the text of a day of a member: its first free time, and how many there are.
fn cell(desk: &Desk, times: &FreeTimes, date: NaiveDate) -> (String, Role) {
    match day_of(desk, times, date) {
        DayOfMember::Asking => ("…".to_owned(), Role::Dim),
        DayOfMember::Unread => ("!".to_owned(), Role::Warning),
        DayOfMember::Unpublished => ("?".to_owned(), Role::Dim),
        DayOfMember::Free(starts) => match starts.first() {
            None => ("·".to_owned(), Role::Dim),
            Some(first) => {
                let first = clock(desk, times, *first);
                (format!("{first} {:>2}", starts.len()), Role::Good)
            }
        },
    }
}

/// Returns the time of day on the clock of a member.
fn clock(desk: &Desk, times: &FreeTimes, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&times.question().zone);
    time::oclock(local.time(), desk.setup.language)
}

/// Draws whose day is chosen, and its times, nine of them with digits.
fn draw_chosen(desk: &Desk, week: &GroupWeek, area: Rect, frame: &mut Frame) {
    let language = desk.setup.language;
    let Some(times) = group(desk).and_then(|group| group.members().get(week.member)) else {
        return;
    };
    let provider = &times.question().provider;
    let who = desk.words().provider(provider.clinic(), provider.id());
    let date = week.date();
    let day = desk.words().with_holiday(time::day(date, language), date);
    let title = format!("{who} · {day}");
    frame.text_within(area.x, area.y, area.width, &title, Role::Strong);
    let starts = week.times(desk);
    let said = match day_of(desk, times, week.date()) {
        DayOfMember::Asking => Some(say!(language, "grid-asking")),
        DayOfMember::Unread => Some(say!(language, "week-unread")),
        DayOfMember::Unpublished => Some(say!(language, "week-unpublished")),
        DayOfMember::Free(starts) => starts.is_empty().then_some(say!(language, "grid-none")),
    };
    if let Some(said) = said {
        frame.text_within(area.x, area.y + 1, area.width, said, Role::Dim);
        return;
    }
    let mut x = area.x;
    for (digit, start) in (1..).zip(starts.iter().skip(week.from).take(DIGITS)) {
        let text = clock(desk, times, *start);
        if x + cells(&text) + 2 > area.right() {
            break;
        }
        x = frame.text(
            x,
            area.y + 1,
            area.width,
            &format!("{digit} "),
            Role::Strong,
        );
        x = frame.text(x, area.y + 1, area.width, &text, Role::Text) + 2;
    }
}
