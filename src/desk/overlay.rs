//! What lies over the form until it is closed. An overlay gets every key but those that leave the program; the
//! form under it waits as it was.

use super::key::Key;
use super::{Action, DayGrid, Desk, Effect, bound};

/// What lies over the form.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The help page, scrolled by so many lines.
    Help(u16),
    /// Free times day by day.
    Grid(Box<DayGrid>),
}

impl Overlay {
    /// Its name in the state.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Overlay::Help(_) => "help",
            Overlay::Grid(_) => "free times",
        }
    }

    /// Whether it is the day grid.
    pub(super) fn is_grid(&self) -> bool {
        matches!(self, Overlay::Grid(_))
    }
}

impl Desk {
    /// A key while something lies over the form.
    pub(super) fn key_in_overlay(&mut self, key: Key) -> Vec<Effect> {
        match (bound(key), &self.overlay) {
            (Some(action @ (Action::Quit | Action::Suspend)), _) => self.act(action),
            (_, None) => Vec::new(),
            (action, Some(Overlay::Grid(_))) => self.key_in_grid(key, action),
            (Some(action), Some(Overlay::Help(scrolled))) => {
                self.overlay = self.help_after(action, *scrolled);
                Vec::new()
            }
            (None, Some(Overlay::Help(_))) => Vec::new(),
        }
    }

    /// Text pasted while something lies over the form.
    pub(super) fn paste_in_overlay(&mut self, text: &str) {
        match &self.overlay {
            None => {}
            Some(Overlay::Help(_)) => self.nothing_pasted(),
            Some(Overlay::Grid(_)) => self.paste_in_grid(text),
        }
    }

    fn help_after(&self, action: Action, scrolled: u16) -> Option<Overlay> {
        let page = match action {
            Action::ScrollUp | Action::ScrollDown => (self.size.rows / 2).max(1),
            _ => 1,
        };
        match action {
            Action::Help | Action::Close => None,
            Action::ScrollDown | Action::Down => Some(Overlay::Help(scrolled.saturating_add(page))),
            Action::ScrollUp | Action::Up => Some(Overlay::Help(scrolled.saturating_sub(page))),
            _ => Some(Overlay::Help(scrolled)),
        }
    }
}
