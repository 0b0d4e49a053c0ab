//! The forms for patients' data as saved for the next start.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::stage::PatientStage;
use super::state::PatientSheet;
use booking::text::redacted_debug;
use booking::time::Clock;

/// The saved data of a patient at one clinic, new or being corrected. Members are only ever added, each with
/// a default.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNewPatient {
    /// The clinic's word. The stored name distinguishes these records from booking forms.
    #[serde(rename = "newcomer")]
    clinic: String,
    /// The texts by their names on the wire.
    texts: BTreeMap<String, String>,
    focus: String,
    /// Whether the clinic may have the data by now: they were being added, or an answer was lost.
    may_be_known: bool,
    /// The seed of the reference under which the data were first sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<u64>,
    /// The id of the patient being corrected; `None` for a new patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corrects: Option<String>,
}

impl SavedNewPatient {
    /// Returns the id of the patient being corrected; `None` for a new patient.
    pub(crate) fn corrects(&self) -> Option<&str> {
        self.corrects.as_deref()
    }

    /// Returns the word of the clinic API.
    pub fn word(&self) -> &str {
        &self.clinic
    }
}

impl PatientSheet {
    /// Returns the sheet as it is saved; `None` if it is empty or would correct nothing.
    pub(crate) fn to_keep(&self) -> Option<SavedNewPatient> {
        if self.is_blank() || self.correction.is_some() && !self.holds_a_correction() {
            return None;
        }
        // Unchanged data are read from the clinic again.
        let is_typed = |field| self.correction.is_none() || !self.filled_in.contains(&field);
        let typed = self.asked.iter().filter(|rule| is_typed(rule.field));
        let texts = typed.map(|rule| (rule.wire.to_owned(), self.text(rule.field).to_owned()));
        let is_pending = matches!(
            self.stage,
            PatientStage::Sending { .. }
                | PatientStage::Looking { .. }
                | PatientStage::Resting { .. }
        );
        Some(SavedNewPatient {
            clinic: self.clinic().word().to_owned(),
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: self.focus().wire.to_owned(),
            may_be_known: self.may_be_known || is_pending,
            identity: self.identity,
            corrects: self
                .correction
                .as_ref()
                .map(|correction| correction.id.clone()),
        })
    }

    pub(crate) fn restore(&mut self, saved: &SavedNewPatient, clock: &Clock) {
        for rule in &self.asked {
            self.draft.set(
                rule.field,
                saved.texts.get(rule.wire).cloned().unwrap_or_default(),
            );
        }
        let place = self.asked.iter().position(|rule| rule.wire == saved.focus);
        self.arrive(place.unwrap_or(0));
        self.may_be_known = saved.may_be_known;
        self.identity = saved.identity;
        self.refresh(clock);
    }
}

redacted_debug!(SavedNewPatient {
    clinic,
    may_be_known
});
