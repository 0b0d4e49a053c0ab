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

    /// Returns whether this is what was typed, in either letter case and in any groups.
    pub fn is(&self, typed: &str) -> bool {
        let typed = in_one_piece(typed);
        !typed.is_empty() && in_one_piece(&self.value).eq_ignore_ascii_case(&typed)
    }
}

/// Returns a number without what parts its groups: `943 476 5919` is printed for `9434765919`.
pub(crate) fn in_one_piece(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).collect()
}

redacted_debug!(PatientNumber {});
