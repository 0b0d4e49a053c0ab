//! The correction of a patient's data, next to the clinic's data.

use booking::time::Clock;
use booking::{
    ClinicId, PatientCorrection, PatientDraft, PatientField, PatientReview, PatientRule, Person,
    RecordState,
};

use super::{PatientSheet, PatientStage};

/// A correction being typed.
#[derive(Clone)]
pub(super) struct Correction {
    /// The patient's id.
    pub(super) id: String,
    /// The clinic's data when they were read last.
    pub(super) before: PatientDraft,
    /// Whether the data have been read.
    pub(super) is_read: bool,
    /// The correction to send; `None` while a field has a problem.
    pub(super) ready: Option<PatientCorrection>,
    /// The correction sent last, until it is known whether the clinic accepted it.
    pub(super) sent: Option<PatientCorrection>,
}

impl Correction {
    /// Creates a correction of a patient whose data have not been read yet.
    fn of(id: &str, blank: &PatientDraft) -> Correction {
        Correction {
            id: id.to_owned(),
            before: blank.clone(),
            is_read: false,
            ready: None,
            sent: None,
        }
    }

    /// Compares the draft with the clinic's data. Unchanged fields have no problems.
    pub(super) fn review(&mut self, draft: &PatientDraft, clock: &Clock) -> PatientReview {
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

    /// Returns whether the draft would change something or can't be read.
    pub(super) fn has_changes(&self) -> bool {
        self.ready.as_ref().is_none_or(|ready| !ready.is_empty())
    }

    /// Returns whether the clinic's data include the correction sent last.
    pub(super) fn is_made(&self, person: &Person) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.is_made(person))
    }
}

impl PatientSheet {
    /// Creates a sheet that corrects the patient with this id, whose data have not been read yet.
    pub fn correcting(clinic: ClinicId, id: &str, clock: &Clock) -> PatientSheet {
        let mut sheet = PatientSheet::new(clinic, Some(""), clock);
        // A number is given once; a correction by others belongs to their own systems.
        let is_asked = |rule: &&PatientRule| {
            !matches!(rule.field, PatientField::Number(_) | PatientField::Group)
        };
        sheet.asked = clinic.new_patient().filter(is_asked).collect();
        sheet.correction = Some(Correction::of(id, &sheet.draft));
        sheet
    }

    /// Creates a sheet that enters today as the day on which the patient has died; `None` if the clinic has no place for it.
    pub fn of_death(clinic: ClinicId, id: &str, clock: &Clock) -> Option<PatientSheet> {
        if !clinic.corrects_patients() {
            return None;
        }
        let mut sheet = PatientSheet::correcting(clinic, id, clock);
        let mut asked = sheet.asked.iter();
        asked.find(|rule| rule.field == PatientField::Died)?;
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let text = today.format("%-d.%-m.%Y").to_string();
        sheet.draft.set(PatientField::Died, text);
        sheet.refresh(clock);
        Some(sheet)
    }

    /// Whether it enters that the patient has died.
    pub fn is_of_death(&self) -> bool {
        !self.text(PatientField::Died).trim().is_empty()
    }

    /// Returns the id of the corrected patient; `None` for a new one.
    pub fn whom(&self) -> Option<&str> {
        self.correction
            .as_ref()
            .map(|correction| correction.id.as_str())
    }

    /// Returns whether the clinic's data of the corrected patient have been read.
    pub fn has_read_patient(&self) -> bool {
        let correction = self.correction.as_ref();
        correction.is_some_and(|correction| correction.is_read)
    }

    /// Returns whether the sheet holds edits that the clinic does not have, or a correction that is being sent.
    pub fn holds_a_correction(&self) -> bool {
        let is_pending = !matches!(self.stage, PatientStage::Filling | PatientStage::Reading(_));
        is_pending || self.may_be_known || self.has_changes() && !self.is_blank()
    }

    pub(super) fn has_changes(&self) -> bool {
        let correction = self.correction.as_ref();
        correction.is_some_and(Correction::has_changes)
    }

    /// Merges the clinic's data: edited fields keep their text, and all others get the clinic's.
    pub(super) fn merge(&mut self, person: &Person, clock: &Clock) {
        let mut before = PatientDraft::of_person(person, clock.language);
        if let Some(RecordState::Deceased) = person.record_state() {
            // Of a death only the fact is read: the typed day counts as the clinic's.
            before.set(PatientField::Died, self.text(PatientField::Died).to_owned());
        }
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
    }

    /// Resets every field to the clinic's data.
    pub fn take_back(&mut self, clock: &Clock) {
        let Some(correction) = &self.correction else {
            return;
        };
        self.draft = correction.before.clone();
        self.filled_in = self.asked.iter().map(|rule| rule.field).collect();
        self.set_failure(None, clock);
    }
}
