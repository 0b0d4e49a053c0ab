//! The view of a list of calls: day, progress, and a line for each visit with the number and the last result.

use ratatui::layout::Rect;

use crate::tone::role_of_tone;
use crate::{Code, Desk, Frame, Key, Target, list_card};
use booking::time;
use i18n::say;
use screen::{Role, Table, TableLine, cells};
use words::CallRow;

use super::CallList;

/// The lines above the rows: title, progress, rule.
const ABOVE: u16 = 3;

pub(super) fn draw(desk: &Desk, shown: &CallList, area: Rect, frame: &mut Frame) {
    draw_title(desk, shown, area, frame);
    let list = shown.calls.list_without_rows(desk.words());
    let width = area.width.saturating_sub(2);
    for remark in &list.about {
        let role = role_of_tone(remark.tone);
        frame.text_within(area.x + 1, area.y + 1, width, &remark.text, role);
    }
    frame.rule(area.x, area.y + 2, area.width);
    let rows = Rect {
        y: area.y + ABOVE,
        height: area.height.saturating_sub(ABOVE),
        ..area
    };
    let visits: Vec<(&CallRow, usize)> = shown.visits().collect();
    if visits.is_empty() {
        frame.text_within(rows.x + 1, rows.y, width, &list.nothing, Role::Dim);
        return;
    }
    let lines = (0..visits.len()).map(TableLine::Row).collect();
    let headings = list.headings.clone();
    let (columns, cells) = list_card::table(desk, list, area.width);
    let table = Table {
        columns,
        ..Table::of_lines(lines, shown.chosen).with_titles(headings)
    };
    let cells = |line: usize| {
        let (row, visit) = visits[line];
        cells(&shown.calls.list_rows(row, desk.words(), true)[visit])
    };
    table.draw(rows, frame, cells, |line| {
        Target::choice(line, shown.chosen)
    });
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
