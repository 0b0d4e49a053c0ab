//! The view of a list of calls: day, progress, and a line for each patient with the number and the last
//! result.

use ratatui::layout::Rect;

use crate::{Code, Desk, Frame, Key, Target};
use booking::{CallHistory, CallResult, time};
use i18n::say;
use screen::{Cell, Column, Role, Table, TableLine, cells};
use words::{CallRow, CallVisit, Phone, RemarkWeight};

use super::CallList;

/// The lines above the rows: title, progress, rule.
const ABOVE: u16 = 3;
/// The maximum columns of times, names and results.
const MOST_TIME: u16 = 48;
const MOST_WHO: u16 = 30;
const MOST_WITH: u16 = 26;
const MOST_RESULT: u16 = 40;

pub(super) fn draw(desk: &Desk, list: &CallList, area: Rect, frame: &mut Frame) {
    draw_title(desk, list, area, frame);
    let remark = desk.words().call_list_remark(&list.calls);
    let role = match remark.weight {
        RemarkWeight::Plain => Role::Text,
        RemarkWeight::Warning => Role::Warning,
        RemarkWeight::Failure => Role::Error,
    };
    frame.text_within(
        area.x + 1,
        area.y + 1,
        area.width.saturating_sub(2),
        &remark.text,
        role,
    );
    frame.rule(area.x, area.y + 2, area.width);
    let rows = Rect {
        y: area.y + ABOVE,
        height: area.height.saturating_sub(ABOVE),
        ..area
    };
    if list.calls.rows().is_empty() {
        if list.calls.age(&desk.office).is_some() {
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
    let visits: Vec<(&CallRow, &CallVisit)> = list.lines().collect();
    let lines = (0..visits.len()).map(TableLine::Row).collect();
    let table = Table {
        columns,
        ..Table::of_lines(lines, list.chosen).with_titles(titles(desk, list))
    };
    let cells = |line: usize| cells_of(desk, list, visits[line]);
    table.draw(rows, frame, cells, |line| Target::choice(line, list.chosen));
}

/// Returns the titles over rows: what each call back is about, and a word over the appointments behind them.
fn titles(desk: &Desk, list: &CallList) -> Vec<(usize, String)> {
    let rows = list.calls.rows();
    let called_back = rows.iter().filter_map(|row| row.call_back.as_ref());
    let words = called_back.map(|call| desk.words().call_back_words(call));
    let mut titles: Vec<(usize, String)> = words.enumerate().collect();
    let count = titles.len();
    if count > 0 && count < rows.len() {
        let appointments = say!(desk.setup.language, "call-back-others").to_owned();
        titles.push((count, appointments));
    }
    titles
}

/// Returns the cells of a line. The patient and the number stand on the first line of a row only.
fn cells_of(desk: &Desk, list: &CallList, (row, visit): (&CallRow, &CallVisit)) -> Vec<Cell> {
    let mut visits = row.visits.iter();
    let place = visits.position(|other| other.subject == visit.subject);
    let mut results = desk.words().call_results(row).into_iter();
    let result = results.nth(place.unwrap_or_default());
    let once = |text: String| {
        if place == Some(0) {
            text
        } else {
            String::new()
        }
    };
    let calls = desk.office.calls().about(&visit.subject);
    let last = calls.and_then(CallHistory::last);
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
    let with = if visit.away.is_some() && text == Role::Text {
        Role::Warning
    } else {
        text
    };
    vec![
        (sign.to_owned(), Role::Strong),
        (desk.words().call_times(&list.calls, row, visit), text),
        (once(row.who.clone()), text),
        (once(row.born.clone()), Role::Dim),
        (once(desk.words().call_number(row)), number),
        (visit.with_or_away().to_owned(), with),
        (result.unwrap_or_default(), text),
    ]
}

/// Draws the title, with keys before and after the day of reminders, and the age of the answers.
fn draw_title(desk: &Desk, list: &CallList, area: Rect, frame: &mut Frame) {
    let end = area.x + area.width;
    let language = desk.setup.language;
    let title = desk.words().call_list_title(&list.calls);
    let Some(reminders) = &list.calls.reminders else {
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
    let age = match list.calls.age(&desk.office) {
        Some(seconds) => say!(language, "day-seconds-ago", seconds),
        None => {
            let waits = list
                .calls
                .clinics(&desk.office)
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
