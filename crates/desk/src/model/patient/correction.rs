//! A patient's data that are being corrected.

use super::{PatientSheet, PatientStage};
use booking::time::Clock;
use booking::{ClinicId, PatientCorrection, PatientDraft, PatientField, PatientReview, Person};

/// A correction being typed.
#[derive(Clone)]
pub(crate) struct Correction {
    /// The patient's id.
    pub(crate) id: String,
    /// The clinic's data when they were read last.
    pub(crate) before: PatientDraft,
    /// Whether the data have been read.
    pub(crate) is_read: bool,
    /// The correction to send; `None` while a field has a problem.
    pub(crate) ready: Option<PatientCorrection>,
    /// The correction sent last, until the clinic is known to have taken or refused it.
    pub(crate) sent: Option<PatientCorrection>,
}

impl Correction {
    /// Creates a correction of a patient whose data have not been read yet.
    pub(crate) fn of(id: &str, blank: &PatientDraft) -> Correction {
        Correction {
            id: id.to_owned(),
            before: blank.clone(),
            is_read: false,
            ready: None,
            sent: None,
        }
    }

    /// Compares the draft with the clinic's data. An unchanged field has no problem.
    pub(crate) fn review(&mut self, draft: &PatientDraft, clock: &Clock) -> PatientReview {
        let review = draft.review(clock);
        let (ready, problems) =
            match PatientCorrection::between(&self.id, &self.before, draft, clock) {
                Ok(ready) => (Some(ready), Vec::new()),
                Err(problems) => (None, problems),
            };
        self.ready = ready;
        PatientReview {
            patient: None,
            problems,
            ..review
        }
    }

    /// Whether the draft would change something, or can't be read.
    pub(crate) fn has_changes(&self) -> bool {
        self.ready.as_ref().is_none_or(|ready| !ready.is_empty())
    }

    /// Whether the clinic's data include the correction sent last.
    pub(crate) fn is_made(&self, person: &Person) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.is_made(person))
    }
}

impl PatientSheet {
    /// Creates a sheet that corrects the patient with this id, whose data are still to be read.
    pub(crate) fn correcting(clinic: ClinicId, id: &str, clock: &Clock) -> PatientSheet {
        let mut sheet = PatientSheet::new(clinic, Some(""), clock);
        // A number is given once; a correction by others belongs to their own systems.
        sheet
            .asked
            .retain(|rule| !matches!(rule.field, PatientField::Number(_)));
        sheet.correction = Some(Correction::of(id, &sheet.draft));
        sheet
    }

    /// Whether the sheet holds edits that the clinic does not have, or a correction being sent.
    pub(crate) fn holds_a_correction(&self) -> bool {
        let is_pending = !matches!(self.stage, PatientStage::Filling | PatientStage::Reading(_));
        let has_changes = self
            .correction
            .as_ref()
            .is_some_and(Correction::has_changes);
        is_pending || self.may_be_known || has_changes && !self.is_blank()
    }

    /// Merges the clinic's data: edited fields keep their text, all others get the clinic's.
    pub(crate) fn merge(&mut self, person: &Person, clock: &Clock) {
        let before = PatientDraft::of_person(person, clock.language);
        let first = if self.is_blank() { 0 } else { self.focus };
        for rule in self.asked.clone() {
            if self.filled_in.contains(&rule.field) || self.text(rule.field).trim().is_empty() {
                self.draft
                    .set(rule.field, before.text(rule.field).to_owned());
                self.filled_in.push(rule.field);
            }
        }
        if let Some(correction) = &mut self.correction {
            (correction.before, correction.is_read) = (before, true);
        }
        self.refresh(clock);
        self.arrive(first);
    }

    /// Resets every field to the clinic's data.
    pub(crate) fn take_back(&mut self, clock: &Clock) {
        let Some(correction) = &self.correction else {
            return;
        };
        self.draft = correction.before.clone();
        self.filled_in = self.asked.iter().map(|rule| rule.field).collect();
        self.arrive(0);
        self.set_failure(None, clock);
    }
}
