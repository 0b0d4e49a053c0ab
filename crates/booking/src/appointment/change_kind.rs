//! The kinds of changes. The texts about each are in `change.ftl`, under its word.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

use i18n::{InLanguage, Language, Value};

/// The kind of a change. Its word is used in records, files and commands, and never changes.
#[derive(
    Clone, Copy, Debug, Display, EnumString, IntoStaticStr, VariantNames, PartialEq, Eq, Hash,
)]
#[strum(serialize_all = "lowercase")]
pub enum ChangeKind {
    /// See [`Change::Book`](crate::Change::Book).
    Book,
    /// See [`Change::Move`](crate::Change::Move).
    Move,
    /// See [`Change::Cancel`](crate::Change::Cancel).
    Cancel,
    /// See [`Change::Remove`](crate::Change::Remove).
    Remove,
    /// See [`Change::SetStatus`](crate::Change::SetStatus).
    Status,
    /// See [`Change::SetDetails`](crate::Change::SetDetails).
    Details,
    /// See [`Change::SetPanels`](crate::Change::SetPanels).
    Panels,
    /// See [`Change::ConfirmDraw`](crate::Change::ConfirmDraw).
    #[strum(to_string = "confirm")]
    ConfirmDraw,
    /// See [`Change::Away`](crate::Change::Away).
    Away,
    /// See [`Change::Back`](crate::Change::Back).
    Back,
}

impl ChangeKind {
    /// Returns the word, such as `book`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Returns every kind.
    pub fn all() -> impl Iterator<Item = ChangeKind> {
        ChangeKind::VARIANTS
            .iter()
            .filter_map(|word| word.parse().ok())
    }

    /// Returns the word for a change of this kind that was made, in JSON and in reports.
    pub fn made_word(self) -> &'static str {
        match self {
            ChangeKind::Book => "booked",
            ChangeKind::Move => "moved",
            ChangeKind::Cancel => "cancelled",
            ChangeKind::Remove | ChangeKind::Back => "removed",
            ChangeKind::Status
            | ChangeKind::Details
            | ChangeKind::Panels
            | ChangeKind::ConfirmDraw => "changed",
            ChangeKind::Away => "entered",
        }
    }

    /// The kinds that a file can ask for (`batches.md` of the guide).
    pub const IN_FILES: [ChangeKind; 4] = [
        ChangeKind::Book,
        ChangeKind::Move,
        ChangeKind::Cancel,
        ChangeKind::Status,
    ];

    /// Returns whether the visit keeps its time and only something else about it changes.
    pub fn keeps_time(self) -> bool {
        matches!(
            self,
            ChangeKind::Status | ChangeKind::Details | ChangeKind::Panels | ChangeKind::ConfirmDraw
        )
    }

    /// Returns whether the change is about a blood draw only.
    pub fn is_of_draw(self) -> bool {
        matches!(self, ChangeKind::Panels | ChangeKind::ConfirmDraw)
    }

    /// Returns whether the change is about the absence of a practitioner, and no appointment.
    pub fn is_of_absence(self) -> bool {
        matches!(self, ChangeKind::Away | ChangeKind::Back)
    }

    /// Returns whether no other change can undo it.
    pub fn is_irreversible(self) -> bool {
        matches!(self, ChangeKind::Remove | ChangeKind::ConfirmDraw)
    }

    /// Returns the status that the change ends its appointment with, if it ends it.
    pub(crate) fn status_at_end(self) -> Option<&'static str> {
        match self {
            ChangeKind::Cancel => Some("cancelled"),
            ChangeKind::Remove => Some("entered-in-error"),
            _ => None,
        }
    }

    /// Returns whether the change puts a visit at a time.
    pub fn makes_visit(self) -> bool {
        matches!(self, ChangeKind::Book | ChangeKind::Move)
    }
}

/// A message selects its text by the word.
impl InLanguage<'_> for ChangeKind {
    fn in_language(self, _: Language) -> Value<'static> {
        Value::from(self.word())
    }
}
