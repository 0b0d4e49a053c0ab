//! The lines above the board's rows: day, filter, counts and age.

use std::borrow::Cow;

use ratatui::layout::Rect;
use zones::Zone;

use crate::{Code, DayBoard, Desk, Frame, Key, Target};
use booking::{ClinicId, time, why_unread};
use i18n::say;
use screen::{Role, cells};

/// Draws the day, its calendar and its age, and below them the counts or the failure.
pub(super) fn draw(desk: &Desk, board: &DayBoard, area: Rect, frame: &mut Frame) {
    let end = area.x + area.width;
    let language = desk.setup.language;
    let is_week = board.day.is_week();
    let date = if is_week {
        board.day.day_in_words(desk.words())
    } else {
        time::day(board.day.date, language)
    };
    let title = if board.day.is_today(desk.words()) && !is_week {
        format!("← {date} → {}", say!(language, "day-today"))
    } else {
        format!("← {date} →")
    };
    let mut x = frame.text(area.x + 1, area.y, end, &title, Role::Strong) + 3;
    let holiday = desk.office.setup.holidays.on(board.day.date);
    if let Some(holiday) = holiday
        && !is_week
    {
        let room = (end - area.x) / 3;
        x = frame.text_within(x, area.y, room, holiday, Role::Warning) + 3;
    }
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
    let mut whose = whose(desk, board);
    if let Some(clinics) = clinics_counted(desk, board) {
        whose = format!("{whose} · {clinics}");
    }
    let after = x + cells(&whose) + 2;
    frame.text_within(x, area.y, room, &whose, Role::Strong);
    draw_way_to_all(desk, board, after, x + room, area.y, frame);
    frame.text_before(end - 1, area.y, &age, Role::Dim);
    let (remark, role) = remark(desk, board, board.zone_in_title(desk));
    frame.text_within(area.x + 1, area.y + 1, end - 2, &remark, role);
}

/// Draws the key that shows everybody again after the name of the only calendar, if there is room for it.
fn draw_way_to_all(desk: &Desk, board: &DayBoard, x: u16, end: u16, y: u16, frame: &mut Frame) {
    let (key, everyone) = board.limit_key(desk);
    let text = format!("{} {everyone}", key.shown(desk.setup.language));
    let width = cells(&text);
    if board.day.only.is_some() && x + width <= end {
        frame.mark(Rect::new(x, y, width, 1), Target::Key(key));
        frame.text(x, y, width, &text, Role::Dim);
    }
}

/// Returns the names of the clinics whose appointments are listed and counted, if the desk has several and nobody's day
/// alone is shown: a practitioner's names the clinic.
fn clinics_counted(desk: &Desk, board: &DayBoard) -> Option<String> {
    let clinics = desk.office.setup.clinics.iter();
    if board.day.only.is_some() || clinics.len() < 2 {
        return None;
    }
    let listed = board.day.reads_listed(&desk.office);
    let names = listed.filter_map(|read| Some(read.clinic()?.name()));
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub(super) fn whose(desk: &Desk, board: &DayBoard) -> String {
    let language = desk.setup.language;
    let whose = board.day.whose(desk.words());
    match board.marks.count() {
        0 => whose,
        count => format!("{whose} · {}", say!(language, "day-marked", count = count)),
    }
}

/// Returns the age of the oldest answer shown, or how long it has been awaited.
fn age(desk: &Desk, board: &DayBoard) -> Cow<'static, str> {
    let up = desk.office.moment.up;
    let language = desk.setup.language;
    let waits = board
        .day
        .reads_listed(&desk.office)
        .filter_map(|clinic| clinic.waits(up))
        .max();
    let age = board
        .day
        .reads_listed(&desk.office)
        .filter_map(|clinic| clinic.age(up))
        .max();
    match (waits, age) {
        (Some(seconds), None) => say!(language, "day-reading", seconds = seconds).into(),
        (Some(_), Some(_)) => say!(language, "day-reading-anew").into(),
        (None, Some(seconds)) => say!(language, "day-seconds-ago", seconds = seconds).into(),
        (None, None) => "".into(),
    }
}

/// Returns the failure, else the counts of the day, with times on the clock of `zone`.
pub(crate) fn remark(desk: &Desk, board: &DayBoard, zone: Zone) -> (String, Role) {
    trouble(desk, board).unwrap_or_else(|| amounts(desk, board, zone))
}

/// Returns why the day, or an appointment opened from it, is not there yet. The text may count down by the second.
pub(crate) fn trouble(desk: &Desk, board: &DayBoard) -> Option<(String, Role)> {
    let language = desk.setup.language;
    let up = desk.office.moment.up;
    if let Some(((clinic, _), failure)) = board.opening.key().zip(board.opening.failure()) {
        let why = why_unread(failure, *clinic, language);
        return Some((format!("✗ {why}"), Role::Error));
    }
    if board.opening.is_asking() {
        return Some((say!(language, "day-opening").to_owned(), Role::Strong));
    }
    let failed = board
        .day
        .reads_listed(&desk.office)
        .find_map(|read| Some((read, read.unread()?)));
    let (read, (clinic, failure)) = failed?;
    let why = why_unread(failure, clinic, language);
    let again = read.pause_left(up).filter(|left| *left < 3600);
    let again =
        again.map(|left| format!(" {}", say!(language, "day-asked-again-in", seconds = left)));
    Some((format!("✗ {why}{}", again.unwrap_or_default()), Role::Error))
}

/// Returns the counts of the listed rows; nothing before there is an answer.
pub(crate) fn amounts(desk: &Desk, board: &DayBoard, zone: Zone) -> (String, Role) {
    if !board.day.has_answer(&desk.office) {
        return (String::new(), Role::Dim);
    }
    let amounts = board.day.amounts(desk.words(), zone);
    let role = if amounts.needs_care {
        Role::Warning
    } else {
        Role::Dim
    };
    (amounts.text, role)
}

impl DayBoard {
    /// Returns the time zone of the times below the title, which it names if it is not the desk's.
    fn zone_in_title(&self, desk: &Desk) -> Zone {
        if self.has_columns {
            self.zone_of_columns(desk)
        } else {
            self.day.zone_of_rows(desk.words())
        }
    }

    /// Returns the minutes by which a clinic's answer is older than the newest one; `None` if less than one.
    pub(super) fn lag_minutes(&self, clinic: ClinicId, desk: &Desk) -> Option<u64> {
        let up = desk.office.moment.up;
        let newest = self
            .day
            .clinics(&desk.office)
            .filter_map(|clinic| clinic.age(up))
            .min()?;
        let own = self
            .day
            .clinics(&desk.office)
            .find(|read| read.clinic() == Some(clinic))?
            .age(up)?;
        (own - newest >= 60).then_some(own / 60)
    }
}
