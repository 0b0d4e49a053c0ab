//! The last line: the note on the last key, and the keys that work here.

use ratatui::layout::Rect;

use super::keys::footer;
use crate::desk::{Desk, Frame, Target};
use crate::screen::{Role, cells, wrap};

pub(in crate::desk) fn draw(desk: &Desk, area: Rect, frame: &mut Frame) {
    let end = area.x + area.width;
    let mut x = area.x + 1;
    match (desk.warnings_said(), desk.said_note()) {
        (Some(warnings), Some(note)) => {
            x = draw_note(&format!("{warnings}. {note}"), Role::Warning, area, frame) + 3;
        }
        (Some(warnings), None) => x = draw_note(&warnings, Role::Warning, area, frame) + 3,
        (None, Some(note)) => x = draw_note(&note, Role::Strong, area, frame) + 3,
        (None, None) => {}
    }
    for (key, does) in footer(desk) {
        let name = key.shown(desk.setup.language);
        let width = cells(&name) + 1 + cells(&does);
        if x + width > end {
            break;
        }
        frame.mark(Rect::new(x, area.y, width, 1), Target::Key(key));
        x = frame.text(x, area.y, end - x, &name, Role::Strong) + 1;
        x = frame.text(x, area.y, end - x, &does, Role::Text) + 3;
    }
}

/// Draws a note. A note is never cut: one too long for the line grows upwards.
fn draw_note(note: &str, role: Role, area: Rect, frame: &mut Frame) -> u16 {
    let (left, width) = (area.x + 1, area.width.saturating_sub(2));
    if cells(note) <= width {
        return frame.text(left, area.y, width, note, role);
    }
    let lines = wrap(note, usize::from(width));
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut end = left;
    for (y, line) in (area.y.saturating_sub(above)..=area.y).zip(&lines) {
        frame.blank(area.x, y, area.width, Role::Text);
        end = frame.text(left, y, width, line.of(note).trim_end(), role);
    }
    end
}
