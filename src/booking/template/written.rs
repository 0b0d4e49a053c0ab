//! A text of a template in the languages in which it was written.

use crate::i18n::Language;

/// A text in English, and possibly in other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) english: String,
    pub(super) german: Option<String>,
    pub(super) finnish: Option<String>,
}

impl Written {
    /// Creates a text for all languages.
    pub(super) fn once(text: String) -> Written {
        Written { english: text, german: None, finnish: None }
    }

    pub(super) fn only_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => Some(&self.english),
            Language::De => self.german.as_deref(),
            Language::Fi => self.finnish.as_deref(),
        }
    }

    /// Returns the text in a language, else in English.
    pub(super) fn said(&self, language: Language) -> &str {
        self.only_in(language).unwrap_or(&self.english)
    }

    /// Returns the language in which this is the text, word for word.
    pub(super) fn language_of(&self, text: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| self.only_in(*language) == Some(text))
    }
}
