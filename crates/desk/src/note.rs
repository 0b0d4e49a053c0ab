//! The note on the last line, about the last key. The state holds its content, and the view its wording: a note
//! shown when the language changes is translated.

use std::fmt;
use std::sync::Arc;

use booking::PasteChanges;
use i18n::Language;

/// A content that can be worded in any language.
pub struct InWords<T>(Arc<dyn Fn(Language) -> T + Send + Sync>);

/// A content worded in one line.
pub type Note = InWords<String>;

impl<T> InWords<T> {
    /// Creates a content from its wording.
    pub(super) fn new(wording: impl Fn(Language) -> T + Send + Sync + 'static) -> InWords<T> {
        InWords(Arc::new(wording))
    }

    /// Returns the wording in a language.
    pub fn to_text(&self, language: Language) -> T {
        (self.0)(language)
    }
}

impl<T> Clone for InWords<T> {
    fn clone(&self) -> InWords<T> {
        InWords(Arc::clone(&self.0))
    }
}

impl Note {
    /// Creates a note that reads the same in every language.
    pub fn verbatim(text: String) -> Note {
        Note::new(move |_| text.clone())
    }

    /// Creates the note about the changes made to a pasted text; `None` if it was inserted unchanged.
    pub(super) fn of_paste(changes: PasteChanges) -> Option<Note> {
        (!changes.are_none()).then(|| Note::new(move |language| changes.to_text(language)))
    }

    /// Joins two notes, this one first.
    pub(super) fn and(self, other: Option<Note>) -> Note {
        match other {
            Some(other) => Note::new(move |language| {
                format!("{} {}", self.to_text(language), other.to_text(language))
            }),
            None => self,
        }
    }
}

/// Prints no content, which may name a person.
impl<T> fmt::Debug for InWords<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InWords")
    }
}

/// Creates a note from a message of `assets/words/` with its values: `note!("draft-parked", letter =
/// letter)`. The values are taken when the note is created, and formatted in the language in which it is
/// worded.
macro_rules! note {
    ($id:literal) => {
        $crate::note::Note::new(|language| ::i18n::say!(language, $id).to_owned())
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let ($($name,)+) = ($($value,)+);
        $crate::note::Note::new(move |language| ::i18n::say!(language, $id, $($name = $name.clone()),+))
    }};
}
pub(super) use note;
