//! The letters of pictures that are made of dots: how much of each dot a letter covers, in sixteen steps. Drawn once
//! from DejaVu Sans Mono (`assets/fonts/`), so that a picture needs neither a font nor a renderer of fonts.

use std::io::Cursor;
use std::sync::LazyLock;

use super::CELL;

/// The letters there are, first and last of each stretch, in the order in which they stand on the sheet; bold ones
/// follow in the same order. A combining mark stands where it does over a letter.
pub const LETTERS: [(char, char); 26] = [
    (' ', '~'),
    ('\u{a1}', '\u{17f}'),
    ('\u{218}', '\u{21b}'),
    ('\u{300}', '\u{331}'),
    ('Ά', 'Ί'),
    ('Ό', 'Ό'),
    ('Ύ', 'Ρ'),
    ('Σ', 'ώ'),
    ('Ѐ', 'џ'),
    ('‐', '‣'),
    ('…', '…'),
    ('‰', '‷'),
    ('‹', '›'),
    ('€', '€'),
    ('№', '№'),
    ('™', '™'),
    ('←', '↕'),
    ('−', '−'),
    ('≈', '≈'),
    ('≠', '≥'),
    ('␣', '␣'),
    ('■', '●'),
    ('★', '☆'),
    ('☐', '☒'),
    ('✓', '✘'),
    ('\u{fffd}', '\u{fffd}'),
];

/// How many letters stand beside one another on the sheet.
pub const LETTERS_A_LINE: u32 = 64;

/// Covered whole.
pub(super) const FULL: u8 = 15;

/// The sheet: grey of four bits.
const SHEET: &[u8] = include_bytes!("../../../assets/fonts/letters.png");

static DOTS: LazyLock<Dots> = LazyLock::new(|| Dots::read(SHEET).unwrap_or_default());

/// The sheet, a byte a dot.
#[derive(Default)]
struct Dots {
    width: usize,
    covered: Vec<u8>,
}

impl Dots {
    fn read(sheet: &[u8]) -> Result<Dots, png::DecodingError> {
        let mut decoder = png::Decoder::new(Cursor::new(sheet));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info()?;
        let mut covered = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let info = reader.next_frame(&mut covered)?;
        covered.iter_mut().for_each(|dot| *dot >>= 4);
        Ok(Dots { width: info.line_size, covered })
    }
}

/// One letter.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    left: usize,
    top: usize,
}

impl Letter {
    /// The drawing of a letter; none where the sheet lacks it.
    pub(super) fn of(letter: char, bold: bool) -> Option<Letter> {
        let mut before = 0;
        let mut place = None;
        for (first, last) in LETTERS {
            if (first..=last).contains(&letter) {
                place = Some(before + u32::from(letter) - u32::from(first));
            }
            before += u32::from(last) - u32::from(first) + 1;
        }
        let place = place? + if bold { before } else { 0 };
        let along =
            |steps: u32, size: u16| usize::try_from(steps).ok().map(|steps| steps * usize::from(size));
        Some(Letter {
            left: along(place % LETTERS_A_LINE, CELL.0)?,
            top: along(place / LETTERS_A_LINE, CELL.1)?,
        })
    }

    /// How much of a dot it covers, 0 to 15; the dot is given within the cell.
    pub(super) fn covers(self, x: u16, y: u16) -> u8 {
        let (x, y) = (self.left + usize::from(x), self.top + usize::from(y));
        DOTS.covered.get(y * DOTS.width + x).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(letter: char, bold: bool) -> String {
        let letter = Letter::of(letter, bold).unwrap();
        let line = |y: u16| -> String {
            let dot = |x: u16| if letter.covers(x, y) > FULL / 2 { '#' } else { '.' };
            (0..CELL.0).map(dot).collect()
        };
        (3..16).map(|y| line(y) + "\n").collect()
    }

    #[test]
    fn letters_are_what_they_are_called() {
        assert_eq!(drawn(' ', true).matches('#').count(), 0);
        assert_eq!(drawn('L', false), "..##......\n".repeat(11) + "..#######.\n..........\n");
        let dots = |bold: bool| drawn('W', bold).matches('#').count();
        assert!(dots(true) > dots(false), "bold is bolder");
    }

    #[test]
    fn every_letter_is_drawn() {
        let letters = LETTERS.into_iter().flat_map(|(first, last)| first..=last);
        for letter in letters.filter(|letter| !letter.is_whitespace() && *letter != '\u{ad}') {
            for bold in [false, true] {
                let found = Letter::of(letter, bold).unwrap();
                let covered = (0..CELL.1).any(|y| (0..CELL.0).any(|x| found.covers(x, y) > 0));
                assert!(covered, "{letter:?}, bold: {bold}");
            }
        }
        assert!(Letter::of('日', false).is_none());
    }
}
