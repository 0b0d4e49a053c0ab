//! Correcting a patient's data: read first, sent once, and read again after a lost answer. Nothing is sent
//! again unless a person asks for it.

use std::time::Duration;

use crate::{
    Action, Asker, ClinicCall, Cx, Desk, Effect, NewPatientOverlay, Note, Pane, SavedNewPatient,
    StoreOp, Ticket, line, note,
};
use booking::api::Capability;
use booking::time::Clock;
use booking::{
    ClinicId, Entry, EntryKind, Failure, PatientCorrection, PatientDraft, PatientReview, Person,
    why_unread,
};
use office::PatientStage;

use super::state::PatientSheet;
use super::update::{PatientForms, note_missing};

/// The time a late change may take to show in the clinic's answers.
const SETTLING_TIME: Duration = Duration::from_secs(12);

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
    /// The correction sent last, until the clinic is known to have taken or refused it.
    pub(super) sent: Option<PatientCorrection>,
}

impl Correction {
    /// Creates a correction of a patient whose data have not been read yet.
    pub(super) fn of(id: &str, blank: &PatientDraft) -> Correction {
        Correction {
            id: id.to_owned(),
            before: blank.clone(),
            is_read: false,
            ready: None,
            sent: None,
        }
    }

    /// Compares the draft with the clinic's data. An unchanged field has no problem.
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

    /// Whether the draft would change something, or can't be read.
    pub(super) fn has_changes(&self) -> bool {
        self.ready.as_ref().is_none_or(|ready| !ready.is_empty())
    }

    /// Whether the clinic's data include the correction sent last.
    pub(super) fn is_made(&self, person: &Person) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.is_made(person))
    }
}

impl PatientSheet {
    /// Creates a sheet that corrects the patient with this id, whose data are still to be read.
    pub(super) fn correcting(clinic: ClinicId, id: &str, clock: &Clock) -> PatientSheet {
        let mut sheet = PatientSheet::new(clinic, Some(""), clock);
        sheet.correction = Some(Correction::of(id, &sheet.draft));
        sheet
    }

    /// Whether the sheet holds edits that the clinic does not have, or a correction being sent.
    pub(super) fn holds_a_correction(&self) -> bool {
        let is_pending = !matches!(self.stage, PatientStage::Filling | PatientStage::Reading(_));
        let has_changes = self
            .correction
            .as_ref()
            .is_some_and(Correction::has_changes);
        is_pending || self.may_be_known || has_changes && !self.is_blank()
    }

    /// Merges the clinic's data: edited fields keep their text, all others get the clinic's.
    fn merge(&mut self, person: &Person, clock: &Clock) {
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
    pub(super) fn take_back(&mut self, clock: &Clock) {
        let Some(correction) = &self.correction else {
            return;
        };
        self.draft = correction.before.clone();
        self.filled_in = self.asked.iter().map(|rule| rule.field).collect();
        self.arrive(0);
        self.set_failure(None, clock);
    }
}

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
        let call = ClinicCall::ReadEntry(sheet.clinic().people(), correction.id.clone().into());
        sheet.stage = stage(cx.call(Asker::Correction, call));
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
                cx.then(|desk| desk.overlays.close::<NewPatientOverlay>());
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
        let ticket = cx.ticket(Asker::Correction);
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
            cx.then(|desk| desk.overlays.close::<NewPatientOverlay>());
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
        cx.then(|desk| desk.overlays.close::<NewPatientOverlay>());
        self.correction.take_if(|sheet| !sheet.holds_a_correction());
        let key = cx.setup.keys.key(Action::CorrectPatient);
        let note = self.correction.as_ref().map(|sheet| {
            if sheet.may_be_known || sheet.is_locked() {
                note!("correct-may-be-made", key = key)
            } else {
                note!("correct-brought-back", key = key)
            }
        });
        cx.then(move |desk| desk.note = note);
    }
}

/// Returns the patient of the focused appointment, else the one in the form or of the last look-up, else that of the
/// shown appointment.
pub(crate) fn current_patient(desk: &Desk) -> Option<(ClinicId, String)> {
    let shown = desk.appointment.shown.as_ref();
    let shown = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
    let (clinic, id) = line::patient_in_hand(desk);
    let in_hand = clinic.people().id(id).map(|id| (clinic, id.to_string()));
    match desk.panes.focused {
        Pane::Appointment => shown.or(in_hand),
        _ => in_hand.or(shown),
    }
}
