//! Keys as people write them: `Ctrl+S`, `Alt+2`, `F5`, `Shift+Tab`. Terminals that don't report physical keys may
//! send a letter of another alphabet, such as Ctrl-Ы for Ctrl-S.

use std::fmt;
use std::str::FromStr;

use strum::IntoStaticStr;

use booking::Personal;
use booking::sanitize::is_control_character;
use i18n::Language;

/// One key, with its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key itself.
    pub code: Code,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether Shift was held, unless the character includes it already.
    pub shift: bool,
}

/// A key without modifiers.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq, Hash)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the cap of its key")]
pub enum Code {
    Char(char),
    F(u8),
    Enter,
    Tab,
    Backspace,
    Delete,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// The keys with a name rather than a character, as tapes and help write them.
const NAMED: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Escape", Code::Escape),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("Esc", Code::Escape),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
];

impl Key {
    /// Creates a key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Creates a key with Control and a letter.
    pub const fn ctrl(letter: char) -> Key {
        Key {
            code: Code::Char(letter),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// Creates a key with Alt and a character.
    pub const fn alt(character: char) -> Key {
        Key {
            code: Code::Char(character),
            ctrl: false,
            alt: true,
            shift: false,
        }
    }

    /// Creates a function key.
    pub const fn function(number: u8) -> Key {
        Key::plain(Code::F(number))
    }

    /// Returns the names of the keys that have one: the names in tapes first, then other names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// Returns the key as tapes write it and as it is parsed: `Ctrl+S`, `Up`, `F5`.
    pub fn written(self) -> String {
        let modifiers = [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ];
        let mut written: String = modifiers
            .iter()
            .filter(|(held, _)| *held)
            .map(|(_, name)| *name)
            .collect();
        match self.code {
            Code::F(number) => written.push_str(&format!("F{number}")),
            Code::Char(c) if c != ' ' => {
                written.push(if self.ctrl || self.alt {
                    c.to_ascii_uppercase()
                } else {
                    c
                });
            }
            code => written.extend(
                NAMED
                    .iter()
                    .find(|(_, known)| *known == code)
                    .map(|(name, _)| *name),
            ),
        }
        written
    }

    /// Returns the invisible character that the key would type, if it is one.
    pub fn invisible(self) -> Option<char> {
        let Code::Char(letter) = self.code else {
            return None;
        };
        let is_plain = !self.ctrl && !self.alt;
        (is_plain && is_control_character(letter)).then_some(letter)
    }

    /// Returns the index of the row that its digit names: 0 for `1`; none for `0`.
    pub fn place(self) -> Option<usize> {
        (self.types()?.to_digit(10)? as usize).checked_sub(1)
    }

    /// Returns the key that names the row at this index from 0, or `None` beyond the ninth.
    pub(crate) fn of_place(index: usize) -> Option<Key> {
        let digit = u32::try_from(index + 1).ok()?;
        char::from_digit(digit, 10).map(|digit| Key::plain(Code::Char(digit)))
    }

    /// Returns the character that the key types, if any. AltGr arrives as Control and Alt with a character
    /// outside the letters and digits: that is text, not a command.
    pub fn types(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !c.is_control() => {
                let bare = !self.ctrl && !self.alt;
                let alt_gr = self.ctrl && self.alt && !c.is_ascii_alphanumeric();
                let composed = self.alt && !self.ctrl && !c.is_ascii();
                (bare || alt_gr || composed).then_some(c)
            }
            _ => None,
        }
    }
}

/// An unknown key name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key; keys are written like Tab, F5, Ctrl+S, Alt+2, Shift+Tab or a")]
pub struct UnknownKey(String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownKey(text.to_owned());
        let mut key = Key::plain(Code::Enter);
        let mut rest = text;
        while let Some((modifier, after)) = rest
            .split_once(['+', '-'])
            .filter(|(_, after)| !after.is_empty())
        {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return Err(unknown()),
            }
            rest = after;
        }
        key.code = code(rest).ok_or_else(unknown)?;
        if let (Code::Char(c), true) = (key.code, key.ctrl || key.alt) {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
        Ok(key)
    }
}

fn code(name: &str) -> Option<Code> {
    if let Some((_, code)) = NAMED
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Some(*code);
    }
    let mut characters = name.chars();
    match (characters.next(), characters.as_str()) {
        (Some(c), "") => Some(Code::Char(c)),
        (Some('F' | 'f'), number) => number
            .parse()
            .ok()
            .filter(|number| (1..=12).contains(number))
            .map(Code::F),
        _ => None,
    }
}

/// Writes the key for logs and tests; the screen uses [`Key::shown`].
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(Language::En))
    }
}

/// Hides typed characters: letter by letter they could identify a patient.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_tuple("Key");
        match self.types() {
            Some(letter) => debug.field(&Personal::from(letter)),
            None => debug.field(&format_args!("{self}")),
        };
        debug.finish()
    }
}

/// Letters of other alphabets, and those on the same keys of a US keyboard: Russian, Ukrainian, Greek.
const PLACES: [(&str, &str); 3] = [
    ("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"),
    ("і", "s"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
];

/// Returns the key with the Latin letter at the same position, if control or Alt is held and the letter
/// belongs to another alphabet.
pub(crate) fn latin(key: Key) -> Option<Key> {
    let Code::Char(letter) = key.code else {
        return None;
    };
    if letter.is_ascii() || !(key.ctrl || key.alt) {
        return None;
    }
    let letter = letter.to_lowercase().next()?;
    let twins = PLACES
        .iter()
        .flat_map(|(other, latin)| other.chars().zip(latin.chars()));
    let twin = twins.into_iter().find(|(other, _)| *other == letter)?.1;
    Some(Key {
        code: Code::Char(twin),
        ..key
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Key>();
        assert_eq!(read("Ctrl+S"), Ok(Key::ctrl('s')));
        assert_eq!(read("alt+2"), Ok(Key::alt('2')));
        assert_eq!(
            (read("ctrl-b"), read("Alt--")),
            (Ok(Key::ctrl('b')), Ok(Key::alt('-')))
        );
        assert_eq!(read("F10"), Ok(Key::function(10)));
        assert_eq!(read("Escape"), Ok(Key::plain(Code::Escape)));
        assert_eq!(read("+"), Ok(Key::plain(Code::Char('+'))));
        assert_eq!(
            read("Shift+Tab"),
            Ok(Key {
                shift: true,
                ..Key::plain(Code::Tab)
            })
        );
        assert!(
            read("F13").is_err()
                && read("Meta+x").is_err()
                && read("").is_err()
                && read("Entr").is_err()
        );
    }

    #[test]
    fn a_written_key_is_read_as_itself() {
        for text in [
            "Ctrl+S",
            "Alt+2",
            "F10",
            "Escape",
            "Shift+Tab",
            "Up",
            "Ctrl+Alt+Left",
            "Space",
            "+",
            "é",
        ] {
            let key: Key = text.parse().unwrap();
            assert_eq!(
                (key.written().as_str(), key.written().parse()),
                (text, Ok(key))
            );
        }
    }

    #[test]
    fn what_alt_gr_makes_is_text() {
        let alt_gr = |c| Key {
            code: Code::Char(c),
            ctrl: true,
            alt: true,
            shift: false,
        };
        assert_eq!(alt_gr('@').types(), Some('@'));
        assert_eq!(alt_gr('€').types(), Some('€'));
        assert_eq!(alt_gr('q').types(), None);
        assert_eq!(Key::alt('1').types(), None);
        assert_eq!(Key::ctrl('s').types(), None);
    }

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
