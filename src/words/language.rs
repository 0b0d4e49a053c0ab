//! The languages, and what each says.

use std::fmt;
use std::str::FromStr;

use super::{Value, bundle};

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
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Fi => "fi",
        }
    }

    /// A message that says the same whatever the occasion. Allocates nothing.
    #[must_use]
    pub fn text(self, id: &'static str) -> &'static str {
        bundle::text(self, id, None)
    }

    /// What stands beside a message under a name of its own, as a field's hint does beside its label.
    #[must_use]
    pub fn aside(self, id: &'static str, name: &'static str) -> &'static str {
        bundle::text(self, id, Some(name))
    }

    /// A message with the values it has a place for.
    #[must_use]
    pub fn sentence<const N: usize>(
        self,
        id: &'static str,
        values: [(&'static str, Value<'_>); N],
    ) -> String {
        bundle::sentence(self, id, values.into_iter().collect())
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
