//! The new-patient forms of the desk.

use tui_input::Input;

use crate::booking::{Language, PatientRule, Vendor};
use crate::desk::Desk;

use super::NewPatientOverlay;
use super::state::NewPatientForm;

impl Desk {
    /// The form for someone new at the backend in front.
    pub fn new_patient_form(&self) -> &NewPatientForm {
        &self.newcomers[self.backend]
    }

    /// Says the forms for someone new in the language of now.
    pub(in crate::desk) fn speak_new_patient_forms(&mut self, before: Language) {
        for backend in self.setup.vendors {
            let clock = self.setting_of(backend).clock;
            self.newcomers[backend].speak(before, &clock);
        }
    }

    pub(super) fn new_patient_form_mut(&mut self) -> &mut NewPatientForm {
        &mut self.newcomers[self.backend]
    }

    /// An empty form in the place of a backend's.
    pub(super) fn forget_new_patient_form(&mut self, backend: Vendor) {
        let clock = self.setting_of(backend).clock;
        self.newcomers[backend] =
            NewPatientForm::new(backend, self.setup.profile_groups[backend].as_deref(), &clock);
    }

    /// Opens the form, as it was left; an empty one begins with what has been said of the patient already.
    pub(in crate::desk) fn show_new_patient_form(&mut self) {
        let clock = self.setting().clock;
        let said = self.said_of_patient();
        let new_patient_form = self.new_patient_form_mut();
        let begins = new_patient_form.is_blank();
        if begins {
            for (field, text) in said {
                new_patient_form.draft.set(field, text);
            }
        }
        // The desk may speak another language by now.
        new_patient_form.refresh(&clock);
        if begins {
            let is_open = |rule: &&PatientRule| new_patient_form.text(rule.field).trim().is_empty();
            new_patient_form.focus = new_patient_form.asked.iter().position(is_open).unwrap_or(0);
            new_patient_form.input =
                Input::new(new_patient_form.text(new_patient_form.focus().field).to_owned());
        }
        self.overlays.open(NewPatientOverlay);
    }

    /// To a field, by its place; says what edits it.
    pub(in crate::desk) fn go_to_in_new_patient_form(&mut self, place: usize) -> &mut Input {
        let clock = self.setting().clock;
        let new_patient_form = self.new_patient_form_mut();
        if new_patient_form.focus != place {
            new_patient_form.go_to(place, &clock);
        }
        &mut new_patient_form.input
    }
}
