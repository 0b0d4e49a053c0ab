//! What the last line says of the last key. The state holds what there is to say, the view says it: a note that stands
//! while the language changes is said in the other one.

use std::fmt;
use std::sync::Arc;

use crate::i18n::Language;

/// Something to be said, in whichever language.
pub struct InWords<T>(Arc<dyn Fn(Language) -> T + Send + Sync>);

/// Something to say in one line.
pub type Note = InWords<String>;

impl<T> InWords<T> {
    /// What this says.
    pub(super) fn new(said: impl Fn(Language) -> T + Send + Sync + 'static) -> InWords<T> {
        InWords(Arc::new(said))
    }

    /// What it says in a language.
    pub fn said(&self, language: Language) -> T {
        (self.0)(language)
    }
}

impl<T> Clone for InWords<T> {
    fn clone(&self) -> InWords<T> {
        InWords(Arc::clone(&self.0))
    }
}

impl Note {
    /// A text that is the same in every language.
    pub fn verbatim(text: String) -> Note {
        Note::new(move |_| text.clone())
    }

    /// Both of them, this one first.
    pub(super) fn and(self, other: Option<Note>) -> Note {
        match other {
            Some(other) => {
                Note::new(move |language| format!("{} {}", self.said(language), other.said(language)))
            }
            None => self,
        }
    }
}

/// What it says may name a person.
impl<T> fmt::Debug for InWords<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InWords")
    }
}

/// A note of a message of `assets/words/`, its values in their places: `note!("draft-parked", letter = letter)`. The
/// values are taken when it is made, and named in the language it is said in.
macro_rules! note {
    ($id:literal) => {
        $crate::desk::note::Note::new(|language| $crate::i18n::say!(language, $id).to_owned())
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let ($($name,)+) = ($($value,)+);
        $crate::desk::note::Note::new(move |language| $crate::i18n::say!(language, $id, $($name = $name.clone()),+))
    }};
}
pub(super) use note;
