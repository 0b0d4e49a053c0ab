//! The positions of other alphabets' letters on a keyboard. Terminals that don't report the physical key send
//! the letter, and then Ctrl-Ы is the key that types S elsewhere.

use super::key::{Code, Key};

/// Letters with those on the same keys of a US keyboard: Russian and Ukrainian, then Greek.
const PLACES: [(&str, &str); 3] = [
    ("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"),
    ("і", "s"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
];

/// Returns the key with the Latin letter at the same position, if control or Alt is held and the letter
/// belongs to another alphabet.
pub(in crate::desk) fn latin(key: Key) -> Option<Key> {
    let Code::Char(letter) = key.code else { return None };
    if letter.is_ascii() || !(key.ctrl || key.alt) {
        return None;
    }
    let letter = letter.to_lowercase().next()?;
    let twins = PLACES.iter().flat_map(|(other, latin)| other.chars().zip(latin.chars()));
    let twin = twins.into_iter().find(|(other, _)| *other == letter)?.1;
    Some(Key { code: Code::Char(twin), ..key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_a_key() {
        for (other, latin) in PLACES {
            assert_eq!(other.chars().count(), latin.chars().count(), "{other}");
        }
        assert_eq!(latin(Key::ctrl('Ы')), Some(Key::ctrl('s')));
        assert_eq!(latin(Key::alt('ω')), Some(Key::alt('v')));
        assert_eq!(latin(Key::ctrl('s')), None);
        assert_eq!(latin(Key::plain(Code::Char('ы'))), None);
    }
}
