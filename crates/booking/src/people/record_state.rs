//! Why a booking for a patient's record needs a confirmation.

use i18n::{Language, say};

/// The state of a patient's record that is not in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordState {
    /// The patient has died.
    Deceased,
    /// The record was merged into the one with this id.
    Replaced(String),
    /// The record is inactive.
    Inactive,
}

const DECEASED: &str = "deceased";
const INACTIVE: &str = "inactive";
const REPLACED: &str = "replaced ";

impl RecordState {
    /// Returns the code of the state in a register.
    pub(super) fn code(&self) -> String {
        match self {
            RecordState::Deceased => DECEASED.to_owned(),
            RecordState::Inactive => INACTIVE.to_owned(),
            RecordState::Replaced(id) => REPLACED.to_owned() + id,
        }
    }

    /// Returns the state with this code.
    pub(super) fn of_code(code: &str) -> Option<RecordState> {
        match code {
            DECEASED => Some(RecordState::Deceased),
            INACTIVE => Some(RecordState::Inactive),
            code => {
                let id = code.strip_prefix(REPLACED)?;
                Some(RecordState::Replaced(id.to_owned()))
            }
        }
    }

    /// Returns the mark next to a name.
    pub fn to_text(&self, language: Language) -> String {
        match self {
            RecordState::Deceased => say!(language, "record-deceased").to_owned(),
            RecordState::Replaced(id) => say!(language, "record-replaced", id = id.as_str()),
            RecordState::Inactive => say!(language, "record-inactive").to_owned(),
        }
    }
}
