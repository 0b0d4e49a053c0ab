//! The look of a screen: a theme, and the signs of its lines. The styles of each theme are in `theme.rs`.

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::i18n::{Language, say};

/// The look of the desk.
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
    /// The terminal's own sixteen colours, right on light and dark alike.
    #[default]
    Colour,
    /// Light letters on a dark background.
    Dark,
    /// Dark letters on a light background.
    Light,
    /// The strongest contrast: black, white, and few strong colours.
    Contrast,
    /// No colours at all: bold, underline and reverse only.
    Mono,
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

impl Theme {
    /// All themes.
    pub const ALL: [Theme; 5] = [Theme::Colour, Theme::Dark, Theme::Light, Theme::Contrast, Theme::Mono];

    /// Returns the name, as `theme` in the configuration.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns a short description.
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
