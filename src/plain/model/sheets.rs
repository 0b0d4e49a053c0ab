//! The data of patients in a conversation: of a new patient at each clinic, and of a patient being corrected.

use std::time::Duration;

use booking::time::Clock;
use booking::{ClinicId, Failure, PatientCall, PatientField, PatientRule, PerClinic, Person};
use i18n::say;
use office::{
    Added, Corrected, CorrectionTry, DraftHolder, FaceAnswer, Office, PatientSheet,
    SavedNewPatient, Ticket,
};
use words::{ANY_KEY, Wording};

use super::PlainModel;

/// The typed data of patients.
pub(in crate::plain) struct PatientSheets {
    new: PerClinic<PatientSheet>,
    correction: Option<PatientSheet>,
    /// The data that are being asked for.
    open: Option<OpenSheet>,
}

/// The patient whose data are being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plain) enum OpenSheet {
    /// A new patient at this clinic.
    New(ClinicId),
    /// The patient being corrected.
    Correction,
}

/// The outcome of sending a patient's data.
pub(super) enum SheetOutcome {
    /// For a new patient.
    Added(Added),
    /// For a corrected patient.
    Corrected(Corrected),
}

impl PatientSheets {
    pub(super) fn new(words: Wording<'_>) -> PatientSheets {
        let clinics = words.office.setup.clinics;
        PatientSheets {
            new: PerClinic::of(clinics, |clinic| blank(words, clinic)),
            correction: None,
            open: None,
        }
    }

    /// Returns the data that are being asked for.
    pub(in crate::plain) fn open(&self) -> Option<&PatientSheet> {
        match self.open? {
            OpenSheet::New(clinic) => Some(&self.new[clinic]),
            OpenSheet::Correction => self.correction.as_ref(),
        }
    }

    fn open_mut(&mut self) -> Option<&mut PatientSheet> {
        match self.open? {
            OpenSheet::New(clinic) => Some(&mut self.new[clinic]),
            OpenSheet::Correction => self.correction.as_mut(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &PatientSheet> {
        self.new.values().chain(&self.correction)
    }

    /// Returns whether leaving would lose typed data.
    pub(super) fn hold_data(&self) -> bool {
        let correction = self.correction.as_ref();
        self.new.values().any(|sheet| !sheet.is_blank())
            || correction.is_some_and(PatientSheet::holds_a_correction)
    }

    pub(super) fn to_save(&self) -> Vec<SavedNewPatient> {
        let first = |sheet: &PatientSheet| sheet.asked()[sheet.first_open().unwrap_or(0)];
        let sheets = self.all();
        sheets
            .filter_map(|sheet| sheet.to_save(first(sheet)))
            .collect()
    }

    pub(in crate::plain) fn due_in(&self, office: &Office) -> Option<Duration> {
        self.all().filter_map(|sheet| sheet.due_in(office)).min()
    }

    pub(super) fn look_again_if_due(&mut self, office: &mut Office) {
        let sheets = self.new.values_mut().chain(&mut self.correction);
        sheets.for_each(|sheet| sheet.look_again_if_due(office));
    }

    fn drop_empty_correction(&mut self) {
        let correction = &mut self.correction;
        correction.take_if(|sheet| !sheet.holds_a_correction());
    }
}

fn blank(words: Wording<'_>, clinic: ClinicId) -> PatientSheet {
    let setup = &words.office.setup;
    let group = setup.profile_groups[clinic].as_deref();
    let clock = words.clock_in(setup.zone_of(clinic, None));
    PatientSheet::new(clinic, group, &clock)
}

impl PlainModel {
    /// Returns the clock for reading the dates in a patient's data.
    fn clock_of_sheet(&self, clinic: ClinicId) -> Clock {
        self.setting_of_form(clinic).clock
    }

    /// Opens the sheet of a new patient at the current clinic. An empty one is filled with what was typed so far.
    pub(in crate::plain) fn open_new_patient(&mut self) {
        let clinic = self.clinic;
        let clock = self.clock_of_sheet(clinic);
        let line = self.line.parsed(&clock);
        let wishes = if self.line.is_open() {
            self.words().meaning_of(&line, clinic).wishes
        } else {
            Vec::new()
        };
        let typed = self.patient_in_form(clinic).to_owned();
        let sheet = &mut self.sheets.new[clinic];
        sheet.refresh(&clock);
        if sheet.is_blank() {
            sheet.prefill(&typed, &wishes, &clock);
        }
        self.sheets.open = Some(OpenSheet::New(clinic));
    }

    /// Returns the patient to correct: the one in the form or the one last shown, else that of the shown appointment.
    pub(in crate::plain) fn current_patient(&self) -> Option<(ClinicId, String)> {
        let in_form = self.patient_in_form(self.clinic);
        let (clinic, id) = match (in_form, &self.line.shown_patient) {
            ("", Some((clinic, id))) => (*clinic, id.as_str()),
            (in_form, _) => (self.clinic, in_form),
        };
        let in_hand = clinic.people().id(id).map(|id| (clinic, id.to_string()));
        let shown = self.heard.shown.as_ref();
        let shown = shown.and_then(|shown| Some((shown.appointment.clinic, shown.person.clone()?)));
        in_hand.or(shown)
    }

    /// Returns whether a correction is unfinished.
    pub(in crate::plain) fn has_correction(&mut self) -> bool {
        self.sheets.drop_empty_correction();
        self.sheets.correction.is_some()
    }

    /// Opens the sheet that corrects a patient, or the unfinished one, and reads the clinic's data.
    pub(in crate::plain) fn open_correction(&mut self, whose: Option<(ClinicId, String)>) {
        if let Some((clinic, id)) = whose {
            let clock = self.clock_of_sheet(clinic);
            let sheet = PatientSheet::correcting(clinic, &id, &clock);
            self.sheets.correction = Some(sheet);
        }
        self.sheets.open = Some(OpenSheet::Correction);
        let correction = self.sheets.correction.as_mut();
        if let Some(sheet) = correction.filter(|sheet| !sheet.has_read_patient()) {
            sheet.read_patient(&mut self.office);
        }
    }

    /// Opens the sheet that enters in a clinic's record that a patient has died today, and reads the clinic's data. Returns
    /// `false` while another correction is unfinished.
    pub(in crate::plain) fn open_for_death(&mut self, clinic: ClinicId, id: &str) -> bool {
        let clock = self.clock_of_sheet(clinic);
        if self.has_correction() {
            return false;
        }
        let Some(sheet) = PatientSheet::of_death(clinic, id, &clock) else {
            return false;
        };
        self.sheets.correction = Some(sheet);
        self.open_correction(None);
        true
    }

    /// Types a text into a field of the open sheet.
    pub(in crate::plain) fn type_in_sheet(&mut self, field: PatientField, text: &str) {
        self.with_open_sheet(|sheet, _, clock| {
            sheet.type_text(field, text, clock);
        });
    }

    /// Leaves a field of the open sheet.
    pub(in crate::plain) fn leave_in_sheet(&mut self, rule: &'static PatientRule) {
        self.with_open_sheet(|sheet, _, clock| {
            sheet.leave(rule, clock);
        });
    }

    /// Sends the open sheet, unless something must be corrected or decided first.
    pub(in crate::plain) fn send_sheet(&mut self) {
        let mut is_unchanged = false;
        self.with_open_sheet(|sheet, office, clock| match sheet.call() {
            PatientCall::Add => {
                sheet.try_adding(office, clock);
            }
            PatientCall::Correct => {
                let tried = sheet.try_correcting(office, clock);
                is_unchanged = matches!(tried, CorrectionTry::Nothing);
            }
        });
        if is_unchanged {
            self.heard.remark = Some(say!(self.language(), "correct-nothing").to_owned());
        }
    }

    /// Closes the open sheet, and says what becomes of the typed data. A correction without changes is dropped.
    pub(in crate::plain) fn leave_sheet(&mut self) {
        let language = self.language();
        let key = ANY_KEY;
        let Some(sheet) = self.sheets.open() else {
            return;
        };
        self.heard.remark = match sheet.call() {
            PatientCall::Add if sheet.may_be_known() => {
                Some(say!(language, "new-patient-may-be-there", key))
            }
            PatientCall::Add if sheet.is_blank() => None,
            PatientCall::Add => Some(say!(language, "new-patient-brought-back", key)),
            PatientCall::Correct if !sheet.holds_a_correction() => None,
            PatientCall::Correct if sheet.may_be_known() || sheet.is_locked() => {
                Some(say!(language, "correct-may-be-made", key))
            }
            PatientCall::Correct => Some(say!(language, "correct-brought-back", key)),
        };
        self.sheets.open = None;
        self.sheets.drop_empty_correction();
    }

    /// Returns to the data of a new patient, as the person decided.
    pub(in crate::plain) fn fill_sheet_again(&mut self) {
        self.with_open_sheet(|sheet, _, _| sheet.fill_again());
    }

    /// Adds the new patient, as the person decided.
    pub(in crate::plain) fn add_patient(&mut self) {
        self.with_open_sheet(|sheet, office, clock| sheet.add(office, clock));
    }

    /// Works on the open sheet, if there is one.
    fn with_open_sheet(&mut self, work: impl FnOnce(&mut PatientSheet, &mut Office, &Clock)) {
        let Some(clinic) = self.sheets.open().map(PatientSheet::clinic) else {
            return;
        };
        let clock = self.clock_of_sheet(clinic);
        if let Some(sheet) = self.sheets.open_mut() {
            work(sheet, &mut self.office, &clock);
        }
    }

    /// Uses a known patient in place of the new one.
    pub(in crate::plain) fn take_alike(&mut self, place: usize) {
        let clinic = self.clinic;
        let taken = self.sheets.new[clinic].take_alike(place, &mut self.office);
        if let Some(person) = taken {
            self.take_patient(&person);
        }
    }

    /// Puts an added patient into the form that it was added for, if that has room, for reading back.
    pub(super) fn take_patient(&mut self, person: &Person) {
        let clinic = person.clinic();
        self.sheets.new[clinic] = blank(self.words(), clinic);
        let is_visible = self
            .sheets
            .open
            .take_if(|open| *open == OpenSheet::New(clinic));
        let is_visible = is_visible.is_some() && self.clinic == clinic;
        let has_room = is_visible || self.patient_in_form(clinic).is_empty();
        let remark = if has_room {
            let field = clinic.patient_field();
            self.forms[clinic].put(field, person.id().to_owned());
            self.words().patient_to_read_back(person)
        } else {
            self.words().patient_is_known(person)
        };
        self.heard.remark = Some(remark);
    }

    /// Handles an answer about a patient's data. Returns any other answer.
    pub(super) fn answer_about_patient(
        &mut self,
        ticket: Ticket,
        answer: FaceAnswer,
    ) -> Option<FaceAnswer> {
        let clocks = PerClinic::of(self.office.setup.clinics, |clinic| {
            self.clock_of_sheet(clinic)
        });
        let PatientSheets {
            new, correction, ..
        } = &mut self.sheets;
        let office = &mut self.office;
        let corrected = correction.as_mut();
        let corrected = corrected.map(|sheet| (clocks[sheet.clinic()], sheet));
        let outcome = match answer {
            FaceAnswer::AlikeFound(result) => {
                let mut sheets = new.values_mut();
                sheets.any(|sheet| {
                    let clock = &clocks[sheet.clinic()];
                    sheet.on_alike_found(ticket, &result, office, clock)
                });
                None
            }
            FaceAnswer::PatientAdded(result) => new.values_mut().find_map(|sheet| {
                let clock = &clocks[sheet.clinic()];
                let added = sheet.on_added(ticket, &result, office, clock)?;
                Some(SheetOutcome::Added(added))
            }),
            FaceAnswer::PatientCorrected(result) => corrected
                .and_then(|(clock, sheet)| sheet.on_corrected(ticket, result, office, &clock))
                .map(SheetOutcome::Corrected),
            FaceAnswer::EntryToCorrect(result) => corrected
                .and_then(|(clock, sheet)| sheet.on_read_to_correct(ticket, result, office, &clock))
                .map(SheetOutcome::Corrected),
            other => return Some(other),
        };
        if let Some(outcome) = outcome {
            self.note_sheet(outcome);
        }
        None
    }

    /// Returns the clinic whose correction could not be begun, and drops it unless it may have been made.
    pub(super) fn end_correction(&mut self) -> Option<ClinicId> {
        let clinic = self.sheets.correction.as_ref().map(PatientSheet::clinic);
        self.sheets
            .correction
            .take_if(|sheet| !sheet.may_be_known());
        self.sheets
            .open
            .take_if(|open| *open == OpenSheet::Correction);
        clinic
    }

    /// Ends a correction that was made.
    pub(super) fn finish_correction(&mut self) {
        self.sheets.correction = None;
        self.sheets
            .open
            .take_if(|open| *open == OpenSheet::Correction);
    }

    /// Restores the data of patients saved by an earlier run. Data typed since are kept.
    pub(super) fn restore_patients(&mut self, saved: &[SavedNewPatient]) {
        for saved in saved {
            let Ok(clinic) = self.office.setup.clinics.by_word(saved.word()) else {
                continue;
            };
            let clock = self.clock_of_sheet(clinic);
            let sheet = match saved.corrects() {
                Some(id) if self.sheets.correction.is_none() => {
                    let sheet = PatientSheet::correcting(clinic, id, &clock);
                    self.sheets.correction.insert(sheet)
                }
                None if self.sheets.new[clinic].is_blank() => &mut self.sheets.new[clinic],
                _ => continue,
            };
            sheet.restore(saved, &clock);
        }
    }
}

/// Returns why the data of a patient to correct could not be read.
pub(super) fn why_not_read(failure: &Failure, clinic: ClinicId, words: Wording<'_>) -> String {
    booking::why_unread(failure, clinic, words.language)
}
