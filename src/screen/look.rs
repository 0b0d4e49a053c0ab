//! How a screen looks: a theme, and what its lines are made of. What each thing looks like in each theme is said in
//! `theme.rs`.

use strum::{EnumString, IntoStaticStr, VariantNames};

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
#[derive(Clone, Copy, Debug, Default, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
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
#[derive(Clone, Copy, Debug, Default, EnumString, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Borders {
    /// The signs made for it.
    #[default]
    Lines,
    /// ASCII only, for terminals and fonts that have nothing else.
    Ascii,
}

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 5] = [Theme::Colour, Theme::Dark, Theme::Light, Theme::Contrast, Theme::Mono];

    /// Its name, as `theme` in the configuration takes it.
    pub fn word(self) -> &'static str {
        self.into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_is_read_by_its_own_word() {
        for theme in Theme::ALL {
            assert_eq!(theme.word().parse(), Ok(theme));
        }
        assert_eq!(["lines", "ascii"].map(|word| word.parse()), [Ok(Borders::Lines), Ok(Borders::Ascii)]);
        assert!("color".parse::<Theme>().is_err() && "".parse::<Borders>().is_err());
    }
}
