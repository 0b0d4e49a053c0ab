//! The lines above the board's rows: day, filter, counts and age.

use std::borrow::Cow;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use chrono_tz::Tz;
use ratatui::layout::Rect;

use crate::day::update::today_here;
use crate::{CalendarQuery, Code, DayBoard, Desk, Frame, Key, Target};
use booking::{ClinicId, time, why_unread};
use i18n::say;
use screen::{Role, cells};

/// Draws the day, its calendar and its age, and below them the counts or the failure.
pub(super) fn draw(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) {
    let end = area.x + area.width;
    let language = desk.setup.language;
    let date = time::day(board.date, language);
    let title = if board.is_today(desk) {
        format!("← {date} → {}", say!(language, "day-today"))
    } else {
        format!("← {date} →")
    };
    let x = frame.text(area.x + 1, area.y, end, &title, Role::Strong) + 3;
    let on = area.x + 3 + cells(&date);
    for (x, code) in [(area.x, Code::Left), (on, Code::Right)] {
        frame.mark(
            Rect::new(x, area.y, 3, 1),
            Target::Key(Key {
                shift: board.has_columns,
                ..Key::plain(code)
            }),
        );
    }
    let age = age(desk, board);
    let room = end.saturating_sub(x + cells(&age) + 3);
    frame.text_within(x, area.y, room, &whose(desk, board), Role::Strong);
    frame.text_before(end - 1, area.y, &age, Role::Dim);
    let (remark, role) = remark(desk, board);
    frame.text_within(area.x + 1, area.y + 1, end - 2, &remark, role);
}

pub(super) fn whose(desk: &Desk, board: &DayBoard) -> String {
    let language = desk.setup.language;
    let whose = match &board.only {
        Some(only) => format!("{} · {}", only.name, only.provider.clinic()),
        None => say!(language, "day-everyone").to_owned(),
    };
    match board.marked_count() {
        0 => whose,
        count => format!("{whose} · {}", say!(language, "day-marked", count = count)),
    }
}

/// Returns the reads of the clinics to which the listed rows belong.
fn shown(board: &DayBoard) -> impl Iterator<Item = &CalendarQuery> {
    let only = board.only.as_ref().map(|only| only.provider.clinic());
    board
        .clinics()
        .iter()
        .filter(move |clinic| only.is_none_or(|only| clinic.clinic() == Some(only)))
}

/// Returns the age of the oldest answer shown, or how long it has been awaited.
fn age(desk: &Desk, board: &DayBoard) -> Cow<'static, str> {
    let up = desk.office.moment.up;
    let language = desk.setup.language;
    let waits = shown(board).filter_map(|clinic| clinic.waits(up)).max();
    let age = shown(board).filter_map(|clinic| clinic.age(up)).max();
    match (waits, age) {
        (Some(seconds), None) => say!(language, "day-reading", seconds = seconds).into(),
        (Some(_), Some(_)) => say!(language, "day-reading-anew").into(),
        (None, Some(seconds)) => say!(language, "day-seconds-ago", seconds = seconds).into(),
        (None, None) => "".into(),
    }
}

/// Returns the failure, else the counts of the day.
pub(super) fn remark(desk: &Desk, board: &DayBoard) -> (String, Role) {
    let language = desk.setup.language;
    let up = desk.office.moment.up;
    if let Some(((clinic, _), failure)) = board.opening.key().zip(board.opening.failure()) {
        return (
            format!("✗ {}", why_unread(failure, *clinic, language)),
            Role::Error,
        );
    }
    if board.opening.is_asking() {
        return (say!(language, "day-opening").to_owned(), Role::Strong);
    }
    let failed = shown(board).find_map(|read| Some((read, read.unread()?)));
    if let Some((read, (clinic, failure))) = failed {
        let why = why_unread(failure, clinic, language);
        let again = read.pause_left(up).filter(|left| *left < 3600);
        let again =
            again.map(|left| format!(" {}", say!(language, "day-asked-again-in", seconds = left)));
        return (format!("✗ {why}{}", again.unwrap_or_default()), Role::Error);
    }
    if !board.has_answer() {
        return (String::new(), Role::Dim);
    }
    amounts(desk, board)
}

/// Returns the numbers of booked, unknown, arrived and missing patients, and of the next free times.
pub(super) fn amounts(desk: &Desk, board: &DayBoard) -> (String, Role) {
    let language = desk.setup.language;
    let counts = board.counts();
    let mut parts = vec![match counts.booked {
        0 => say!(language, "day-none").to_owned(),
        count => say!(language, "day-booked", count = count),
    }];
    parts.extend(
        (counts.unknown > 0).then(|| say!(language, "day-unknown", count = counts.unknown)),
    );
    parts.extend(
        (counts.arrived > 0).then(|| say!(language, "day-arrived", count = counts.arrived)),
    );
    parts.extend((counts.missed > 0).then(|| say!(language, "day-missed", count = counts.missed)));
    let overlapping = counts.overlapping;
    parts.extend((overlapping > 0).then(|| say!(language, "day-overlapping", count = overlapping)));
    parts.extend(free_soon(desk, board));
    if board.only.is_some() && !board.knows_free_times() {
        parts.push(say!(language, "day-free-unknown").to_owned());
    }
    parts.extend(
        foreign_zone(desk, board)
            .map(|zone| say!(language, "grid-clock", town = time::town(zone, language))),
    );
    let part = shown(board).find(|clinic| clinic.is_whole() == Some(false));
    let name = part.and_then(CalendarQuery::clinic).map(ClinicId::name);
    parts.extend(name.map(|name| format!("! {}", say!(language, "day-not-whole", clinic = name))));
    let role = if counts.overlapping > 0 || part.is_some() {
        Role::Warning
    } else {
        Role::Dim
    };
    (parts.join(" · "), role)
}

/// Returns the number of free times between now and the end of the next full hour.
fn free_soon(desk: &Desk, board: &DayBoard) -> Option<String> {
    let language = desk.setup.language;
    let now = desk.office.moment.now;
    let until = (now + TimeDelta::hours(2))
        .duration_trunc(TimeDelta::hours(1))
        .ok()?;
    let count = board
        .is_today(desk)
        .then(|| board.free_between(now, until))
        .filter(|count| *count > 0)?;
    let time = time::oclock(
        until.with_timezone(&zone_of_rows(desk, board)).time(),
        language,
    );
    Some(say!(
        language,
        "day-free-before",
        count = count,
        time = time
    ))
}

/// Returns the line on a printed page with the time of printing.
pub(crate) fn as_of(desk: &Desk) -> String {
    let language = desk.setup.language;
    say!(
        language,
        "sheet-as-of",
        time = time::echo(this_minute(desk), desk.office.setup.zone, language)
    )
}

/// Returns the present time without its seconds.
pub(super) fn this_minute(desk: &Desk) -> DateTime<Utc> {
    let now = desk.office.moment.now;
    now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now)
}

/// Returns the time zone of all listed rows, if they share one and it isn't the desk's.
pub(super) fn foreign_zone(desk: &Desk, board: &DayBoard) -> Option<Tz> {
    let mut zones = board.listed().map(|row| row.zone);
    let first = zones.next().or(board.only.as_ref().map(|only| only.zone))?;
    (first != desk.office.setup.zone && zones.all(|zone| zone == first)).then_some(first)
}

/// Returns the time zone of the rows, or the desk's if they have several.
pub(super) fn zone_of_rows(desk: &Desk, board: &DayBoard) -> Tz {
    foreign_zone(desk, board).unwrap_or(desk.office.setup.zone)
}

/// Whether each row names its time zone: the rows have several, one of them not the desk's.
pub(super) fn has_zones(desk: &Desk, board: &DayBoard) -> bool {
    foreign_zone(desk, board).is_none()
        && board.listed().any(|row| row.zone != desk.office.setup.zone)
}

impl DayBoard {
    /// Whether the board's day is today by the desk's clock.
    pub(super) fn is_today(&self, desk: &Desk) -> bool {
        today_here(desk) == self.date
    }

    /// Returns by how many minutes a clinic's answer is older than the newest one; `None` if by less than one.
    pub(super) fn lag_minutes(&self, clinic: ClinicId, desk: &Desk) -> Option<u64> {
        let up = desk.office.moment.up;
        let newest = self
            .clinics()
            .iter()
            .filter_map(|clinic| clinic.age(up))
            .min()?;
        let own = self
            .clinics()
            .iter()
            .find(|read| read.clinic() == Some(clinic))?
            .age(up)?;
        (own - newest >= 60).then_some(own / 60)
    }
}
