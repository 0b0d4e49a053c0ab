//! Correcting a patient's data in the form, and what its outcome shows.

use crate::current::current_patient;
use crate::model::{PatientForm, PatientForms};
use crate::{Action, Cx, Desk, NewPatientOverlay, Note, SavedNewPatient, Ticket, note};
use booking::api::Capability;
use booking::{ClinicId, Entry, Failure, Person, why_unread};
use office::{Corrected, CorrectionTry, PatientSheet};

use super::update::note_missing;

impl PatientForms {
    /// Opens the form that corrects the data of the current patient, and reads the clinic's data. An unfinished
    /// correction comes first.
    pub(crate) fn correct(&mut self, cx: &mut Cx<'_>) {
        self.correction.take_if(|form| !form.holds_a_correction());
        if self.correction.is_none() {
            let Some((clinic, id)) = current_patient(cx) else {
                return cx.note(note!("correct-whom"));
            };
            if !clinic.corrects_patients() {
                return cx.note(note!("correct-no-such-call", clinic = clinic.name()));
            }
            if note_missing(clinic, Capability::CorrectPatient, cx) {
                return;
            }
            let clock = cx.setting_of(clinic).clock;
            let sheet = PatientSheet::correcting(clinic, &id, &clock);
            self.correction = Some(Box::new(PatientForm::new(sheet)));
        }
        cx.open(NewPatientOverlay { corrects: true });
        if let Some(form) = &mut self.correction
            && !form.has_read_patient()
        {
            form.sheet.read_patient(cx.office_mut());
        }
    }

    /// Opens the form that enters in a clinic's record that a patient has died today. Returns `false` while another correction
    /// is unfinished.
    pub(crate) fn open_for_death(&mut self, clinic: ClinicId, id: &str, cx: &mut Cx<'_>) -> bool {
        self.correction.take_if(|form| !form.holds_a_correction());
        if self.correction.is_some() {
            return false;
        }
        let clock = cx.setting_of(clinic).clock;
        if let Some(mut sheet) = PatientSheet::of_death(clinic, id, &clock) {
            sheet.read_patient(cx.office_mut());
            self.correction = Some(Box::new(PatientForm::new(sheet)));
            cx.open(NewPatientOverlay { corrects: true });
        }
        true
    }

    /// Restores a correction that an earlier run left; the clinic's data are read once it is opened. Returns
    /// a note about it, or `None` if there is nothing to restore or another correction has been begun since.
    pub(super) fn restore_correction(
        &mut self,
        clinic: ClinicId,
        saved: &SavedNewPatient,
        desk: &Desk,
    ) -> Option<Note> {
        if self.correction.is_some() {
            return None;
        }
        let id = saved.corrects()?;
        let clock = desk.setting_of(clinic).clock;
        let mut form = PatientForm::new(PatientSheet::correcting(clinic, id, &clock));
        form.restore(saved, &clock);
        self.correction = Some(Box::new(form));
        let key = desk.setup.keys.key(Action::CorrectPatient);
        Some(note!("correct-brought-back", key = key))
    }

    /// Handles the clinic's data of the patient being corrected.
    pub(crate) fn on_read_to_correct(
        &mut self,
        ticket: Ticket,
        read: Result<Entry, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let Some(form) = &mut self.correction else {
            return;
        };
        let clock = cx.setting_of(form.clinic()).clock;
        let first = if form.is_blank() { 0 } else { form.focus };
        let office = cx.office_mut();
        let outcome = form.sheet.on_read_to_correct(ticket, read, office, &clock);
        if let Some(Corrected::Read | Corrected::NotMade) = &outcome {
            form.arrive(first);
        }
        self.show_correction(outcome, cx);
    }

    /// Handles the booking key: sends the changed fields, unless something has to be mended. While an earlier
    /// correction may have been made, only reads the data again.
    pub(super) fn try_correcting(&mut self, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.correction else {
            return;
        };
        let clock = cx.setting_of(form.clinic()).clock;
        if !form.may_be_known() {
            form.go_to(form.focus, &clock);
        }
        match form.sheet.try_correcting(cx.office_mut(), &clock) {
            CorrectionTry::UnderWay => {}
            CorrectionTry::Nothing => cx.note(note!("correct-nothing")),
            CorrectionTry::ToMend => {
                form.go_to_problem(&clock);
                let count = form.problems().count();
                cx.note(note!("correct-to-mend", count = count));
            }
        }
    }

    /// Handles the outcome of correcting a patient.
    pub(crate) fn on_corrected(
        &mut self,
        ticket: Ticket,
        answer: Result<Person, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let Some(form) = &mut self.correction else {
            return;
        };
        let clock = cx.setting_of(form.clinic()).clock;
        let office = cx.office_mut();
        let outcome = form.sheet.on_corrected(ticket, answer, office, &clock);
        if let Some(Corrected::Refused) = &outcome {
            form.go_to_problem(&clock);
        }
        self.show_correction(outcome, cx);
    }

    /// Shows the outcome of the correction.
    fn show_correction(&mut self, outcome: Option<Corrected>, cx: &mut Cx<'_>) {
        let Some(form) = &self.correction else {
            return;
        };
        let clinic = form.clinic();
        let name = clinic.name();
        let key = |action| cx.setup.keys.key(action);
        let note = match outcome {
            None | Some(Corrected::Read | Corrected::Pending) => return,
            Some(Corrected::Made(person)) => return self.finish_correction(&person, cx),
            Some(Corrected::Unread(failure)) => {
                cx.close::<NewPatientOverlay>();
                self.correction.take_if(|form| !form.may_be_known());
                Note::new(move |language| why_unread(&failure, clinic, language))
            }
            Some(Corrected::NotMade) => {
                note!("correct-not-made", clinic = name, key = key(Action::Book))
            }
            Some(Corrected::NotLookedUp) => {
                note!("correct-not-looked", clinic = name, key = key(Action::Book))
            }
            Some(Corrected::Lost) => note!("correct-being-looked-at"),
            Some(Corrected::Refused) => {
                note!("correct-kept", key = key(Action::CorrectPatient))
            }
        };
        cx.note(note);
    }

    /// Ends a correction that was made.
    fn finish_correction(&mut self, person: &Person, cx: &mut Cx<'_>) {
        self.correction = None;
        if cx.is_correcting() {
            cx.close::<NewPatientOverlay>();
        }
        let note = cx.each_language(|words| words.patient_corrected(person));
        cx.note(note);
    }

    /// Closes the form. Edits stay; a form without changes is dropped.
    pub(super) fn leave_correction(&mut self, cx: &mut Cx<'_>) {
        cx.close::<NewPatientOverlay>();
        self.correction.take_if(|form| !form.holds_a_correction());
        let key = cx.setup.keys.key(Action::CorrectPatient);
        let note = self.correction.as_ref().map(|form| {
            if form.may_be_known() || form.is_locked() {
                note!("correct-may-be-made", key = key)
            } else {
                note!("correct-brought-back", key = key)
            }
        });
        cx.show_note(note);
    }
}
