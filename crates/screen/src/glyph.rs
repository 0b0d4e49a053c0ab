//! The look of a screen: its theme and its signs, with their ASCII replacements. Every sign and every replacement takes
//! one column, so that nothing moves.

use std::borrow::Cow;

use strum::{EnumString, VariantNames};

use super::Theme;

/// The look of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub borders: Borders,
}

/// The signs of lines and marks.
#[derive(Clone, Copy, Debug, Default, EnumString, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Borders {
    /// Box-drawing signs.
    #[default]
    Lines,
    /// ASCII only, for terminals and fonts that have nothing else.
    Ascii,
}

/// Every sign of the screen outside ASCII, with its replacement.
const SIGNS: [(char, char); 47] = [
    ('╭', '+'),
    ('╮', '+'),
    ('╰', '+'),
    ('╯', '+'),
    ('─', '-'),
    ('│', '|'),
    ('┬', '+'),
    ('┴', '+'),
    ('├', '+'),
    ('┤', '+'),
    ('┼', '+'),
    ('┃', '|'),
    ('╹', '\''),
    ('╱', '/'),
    ('░', '.'),
    ('▒', '%'),
    ('▌', '|'),
    ('▸', '>'),
    ('▾', 'v'),
    ('┄', '-'),
    ('▓', '#'),
    ('█', '#'),
    ('✓', '+'),
    ('✗', 'x'),
    ('›', '>'),
    ('…', '~'),
    ('·', '-'),
    ('•', '*'),
    ('○', 'o'),
    ('●', '*'),
    ('◌', 'o'),
    ('▼', 'v'),
    ('▲', '^'),
    ('↓', 'v'),
    ('↑', '^'),
    ('←', '<'),
    ('→', '>'),
    ('–', '-'),
    ('—', '-'),
    ('×', 'x'),
    ('−', '-'),
    ('„', '"'),
    ('‚', '\''),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
];

/// Returns a text with its signs in ASCII. Letters of all scripts are kept: a name is never changed.
pub fn in_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let stand_in = |sign: char| match sign {
        '\u{a0}' => ' ',
        // The pictures of control characters.
        '\u{2400}'..='\u{2426}' => '?',
        _ => SIGNS
            .iter()
            .find(|(known, _)| *known == sign)
            .map_or(sign, |(_, ascii)| *ascii),
    };
    Cow::Owned(text.chars().map(stand_in).collect())
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthChar;

    use super::*;

    #[test]
    fn every_sign_has_an_ascii_stand_in_of_its_width() {
        for (sign, ascii) in SIGNS {
            assert!(
                ascii.is_ascii_graphic() && !sign.is_alphanumeric(),
                "{sign}"
            );
            assert_eq!(sign.width(), ascii.width(), "{sign}");
        }
    }

    #[test]
    fn names_stay_what_they_are() {
        assert_eq!(
            in_ascii("✓ Jörg Weißmüller · 李明轩"),
            "+ Jörg Weißmüller - 李明轩"
        );
        assert!(matches!(in_ascii("plain"), Cow::Borrowed("plain")));
    }
}
