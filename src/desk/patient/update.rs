//! The forms for patients' data that the desk holds.

use tui_input::Input;

use crate::booking::api::Capability;
use crate::booking::time::Clock;
use crate::booking::{ClinicId, Language, PatientField};
use crate::desk::{Desk, Note};

use super::NewPatientOverlay;
use super::state::PatientSheet;

impl Desk {
    /// Returns the form for a new patient at the current clinic.
    pub fn new_patient_form(&self) -> &PatientSheet {
        &self.new_patients[self.clinic]
    }

    /// Returns the open form: of the patient being corrected, else of a new one.
    pub fn patient_sheet(&self) -> &PatientSheet {
        match &self.correction {
            Some(sheet) if self.is_correcting() => sheet,
            _ => self.new_patient_form(),
        }
    }

    fn is_correcting(&self) -> bool {
        self.overlays.get::<NewPatientOverlay>().is_some_and(|overlay| overlay.corrects)
    }

    /// Returns every form for a patient's data, at all clinics.
    pub(in crate::desk) fn patient_sheets(&self) -> impl Iterator<Item = &PatientSheet> {
        self.new_patients.values().chain(self.correction.as_deref())
    }

    fn patient_sheets_mut(&mut self) -> impl Iterator<Item = &mut PatientSheet> {
        self.new_patients.values_mut().chain(self.correction.as_deref_mut())
    }

    /// Whether leaving would lose data typed about a patient.
    pub(in crate::desk) fn holds_patient_data(&self) -> bool {
        self.new_patients.values().any(|sheet| !sheet.is_blank())
            || self.correction.as_ref().is_some_and(|sheet| sheet.holds_a_correction())
    }

    /// Translates the forms for patients' data after the language changed.
    pub(in crate::desk) fn speak_patient_sheets(&mut self, before: Language) {
        let clocks = self.setup.clinics.iter().map(|clinic| (clinic, self.setting_of(clinic).clock));
        let clocks: Vec<_> = clocks.collect();
        for sheet in self.patient_sheets_mut() {
            let clock = clocks.iter().find(|(clinic, _)| *clinic == sheet.clinic());
            clock.iter().for_each(|(_, clock)| sheet.speak(before, clock));
        }
    }

    pub(super) fn new_patient_form_mut(&mut self) -> &mut PatientSheet {
        &mut self.new_patients[self.clinic]
    }

    pub(super) fn patient_sheet_mut(&mut self, corrects: bool) -> &mut PatientSheet {
        match &mut self.correction {
            Some(sheet) if corrects => sheet,
            _ => &mut self.new_patients[self.clinic],
        }
    }

    pub(super) fn patient_sheet_and_clock(&mut self, corrects: bool) -> (&mut PatientSheet, Clock) {
        let clinic = self.patient_sheet_mut(corrects).clinic();
        let clock = self.setting_of(clinic).clock;
        (self.patient_sheet_mut(corrects), clock)
    }

    /// Replaces a clinic's form for a new patient by an empty one.
    pub(super) fn forget_new_patient_form(&mut self, clinic: ClinicId) {
        let clock = self.setting_of(clinic).clock;
        self.new_patients[clinic] =
            PatientSheet::new(clinic, self.setup.profile_groups[clinic].as_deref(), &clock);
    }

    /// Opens the form as it was left; an empty one begins with the facts told so far.
    pub(in crate::desk) fn show_new_patient_form(&mut self) {
        if self.note_missing(self.clinic, Capability::AddPatient) {
            return;
        }
        let clock = self.setting().clock;
        let said = self.said_of_patient();
        let sheet = self.new_patient_form_mut();
        // The language may have changed since.
        sheet.refresh(&clock);
        if sheet.is_blank() {
            sheet.initial = said.initial;
            sheet.fill_in(said.texts, &clock);
            let birth_date = sheet.asked.iter().position(|rule| rule.field == PatientField::BirthDate);
            let is_doubtful = !sheet.draft.readings_of_birth_date(&clock).is_empty();
            let first = birth_date.filter(|_| is_doubtful).or_else(|| sheet.first_open());
            sheet.arrive(first.unwrap_or(0));
        }
        self.overlays.open(NewPatientOverlay { corrects: false });
    }

    /// Notes that a clinic's server lacks a capability, if it does. Returns whether it does.
    pub(super) fn note_missing(&mut self, clinic: ClinicId, capability: Capability) -> bool {
        let lacks = self.missing_at(clinic).has(capability);
        if lacks {
            self.note = Some(Note::new(move |language| capability.missing_at(clinic, language)));
        }
        lacks
    }

    /// Moves to the field at this index. Returns its editor.
    pub(in crate::desk) fn go_to_in_patient_sheet(&mut self, place: usize) -> &mut Input {
        let (sheet, clock) = self.patient_sheet_and_clock(self.is_correcting());
        if sheet.focus != place {
            sheet.go_to(place, &clock);
        }
        sheet.input.editor()
    }
}
