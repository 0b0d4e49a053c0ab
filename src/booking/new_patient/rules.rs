//! The row of a new patient's form: behind the form, its checks and the request. The rows stand in `vendor/*/form.rs`.

use super::choice::meant;
use super::shape::Shape;
use super::{PatientField, PatientValue};
use crate::booking::Vendor;
use crate::booking::text::{grouped, units};
use crate::i18n::{Language, Said, say};

/// One row of a backend's form for new patients.
#[derive(Debug)]
pub struct PatientRule {
    /// What is asked.
    pub field: PatientField,
    /// The member of the request.
    pub wire: &'static str,
    /// Whether there is no patient without it.
    pub required: bool,
    /// What a value has to be.
    pub shape: Shape,
    label: Said,
    /// What to type; none where there are words to choose from.
    hint: Option<Said>,
}

impl PatientRule {
    /// A field that is typed; `hint` is a message.
    pub const fn typed(
        field: PatientField,
        hint: &'static str,
        wire: &'static str,
        shape: Shape,
    ) -> PatientRule {
        let hint = Some(Said::new(hint));
        PatientRule { field, wire, required: false, shape, label: field.label(), hint }
    }

    /// A field with words to choose from.
    pub const fn chosen(field: PatientField, wire: &'static str, shape: Shape) -> PatientRule {
        PatientRule { field, wire, required: false, shape, label: field.label(), hint: None }
    }

    /// There is no patient without it.
    pub const fn required(mut self) -> PatientRule {
        self.required = true;
        self
    }

    /// What the form calls it, at most 18 columns wide.
    pub fn label(&self, language: Language) -> &'static str {
        self.label.text(language)
    }

    /// What to type, in a few words.
    pub fn what_to_type(&self, language: Language) -> String {
        match &self.hint {
            Some(hint) => hint.text(language).to_owned(),
            None => self.words(language).join(" · "),
        }
    }

    /// The words to choose from, where there are any.
    pub fn words(&self, language: Language) -> Vec<&'static str> {
        self.shape.choices().iter().map(|choice| choice.word(language)).collect()
    }

    /// Whether there are words to choose from.
    pub fn is_choice(&self) -> bool {
        !self.shape.choices().is_empty()
    }

    /// The word that is meant by what was typed: the only one that begins so.
    pub fn word_meant(&self, typed: &str, language: Language) -> Option<&'static str> {
        meant(self.shape.choices(), typed, language).map(|choice| choice.word(language))
    }

    /// The value that is meant by what was typed, where there are words to choose from.
    pub(super) fn value_meant(&self, typed: &str, language: Language) -> Option<&'static PatientValue> {
        meant(self.shape.choices(), typed, language).map(|choice| &choice.value)
    }

    /// The word for a value, where there are words to choose from.
    pub(super) fn word_for(&self, value: &PatientValue, language: Language) -> Option<&'static str> {
        let choice = self.shape.choices().iter().find(|choice| choice.value == *value);
        choice.map(|choice| choice.word(language))
    }

    /// What it has to be, as the end of a sentence: "Phone must be …".
    pub fn must(&self, language: Language) -> String {
        self.shape.in_words(language)
    }

    /// How much of the limit, in UTF-16 units, a text takes, once it comes near: `95 of 100`.
    pub fn counter(&self, text: &str, language: Language) -> Option<String> {
        let (limit, used) = (self.shape.limit()?, units(text));
        let is_near = used + limit / 10 >= limit;
        let [used, limit] = [used, limit].map(|number| grouped(number, language));
        is_near.then(|| say!(language, "field-counter", used = used, limit = limit))
    }
}

/// Each row stands once.
impl PartialEq for PatientRule {
    fn eq(&self, other: &PatientRule) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for PatientRule {}

/// What a backend asks for under `field`, if it asks for it.
pub fn patient_rule(backend: Vendor, field: PatientField) -> Option<&'static PatientRule> {
    backend.new_patient.iter().find(|rule| rule.field == field)
}
