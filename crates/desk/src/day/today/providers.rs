//! The practitioners or locations with visits today, each with the next patient and the number still to come. Nothing
//! is requested for this list.

use chrono::{DateTime, Utc};

use crate::tone::{role_of, role_of_tone};
use crate::{DayBoard, Desk, Page};
use booking::time;
use i18n::say;
use screen::{Role, capitalized, cells, filled};

use super::view::{board, to_the_day};
use words::DayRow;

/// The maximum columns of a name, and the minimum of a patient's.
const MOST_NAME: usize = 26;
const LEAST_WHO: usize = 12;
/// The columns of the time with the sign after it, and the blanks around them.
const TIME: usize = 12;

/// Returns title and lines, in this many columns; `None` if no patient is still to come.
pub(in crate::day) fn page(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let board = board(desk)?;
    let mut calendars = by_calendar(board);
    let now = desk.words().this_minute();
    calendars.iter().find_map(|rows| next(rows, now))?;
    // The calendar of the next patient comes first, those without further patients last.
    calendars
        .sort_by_key(|rows| next(rows, now).map_or((true, now), |row| (false, row.line.start)));
    let widest = calendars
        .iter()
        .map(|rows| usize::from(cells(&rows[0].with)))
        .max()?;
    let names = widest.min(MOST_NAME).min(width / 3);
    let mut page = Page::default();
    calendars
        .iter()
        .for_each(|rows| page.line(line(desk, rows, names, width)));
    page.mark_since(0, to_the_day(desk));
    let who = capitalized(desk.clinic.providers().plural(desk.setup.language));
    Some((
        format!("{who} · {}", desk.words().day_in_short(board.day.date)),
        page,
    ))
}

/// Returns the rows of each calendar that has any.
fn by_calendar(board: &DayBoard) -> Vec<Vec<&DayRow>> {
    let mut calendars: Vec<Vec<&DayRow>> = Vec::new();
    for row in board
        .day
        .listed()
        .filter(|row| row.provider.is_some() && row.line.is_live())
    {
        match calendars
            .iter_mut()
            .find(|rows| rows[0].provider == row.provider)
        {
            Some(rows) => rows.push(row),
            None => calendars.push(vec![row]),
        }
    }
    calendars
}

/// Returns the first visit that has not begun.
fn next<'a>(rows: &[&'a DayRow], now: DateTime<Utc>) -> Option<&'a DayRow> {
    rows.iter().copied().find(|row| row.line.start > now)
}

fn line(desk: &Desk, rows: &[&DayRow], names: usize, width: usize) -> Vec<(String, Role)> {
    let language = desk.setup.language;
    let now = desk.words().this_minute();
    let name = format!("{}  ", filled(&rows[0].with, names));
    let Some(row) = next(rows, now) else {
        return vec![
            (name, Role::Dim),
            (say!(language, "day-none-to-come").to_owned(), Role::Dim),
        ];
    };
    let at = time::oclock(row.line.start.with_timezone(&row.zone).time(), language);
    let chip = desk.words().status_on_clock(row);
    let count = rows.iter().filter(|row| row.line.start > now).count();
    let to_come = say!(language, "day-to-come", count);
    let room = width
        .saturating_sub(names + TIME + usize::from(cells(&to_come)))
        .max(LEAST_WHO);
    let who = (format!("{}  ", filled(&row.who, room)), role_of(row));
    let sign = (format!("{} ", chip.sign), role_of_tone(chip.tone));
    vec![
        (name, Role::Text),
        (format!("{at:>5} "), Role::Dim),
        sign,
        who,
        (to_come, Role::Dim),
    ]
}
