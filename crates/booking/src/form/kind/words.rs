//! Reads one of a list of words.

use super::DraftReader;
use crate::{FieldId, FieldValue, Status, Text, type_name};
use i18n::{Language, say};
use itertools::Itertools;

impl DraftReader<'_> {
    /// Reads one of the field's words: the one typed, or the only one that begins with the typed text.
    pub(super) fn word(&mut self, field: FieldId) -> Option<FieldValue> {
        let language = self.language();
        let words = field.words();
        let word_for = |text: &str| {
            let exact = words.iter().find(|word| word.eq_ignore_ascii_case(text));
            let matches = words
                .iter()
                .filter(|word| word.to_lowercase().starts_with(&text.to_lowercase()));
            exact.or_else(|| matches.exactly_one().ok()).copied()
        };
        let word = self.parsed(field, word_for, |_| {
            let label = field.label(language);
            let words = words.join(", ");
            let what = say!(language, "review-no-choice", field = label, words);
            (what, say!(language, "review-pick-a-word").to_owned())
        })?;
        if self.draft.text(field) != word {
            self.echo(field, format!("= {word}"));
        }
        Text::new(word, usize::MAX).map(FieldValue::Text)
    }
}

/// Returns the word of the status that a text names, if the text is not that word.
pub(super) fn status_meant(
    _words: &'static [&'static str],
    typed: &str,
    language: Language,
) -> Option<&'static str> {
    let word = Status::named(typed, language)?.word();
    (word != typed).then_some(word)
}

/// Returns `None`, because a text means itself.
pub(super) fn none_meant(
    _words: &'static [&'static str],
    _typed: &str,
    _language: Language,
) -> Option<&'static str> {
    None
}

/// Returns the name of an appointment type; the word itself for a clinic's own.
pub(super) fn type_shown(word: &str, language: Language) -> &str {
    type_name(word, language).unwrap_or(word)
}

/// Returns a word as it is written.
pub(super) fn as_written(word: &str, _language: Language) -> &str {
    word
}
