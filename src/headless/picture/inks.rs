//! The colours of a picture that is made of dots: for each look that occurs, its letters over its ground in as many
//! steps as fit into the 256 colours that such a file can name.

use super::letters::FULL;
use super::palette::{Palette, Rgb};
use super::scene::{Look, Scene};

/// Steps from ground to letters: so many where there is room for them, else fewer. Each divides what covers a dot
/// whole.
const STEPS: [u8; 4] = [FULL, 5, 3, 1];

/// How many colours a file can name.
const MOST: usize = 256;

/// The colours, and where each look finds its own.
pub(super) struct Inks {
    /// Every colour once. The first is the ground of the window.
    pub(super) colours: Vec<Rgb>,
    looks: Vec<(Look, Shades)>,
    /// The window's edge.
    pub(super) edge: u8,
    /// Its buttons.
    pub(super) button: u8,
    /// Its title.
    pub(super) title: Shades,
}

/// The numbers of colours from a ground to the letters on it, by how much of a dot a letter covers.
pub(super) type Shades = [u8; FULL as usize + 1];

impl Inks {
    /// The colours of these frames.
    pub(super) fn of(scene: &Scene<'_>) -> Inks {
        let mut looks: Vec<Look> = vec![Look::default()];
        for frame in &scene.frames {
            for cell in &frame.buffer.content {
                let look = Look::of(cell);
                if looks.last() != Some(&look) && !looks.contains(&look) {
                    looks.push(look);
                }
            }
        }
        let palette = Palette::of(scene.theme);
        let mut inks = Inks::mixed(&palette, &looks, FULL);
        for steps in STEPS {
            inks = Inks::mixed(&palette, &looks, steps);
            if inks.colours.len() <= MOST {
                break;
            }
        }
        inks.colours.truncate(MOST);
        inks
    }

    fn mixed(palette: &Palette, looks: &[Look], steps: u8) -> Inks {
        let none = Shades::default();
        let mut inks =
            Inks { colours: vec![palette.ground], looks: Vec::new(), edge: 0, button: 0, title: none };
        for look in looks {
            let shades = inks.mix(palette.colours(*look), steps);
            inks.looks.push((*look, shades));
        }
        let [edge, button, title] = palette.window();
        (inks.edge, inks.button) = (inks.number(edge), inks.number(button));
        inks.title = inks.mix((title, palette.ground), steps);
        inks
    }

    fn mix(&mut self, (letters, ground): (Rgb, Rgb), steps: u8) -> Shades {
        let mut shades = Shades::default();
        for (covered, shade) in (0..=FULL).zip(&mut shades) {
            let step = (covered * steps + FULL / 2) / FULL;
            *shade = self.number(letters.over(ground, u16::from(step), u16::from(steps)));
        }
        shades
    }

    fn number(&mut self, colour: Rgb) -> u8 {
        let place = self.colours.iter().position(|known| *known == colour).unwrap_or_else(|| {
            self.colours.push(colour);
            self.colours.len() - 1
        });
        u8::try_from(place).unwrap_or_default()
    }

    /// The numbers of a look's colours, by how much of a dot a letter covers.
    pub(super) fn shades(&self, look: Look) -> Shades {
        self.looks.iter().find(|(known, _)| *known == look).map_or(Shades::default(), |(_, shades)| *shades)
    }

    /// The colours as files name them: red, green, blue, one after the other.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.colours.iter().flat_map(|colour| colour.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;
    use crate::desk::Theme;

    #[test]
    fn many_looks_get_fewer_steps_and_keep_their_colours() {
        let look = |number: u8| Look {
            letters: Color::Indexed(number),
            ground: Color::Reset,
            modifier: Modifier::empty(),
        };
        let looks: Vec<Look> = (16..116).map(look).collect();
        let palette = Palette::of(Theme::Colour);
        assert!(Inks::mixed(&palette, &looks, FULL).colours.len() > MOST);
        let inks = Inks::mixed(&palette, &looks, 1);
        assert!(inks.colours.len() <= MOST);
        for look in looks {
            let shades = inks.shades(look);
            let ends = [shades[0], shades[usize::from(FULL)]].map(|ink| inks.colours[usize::from(ink)]);
            let (letters, ground) = palette.colours(look);
            assert_eq!(ends, [ground, letters]);
        }
    }
}
