//! The kinds of changes there are. What is said of each stands in `change.ftl`, by its word.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

use crate::i18n::{InLanguage, Language, Value};

/// What a change does, in a word for records, files and commands; never changes.
#[derive(Clone, Copy, Debug, Display, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq, Hash)]
#[strum(serialize_all = "lowercase")]
pub enum ChangeKind {
    /// See [`Change::Book`](super::Change::Book).
    Book,
    /// See [`Change::Move`](super::Change::Move).
    Move,
    /// See [`Change::Cancel`](super::Change::Cancel).
    Cancel,
    /// See [`Change::SetStatus`](super::Change::SetStatus).
    Status,
}

impl ChangeKind {
    /// `book`
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it puts a visit at a time.
    pub fn makes_visit(self) -> bool {
        matches!(self, ChangeKind::Book | ChangeKind::Move)
    }
}

/// A message chooses by it what it says.
impl InLanguage<'_> for ChangeKind {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(self.word())
    }
}
