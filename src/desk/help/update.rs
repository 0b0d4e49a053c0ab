//! Scrolling the help page.

use ratatui::layout::{Position, Rect};

use crate::desk::footer::{closing, named};
use crate::desk::keys::Press;
use crate::desk::overlay::{Component, Reaction};
use crate::desk::{Action, Desk, Frame, Key};

use super::state::Help;
use super::view;

impl Component for Help {
    fn name(&self) -> &'static str {
        "help"
    }

    fn press(&mut self, desk: &mut Desk, press: Press) -> Reaction {
        let page = (desk.size.rows / 2).max(1);
        self.scrolled = match press.action() {
            Some(Action::Help | Action::Close) => return Reaction::close(),
            Some(Action::ScrollDown) => self.scrolled.saturating_add(page),
            Some(Action::ScrollUp) => self.scrolled.saturating_sub(page),
            Some(Action::Down) => self.scrolled.saturating_add(1),
            Some(Action::Up) => self.scrolled.saturating_sub(1),
            _ => self.scrolled,
        };
        Reaction::stay()
    }

    fn scroll_to(&mut self, line: i32) -> bool {
        self.scrolled = u16::try_from(line).unwrap_or(0);
        true
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, self.scrolled, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        vec![closing(desk), named(desk, Action::ScrollDown), named(desk, Action::Quit)]
    }
}
