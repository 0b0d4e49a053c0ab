//! The colours of a picture, which replace a terminal's own.

use std::fmt;

use ratatui::style::{Color, Modifier};

use desk::Theme;
use screen::Role;

use super::scene::GlyphLook;

/// A colour by its red, green and blue parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rgb(pub(super) [u8; 3]);

/// The values of named colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct PictureColors {
    /// The default text colour.
    pub(super) letters: Rgb,
    /// The default background.
    pub(super) ground: Rgb,
    /// The sixteen colours of terminals, in their order.
    sixteen: [u32; 16],
}

const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    Rgb([red, green, blue])
}

const DARK: PictureColors = PictureColors {
    letters: rgb(0xd7dce3),
    ground: rgb(0x15181d),
    sixteen: [
        0x3a414b, 0xff7f88, 0x7ed48b, 0xe6c566, 0x7cb1ff, 0xd99df2, 0x62d2dc, 0xc2c8d0, 0x2f353e,
        0xffa3aa, 0xa6e9ae, 0xf5dc96, 0xa8cbff, 0xe7c0f8, 0x98e7ed, 0xffffff,
    ],
};

const LIGHT: PictureColors = PictureColors {
    letters: rgb(0x23282f),
    ground: rgb(0xfcfcfa),
    sixteen: [
        0x23282f, 0xb3202c, 0x1c6b2c, 0x7a5800, 0x1c56b0, 0x86309f, 0x0b6570, 0x5c646f, 0xe3e6ea,
        0xa01521, 0x155a23, 0x664900, 0x14479a, 0x702587, 0x07545e, 0x000000,
    ],
};

impl PictureColors {
    /// Returns the palette of a theme. Themes with colours of their own include the background that they were made for.
    pub(super) fn of(theme: Theme) -> PictureColors {
        let own = theme.style(Role::Text);
        match theme {
            Theme::Colour | Theme::Mono => DARK,
            Theme::Dark | Theme::Light | Theme::Contrast | Theme::Own(_) => PictureColors {
                letters: DARK.rgb(own.fg.unwrap_or_default()).unwrap_or(DARK.letters),
                ground: DARK.rgb(own.bg.unwrap_or_default()).unwrap_or(DARK.ground),
                ..DARK
            },
        }
    }

    /// Returns the palette for light pages, if the theme leaves the choice to the terminal.
    pub(super) fn by_day(theme: Theme) -> Option<PictureColors> {
        matches!(theme, Theme::Colour | Theme::Mono).then_some(LIGHT)
    }

    /// Returns the colours of the window: edge, buttons, title.
    pub(super) fn window(&self) -> [Rgb; 3] {
        [5, 4, 12].map(|parts| self.letters.over(self.ground, parts, 16))
    }

    /// Returns the text and background colours of a look.
    pub(super) fn colours(&self, look: GlyphLook) -> (Rgb, Rgb) {
        let mut letters = self.rgb(look.letters).unwrap_or(self.letters);
        let mut ground = self.rgb(look.ground).unwrap_or(self.ground);
        if look.is(Modifier::REVERSED) {
            std::mem::swap(&mut letters, &mut ground);
        }
        if look.is(Modifier::DIM) {
            letters = letters.over(ground, 11, 16);
        }
        if look.is(Modifier::HIDDEN) {
            letters = ground;
        }
        (letters, ground)
    }

    /// Returns a colour's value; `None` for the terminal's default.
    fn rgb(&self, colour: Color) -> Option<Rgb> {
        match colour {
            Color::Rgb(red, green, blue) => Some(Rgb([red, green, blue])),
            colour => numbered_as(colour).map(|number| self.numbered(number)),
        }
    }

    /// Returns one of the 256 colours: sixteen named, a cube of six shades a side, 24 greys.
    fn numbered(&self, number: u8) -> Rgb {
        let own = self.sixteen.get(usize::from(number)).map(|own| rgb(*own));
        let alike = || screen::rgb_of(Color::Indexed(number)).map(Rgb);
        own.or_else(alike).unwrap_or(self.letters)
    }
}

impl Rgb {
    /// Mixes this colour over another: `parts` of `of`.
    pub(super) fn over(self, under: Rgb, parts: u16, of: u16) -> Rgb {
        let mix = |(above, below): (u8, u8)| {
            let sum = u16::from(above) * parts + u16::from(below) * (of - parts);
            u8::try_from((sum + of / 2) / of).unwrap_or(u8::MAX)
        };
        let [red, green, blue] = self.0;
        let [below_red, below_green, below_blue] = under.0;
        Rgb([(red, below_red), (green, below_green), (blue, below_blue)].map(mix))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Returns a colour's number among the 256; `None` for the terminal's default and other colours.
pub(super) fn numbered_as(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset | Color::Rgb(..) => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) => number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The minimum contrast of text by WCAG 2.2, 1.4.3: 4.5 to 1.
    #[test]
    fn every_role_can_be_read_by_night_and_by_day() {
        for theme in Theme::ALL {
            for palette in [Some(PictureColors::of(theme)), PictureColors::by_day(theme)]
                .into_iter()
                .flatten()
            {
                for role in Role::ALL.iter().copied() {
                    let style = theme.style(role);
                    let look = GlyphLook {
                        letters: style.fg.unwrap_or_default(),
                        ground: style.bg.unwrap_or_default(),
                        modifier: style.add_modifier,
                    };
                    let (letters, ground) = palette.colours(look);
                    let contrast = screen::contrast(letters.0, ground.0);
                    assert!(
                        contrast >= 4.5,
                        "{theme:?} on {}, {role:?}: {contrast:.1}",
                        palette.ground
                    );
                }
            }
        }
    }

    #[test]
    fn numbered_colours_are_those_of_every_terminal() {
        let painted = |number: u8| DARK.numbered(number).to_string();
        assert_eq!(
            [16, 231, 25, 87, 232, 255].map(painted),
            [
                "#000000", "#ffffff", "#005faf", "#5fffff", "#080808", "#eeeeee"
            ]
        );
    }
}
