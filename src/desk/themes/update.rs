//! Choosing a theme: each is tried on while it is chosen.

use crate::desk::keys::Press;
use crate::desk::overlay::stepped;
use crate::desk::{Action, Desk, Effect, Overlay, note};
use crate::screen::{Look, Theme};

impl Desk {
    /// Shows the themes and tries this one on; the look of now is put back unless one is kept.
    pub(in crate::desk) fn open_themes(&mut self, tried: Look) -> Vec<Effect> {
        if !self.setup.colour {
            self.note = Some(note!("look-no-colours"));
            return Vec::new();
        }
        self.overlay = Some(Overlay::Themes(self.look));
        self.look = tried;
        Vec::new()
    }

    pub(in crate::desk) fn press_in_themes(&mut self, press: Press, before: Look) {
        let here = Theme::ALL.iter().position(|theme| *theme == self.look.theme).unwrap_or(0);
        match press.action() {
            Some(Action::Close) => {
                self.look = before;
                self.overlay = None;
            }
            Some(Action::Enter) => {
                self.overlay = None;
                let word = self.look.theme.word();
                self.note = Some(note!("look-keeps", word = word));
            }
            Some(action) => {
                self.look.theme = Theme::ALL[stepped(action, here, Theme::ALL.len(), Theme::ALL.len())];
            }
            None => {}
        }
    }
}
