//! The choices in a new patient's form, worded in each language.

use super::{PatientValue, Sex};
use crate::booking::Spoken;
use crate::i18n::{Language, Said};

/// A value and its word.
pub(super) struct Choice {
    word: Said,
    pub(super) value: PatientValue,
}

/// The values that Aniva takes come first.
pub(super) static SEXES: [Choice; 4] = [
    choice("patient-male", PatientValue::Sex(Sex::Male)),
    choice("patient-female", PatientValue::Sex(Sex::Female)),
    choice("patient-other-sex", PatientValue::Sex(Sex::Other)),
    choice("patient-unknown-sex", PatientValue::Sex(Sex::Unknown)),
];

/// The languages of messages to patients.
pub(super) static LANGUAGES: [Choice; 3] = [
    choice("patient-english", PatientValue::Language(Spoken::En)),
    choice("patient-german", PatientValue::Language(Spoken::De)),
    choice("patient-finnish", PatientValue::Language(Spoken::Fi)),
];

const fn choice(word: &'static str, value: PatientValue) -> Choice {
    Choice { word: Said::new(word), value }
}

impl Choice {
    pub(super) fn word(&self, language: Language) -> &'static str {
        self.word.text(language)
    }
}

/// Returns the choice that was typed: the only one whose word begins so; else the one with that word in
/// another language, because the desk's language may have changed since.
pub(super) fn meant(choices: &'static [Choice], typed: &str, language: Language) -> Option<&'static Choice> {
    let typed = typed.trim().to_lowercase();
    // A blank form asks at every start, and reading the words of other languages takes as long as the first
    // frame.
    if typed.is_empty() {
        return None;
    }
    let begins = |choice: &&Choice| choice.word(language).to_lowercase().starts_with(&typed);
    let mut fitting = choices.iter().filter(begins);
    let only = fitting.next().filter(|_| fitting.next().is_none());
    let is_called_so =
        |choice: &&Choice| Language::ALL.iter().any(|other| choice.word(*other).to_lowercase() == typed);
    only.or_else(|| choices.iter().find(is_called_so))
}
