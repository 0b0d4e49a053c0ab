//! Someone whom a backend doesn't know yet, checked by its own rules before anything is sent.

mod shape;

use std::fmt;

use chrono::NaiveDate;

use super::{Backend, Spoken};
use crate::words::Language;
use shape::Shape;

/// What is asked of a new patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum PatientField {
    FirstName,
    LastName,
    BirthDate,
    Sex,
    Phone,
    Email,
    Language,
}

/// Sex as the backends ask for it: ClinikAPI's four words for `gender`; Aniva takes only the first two, as 1 and 2
/// of ISO/IEC 5218.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Sex {
    Male,
    Female,
    Other,
    Unknown,
}

/// What is filled in so far, whatever it is. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub struct PatientForm {
    pub first_name: String,
    pub last_name: String,
    pub birth_date: Option<NaiveDate>,
    pub sex: Option<Sex>,
    pub phone: String,
    pub email: String,
    pub spoken: Option<Spoken>,
}

/// One row of a backend's form for new patients.
#[derive(Debug, PartialEq, Eq)]
pub struct PatientRule {
    /// What is asked.
    pub field: PatientField,
    /// The member of the request.
    pub wire: &'static str,
    /// Whether there is no patient without it.
    pub required: bool,
    shape: Shape,
}

impl PatientRule {
    /// What it has to be, as the end of a sentence: "The phone number must be …".
    #[must_use]
    pub fn must(&self, language: Language) -> String {
        self.shape.in_words(language)
    }
}

const fn row(field: PatientField, wire: &'static str, shape: Shape) -> PatientRule {
    PatientRule { field, wire, required: false, shape }
}

const fn required(row: PatientRule) -> PatientRule {
    PatientRule { required: true, ..row }
}

/// ClinikAPI patients, create.
static CLINIK: [PatientRule; 6] = [
    required(row(PatientField::FirstName, "firstName", Shape::Name(100))),
    required(row(PatientField::LastName, "lastName", Shape::Name(100))),
    row(PatientField::BirthDate, "birthDate", Shape::Born),
    row(PatientField::Sex, "gender", Shape::Sex),
    row(PatientField::Phone, "phone", Shape::Phone(20)),
    row(PatientField::Email, "email", Shape::Email),
];

/// Aniva profiles, create; the profile group comes from the configuration.
static ANIVA: [PatientRule; 7] = [
    required(row(PatientField::FirstName, "first_name", Shape::LatinName(100))),
    row(PatientField::LastName, "last_name", Shape::LatinName(100)),
    required(row(PatientField::Sex, "sex", Shape::MaleOrFemale)),
    required(row(PatientField::BirthDate, "date_of_birth", Shape::BornBeforeToday)),
    row(PatientField::Email, "email", Shape::Email),
    row(PatientField::Phone, "phone", Shape::E164),
    row(PatientField::Language, "language", Shape::Language),
];

/// What a backend asks of a new patient, in the order of its documentation.
#[must_use]
pub fn patient_rules(backend: Backend) -> &'static [PatientRule] {
    match backend {
        Backend::Clinik => &CLINIK,
        Backend::Aniva => &ANIVA,
    }
}

/// A value that its rule admits.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it holds")]
pub enum PatientValue {
    Text(String),
    Day(NaiveDate),
    Sex(Sex),
    Language(Spoken),
}

/// The profile group that Aniva's new profiles go to, by its slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileGroup(String);

impl ProfileGroup {
    /// The group, if the slug holds something.
    #[must_use]
    pub fn new(slug: &str) -> Option<ProfileGroup> {
        let slug = slug.trim();
        (!slug.is_empty()).then(|| ProfileGroup(slug.to_owned()))
    }

    /// The slug as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A patient that a backend's rules admit: all of them were asked. `Debug` shows nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPatient {
    backend: Backend,
    values: Vec<(&'static PatientRule, PatientValue)>,
    group: Option<ProfileGroup>,
}

impl NewPatient {
    /// A new patient at ClinikAPI.
    ///
    /// # Errors
    /// The rules that what is filled in breaks, in form order.
    pub fn at_clinik(form: &PatientForm, today: NaiveDate) -> Result<NewPatient, Vec<&'static PatientRule>> {
        NewPatient::checked(Backend::Clinik, form, today, None)
    }

    /// A new profile at Aniva.
    ///
    /// # Errors
    /// The rules that what is filled in breaks, in form order.
    pub fn at_aniva(
        form: &PatientForm,
        group: ProfileGroup,
        today: NaiveDate,
    ) -> Result<NewPatient, Vec<&'static PatientRule>> {
        NewPatient::checked(Backend::Aniva, form, today, Some(group))
    }

    fn checked(
        backend: Backend,
        form: &PatientForm,
        today: NaiveDate,
        group: Option<ProfileGroup>,
    ) -> Result<NewPatient, Vec<&'static PatientRule>> {
        let mut values = Vec::new();
        let mut broken = Vec::new();
        for rule in patient_rules(backend) {
            match given(form, rule.field) {
                None if rule.required => broken.push(rule),
                None => {}
                Some(value) => match rule.shape.admitted(value, today) {
                    Some(value) => values.push((rule, value)),
                    None => broken.push(rule),
                },
            }
        }
        if broken.is_empty() { Ok(NewPatient { backend, values, group }) } else { Err(broken) }
    }

    /// Where they are to be known.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// What is sent, under its name on the wire.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &PatientValue)> {
        self.values.iter().map(|(rule, value)| (rule.wire, value))
    }

    /// Aniva's profile group.
    #[must_use]
    pub fn group(&self) -> Option<&ProfileGroup> {
        self.group.as_ref()
    }
}

impl fmt::Debug for PatientForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatientForm { .. }")
    }
}

impl fmt::Debug for NewPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPatient").field("backend", &self.backend).finish_non_exhaustive()
    }
}

/// What is filled in there, without the blanks around it.
fn given(form: &PatientForm, field: PatientField) -> Option<PatientValue> {
    let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    match field {
        PatientField::FirstName => text(&form.first_name).map(PatientValue::Text),
        PatientField::LastName => text(&form.last_name).map(PatientValue::Text),
        PatientField::Phone => text(&form.phone).map(PatientValue::Text),
        PatientField::Email => text(&form.email).map(PatientValue::Text),
        PatientField::BirthDate => form.birth_date.map(PatientValue::Day),
        PatientField::Sex => form.sex.map(PatientValue::Sex),
        PatientField::Language => form.spoken.map(PatientValue::Language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PatientForm {
        PatientForm {
            first_name: "Zoë".to_owned(),
            last_name: "Brûlé-Martin".to_owned(),
            birth_date: "1990-06-01".parse().ok(),
            sex: Some(Sex::Female),
            phone: "+49 (30) 2312-5001".to_owned(),
            email: "zoe@example.com".to_owned(),
            spoken: Some(Spoken::De),
        }
    }

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    fn broken(backend: Backend, form: &PatientForm) -> Vec<PatientField> {
        let checked = match backend {
            Backend::Clinik => NewPatient::at_clinik(form, today()),
            Backend::Aniva => NewPatient::at_aniva(form, ProfileGroup::new("desk").unwrap(), today()),
        };
        checked.err().into_iter().flatten().map(|rule| rule.field).collect()
    }

    #[test]
    fn a_whole_form_is_taken_at_both_backends() {
        for backend in Backend::ALL {
            assert_eq!(broken(backend, &form()), [], "{backend}");
        }
        let patient = NewPatient::at_clinik(&form(), today()).unwrap();
        let names: Vec<_> = patient.members().map(|(name, _)| name).collect();
        assert_eq!(names, ["firstName", "lastName", "birthDate", "gender", "phone", "email"]);
        assert!(!format!("{patient:?} {:?}", form()).contains("Zoë"));
    }

    #[test]
    fn what_is_missing_is_named_in_form_order() {
        let empty = PatientForm { first_name: "  ".to_owned(), ..PatientForm::default() };
        assert_eq!(broken(Backend::Clinik, &empty), [PatientField::FirstName, PatientField::LastName]);
        assert_eq!(
            broken(Backend::Aniva, &empty),
            [PatientField::FirstName, PatientField::Sex, PatientField::BirthDate]
        );
        assert_eq!(ProfileGroup::new(" "), None);
    }

    #[test]
    fn each_rule_has_its_edge() {
        type Change = fn(&mut PatientForm);
        let edges: [(Change, &[PatientField], &[PatientField]); 9] = [
            (|form| form.last_name = "ä".repeat(100), &[], &[]),
            (|form| form.last_name = "ä".repeat(101), &[PatientField::LastName], &[PatientField::LastName]),
            (|form| form.first_name = "Ελένη".to_owned(), &[], &[PatientField::FirstName]),
            (|form| form.birth_date = "2026-11-20".parse().ok(), &[], &[PatientField::BirthDate]),
            (
                |form| form.birth_date = "2026-11-21".parse().ok(),
                &[PatientField::BirthDate],
                &[PatientField::BirthDate],
            ),
            (|form| form.sex = Some(Sex::Unknown), &[], &[PatientField::Sex]),
            (|form| form.phone = "030 23125001".to_owned(), &[], &[PatientField::Phone]),
            (|form| form.spoken = Some(Spoken::Other), &[], &[PatientField::Language]),
            (
                |form| form.first_name = "Zo\u{202e}ë".to_owned(),
                &[PatientField::FirstName],
                &[PatientField::FirstName],
            ),
        ];
        for (nth, (change, at_clinik, at_aniva)) in edges.into_iter().enumerate() {
            let mut form = form();
            change(&mut form);
            assert_eq!(broken(Backend::Clinik, &form), at_clinik, "{nth}");
            assert_eq!(broken(Backend::Aniva, &form), at_aniva, "{nth}");
        }
    }
}
