//! What the desk draws into: every cell, and what a click on it means.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::i18n::Language;
use crate::screen::{self, Role};

use super::Target;

/// A frame of the desk.
pub type Frame = screen::Frame<Target>;

/// A page of the desk.
pub(super) type Page = screen::Page<Target>;

/// Draws what is being typed, as much of it as there is room for from (`x`, `y`) on, and says where its cursor is.
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

/// Draws a sentence into an area that has nothing else to show yet, on as many lines as it takes.
pub(super) fn draw_hint(hint: &str, area: Rect, language: Language, frame: &mut Frame) {
    let mut page = Page::default();
    page.wrapped("", Role::Dim, hint, Role::Dim, usize::from(area.width.saturating_sub(2)));
    page.draw(area, 0, language, frame);
}
