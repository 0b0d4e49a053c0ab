//! The row of a new patient's form, used by the form, its checks and the request. The rows are in
//! `clinics/*/form.rs`.

use std::borrow::Cow;

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
    /// The member of the request; for a number, `number:` followed by the name of its kind.
    pub wire: Cow<'static, str>,
    /// Whether the clinic requires it.
    pub required: bool,
    /// The shape of a valid value.
    pub shape: ValueShape,
    label: Label,
    /// The hint; `None` if there are words to choose from.
    hint: Option<MessageId>,
}

/// The characters of a number, at most.
const LONGEST_NUMBER: usize = 64;

/// The label of a field.
#[derive(Debug)]
enum Label {
    /// In the language of the desk.
    Worded(MessageId),
    /// From the configuration.
    Named(String),
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
            wire: Cow::Borrowed(wire),
            required: false,
            shape,
            label: Label::Worded(field.label()),
            hint,
        }
    }

    /// Creates a field with words to choose from.
    pub const fn chosen(field: PatientField, wire: &'static str, shape: ValueShape) -> PatientRule {
        PatientRule {
            field,
            wire: Cow::Borrowed(wire),
            required: false,
            shape,
            label: Label::Worded(field.label()),
            hint: None,
        }
    }

    /// Creates the field of one of the clinic's configured kinds of numbers, from its place among them and its name.
    pub(crate) fn number(place: usize, name: &str) -> PatientRule {
        PatientRule {
            field: PatientField::Number(place),
            wire: Cow::Owned(["number", name].join(":")),
            required: false,
            shape: ValueShape::Number(LONGEST_NUMBER),
            label: Label::Named(name.to_owned()),
            hint: Some(MessageId::new("patient-hint-number")),
        }
    }

    /// Makes the field required.
    pub const fn required(mut self) -> PatientRule {
        self.required = true;
        self
    }

    /// Returns the label, at most 18 columns wide.
    pub fn label(&self, language: Language) -> &str {
        match &self.label {
            Label::Worded(label) => label.text(language),
            Label::Named(name) => name,
        }
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

    /// Returns the only word that begins with the typed text.
    pub fn word_meant(&self, typed: &str, language: Language) -> Option<&'static str> {
        choice_named(self.shape.choices(), typed, language).map(|choice| choice.word(language))
    }

    /// Returns the value of the only word that begins with the typed text, if there are words to choose from.
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

    /// Returns how much of the limit a text takes, in UTF-16 units, once it comes near: `95 of 100`.
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
pub(crate) fn patient_rule(clinic: ClinicId, field: PatientField) -> Option<&'static PatientRule> {
    clinic.new_patient().find(|rule| rule.field == field)
}
