//! The themes.

mod view;

use ratatui::layout::{Position, Rect};

use super::footer::{key_for, named};
use super::keys::Press;
use super::overlay::{Component, Reaction, stepped};
use super::{Action, Desk, Frame, Key, note};
use crate::desk::intent::{Cx, Intent};
use crate::i18n::say;
use crate::screen::{Look, Theme};

/// The list of themes.
#[derive(Clone)]
pub struct ThemeList {
    /// The look that is restored unless another is kept.
    before: Look,
}

impl Desk {
    /// Returns the themes that ship, and the staff's own if the configuration names one.
    pub(super) fn themes(&self) -> Vec<Theme> {
        let own = Some(self.setup.look.theme).filter(|theme| matches!(theme, Theme::Own(_)));
        Theme::ALL.into_iter().chain(own).collect()
    }

    /// Opens the themes with a preview of one; the present look is restored unless one is kept.
    pub(super) fn open_themes(&mut self, tried: Look) {
        if !self.setup.colour {
            self.note = Some(note!("look-no-colours"));
            return;
        }
        let before = self.overlays.get::<ThemeList>().map_or(self.look, |list| list.before);
        self.overlays.open(ThemeList { before });
        self.look = tried;
    }
}

impl Component for ThemeList {
    fn name(&self) -> &'static str {
        "themes"
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let themes = cx.themes();
        let here = themes.iter().position(|theme| *theme == cx.look.theme).unwrap_or(0);
        match press.action() {
            Some(Action::Close) => {
                cx.want(Intent::Look(self.before));
                return Reaction::Close;
            }
            Some(Action::Enter) => {
                let word = cx.look.theme.word();
                cx.note(note!("look-keeps", word = word));
                return Reaction::Close;
            }
            Some(action) => {
                let theme = themes[stepped(action, here, themes.len(), themes.len())];
                cx.want(Intent::Look(Look { theme, ..cx.look }));
            }
            None => {}
        }
        Reaction::Stay
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        vec![
            key_for(desk, Action::Enter, say!(language, "now-keep")),
            named(desk, Action::Down),
            named(desk, Action::Up),
            key_for(desk, Action::Close, say!(language, "now-put-back")),
        ]
    }
}
