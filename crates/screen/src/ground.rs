//! The default theme on a terminal's own background. Its colours have the names of the terminal's sixteen, and no
//! terminal promises that those are readable on its background: yellow on white has a contrast of 1.7 to 1 in xterm. So
//! the terminal gets colours that look the same everywhere, chosen by what is known of its background.

use ratatui::style::{Color, Modifier, Style};

use super::contrast::{RgbParts, contrast, rgb_of};
use super::{Role, Theme};

/// The minimum contrast of text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The styles of the default theme's colours on a known or unknown background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroundColours {
    focus: Style,
    good: Style,
    warning: Style,
    error: Style,
    badge: Style,
    live: Style,
    /// `None` for the terminal's own way to dim text.
    dim: Option<Style>,
    /// The background of a visit; `None` on an unknown background.
    visit: Option<Color>,
}

impl GroundColours {
    /// Returns the colours for this background: the text colours of the dark or the light theme. A text colour that is
    /// unreadable on the background is drawn on its theme's background, and so are all on an unknown one.
    pub fn on(ground: Option<RgbParts>) -> GroundColours {
        let is_light =
            ground.is_some_and(|ground| contrast(ground, [0; 3]) > contrast(ground, [255; 3]));
        let theme = if is_light { Theme::Light } else { Theme::Dark };
        let letters = |role: Role| {
            let style = theme.style(role);
            let is_readable = |ground: RgbParts| {
                let letters = style.fg.and_then(rgb_of);
                letters.is_some_and(|letters| contrast(letters, ground) >= LEAST_CONTRAST)
            };
            let bg = if ground.is_some_and(is_readable) {
                None
            } else {
                style.bg
            };
            Style {
                bg,
                fg: style.fg,
                ..Style::new()
            }
        };
        GroundColours {
            focus: letters(Role::Focus),
            good: letters(Role::Good),
            warning: letters(Role::Warning),
            error: letters(Role::Error),
            badge: theme.style(Role::Badge),
            live: theme.style(Role::Live),
            dim: Some(letters(Role::Dim)).filter(|style| style.bg.is_none()),
            visit: ground.and(theme.style(Role::Visit).bg),
        }
    }

    /// Returns how the terminal is to show a style of the default theme.
    pub fn readable(&self, style: Style) -> Style {
        let style = if style.bg == Some(Color::DarkGray) {
            Style {
                bg: self.visit,
                ..style
            }
        } else {
            style
        };
        let is = |modifier| style.add_modifier.contains(modifier);
        let (colours, without) = match style.fg.unwrap_or_default() {
            Color::Cyan => (self.focus, Modifier::empty()),
            Color::Green => (self.good, Modifier::empty()),
            Color::Yellow if is(Modifier::REVERSED) => (self.badge, Modifier::REVERSED),
            Color::Yellow => (self.warning, Modifier::empty()),
            Color::Red if is(Modifier::REVERSED) => (self.live, Modifier::REVERSED),
            Color::Red => (self.error, Modifier::empty()),
            Color::Reset if is(Modifier::DIM) => match self.dim {
                Some(dim) => (dim, Modifier::DIM),
                None => return style,
            },
            _ => return style,
        };
        if is(Modifier::DIM) && colours.bg.is_some() {
            // A frame's edge is not text: with a background of its own it would be a bar.
            return Style { fg: None, ..style };
        }
        let add_modifier = style.add_modifier.difference(without);
        Style {
            fg: colours.fg,
            bg: colours.bg.or(style.bg),
            add_modifier,
            ..style
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default backgrounds of common terminals, dark and light, and those of popular colour schemes.
    const GROUNDS: [(&str, u32); 19] = [
        ("xterm, reversed", 0x000000),
        ("xterm", 0xffffff),
        ("VS Code, dark", 0x1e1e1e),
        ("VS Code, dark modern", 0x181818),
        ("VS Code, light", 0xffffff),
        ("VS Code, light modern", 0xf8f8f8),
        ("Windows Terminal, Campbell", 0x0c0c0c),
        ("Windows Terminal, One Half Light", 0xfafafa),
        ("Windows Terminal, PowerShell", 0x012456),
        ("GNOME Terminal, dark", 0x171421),
        ("GNOME Console, dark", 0x1e1e1e),
        ("GNOME, light", 0xffffff),
        ("Solarized, dark", 0x002b36),
        ("Solarized, light", 0xfdf6e3),
        ("Tango, dark", 0x2e3436),
        ("Nord", 0x2e3440),
        ("Dracula", 0x282a36),
        ("Gruvbox, light", 0xfbf1c7),
        ("middle grey", 0x808080),
    ];

    /// The roles with one of the sixteen colours.
    const COLOURED: [Role; 6] = [
        Role::Focus,
        Role::Good,
        Role::Warning,
        Role::Error,
        Role::Badge,
        Role::Live,
    ];

    fn hex(hex: u32) -> RgbParts {
        let [_, red, green, blue] = hex.to_be_bytes();
        [red, green, blue]
    }

    /// Returns the contrast of a role of the default theme as shown on this background.
    fn shown(role: Role, colours: &GroundColours, ground: RgbParts) -> f64 {
        let style = colours.readable(Theme::Colour.style(role));
        assert!(!style.add_modifier.contains(Modifier::REVERSED), "{role:?}");
        let letters = style
            .fg
            .and_then(rgb_of)
            .expect("a colour that is alike everywhere");
        contrast(letters, style.bg.and_then(rgb_of).unwrap_or(ground))
    }

    #[test]
    fn on_the_ground_of_every_common_terminal_each_colour_can_be_read() {
        for (terminal, ground) in GROUNDS {
            let ground = hex(ground);
            for role in COLOURED {
                let known = shown(role, &GroundColours::on(Some(ground)), ground);
                assert!(known >= LEAST_CONTRAST, "{terminal}, {role:?}: {known:.1}");
                let unknown = shown(role, &GroundColours::on(None), ground);
                assert!(
                    unknown >= LEAST_CONTRAST,
                    "{terminal} that says nothing, {role:?}: {unknown:.1}"
                );
            }
        }
    }

    /// The reason why the default theme is translated: none of these terminals shows all of its own sixteen colours
    /// readably on both of its default backgrounds. Yellow is the example. VS Code corrects what it shows, but not for
    /// others.
    #[test]
    fn yellow_by_its_name_can_be_read_on_no_white_ground() {
        for (terminal, yellow, ground) in [
            ("xterm", 0xcdcd00, 0xffffff),
            ("VS Code, light", 0x949800, 0xffffff),
            ("Windows Terminal, One Half Light", 0xc18301, 0xfafafa),
            ("GNOME", 0xa2734c, 0xffffff),
        ] {
            let contrast = contrast(hex(yellow), hex(ground));
            assert!(contrast < LEAST_CONTRAST, "{terminal}: {contrast:.1}");
        }
    }

    #[test]
    fn hints_are_grey_where_that_can_be_read_and_else_dimmed_by_the_terminal() {
        let hint = Theme::Colour.style(Role::Dim);
        for (ground, letters) in [
            (0x1e1e1e, Some(246)),
            (0xffffff, Some(240)),
            (0x808080, None),
        ] {
            let style = GroundColours::on(Some(hex(ground))).readable(hint);
            assert_eq!(style.fg, letters.map(Color::Indexed), "{ground:06x}");
            assert_eq!(
                style.add_modifier.contains(Modifier::DIM),
                letters.is_none()
            );
        }
        assert_eq!(GroundColours::on(None).readable(hint), hint);
    }

    #[test]
    fn an_edge_has_its_colour_where_that_can_be_read_and_never_a_ground() {
        let colour = Theme::Colour.style(Role::Focus);
        let edge = colour.patch(Theme::Colour.style(Role::Dim));
        let shown = |ground| GroundColours::on(ground).readable(edge);
        let focus = Theme::Dark.style(Role::Focus).fg;
        assert_eq!(
            (shown(Some([0; 3])).fg, shown(Some([0; 3])).bg),
            (focus, None)
        );
        assert_eq!((shown(None).fg, shown(None).bg), (None, None));
    }

    #[test]
    fn what_has_no_colour_stays_the_terminals_own() {
        for role in [
            Role::Text,
            Role::Strong,
            Role::Chosen,
            Role::Staff,
            Role::Field,
            Role::Code,
        ] {
            let style = Theme::Colour.style(role);
            assert_eq!(
                GroundColours::on(Some([255; 3])).readable(style),
                style,
                "{role:?}"
            );
        }
    }

    #[test]
    fn a_kind_of_visit_brings_its_ground_and_its_letters_to_every_terminal() {
        let grounds = [Role::Away, Role::Late].into_iter().chain(Role::KINDS);
        for role in grounds {
            let style = Theme::Colour.style(role);
            for ground in [None, Some([0; 3]), Some([255; 3]), Some([128; 3])] {
                assert_eq!(GroundColours::on(ground).readable(style), style, "{role:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn on_any_ground_each_colour_can_be_read(ground: [u8; 3]) {
            for role in COLOURED {
                let contrast = shown(role, &GroundColours::on(Some(ground)), ground);
                proptest::prop_assert!(contrast >= LEAST_CONTRAST, "{role:?}: {contrast:.1}");
            }
        }
    }
}
