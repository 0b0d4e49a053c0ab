//! The problems of a new patient, and the calls that change a patient's data.

use strum::IntoStaticStr;

use super::PatientField;
use crate::{ClinicId, Meaning, Personal};
use i18n::{InLanguage, Language, Value};

/// A problem of a new patient, found on the desk or reported by a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientProblem {
    /// The field to correct; `None` if the problem is in no field.
    pub field: Option<PatientField>,
    /// The problem in a sentence or two, with the advice if a server reported it.
    pub what: Personal<String>,
    /// The outcome for the patient; `None` for problems that the desk found itself.
    pub meaning: Option<Meaning>,
}

impl PatientProblem {
    /// Creates a problem that the desk has found in a field.
    pub(super) fn at(field: PatientField, what: String) -> PatientProblem {
        PatientProblem {
            field: Some(field),
            what: what.into(),
            meaning: None,
        }
    }
}

/// A call that changes a patient's data.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum PatientCall {
    /// Adds a new patient.
    Add,
    /// Corrects a patient's data.
    Correct,
}

/// A message selects its text by the word.
impl InLanguage<'_> for PatientCall {
    fn in_language(self, _: Language) -> Value<'static> {
        let word: &'static str = self.into();
        Value::from(word)
    }
}

/// The outcome of a call whose answer was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientSettlement {
    /// The call.
    pub call: PatientCall,
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id; `None` for a new patient who was not added.
    pub person: Option<String>,
    /// Whether the clinic has the data.
    pub is_made: bool,
}
