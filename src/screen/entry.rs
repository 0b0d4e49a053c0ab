//! The entry line, over the top of the form: what is typed, how it is understood, what has to be picked.

use ratatui::layout::Position;

use crate::booking::line::Resolved;
use crate::desk::{Area, Desk, EntryLine};

use super::Role;
use super::frame::Frame;

const LEAD: u16 = 3;

/// Draws the line where it is open, and says where its cursor is.
pub(super) fn draw(desk: &Desk, area: Area, frame: &mut Frame) -> Option<Position> {
    let entry = desk.entry.as_ref()?;
    let means = desk.entry_means()?;
    let picks = means.problems.first().map_or(&[][..], |problem| &problem.picks);
    let height = u16::try_from(picks.len() + 3).unwrap_or(u16::MAX).min(area.height);
    for y in area.y..area.y + height {
        frame.blank(area.x, y, area.width, Role::Text);
    }
    let cursor = draw_text(entry, area, frame);
    let (said, role) = says(desk, entry, &means);
    frame.text_within(area.x + LEAD, area.y + 1, area.width.saturating_sub(LEAD + 1), &said, role);
    for (y, (number, pick)) in (area.y + 2..area.y + height).zip(picks.iter().enumerate()) {
        let role = if entry.chosen == Some(number) { Role::Chosen } else { Role::Text };
        let row = format!(" {} {} ", number + 1, pick.label);
        frame.text_within(area.x + LEAD, y, area.width.saturating_sub(LEAD + 1), &row, role);
    }
    frame.rule(area.x, area.y + height - 1, area.width);
    Some(cursor)
}

fn draw_text(entry: &EntryLine, area: Area, frame: &mut Frame) -> Position {
    frame.text(area.x + 1, area.y, 1, "›", Role::Focus);
    let room = area.width.saturating_sub(LEAD + 1);
    let scroll = entry.input.visual_scroll(usize::from(room));
    let shown: String = entry.input.value().chars().skip(scroll).collect();
    frame.text(area.x + LEAD, area.y, room, &shown, Role::Text);
    let before = entry.input.visual_cursor().saturating_sub(scroll);
    let x = area.x + LEAD + u16::try_from(before).unwrap_or(room).min(room);
    if entry.input.value().is_empty() {
        frame.text_within(
            area.x + LEAD,
            area.y,
            room,
            "birth date and initial, code, template: 220385s ki f",
            Role::Dim,
        );
    }
    Position::new(x, area.y)
}

/// What stands in the way, else how the line is understood.
fn says(desk: &Desk, entry: &EntryLine, means: &Resolved) -> (String, Role) {
    if entry.input.value().trim().is_empty() {
        return ("Enter fills the form; Ctrl-S then books. Esc closes.".to_owned(), Role::Dim);
    }
    match means.problems.first() {
        Some(problem) => (format!("! {} {}", problem.what, problem.advice), Role::Warning),
        None => (desk.entry_says(means), Role::Dim),
    }
}
