//! The frame that the desk draws into: every cell, and its mouse target.

use ratatui::layout::{Margin, Position, Rect};
use tui_input::Input;

use screen::{self, Role};

use super::Target;

/// A frame of the desk.
pub type Frame = screen::Frame<Target>;

pub(super) type Page = screen::Page<Target>;

/// Draws as much of a text input as fits, starting at (`x`, `y`). Returns its cursor.
pub(super) fn draw_input(
    input: &Input,
    (x, y): (u16, u16),
    room: u16,
    role: Role,
    frame: &mut Frame,
) -> Position {
    let scroll = input.visual_scroll(usize::from(room));
    let shown: String = input.value().chars().skip(scroll).collect();
    frame.text(x, y, room, &shown, role);
    let before = input.visual_cursor().saturating_sub(scroll);
    Position::new(x + u16::try_from(before).unwrap_or(room).min(room), y)
}

/// Draws a text input like [`draw_input`], on the background of the focused field, with a hint while it is empty.
pub(super) fn draw_field(
    input: &Input,
    hint: &str,
    (x, y): (u16, u16),
    room: u16,
    role: Role,
    frame: &mut Frame,
) -> Position {
    let cursor = draw_input(input, (x, y), room, role, frame);
    if input.value().is_empty() {
        frame.text_within(x, y, room, hint, Role::Dim);
    }
    frame.lay_field(Rect::new(x, y, room, 1));
    cursor
}

/// Draws a sentence into an area without other content, on as many lines as it takes.
pub(super) fn draw_hint(hint: &str, area: Rect, frame: &mut Frame) {
    frame.wrapped(area.inner(Margin::new(1, 0)), hint, Role::Dim);
}

/// Draws the search text of a card on its first line, with a hint while it is empty.
pub(super) fn draw_search(input: &Input, hint: &str, area: Rect, frame: &mut Frame) -> Position {
    frame.text(area.x + 1, area.y, 1, "›", Role::Focus);
    draw_field(
        input,
        hint,
        (area.x + 3, area.y),
        area.width.saturating_sub(4),
        Role::Text,
        frame,
    )
}
