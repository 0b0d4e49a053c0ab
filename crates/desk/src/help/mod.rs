//! The help page.

mod content;
mod place;
mod view;

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::keys::Press;
use super::overlay::{Component, Reaction, TEXT_CARD};
use super::{Action, Frame, Key};
use crate::text_input::{edit_within, paste_within, request};
use crate::{Cx, Desk};

/// The help page while it is open.
#[derive(Clone, Default)]
pub struct Help {
    /// The search text.
    input: Input,
    /// The number of lines scrolled.
    scrolled: u16,
}

/// The maximum length of the search text, in characters.
const LONGEST: usize = 60;

impl Component for Help {
    fn name(&self) -> &'static str {
        "help"
    }

    fn help(&self) -> &'static str {
        "help-at-palette"
    }

    fn floats(&self) -> Option<u16> {
        Some(TEXT_CARD)
    }

    fn leaves_line(&self) -> bool {
        false
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let page = (cx.size.rows / 2).max(1);
        self.scrolled = match press.action() {
            Some(Action::Help | Action::Close) => return Reaction::Close,
            Some(Action::ScrollDown) => self.scrolled.saturating_add(page),
            Some(Action::ScrollUp) => self.scrolled.saturating_sub(page),
            Some(Action::Down) => self.scrolled.saturating_add(1),
            Some(Action::Up) => self.scrolled.saturating_sub(1),
            Some(Action::ClearField) => {
                self.input = Input::default();
                0
            }
            Some(_) => self.scrolled,
            None => {
                let request = press.key().and_then(request);
                // A new search begins at the first line.
                let is_other =
                    request.is_some_and(|request| edit_within(&mut self.input, request, LONGEST));
                if is_other { 0 } else { self.scrolled }
            }
        };
        Reaction::Stay
    }

    fn paste(&mut self, _cx: &mut Cx<'_>, text: &str) {
        if paste_within(&mut self.input, text, LONGEST) {
            self.scrolled = 0;
        }
    }

    fn scroll_to(&mut self, line: i32) -> bool {
        self.scrolled = u16::try_from(line).unwrap_or(0);
        true
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        Some(view::draw(desk, self, area, frame))
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        vec![
            desk.setup.key_to_close(),
            desk.setup.named(Action::ScrollDown),
            desk.setup.named(Action::ClearField),
            desk.setup.named(Action::Quit),
        ]
    }
}
