//! The row of a new patient's form, used by the form, its checks and the request. The rows are in
//! `clinics/*/form.rs`.

use super::shape::{ValueShape, choice_named};
use super::{PatientField, PatientValue};
use crate::ClinicId;
use crate::text::{grouped, units};
use i18n::{Language, MessageId, say};

/// One row of a clinic's form for new patients.
#[derive(Debug)]
pub struct PatientRule {
    /// The field.
    pub field: PatientField,
    /// The member of the request.
    pub wire: &'static str,
    /// Whether the clinic requires it.
    pub required: bool,
    /// The shape of a valid value.
    pub shape: ValueShape,
    label: MessageId,
    /// The hint; `None` if there are words to choose from.
    hint: Option<MessageId>,
}

impl PatientRule {
    /// Creates a typed field; `hint` is a message.
    pub const fn typed(
        field: PatientField,
        hint: &'static str,
        wire: &'static str,
        shape: ValueShape,
    ) -> PatientRule {
        let hint = Some(MessageId::new(hint));
        PatientRule {
            field,
            wire,
            required: false,
            shape,
            label: field.label(),
            hint,
        }
    }

    /// Creates a field with words to choose from.
    pub const fn chosen(field: PatientField, wire: &'static str, shape: ValueShape) -> PatientRule {
        PatientRule {
            field,
            wire,
            required: false,
            shape,
            label: field.label(),
            hint: None,
        }
    }

    /// Makes the field required.
    pub const fn required(mut self) -> PatientRule {
        self.required = true;
        self
    }

    /// Returns the label, at most 18 columns wide.
    pub fn label(&self, language: Language) -> &'static str {
        self.label.text(language)
    }

    /// Returns what to type, in a few words.
    pub fn what_to_type(&self, language: Language) -> String {
        match &self.hint {
            Some(hint) => hint.text(language).to_owned(),
            None => self.words(language).join(" · "),
        }
    }

    /// Returns the words to choose from; empty if the field is typed.
    pub fn words(&self, language: Language) -> Vec<&'static str> {
        self.shape
            .choices()
            .iter()
            .map(|choice| choice.word(language))
            .collect()
    }

    /// Returns whether there are words to choose from.
    pub fn is_choice(&self) -> bool {
        !self.shape.choices().is_empty()
    }

    /// Returns the word that was typed: the only one that begins so.
    pub fn word_meant(&self, typed: &str, language: Language) -> Option<&'static str> {
        choice_named(self.shape.choices(), typed, language).map(|choice| choice.word(language))
    }

    /// Returns the value of the word that was typed, if there are words to choose from.
    pub(super) fn value_meant(
        &self,
        typed: &str,
        language: Language,
    ) -> Option<&'static PatientValue> {
        choice_named(self.shape.choices(), typed, language).map(|choice| &choice.value)
    }

    /// Returns the word for a value, if there are words to choose from.
    pub(super) fn word_for(
        &self,
        value: &PatientValue,
        language: Language,
    ) -> Option<&'static str> {
        let choice = self
            .shape
            .choices()
            .iter()
            .find(|choice| choice.value == *value);
        choice.map(|choice| choice.word(language))
    }

    /// Returns the requirement, as the end of a sentence: "Phone must be …".
    pub fn must(&self, language: Language) -> String {
        self.shape.in_words(language)
    }

    /// Returns the share of the limit, in UTF-16 units, that a text takes, once it comes near: `95 of 100`.
    pub fn counter(&self, text: &str, language: Language) -> Option<String> {
        let limit = self.shape.limit()?;
        let used = units(text);
        let is_near = used + limit / 10 >= limit;
        let [used, limit] = [used, limit].map(|number| grouped(number, language));
        is_near.then(|| say!(language, "field-counter", used, limit))
    }
}

/// Compares addresses, because each row exists once.
impl PartialEq for PatientRule {
    fn eq(&self, other: &PatientRule) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for PatientRule {}

/// Returns the rule of a clinic for `field`, if the clinic asks for it.
pub fn patient_rule(clinic: ClinicId, field: PatientField) -> Option<&'static PatientRule> {
    clinic.new_patient.iter().find(|rule| rule.field == field)
}
