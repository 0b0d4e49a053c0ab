//! Correcting a patient's data: read first, sent once, and read again after a lost answer. Nothing is sent
//! again unless a person asks for it.

use std::time::Duration;

use crate::booking::api::Capability;
use crate::booking::time::Clock;
use crate::booking::{ClinicId, Entry, EntryKind, Failure, PatientDraft, Person, why_unread};
use crate::desk::{
    Action, Asker, ClinicCall, Desk, Effect, NewPatientOverlay, Note, Pane, SavedNewPatient, StoreOp, Ticket,
    note,
};

use super::correction::Correction;
use super::state::{PatientSheet, PatientStage};

/// The time a late change may take to show in the clinic's answers.
const SETTLING_TIME: Duration = Duration::from_secs(12);

impl PatientSheet {
    /// Creates a sheet that corrects the patient with this id, whose data are still to be read.
    pub(super) fn correcting(clinic: ClinicId, id: &str, clock: &Clock) -> PatientSheet {
        let mut sheet = PatientSheet::new(clinic, Some(""), clock);
        sheet.correction = Some(Correction::of(id, &sheet.draft));
        sheet
    }

    /// Whether the sheet holds edits that the clinic does not have, or a correction being sent.
    pub(super) fn holds_a_correction(&self) -> bool {
        let is_out = !matches!(self.stage, PatientStage::Filling | PatientStage::Reading(_));
        let has_changes = self.correction.as_ref().is_some_and(Correction::has_changes);
        is_out || self.may_be_known || has_changes && !self.is_blank()
    }

    /// Merges the clinic's data: edited fields keep their text, all others take the clinic's.
    fn compare_with(&mut self, person: &Person, clock: &Clock) {
        let before = PatientDraft::of_person(person, clock.language);
        let first = if self.is_blank() { 0 } else { self.focus };
        for rule in self.asked.clone() {
            if self.filled_in.contains(&rule.field) || self.text(rule.field).trim().is_empty() {
                self.draft.set(rule.field, before.text(rule.field).to_owned());
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
    pub(super) fn take_back(&mut self, clock: &Clock) {
        let Some(correction) = &self.correction else { return };
        self.draft = correction.before.clone();
        self.filled_in = self.asked.iter().map(|rule| rule.field).collect();
        self.arrive(0);
        self.tell(None, clock);
    }
}

impl Desk {
    /// Opens the form that corrects the data of the patient in hand, and reads the clinic's data. A
    /// correction begun before comes first.
    pub(in crate::desk) fn correct_patient(&mut self) {
        self.correction.take_if(|sheet| !sheet.holds_a_correction());
        if self.correction.is_none() {
            let Some((clinic, id)) = self.current_patient() else {
                self.note = Some(note!("correct-whom"));
                return;
            };
            if !clinic.corrects_patients() {
                self.note = Some(note!("correct-no-such-call", clinic = clinic.name()));
                return;
            }
            if self.note_missing(clinic, Capability::CorrectPatient) {
                return;
            }
            let clock = self.setting_of(clinic).clock;
            self.correction = Some(Box::new(PatientSheet::correcting(clinic, &id, &clock)));
        }
        self.overlays.open(NewPatientOverlay { corrects: true });
        let correction = self.correction.as_ref().and_then(|sheet| sheet.correction.as_ref());
        match correction.is_some_and(|correction| correction.is_read) {
            true => {}
            false => self.read_patient_to_correct(PatientStage::Reading),
        }
    }

    /// Restores a correction that an earlier run left; the clinic's data are read once it is opened. Returns
    /// a note about it, or `None` if there is nothing to restore or another correction has been begun since.
    pub(in crate::desk) fn restore_correction(
        &mut self,
        clinic: ClinicId,
        saved: &SavedNewPatient,
    ) -> Option<Note> {
        let id = saved.corrects().filter(|_| self.correction.is_none())?;
        let clock = self.setting_of(clinic).clock;
        let mut sheet = PatientSheet::correcting(clinic, id, &clock);
        sheet.restore(saved, &clock);
        self.correction = Some(Box::new(sheet));
        let key = self.setup.keys.key(Action::CorrectPatient);
        Some(note!("correct-brought-back", key = key))
    }

    /// Returns the patient of the focused appointment, else the one in the form, else that of the shown
    /// appointment.
    fn current_patient(&self) -> Option<(ClinicId, String)> {
        let shown = self.appointment.shown.as_ref();
        let shown = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
        let typed = self.clinic.people().id(self.patient_named(self.clinic));
        let typed = typed.map(|id| (self.clinic, id.to_string()));
        match self.panes.focused {
            Pane::Appointment => shown.or(typed),
            _ => typed.or(shown),
        }
    }

    /// Requests the clinic's data of the patient being corrected.
    fn read_patient_to_correct(&mut self, stage: impl FnOnce(Ticket) -> PatientStage) {
        let ticket = self.tickets.next(Asker::Correction);
        let Some(sheet) = &mut self.correction else { return };
        let Some(correction) = &sheet.correction else { return };
        let (people, id) = (sheet.clinic().people(), correction.id.clone());
        sheet.stage = stage(ticket);
        self.effects.push(Effect::Clinic(ticket, ClinicCall::LookUp(people, id.into())));
    }

    /// Handles the clinic's data of the patient being corrected.
    pub(in crate::desk) fn on_patient_to_correct(&mut self, ticket: Ticket, read: Result<Entry, Failure>) {
        let Some(sheet) = &mut self.correction else { return };
        let is_again = match sheet.stage {
            PatientStage::Reading(asked) if asked == ticket => None,
            PatientStage::Looking { ticket: asked, again } if asked == ticket => Some(again),
            _ => return,
        };
        let clinic = sheet.clinic();
        match (read.map(|entry| entry.kind), is_again) {
            (Ok(EntryKind::Patient(person)), None) => self.begin_correction(&person),
            (Ok(EntryKind::Patient(person)), Some(again)) => self.settle_correction(&person, again),
            (Err(failure), None) => {
                self.overlays.close::<NewPatientOverlay>();
                self.correction.take_if(|sheet| !sheet.may_be_known);
                self.note = Some(Note::new(move |language| why_unread(&failure, clinic, language)));
            }
            (Err(_), Some(_)) => {
                sheet.stage = PatientStage::Filling;
                let key = self.setup.keys.key(Action::Book);
                self.note = Some(note!("correct-not-looked", clinic = clinic.name(), key = key));
            }
            (Ok(_), _) => sheet.stage = PatientStage::Filling,
        }
    }

    fn begin_correction(&mut self, person: &Person) {
        let clock = self.setting_of(person.clinic()).clock;
        let Some(sheet) = &mut self.correction else { return };
        sheet.stage = PatientStage::Filling;
        sheet.compare_with(person, &clock);
        let has_changes = sheet.correction.as_ref().is_some_and(Correction::has_changes);
        let settled = sheet.settled(Some(person), !has_changes);
        if settled.is_some() && !has_changes {
            self.on_correction_made(person);
        }
        self.effects.extend(settled);
    }

    /// Handles the booking key: sends the changed fields, unless something has to be mended. While an earlier
    /// correction may have been made, only reads the data again.
    pub(super) fn try_correcting(&mut self) {
        let (ticket, since) = (self.tickets.next(Asker::Correction), self.moment.up);
        let Some(clinic) = self.correction.as_ref().map(|sheet| sheet.clinic()) else { return };
        let clock = self.setting_of(clinic).clock;
        let Some(sheet) = &mut self.correction else { return };
        if sheet.may_be_known {
            return self.read_patient_to_correct(|ticket| PatientStage::Looking { ticket, again: true });
        }
        sheet.go_to(sheet.focus, &clock);
        sheet.tried = true;
        sheet.tell(None, &clock);
        let Some(correction) = &mut sheet.correction else { return };
        match correction.ready.clone() {
            None => {
                sheet.go_to_problem(&clock);
                let count = sheet.problems().count();
                self.note = Some(note!("correct-to-mend", count = count));
            }
            Some(ready) if ready.is_empty() => {
                self.note = Some(note!("correct-nothing"));
            }
            Some(ready) => {
                correction.sent = Some(ready.clone());
                sheet.stage = PatientStage::Sending { ticket, since };
                self.effects.push(Effect::Store(StoreOp::CorrectPatient(ticket, Box::new(ready))));
            }
        }
    }

    /// Handles the outcome of correcting a patient.
    pub(in crate::desk) fn patient_corrected(&mut self, ticket: Ticket, answer: Result<Person, Failure>) {
        let sent = self.correction.as_ref().filter(|sheet| sheet.is_sent_under(ticket));
        let Some(clinic) = sent.map(|sheet| sheet.clinic()) else { return };
        let failure = match answer {
            Ok(person) => {
                self.on_correction_made(&person);
                return;
            }
            Err(failure) => failure,
        };
        let clock = self.setting_of(clinic).clock;
        let Some(sheet) = &mut self.correction else { return };
        sheet.may_be_known = matches!(failure, Failure::Unknown(_));
        sheet.tell(Some(failure), &clock);
        if sheet.may_be_known {
            self.note = Some(note!("correct-being-looked-at"));
            return self.read_patient_to_correct(|ticket| PatientStage::Looking { ticket, again: false });
        }
        sheet.stage = PatientStage::Filling;
        sheet.go_to_problem(&clock);
        let key = self.setup.keys.key(Action::CorrectPatient);
        self.note = Some(note!("correct-kept", key = key));
    }

    /// Settles a correction after a lost answer: it was made, or is read once more later, or was not made.
    fn settle_correction(&mut self, person: &Person, is_again: bool) {
        let (clock, until) = (self.setting_of(person.clinic()).clock, self.moment.up + SETTLING_TIME);
        let Some(sheet) = &mut self.correction else { return };
        let is_made = sheet.correction.as_ref().is_some_and(|correction| correction.is_made(person, &clock));
        if !is_made && !is_again {
            sheet.stage = PatientStage::Resting { until };
            return;
        }
        sheet.tell(None, &clock);
        self.begin_correction(person);
        if self.correction.is_some() {
            let key = self.setup.keys.key(Action::Book);
            let clinic = person.clinic().name();
            self.note = Some(note!("correct-not-made", clinic = clinic, key = key));
        }
    }

    /// Reads the patient again once a late change has had time to show.
    pub(super) fn look_at_corrected_if_due(&mut self) {
        let up = self.moment.up;
        let is_due =
            |sheet: &PatientSheet| matches!(sheet.stage, PatientStage::Resting { until } if until <= up);
        if self.correction.as_deref().is_some_and(is_due) {
            self.read_patient_to_correct(|ticket| PatientStage::Looking { ticket, again: true });
        }
    }

    /// Ends a correction that was made: every list uses the new data from now on.
    fn on_correction_made(&mut self, person: &Person) {
        self.lists.correct(person.clinic().people(), person);
        self.correction = None;
        // Upcoming appointments are requested again under the new name.
        self.appointment.coming = None;
        if self.overlays.get::<NewPatientOverlay>().is_some_and(|overlay| overlay.corrects) {
            self.overlays.close::<NewPatientOverlay>();
        }
        let (name, language) = (person.full_name(), self.setup.language);
        let born = person.birth_date_read(language);
        let said = if born.is_empty() { name } else { format!("{name}, {born}") };
        self.note = Some(note!("correct-made", who = said));
    }

    /// Closes the form. Edits stay; a form without changes is dropped.
    pub(super) fn leave_correction(&mut self) {
        self.correction.take_if(|sheet| !sheet.holds_a_correction());
        let key = self.setup.keys.key(Action::CorrectPatient);
        self.note = self.correction.as_ref().map(|sheet| match sheet.may_be_known || sheet.is_locked() {
            true => note!("correct-may-be-made", key = key),
            false => note!("correct-brought-back", key = key),
        });
    }
}
