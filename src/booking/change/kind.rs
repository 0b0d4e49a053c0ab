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
    /// See [`Change::Remove`](super::Change::Remove).
    Remove,
    /// See [`Change::SetStatus`](super::Change::SetStatus).
    Status,
    /// See [`Change::SetPanels`](super::Change::SetPanels).
    Panels,
    /// See [`Change::ConfirmDraw`](super::Change::ConfirmDraw).
    Confirm,
}

impl ChangeKind {
    /// `book`
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The word for a change of this kind that is made, in JSON and in reports.
    pub fn made_word(self) -> &'static str {
        match self {
            ChangeKind::Book => "booked",
            ChangeKind::Move => "moved",
            ChangeKind::Cancel => "cancelled",
            ChangeKind::Remove => "removed",
            ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm => "changed",
        }
    }

    /// Those that a file can ask for (CONTRACT, Changes, Batch).
    pub const IN_FILES: [ChangeKind; 4] =
        [ChangeKind::Book, ChangeKind::Move, ChangeKind::Cancel, ChangeKind::Status];

    /// Whether the visit stays when it is, and only something about it is another.
    pub fn keeps_time(self) -> bool {
        matches!(self, ChangeKind::Status | ChangeKind::Panels | ChangeKind::Confirm)
    }

    /// Whether it is about a blood draw alone.
    pub fn is_of_draw(self) -> bool {
        matches!(self, ChangeKind::Panels | ChangeKind::Confirm)
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
