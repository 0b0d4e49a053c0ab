//! The view of a list of calls: day, progress, and a line for each patient with the number and the last
//! result.

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::layout::Rect;

use crate::{CalendarQuery, Code, Desk, Frame, Key, Target};
use booking::{CallHistory, CallReason, CallResult, ClinicId, phone_in_groups, time, why_unread};
use i18n::{MessageId, say};
use screen::{Cell, Column, Role, Table, TableLine, cells};

use super::{CallList, CallRow, Phone};

/// The lines above the rows: title, progress, rule.
const ABOVE: u16 = 3;
/// The maximum columns of times, names and results.
const MOST_TIME: u16 = 48;
const MOST_WHO: u16 = 30;
const MOST_WITH: u16 = 26;
const MOST_RESULT: u16 = 40;

pub(super) fn draw(desk: &Desk, list: &CallList, area: Rect, frame: &mut Frame) {
    draw_title(desk, list, area, frame);
    let (remark, role) = call_list_remark(desk, list);
    frame.text_within(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        &remark,
        role,
    );
    frame.rule(area.x, area.y + 2, area.width);
    let rows = Rect {
        y: area.y + ABOVE,
        height: area.height.saturating_sub(ABOVE),
        ..area
    };
    if list.rows().is_empty() {
        if list.age(desk).is_some() {
            let text = say!(desk.setup.language, "calls-nobody");
            frame.text_within(
                rows.x + 1,
                rows.y,
                rows.width.saturating_sub(2),
                text,
                Role::Dim,
            );
        }
        return;
    }
    let heads = ["time", "patient", "phone", "with", "result"];
    let [time, who, phone, with, result] =
        heads.map(|key| say!(desk.setup.language, "shell-head", key = key));
    let columns = vec![
        Column::fixed("", 1),
        Column::fitting(&time, MOST_TIME),
        Column::share(&who, 3, MOST_WHO),
        Column::fitting("", u16::MAX),
        Column::fitting(&phone, u16::MAX),
        Column::share(&with, 2, MOST_WITH),
        Column::fitting(&result, MOST_RESULT),
    ];
    let lines = (0..list.rows().len()).map(TableLine::Row).collect();
    let table = Table {
        columns,
        ..Table::of_lines(lines, list.chosen)
    };
    let cells = |row: usize| cells_of(desk, list, &list.rows()[row]);
    table.draw(rows, frame, cells, |row| Target::choice(row, list.chosen));
}

fn cells_of(desk: &Desk, list: &CallList, row: &CallRow) -> Vec<Cell> {
    let last = desk
        .office
        .calls
        .about(&row.subject)
        .and_then(CallHistory::last);
    let is_reached = last == Some(CallResult::Reached);
    let text = if row.is_callable() && !is_reached {
        Role::Text
    } else {
        Role::Dim
    };
    let sign = match last {
        Some(CallResult::Reached) => "✓",
        Some(CallResult::LeftWord | CallResult::NotReached) => "?",
        None => "",
    };
    let is_known = matches!(row.phone, Phone::Known(_));
    let number = if is_known && !is_reached {
        Role::Strong
    } else {
        Role::Dim
    };
    vec![
        (sign.to_owned(), Role::Strong),
        (call_times(desk, list, row), text),
        (row.who.clone(), text),
        (row.born.clone(), Role::Dim),
        (call_number(desk, row), number),
        (row.with.clone(), text),
        (call_result(desk, row), text),
    ]
}

/// Draws the title, with keys before and after the day of reminders, and the age of the answers.
fn draw_title(desk: &Desk, list: &CallList, area: Rect, frame: &mut Frame) {
    let end = area.x + area.width;
    let language = desk.setup.language;
    let title = call_list_title(desk, list);
    let Some(reminders) = &list.reminders else {
        frame.text_within(
            area.x + 1,
            area.y,
            area.width.saturating_sub(2),
            &title,
            Role::Strong,
        );
        return;
    };
    let date = time::day(reminders.date, language);
    let title = title.replacen(&format!("{date} · "), &format!("← {date} →   "), 1);
    for (x, code) in [
        (area.x, Code::Left),
        (area.x + 3 + cells(&date), Code::Right),
    ] {
        frame.mark(Rect::new(x, area.y, 3, 1), Target::Key(Key::plain(code)));
    }
    let age = match list.age(desk) {
        Some(seconds) => say!(language, "day-seconds-ago", seconds),
        None => {
            let waits = list
                .clinics()
                .iter()
                .filter_map(|clinic| clinic.waits(desk.office.moment.up));
            say!(
                language,
                "day-reading",
                seconds = waits.max().unwrap_or_default()
            )
        }
    };
    let room = area.width.saturating_sub(cells(&age) + 4);
    frame.text_within(area.x + 1, area.y, room, &title, Role::Strong);
    frame.text_before(end - 1, area.y, &age, Role::Dim);
}

/// Returns the title of a list, with its day if all rows share one.
pub fn call_list_title(desk: &Desk, list: &CallList) -> String {
    let language = desk.setup.language;
    let day = list.date().map(|date| time::day(date, language));
    let Some(reminders) = &list.reminders else {
        let parts = [Some(say!(language, "calls-list").to_owned()), day];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    };
    let is_sought = reminders
        .sought_from
        .is_some_and(|from| from < reminders.date);
    let text = [
        say!(language, "calls-reminders"),
        say!(language, "calls-nobody-before"),
    ];
    format!(
        "{} · {}",
        day.unwrap_or_default(),
        text[..1 + usize::from(is_sought)].join(" · ")
    )
}

/// Returns the failure of a read, else the progress of the list.
pub fn call_list_remark(desk: &Desk, list: &CallList) -> (String, Role) {
    let language = desk.setup.language;
    let failure = list.clinics().iter().find_map(CalendarQuery::unread);
    if let Some((clinic, failure)) = failure {
        return (
            format!("✗ {}", why_unread(failure, clinic, language)),
            Role::Error,
        );
    }
    let counts = list.counts(desk);
    let mut parts = vec![say!(
        language,
        "calls-reached",
        reached = counts.reached,
        count = counts.to_call
    )];
    if counts.not_reached > 0 {
        parts.push(say!(
            language,
            "calls-not-reached",
            count = counts.not_reached
        ));
    }
    if counts.without_number > 0 {
        parts.push(say!(
            language,
            "calls-without-number",
            count = counts.without_number
        ));
    }
    match counts.unread {
        0 => {}
        count if list.is_stopped => parts.push(say!(language, "calls-numbers-stopped", count)),
        count => parts.push(say!(language, "calls-numbers-to-read", count)),
    }
    let part = list
        .clinics()
        .iter()
        .find(|clinic| clinic.is_whole() == Some(false));
    let role = if part.is_some() {
        Role::Warning
    } else {
        Role::Text
    };
    let name = part.and_then(CalendarQuery::clinic).map(ClinicId::name);
    parts.extend(name.map(|name| format!("! {}", say!(language, "day-not-whole", clinic = name))));
    (parts.join(" · "), role)
}

/// Returns the time of the appointment, and the old one if it moved, with the date if it isn't the list's,
/// and the time zone if it isn't the desk's.
pub fn call_times(desk: &Desk, list: &CallList, row: &CallRow) -> String {
    let language = desk.setup.language;
    let day = list.date();
    let moment = |at: DateTime<Utc>, day: Option<NaiveDate>| {
        let local = at.with_timezone(&row.zone);
        if day == Some(local.date_naive()) {
            time::to_the_minute(at, row.zone, language)
        } else {
            time::moment_this_year(local.date_naive(), local.time(), language)
        }
    };
    let start = row.subject.start.map(|start| match row.was {
        Some(was) => {
            let same_day = was.with_timezone(&row.zone).date_naive();
            format!("{} → {}", moment(was, day), moment(start, Some(same_day)))
        }
        None => moment(start, day),
    });
    let zone = row
        .subject
        .start
        .filter(|_| row.zone != desk.office.setup.zone);
    let zone = zone.map(|at| time::zone_word_at(at, row.zone, language));
    let what = match (row.subject.reason, row.is_made) {
        (CallReason::Moved, false) => Some(say!(language, "calls-not-moved").to_owned()),
        (CallReason::Cancelled, true) => Some(say!(language, "calls-cancelled").to_owned()),
        (CallReason::Cancelled, false) => Some(say!(language, "calls-not-cancelled").to_owned()),
        _ => None,
    };
    [start, zone, what]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the number as it is read aloud, or why there is none.
pub fn call_number(desk: &Desk, row: &CallRow) -> String {
    let language = desk.setup.language;
    match &row.phone {
        Phone::Known(number) => phone_in_groups(number),
        Phone::Missing => say!(language, "calls-no-number").to_owned(),
        Phone::Unread => say!(language, "calls-number-unread").to_owned(),
        Phone::Failed => say!(language, "calls-number-failed").to_owned(),
    }
}

/// Returns the last result and its time, then the other results, each with its count if above one.
pub fn call_result(desk: &Desk, row: &CallRow) -> String {
    let Some(calls) = desk.office.calls.about(&row.subject) else {
        return String::new();
    };
    let Some(last) = calls.last() else {
        return String::new();
    };
    let language = desk.setup.language;
    let word =
        |result: CallResult| MessageId::attribute("call-result", result.word()).text(language);
    let counted = |result| match calls
        .results
        .iter()
        .filter(|other| **other == result)
        .count()
    {
        0 => None,
        1 => Some(word(result).to_owned()),
        count => Some(format!("{count}× {}", word(result))),
    };
    let at = time::to_the_minute(calls.at, desk.office.setup.zone, language);
    let first = counted(last).map(|text| format!("{text} {at}"));
    let others = CallResult::ALL
        .into_iter()
        .filter(|result| *result != last)
        .filter_map(counted);
    first
        .into_iter()
        .chain(others)
        .collect::<Vec<_>>()
        .join(", ")
}
