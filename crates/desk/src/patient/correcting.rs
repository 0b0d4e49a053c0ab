//! Correcting a patient's data: read first, sent once, and read again after a lost answer. Nothing is sent
//! again unless a person asks for it.

use std::time::Duration;

use crate::in_hand::current_patient;
use crate::model::{Correction, PatientForms};
use crate::{
    Action, ClinicCall, Cx, Desk, Effect, EntryPlace, NewPatientOverlay, Note, PatientSheet,
    PatientStage, SavedNewPatient, StoreOp, Ticket, note,
};
use booking::api::Capability;
use booking::{ClinicId, Entry, EntryKind, Failure, Person, why_unread};

use super::update::note_missing;

/// The time a late change may take to show in the clinic's answers.
const SETTLING_TIME: Duration = Duration::from_secs(12);

impl PatientForms {
    /// Opens the form that corrects the data of the current patient, and reads the clinic's data. An unfinished
    /// correction comes first.
    pub(crate) fn correct(&mut self, cx: &mut Cx<'_>) {
        self.correction.take_if(|sheet| !sheet.holds_a_correction());
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
            self.correction = Some(Box::new(PatientSheet::correcting(clinic, &id, &clock)));
        }
        cx.open(NewPatientOverlay { corrects: true });
        let correction = self
            .correction
            .as_ref()
            .and_then(|sheet| sheet.correction.as_ref());
        if !correction.is_some_and(|correction| correction.is_read) {
            self.read_corrected(PatientStage::Reading, cx);
        }
    }

    /// Restores a correction that an earlier run left; the clinic's data are read once it is opened. Returns
    /// a note about it, or `None` if there is nothing to restore or another correction has been begun since.
    pub(super) fn restore_correction(
        &mut self,
        clinic: ClinicId,
        saved: &SavedNewPatient,
        desk: &Desk,
    ) -> Option<Note> {
        let id = saved.corrects().filter(|_| self.correction.is_none())?;
        let clock = desk.setting_of(clinic).clock;
        let mut sheet = PatientSheet::correcting(clinic, id, &clock);
        sheet.restore(saved, &clock);
        self.correction = Some(Box::new(sheet));
        let key = desk.setup.keys.key(Action::CorrectPatient);
        Some(note!("correct-brought-back", key = key))
    }

    /// Requests the clinic's data of the patient being corrected.
    pub(super) fn read_corrected(
        &mut self,
        stage: impl FnOnce(Ticket) -> PatientStage,
        cx: &mut Cx<'_>,
    ) {
        let Some(sheet) = &mut self.correction else {
            return;
        };
        let Some(correction) = &sheet.correction else {
            return;
        };
        let call = ClinicCall::ReadEntry(
            EntryPlace::Correction,
            sheet.clinic().people(),
            correction.id.clone().into(),
        );
        sheet.stage = stage(cx.call(call));
    }

    /// Handles the clinic's data of the patient being corrected.
    pub(crate) fn on_read_to_correct(
        &mut self,
        ticket: Ticket,
        read: Result<Entry, Failure>,
        cx: &mut Cx<'_>,
    ) {
        let Some(sheet) = &mut self.correction else {
            return;
        };
        let is_again = match sheet.stage {
            PatientStage::Reading(sent) if sent == ticket => None,
            PatientStage::Looking {
                ticket: sent,
                again,
            } if sent == ticket => Some(again),
            _ => return,
        };
        let clinic = sheet.clinic();
        match (read.map(|entry| entry.kind), is_again) {
            (Ok(EntryKind::Patient(person)), None) => self.begin_correction(&person, cx),
            (Ok(EntryKind::Patient(person)), Some(again)) => {
                self.settle_correction(&person, again, cx)
            }
            (Err(failure), None) => {
                cx.close::<NewPatientOverlay>();
                self.correction.take_if(|sheet| !sheet.may_be_known);
                cx.note(Note::new(move |language| {
                    why_unread(&failure, clinic, language)
                }));
            }
            (Err(_), Some(_)) => {
                sheet.stage = PatientStage::Filling;
                let key = cx.setup.keys.key(Action::Book);
                cx.note(note!(
                    "correct-not-looked",
                    clinic = clinic.name(),
                    key = key
                ));
            }
            (Ok(_), _) => sheet.stage = PatientStage::Filling,
        }
    }

    fn begin_correction(&mut self, person: &Person, cx: &mut Cx<'_>) {
        let clock = cx.setting_of(person.clinic()).clock;
        let Some(sheet) = &mut self.correction else {
            return;
        };
        sheet.stage = PatientStage::Filling;
        sheet.merge(person, &clock);
        let has_changes = sheet
            .correction
            .as_ref()
            .is_some_and(Correction::has_changes);
        let settled = sheet.settled(Some(person), !has_changes);
        if settled.is_some() && !has_changes {
            self.finish_correction(person, cx);
        }
        cx.request(settled);
    }

    /// Handles the booking key: sends the changed fields, unless something has to be mended. While an earlier
    /// correction may have been made, only reads the data again.
    pub(super) fn try_correcting(&mut self, cx: &mut Cx<'_>) {
        let ticket = cx.ticket();
        let since = cx.office.moment.up;
        let Some(sheet) = &mut self.correction else {
            return;
        };
        let clock = cx.setting_of(sheet.clinic()).clock;
        if sheet.may_be_known {
            return self.read_corrected(
                |ticket| PatientStage::Looking {
                    ticket,
                    again: true,
                },
                cx,
            );
        }
        sheet.go_to(sheet.focus, &clock);
        sheet.is_tried = true;
        sheet.set_failure(None, &clock);
        let Some(correction) = &mut sheet.correction else {
            return;
        };
        match correction.ready.clone() {
            None => {
                sheet.go_to_problem(&clock);
                let count = sheet.problems().count();
                cx.note(note!("correct-to-mend", count = count));
            }
            Some(ready) if ready.is_empty() => cx.note(note!("correct-nothing")),
            Some(ready) => {
                correction.sent = Some(ready.clone());
                sheet.stage = PatientStage::Sending { ticket, since };
                cx.request([Effect::Store(StoreOp::CorrectPatient(
                    ticket,
                    Box::new(ready),
                ))]);
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
        let sent = self
            .correction
            .as_mut()
            .filter(|sheet| sheet.is_sent_under(ticket));
        let Some(sheet) = sent else { return };
        let failure = match answer {
            Ok(person) => return self.finish_correction(&person, cx),
            Err(failure) => failure,
        };
        let clock = cx.setting_of(sheet.clinic()).clock;
        sheet.may_be_known = matches!(failure, Failure::Unknown(_));
        sheet.set_failure(Some(failure), &clock);
        if sheet.may_be_known {
            cx.note(note!("correct-being-looked-at"));
            return self.read_corrected(
                |ticket| PatientStage::Looking {
                    ticket,
                    again: false,
                },
                cx,
            );
        }
        sheet.stage = PatientStage::Filling;
        sheet.go_to_problem(&clock);
        cx.note(note!(
            "correct-kept",
            key = cx.setup.keys.key(Action::CorrectPatient)
        ));
    }

    /// Settles a correction after a lost answer: it was made, or is read once more later, or was not made.
    fn settle_correction(&mut self, person: &Person, is_again: bool, cx: &mut Cx<'_>) {
        let clock = cx.setting_of(person.clinic()).clock;
        let until = cx.office.moment.up + SETTLING_TIME;
        let Some(sheet) = &mut self.correction else {
            return;
        };
        let is_made = sheet
            .correction
            .as_ref()
            .is_some_and(|correction| correction.is_made(person));
        if !is_made && !is_again {
            sheet.stage = PatientStage::Resting { until };
            return;
        }
        sheet.set_failure(None, &clock);
        self.begin_correction(person, cx);
        if self.correction.is_some() {
            let key = cx.setup.keys.key(Action::Book);
            let clinic = person.clinic().name();
            cx.note(note!("correct-not-made", clinic = clinic, key = key));
        }
    }

    /// Ends a correction that was made: every list uses the new data from now on.
    fn finish_correction(&mut self, person: &Person, cx: &mut Cx<'_>) {
        self.correction = None;
        let corrected = person.clone();
        cx.then(move |desk| desk.correct_person(&corrected));
        if cx.is_correcting() {
            cx.close::<NewPatientOverlay>();
        }
        let name = person.full_name();
        let born = person.birth_date_read(cx.setup.language);
        let who = if born.is_empty() {
            name
        } else {
            format!("{name}, {born}")
        };
        cx.note(note!("correct-made", who = who));
    }

    /// Closes the form. Edits stay; a form without changes is dropped.
    pub(super) fn leave_correction(&mut self, cx: &mut Cx<'_>) {
        cx.close::<NewPatientOverlay>();
        self.correction.take_if(|sheet| !sheet.holds_a_correction());
        let key = cx.setup.keys.key(Action::CorrectPatient);
        let note = self.correction.as_ref().map(|sheet| {
            if sheet.may_be_known || sheet.is_locked() {
                note!("correct-may-be-made", key = key)
            } else {
                note!("correct-brought-back", key = key)
            }
        });
        cx.show_note(note);
    }
}
