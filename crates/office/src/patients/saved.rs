//! A patient's data as saved for the next start.

use booking::PatientRule;
use booking::time::Clock;

use super::{PatientSheet, PatientStage};
use crate::SavedNewPatient;

impl PatientSheet {
    /// Returns the sheet as it is saved; `None` if it is empty or would correct nothing. `focus` is the focused field.
    pub fn to_save(&self, focus: &PatientRule) -> Option<SavedNewPatient> {
        if self.is_blank() || self.correction.is_some() && !self.holds_a_correction() {
            return None;
        }
        // Unchanged data are read from the clinic again.
        let is_typed = |field| self.correction.is_none() || !self.filled_in.contains(&field);
        let typed = self.asked.iter().filter(|rule| is_typed(rule.field));
        let texts = typed.map(|rule| {
            (
                rule.wire.clone().into_owned(),
                self.text(rule.field).to_owned(),
            )
        });
        let is_pending = matches!(
            self.stage,
            PatientStage::Sending { .. }
                | PatientStage::Looking { .. }
                | PatientStage::Resting { .. }
        );
        Some(SavedNewPatient {
            clinic: self.clinic().word().to_owned(),
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            focus: focus.wire.clone().into_owned(),
            may_be_known: self.may_be_known || is_pending,
            identity: self.identity,
            corrects: self
                .correction
                .as_ref()
                .map(|correction| correction.id.clone()),
        })
    }

    /// Restores saved data. Returns the index of the field that was focused.
    pub fn restore(&mut self, saved: &SavedNewPatient, clock: &Clock) -> usize {
        for rule in &self.asked {
            self.draft.set(
                rule.field,
                saved.texts.get(&*rule.wire).cloned().unwrap_or_default(),
            );
        }
        self.may_be_known = saved.may_be_known;
        self.identity = saved.identity;
        self.refresh(clock);
        let place = self.asked.iter().position(|rule| rule.wire == saved.focus);
        place.unwrap_or(0)
    }
}
