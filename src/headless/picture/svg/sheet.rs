//! The style sheet of a picture: a class for each look, in the order of their first use.

use std::fmt::Write;

use ratatui::style::Modifier;

use crate::headless::picture::palette::PictureColors;
use crate::headless::picture::scene::GlyphLook;
use desk::Theme;

/// The rules of every picture.
const ALWAYS: &str = "text{font:16.6px ui-monospace,\"DejaVu Sans Mono\",Menlo,Consolas,monospace;white-space:pre}\
                      .m{text-anchor:middle}path,rect{shape-rendering:crispEdges}\
                      .window{shape-rendering:auto}.title{font:13px system-ui,sans-serif;text-anchor:middle}\n";

/// The looks of a picture.
pub(super) struct StyleSheet {
    palette: PictureColors,
    by_day: Option<PictureColors>,
    looks: Vec<GlyphLook>,
}

impl StyleSheet {
    pub(super) fn of(theme: Theme) -> StyleSheet {
        StyleSheet {
            palette: PictureColors::of(theme),
            by_day: PictureColors::by_day(theme),
            looks: Vec::new(),
        }
    }

    /// Returns the number of a look: `t0` is the class of its letters, `g0` that of its background.
    pub(super) fn number(&mut self, look: GlyphLook) -> usize {
        self.looks.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        })
    }

    /// Returns whether a look has another background than the window.
    pub(super) fn has_ground(&self, look: GlyphLook) -> bool {
        let differs = |palette: &PictureColors| palette.colours(look).1 != palette.ground;
        differs(&self.palette) || self.by_day.as_ref().is_some_and(differs)
    }

    pub(super) fn css(&self) -> String {
        let mut css = ALWAYS.to_owned();
        for (number, look) in self.looks.iter().enumerate() {
            if look.is(Modifier::BOLD) {
                let _ = writeln!(css, ".t{number}{{font-weight:bold}}");
            }
            if look.is(Modifier::ITALIC) {
                let _ = writeln!(css, ".t{number}{{font-style:italic}}");
            }
        }
        css.push_str(&self.colours(&self.palette));
        if let Some(palette) = &self.by_day {
            let colours = self.colours(palette);
            let _ = writeln!(css, "@media (prefers-color-scheme:light){{\n{colours}}}");
        }
        css
    }

    fn colours(&self, palette: &PictureColors) -> String {
        let mut css = super::window_css(palette);
        for (number, look) in self.looks.iter().enumerate() {
            let (letters, ground) = palette.colours(*look);
            let _ = write!(css, "\n.t{number}{{fill:{letters}}}");
            if ground != palette.ground {
                let _ = write!(css, ".g{number}{{fill:{ground}}}");
            }
        }
        css.push('\n');
        css
    }
}
