//! What each backend asks of a new patient: the one table behind the form, its checks and the request.

use super::choice::meant;
use super::shape::Shape;
use super::{PatientField, PatientValue};
use crate::booking::Backend;
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
    pub(super) shape: Shape,
    label: Said,
    /// What to type; none where there are words to choose from.
    hint: Option<Said>,
}

impl PatientRule {
    /// A field that is typed; `label` and `hint` are messages.
    const fn typed(
        field: PatientField,
        label: &'static str,
        hint: &'static str,
        wire: &'static str,
        shape: Shape,
    ) -> PatientRule {
        let hint = Some(Said::new(hint));
        PatientRule { field, wire, required: false, shape, label: Said::new(label), hint }
    }

    /// A field with words to choose from.
    const fn chosen(
        field: PatientField,
        label: &'static str,
        wire: &'static str,
        shape: Shape,
    ) -> PatientRule {
        PatientRule { field, wire, required: false, shape, label: Said::new(label), hint: None }
    }

    const fn required(mut self) -> PatientRule {
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

/// Each stands once, in one of the tables below.
impl PartialEq for PatientRule {
    fn eq(&self, other: &PatientRule) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for PatientRule {}

const IN_THE_PASSPORT: &str = "patient-hint-passport";
const BORN: &str = "patient-hint-born";
const MAIL: &str = "patient-hint-email";

/// ClinikAPI patients, create.
static CLINIK: [PatientRule; 6] = [
    PatientRule::typed(
        PatientField::FirstName,
        "patient-first-name",
        "patient-hint-first-names",
        "firstName",
        Shape::Name(100),
    )
    .required(),
    PatientRule::typed(
        PatientField::LastName,
        "patient-last-name",
        "patient-hint-surname",
        "lastName",
        Shape::Name(100),
    )
    .required(),
    PatientRule::typed(PatientField::BirthDate, "patient-birth-date", BORN, "birthDate", Shape::Born),
    PatientRule::chosen(PatientField::Sex, "patient-sex", "gender", Shape::Sex),
    PatientRule::typed(PatientField::Phone, "patient-phone", "patient-hint-phone", "phone", Shape::Phone(20)),
    PatientRule::typed(PatientField::Email, "patient-email", MAIL, "email", Shape::Email),
];

/// Aniva profiles, create.
static ANIVA: [PatientRule; 8] = [
    PatientRule::typed(
        PatientField::FirstName,
        "patient-first-name",
        IN_THE_PASSPORT,
        "first_name",
        Shape::LatinName(100),
    )
    .required(),
    PatientRule::typed(
        PatientField::LastName,
        "patient-last-name",
        IN_THE_PASSPORT,
        "last_name",
        Shape::LatinName(100),
    ),
    PatientRule::chosen(PatientField::Sex, "patient-sex", "sex", Shape::MaleOrFemale).required(),
    PatientRule::typed(
        PatientField::BirthDate,
        "patient-birth-date",
        BORN,
        "date_of_birth",
        Shape::BornBeforeToday,
    )
    .required(),
    PatientRule::typed(PatientField::Email, "patient-email", MAIL, "email", Shape::Email),
    PatientRule::typed(
        PatientField::Phone,
        "patient-phone",
        "patient-hint-phone-with-country",
        "phone",
        Shape::E164,
    ),
    PatientRule::chosen(PatientField::Language, "patient-language", "language", Shape::Language),
    PatientRule::typed(
        PatientField::Group,
        "patient-group",
        "patient-hint-group",
        "profile_group_slug",
        Shape::Name(100),
    )
    .required(),
];

/// What a backend asks of a new patient, in the order of its documentation.
pub fn patient_rules(backend: Backend) -> &'static [PatientRule] {
    match backend {
        Backend::Clinik => &CLINIK,
        Backend::Aniva => &ANIVA,
    }
}

/// What a backend asks for under `field`, if it asks for it.
pub fn patient_rule(backend: Backend, field: PatientField) -> Option<&'static PatientRule> {
    patient_rules(backend).iter().find(|rule| rule.field == field)
}
