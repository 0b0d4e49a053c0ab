//! The numbers under which a practice or an insurer keeps a patient.

use crate::text::redacted_debug;

/// A number of a patient beside the id: of the chart, of the insurance.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientNumber {
    /// The kind of number, `MRN`; empty if the clinic does not tell.
    pub kind: String,
    /// The number itself.
    pub value: String,
}

impl PatientNumber {
    /// Returns the number as it stands beside a name: `MRN 4711`.
    pub fn to_text(&self) -> String {
        format!("{} {}", self.kind, self.value).trim().to_owned()
    }

    /// Returns whether this is what was typed, in either letter case.
    pub fn is(&self, typed: &str) -> bool {
        self.value.eq_ignore_ascii_case(typed.trim())
    }
}

redacted_debug!(PatientNumber {});
