//! The kinds of changes there are. What is said of each stands in `change.ftl`, by its word.

use std::fmt;

use crate::i18n::{InLanguage, Language, Value};

/// What a change does, in a word for records, files and commands; never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// See [`Change::Book`].
    Book,
    /// See [`Change::Move`].
    Move,
    /// See [`Change::Cancel`].
    Cancel,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [ChangeKind; 3] = [ChangeKind::Book, ChangeKind::Move, ChangeKind::Cancel];

    /// Those that alter an appointment there is.
    pub const ALTERING: [ChangeKind; 2] = [ChangeKind::Move, ChangeKind::Cancel];

    /// `book`
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Book => "book",
            ChangeKind::Move => "move",
            ChangeKind::Cancel => "cancel",
        }
    }

    /// The kind of this word.
    pub fn of_word(word: &str) -> Option<ChangeKind> {
        ChangeKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A message chooses by it what it says.
impl InLanguage<'_> for ChangeKind {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(self.word())
    }
}
