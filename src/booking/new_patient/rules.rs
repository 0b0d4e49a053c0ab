//! What each backend asks of a new patient: the one table behind the form, its checks and the request.

use super::PatientField;
use super::shape::Shape;
use crate::booking::Backend;
use crate::booking::text::{grouped, units};
use crate::words::Language;

/// One row of a backend's form for new patients.
#[derive(Debug, PartialEq, Eq)]
pub struct PatientRule {
    /// What is asked.
    pub field: PatientField,
    /// What the form calls it.
    pub label: &'static str,
    /// The member of the request.
    pub wire: &'static str,
    /// Whether there is no patient without it.
    pub required: bool,
    /// What to type, in a few words.
    pub hint: &'static str,
    pub(super) shape: Shape,
}

impl PatientRule {
    /// The words to choose from, where there are any.
    #[must_use]
    pub fn words(&self) -> &'static [&'static str] {
        match self.shape {
            Shape::Sex => &["male", "female", "other", "unknown"],
            Shape::MaleOrFemale => &["male", "female"],
            Shape::Language => &["English", "German", "Finnish"],
            _ => &[],
        }
    }

    /// What it has to be, as the end of a sentence: "Phone must be …".
    #[must_use]
    pub fn must(&self, language: Language) -> String {
        self.shape.in_words(language)
    }

    /// How much of the limit, in UTF-16 units, a text takes, once it comes near: `95 of 100`.
    #[must_use]
    pub fn counter(&self, text: &str) -> Option<String> {
        let (limit, used) = (self.shape.limit()?, units(text));
        (used + limit / 10 >= limit)
            .then(|| format!("{} of {}", grouped(used, Language::En), grouped(limit, Language::En)))
    }
}

const fn row(
    field: PatientField,
    label: &'static str,
    wire: &'static str,
    shape: Shape,
    hint: &'static str,
) -> PatientRule {
    PatientRule { field, label, wire, required: false, hint, shape }
}

const fn required(row: PatientRule) -> PatientRule {
    PatientRule { required: true, ..row }
}

const AS_IN_THE_PASSPORT: &str = "Latin letters, as in the passport";
const BORN: &str = "22.3.1985 · 220385 · 1985-03-22";
const MAIL: &str = "name@example.com";

/// ClinikAPI patients, create.
static CLINIK: [PatientRule; 6] = [
    required(row(PatientField::FirstName, "First name", "firstName", Shape::Name(100), "all first names")),
    required(row(PatientField::LastName, "Last name", "lastName", Shape::Name(100), "surname")),
    row(PatientField::BirthDate, "Birth date", "birthDate", Shape::Born, BORN),
    row(PatientField::Sex, "Sex", "gender", Shape::Sex, "male · female · other · unknown"),
    row(PatientField::Phone, "Phone", "phone", Shape::Phone(20), "as it is dialled"),
    row(PatientField::Email, "E-mail", "email", Shape::Email, MAIL),
];

/// Aniva profiles, create.
static ANIVA: [PatientRule; 8] = [
    required(row(
        PatientField::FirstName,
        "First name",
        "first_name",
        Shape::LatinName(100),
        AS_IN_THE_PASSPORT,
    )),
    row(PatientField::LastName, "Last name", "last_name", Shape::LatinName(100), AS_IN_THE_PASSPORT),
    required(row(PatientField::Sex, "Sex", "sex", Shape::MaleOrFemale, "male · female")),
    required(row(PatientField::BirthDate, "Birth date", "date_of_birth", Shape::BornBeforeToday, BORN)),
    row(PatientField::Email, "E-mail", "email", Shape::Email, MAIL),
    row(PatientField::Phone, "Phone", "phone", Shape::E164, "with the country: +49 30 2312 5001"),
    row(PatientField::Language, "Language", "language", Shape::Language, "English · German · Finnish"),
    required(row(
        PatientField::Group,
        "Profile group",
        "profile_group_slug",
        Shape::Name(100),
        "its short name at Aniva; profile_group under [aniva] keeps it",
    )),
];

/// What a backend asks of a new patient, in the order of its documentation.
#[must_use]
pub fn patient_rules(backend: Backend) -> &'static [PatientRule] {
    match backend {
        Backend::Clinik => &CLINIK,
        Backend::Aniva => &ANIVA,
    }
}

/// What a backend asks for under `field`, if it asks for it.
#[must_use]
pub fn patient_rule(backend: Backend, field: PatientField) -> Option<&'static PatientRule> {
    patient_rules(backend).iter().find(|rule| rule.field == field)
}
