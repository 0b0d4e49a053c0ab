//! Why a record of a patient is not to be booked for without a question.

use i18n::{Language, say};

/// The state of a patient's record that is not in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordState {
    /// The patient has died.
    Deceased,
    /// The record was merged into the one with this id.
    Replaced(String),
    /// The record is not active.
    Inactive,
}

impl RecordState {
    /// Returns the mark beside a name.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            RecordState::Deceased => say!(language, "record-deceased").to_owned(),
            RecordState::Replaced(id) => say!(language, "record-replaced", id = id.as_str()),
            RecordState::Inactive => say!(language, "record-inactive").to_owned(),
        }
    }
}
