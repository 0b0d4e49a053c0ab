//! How a screen looks: a theme, and what its lines are made of. What each thing looks like in each theme is said in
//! `theme.rs`.

use std::str::FromStr;

use crate::i18n::{Language, say};

/// How the desk looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The signs.
    pub borders: Borders,
}

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own sixteen, right on light and dark alike.
    #[default]
    Colour,
    /// Light letters on a dark ground.
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// The strongest contrast: black, white, and few strong colours.
    Contrast,
    /// No colours at all: bold, underline and reverse only.
    Mono,
}

/// What lines and marks are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Borders {
    /// The signs made for it.
    #[default]
    Lines,
    /// ASCII only, for terminals and fonts that have nothing else.
    Ascii,
}

/// No theme, or no kind of borders, has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no look")]
pub struct UnknownLook(String);

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 5] = [Theme::Colour, Theme::Dark, Theme::Light, Theme::Contrast, Theme::Mono];

    /// Its name, as `theme` in the configuration takes it.
    pub const fn word(self) -> &'static str {
        match self {
            Theme::Colour => "colour",
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::Contrast => "contrast",
            Theme::Mono => "mono",
        }
    }

    /// What it is like, in a few words.
    pub fn about(self, language: Language) -> &'static str {
        match self {
            Theme::Colour => say!(language, "theme-colour"),
            Theme::Dark => say!(language, "theme-dark"),
            Theme::Light => say!(language, "theme-light"),
            Theme::Contrast => say!(language, "theme-contrast"),
            Theme::Mono => say!(language, "theme-mono"),
        }
    }
}

impl FromStr for Theme {
    type Err = UnknownLook;

    fn from_str(word: &str) -> Result<Theme, UnknownLook> {
        let known = Theme::ALL.into_iter().find(|theme| theme.word() == word);
        known.ok_or_else(|| UnknownLook(word.to_owned()))
    }
}

impl Borders {
    /// The words for them, as `borders` in the configuration takes them.
    pub const WORDS: [&str; 2] = ["lines", "ascii"];
}

impl FromStr for Borders {
    type Err = UnknownLook;

    fn from_str(word: &str) -> Result<Borders, UnknownLook> {
        match word {
            "lines" => Ok(Borders::Lines),
            "ascii" => Ok(Borders::Ascii),
            _ => Err(UnknownLook(word.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_is_read_by_its_own_word() {
        for theme in Theme::ALL {
            assert_eq!(theme.word().parse(), Ok(theme));
        }
        assert_eq!(Borders::WORDS.map(|word| word.parse()), [Ok(Borders::Lines), Ok(Borders::Ascii)]);
        assert!("color".parse::<Theme>().is_err() && "".parse::<Borders>().is_err());
    }
}
