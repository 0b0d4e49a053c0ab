//! The form for someone new, as it is kept for the next start.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use tui_input::Input;

use super::state::{NewPatientForm, Stage};
use crate::booking::time::Clock;

/// The form for someone new at one backend. Members are only ever added, each with a default.
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
}

impl SavedNewPatient {
    /// The word of the clinic API it is for.
    pub fn word(&self) -> &str {
        &self.backend
    }
}

impl NewPatientForm {
    /// What is kept of it; nothing of an empty one.
    pub(in crate::desk) fn to_keep(&self) -> Option<SavedNewPatient> {
        if self.is_blank() {
            return None;
        }
        let texts = self.asked.iter().map(|rule| (rule.wire.to_owned(), self.text(rule.field).to_owned()));
        let is_out = !matches!(self.stage, Stage::Filling | Stage::Comparing(_) | Stage::Deciding(_));
        Some(SavedNewPatient {
            backend: self.backend().word().to_owned(),
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: self.focus().wire.to_owned(),
            may_be_known: self.may_be_known || is_out,
        })
    }

    /// Fills it in as it was.
    pub(in crate::desk) fn restore(&mut self, kept: &SavedNewPatient, clock: &Clock) {
        for rule in &self.asked {
            self.draft.set(rule.field, kept.texts.get(rule.wire).cloned().unwrap_or_default());
        }
        self.focus = self.asked.iter().position(|rule| rule.wire == kept.focus).unwrap_or(0);
        self.input = Input::new(self.text(self.focus().field).to_owned());
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
