//! The line of messages, and the last line with the keys that work here.

use ratatui::layout::Rect;

use super::keys::footer;
use crate::{Desk, Frame, Geometry, Target, line};
use screen::{Role, cells, wrap};

pub(crate) fn draw(desk: &Desk, geometry: &Geometry, frame: &mut Frame) {
    let (warnings, note) = (desk.warnings_said(), desk.said_note().filter(|note| !line::tells(desk, note)));
    let role = if warnings.is_some() { Role::Warning } else { Role::Strong };
    let message: Vec<String> = warnings.into_iter().chain(note).collect();
    if !message.is_empty() {
        draw_message(&message.join(". "), role, geometry.messages, frame);
    }
    draw_keys(desk, geometry.footer, frame);
}

fn draw_keys(desk: &Desk, area: Rect, frame: &mut Frame) {
    let end = area.right();
    let mut x = area.x + 1;
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

/// Draws a message. A message is never cut: one too long for its line grows upwards.
fn draw_message(message: &str, role: Role, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(2);
    let lines = wrap(message, usize::from(width));
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (y, line) in (area.y.saturating_sub(above)..=area.y).zip(&lines) {
        frame.blank(area.x, y, area.width, Role::Text);
        frame.text(area.x + 1, y, width, line.of(message).trim_end(), role);
    }
}
