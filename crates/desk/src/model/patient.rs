//! A patient's data in a form over the booking form: a new patient, or one being corrected. The text stays
//! until it is sent or cleared; closing only hides the form.

use std::ops::Deref;

use chrono::NaiveDate;
use tui_input::InputRequest;

use crate::text_input::{TextInput, request};
use crate::{Code, Key, OfficeSetup};
use booking::time::Clock;
use booking::{ClinicId, Language, PatientField, PatientRule, PerClinic};
use office::{PatientSheet, SavedNewPatient, written};

/// A patient's data, and the cursor in them.
#[derive(Clone)]
pub struct PatientForm {
    pub(crate) sheet: PatientSheet,
    /// The index of the focused field among the visible ones.
    pub(crate) focus: usize,
    pub(crate) input: TextInput,
    /// Whether the field has just been entered: in a choice, the first letter replaces the text.
    fresh: bool,
    /// The chosen reading of an ambiguous birth date.
    pub(crate) reading: Option<usize>,
}

/// Everything about the data that is not on screen.
impl Deref for PatientForm {
    type Target = PatientSheet;

    fn deref(&self) -> &PatientSheet {
        &self.sheet
    }
}

impl PatientForm {
    /// Creates the form of a sheet, with the cursor in the first field.
    pub(crate) fn new(sheet: PatientSheet) -> PatientForm {
        PatientForm {
            sheet,
            focus: 0,
            input: TextInput::default(),
            fresh: true,
            reading: None,
        }
    }

    /// Returns the focused field.
    pub fn focus(&self) -> &'static PatientRule {
        self.asked()[self.focus]
    }

    /// Returns the editor of the focused field.
    pub fn input(&self) -> &TextInput {
        &self.input
    }

    /// Returns the days that the birth date may mean, if it is focused and ambiguous.
    pub fn readings(&self, clock: &Clock) -> Vec<NaiveDate> {
        match self.focus().field {
            PatientField::BirthDate => self.readings_of_birth_date(clock),
            _ => Vec::new(),
        }
    }

    /// Returns whether a digit picks a reading instead of being typed.
    pub(crate) fn digits_pick(&self) -> bool {
        self.reading.is_some() || self.input.is_selected()
    }

    /// Translates the form, including the words of choices.
    pub(crate) fn speak(&mut self, before: Language, clock: &Clock) {
        self.sheet.speak(before, clock);
        if self.focus().is_choice() {
            self.input = self.text_here();
        }
    }

    /// Restores saved data.
    pub(crate) fn restore(&mut self, saved: &SavedNewPatient, clock: &Clock) {
        let place = self.sheet.restore(saved, clock);
        self.arrive(place);
    }

    pub(crate) fn put(&mut self, input: TextInput, clock: &Clock) {
        let field = self.focus().field;
        if self.sheet.type_text(field, input.value(), clock) {
            self.reading = None;
        }
        self.input = input;
        self.fresh = false;
    }

    /// Moves to another field, and completes an abbreviated word in the one left.
    pub(crate) fn go_to(&mut self, place: usize, clock: &Clock) {
        self.sheet.leave(self.focus(), clock);
        self.arrive(place % self.asked().len());
    }

    /// Moves the cursor into a field: after a typed text, or with a filled-in text selected.
    pub(crate) fn arrive(&mut self, place: usize) {
        self.focus = place;
        self.input = self.text_here();
        self.fresh = true;
        self.reading = None;
    }

    fn text_here(&self) -> TextInput {
        let field = self.focus().field;
        if self.is_filled_in(field) {
            TextInput::filled_in(self.text(field))
        } else {
            TextInput::typed(self.text(field))
        }
    }

    /// Moves to the first field with a problem.
    pub(crate) fn go_to_problem(&mut self, clock: &Clock) {
        if let Some(place) = self.first_wrong() {
            self.go_to(place, clock);
        }
    }

    pub(crate) fn edit(&mut self, key: Key, clock: &Clock) {
        let Some(request) = request(key) else { return };
        let words = self.focus().words(clock.language);
        if !words.is_empty()
            && (key.types() == Some(' ') || matches!(key.code, Code::Left | Code::Right))
        {
            return self.next_word(&words, key.code != Code::Left, clock);
        }
        let replaces =
            self.fresh && !words.is_empty() && matches!(request, InputRequest::InsertChar(_));
        let mut input = if replaces {
            TextInput::default()
        } else {
            self.input.clone()
        };
        if input.edit(request, usize::MAX) || replaces {
            self.put(input, clock);
        } else {
            self.input = input;
        }
    }

    /// Uses a reading of an ambiguous birth date, and moves to the first empty field.
    pub(crate) fn take_reading(&mut self, day: NaiveDate, clock: &Clock) {
        self.put(TextInput::typed(written(day)), clock);
        self.go_to(self.first_open().unwrap_or(self.focus + 1), clock);
    }

    /// Steps through the words of a choice.
    fn next_word(&mut self, words: &[&'static str], forward: bool, clock: &Clock) {
        let word = self.focus().word_meant(self.input.value(), clock.language);
        let here = word.and_then(|word| words.iter().position(|other| *other == word));
        let next = match (here, forward) {
            (None, true) => 0,
            (None, false) => words.len() - 1,
            (Some(here), true) => (here + 1) % words.len(),
            (Some(here), false) => (here + words.len() - 1) % words.len(),
        };
        self.put(TextInput::typed(words[next]), clock);
    }
}

/// The overlay of a form for a patient's data; the data outlive it.
#[derive(Clone)]
pub struct NewPatientOverlay {
    /// Whether it corrects a patient rather than adding one.
    pub corrects: bool,
}

/// The forms for patients' data: one for a new patient at each clinic, and the correction of one. They outlive their
/// overlay.
#[derive(Clone, Default)]
pub(crate) struct PatientForms {
    pub(crate) new: PerClinic<PatientForm>,
    pub(crate) correction: Option<Box<PatientForm>>,
}

impl PatientForms {
    /// Creates empty forms.
    pub(crate) fn new(setup: &OfficeSetup, clock: impl Fn(ClinicId) -> Clock) -> PatientForms {
        let new = |clinic| {
            let group = setup.profile_groups[clinic].as_deref();
            PatientForm::new(PatientSheet::new(clinic, group, &clock(clinic)))
        };
        PatientForms {
            new: PerClinic::of(setup.clinics, new),
            correction: None,
        }
    }

    /// Returns the correction, or the form for a new patient at a clinic.
    pub(crate) fn sheet(&self, corrects: bool, clinic: ClinicId) -> &PatientForm {
        match self.correction.as_deref() {
            Some(correction) if corrects => correction,
            _ => &self.new[clinic],
        }
    }

    /// Returns every form, at all clinics.
    pub(crate) fn all(&self) -> impl Iterator<Item = &PatientForm> {
        self.new.values().chain(self.correction.as_deref())
    }

    /// Returns whether leaving would lose typed data.
    pub(crate) fn hold_data(&self) -> bool {
        let correction = self.correction.as_ref();
        self.new.values().any(|form| !form.is_blank())
            || correction.is_some_and(|form| form.holds_a_correction())
    }
}
