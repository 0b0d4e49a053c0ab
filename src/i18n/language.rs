//! The languages, and what each says.

use std::fmt;
use std::str::FromStr;

/// The languages of the interface and of what patients are given to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also for whoever speaks none of the others.
    #[default]
    En,
    /// German.
    De,
    /// Finnish.
    Fi,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 3] = [Language::En, Language::De, Language::Fi];

    /// Its two letters (ISO 639-1), as Aniva's `language` has them.
    pub fn word(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Fi => "fi",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A language that nothing is written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is none of en, de and fi")]
pub struct UnknownLanguage(String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Language::ALL.into_iter().find(|language| language.word().eq_ignore_ascii_case(text));
        known.ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}
