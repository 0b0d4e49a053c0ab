//! The forms for patients' data, as they are kept for the next start.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::state::{PatientSheet, Stage};
use crate::booking::time::Clock;

/// The data of a patient at one clinic, someone new or to be corrected. Members are only ever added, each with a default.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedNewPatient {
    /// Whose form it is, by the clinic's word. The stored name tells these from forms for bookings.
    #[serde(rename = "newcomer")]
    backend: String,
    /// By their names on the wire.
    texts: BTreeMap<String, String>,
    focus: String,
    /// They were being added, or an answer was lost: they may be known by now.
    may_be_known: bool,
    /// The id of whose data are corrected; none for someone new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corrects: Option<String>,
}

impl SavedNewPatient {
    /// The id of whose data are corrected; none for someone new.
    pub(in crate::desk) fn corrects(&self) -> Option<&str> {
        self.corrects.as_deref()
    }

    /// The word of the clinic API it is for.
    pub fn word(&self) -> &str {
        &self.backend
    }
}

impl PatientSheet {
    /// What is kept of it; nothing of an empty one, or of one that would correct nothing.
    pub(in crate::desk) fn to_keep(&self) -> Option<SavedNewPatient> {
        if self.is_blank() || self.correction.is_some() && !self.holds_a_correction() {
            return None;
        }
        // What the clinic has is read again.
        let is_typed = |field| self.correction.is_none() || !self.filled_in.contains(&field);
        let typed = self.asked.iter().filter(|rule| is_typed(rule.field));
        let texts = typed.map(|rule| (rule.wire.to_owned(), self.text(rule.field).to_owned()));
        let is_out =
            matches!(self.stage, Stage::Sending { .. } | Stage::Looking { .. } | Stage::Resting { .. });
        Some(SavedNewPatient {
            backend: self.backend().word().to_owned(),
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: self.focus().wire.to_owned(),
            may_be_known: self.may_be_known || is_out,
            corrects: self.correction.as_ref().map(|correction| correction.id.clone()),
        })
    }

    /// Fills it in as it was.
    pub(in crate::desk) fn restore(&mut self, kept: &SavedNewPatient, clock: &Clock) {
        for rule in &self.asked {
            self.draft.set(rule.field, kept.texts.get(rule.wire).cloned().unwrap_or_default());
        }
        let place = self.asked.iter().position(|rule| rule.wire == kept.focus);
        self.arrive(place.unwrap_or(0));
        self.may_be_known = kept.may_be_known;
        self.refresh(clock);
    }
}

/// Names nobody.
impl fmt::Debug for SavedNewPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedNewPatient")
            .field("backend", &self.backend)
            .field("may_be_known", &self.may_be_known)
            .finish_non_exhaustive()
    }
}
