//! A patient whom a clinic doesn't know yet, checked by the clinic's rules before sending.

mod correction;
mod draft;
mod rules;
mod shape;
mod verdict;

use std::fmt;

use chrono::NaiveDate;

use crate::booking::{Spoken, Vendor};
use crate::i18n::Said;

pub use correction::PatientCorrection;
pub use draft::{PatientDraft, PatientReview};
pub use rules::{PatientRule, patient_rule};
pub use shape::Shape;
pub use verdict::{PatientCall, PatientProblem, PatientSettlement, patient_problems_of};

/// A field of the form for a new patient.
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
    /// Aniva's profile group, by its slug.
    Group,
}

impl PatientField {
    /// Returns the label.
    const fn label(self) -> Said {
        Said::new(match self {
            PatientField::FirstName => "patient-first-name",
            PatientField::LastName => "patient-last-name",
            PatientField::BirthDate => "patient-birth-date",
            PatientField::Sex => "patient-sex",
            PatientField::Phone => "patient-phone",
            PatientField::Email => "patient-email",
            PatientField::Language => "patient-language",
            PatientField::Group => "patient-group",
        })
    }
}

/// The sex as the clinics ask for it: ClinikAPI's four words for `gender`; Aniva takes only the first two, as
/// 1 and 2 of ISO/IEC 5218.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Sex {
    Male,
    Female,
    Other,
    Unknown,
}

/// The data filled in so far, valid or not. `Debug` shows nothing of it.
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
    pub group: String,
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

/// A patient whom a clinic's rules admit. `Debug` shows nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPatient {
    backend: Vendor,
    values: Vec<(&'static PatientRule, PatientValue)>,
}

impl NewPatient {
    /// Checks the form by the clinic's rules. `today` is the date on the desk's clock.
    ///
    /// # Errors
    ///
    /// Returns the rules that the form breaks, in form order.
    pub fn new(
        backend: Vendor,
        form: &PatientForm,
        today: NaiveDate,
    ) -> Result<NewPatient, Vec<&'static PatientRule>> {
        let mut values = Vec::new();
        let mut broken = Vec::new();
        for rule in backend.new_patient {
            match given(form, rule.field) {
                None if rule.required => broken.push(rule),
                None => {}
                Some(value) => match rule.shape.admitted(value, today) {
                    Some(value) => values.push((rule, value)),
                    None => broken.push(rule),
                },
            }
        }
        if broken.is_empty() { Ok(NewPatient { backend, values }) } else { Err(broken) }
    }

    /// Returns the clinic.
    pub fn backend(&self) -> Vendor {
        self.backend
    }

    /// Returns the values to be sent, by their names on the wire.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &PatientValue)> {
        self.values.iter().map(|(rule, value)| (rule.wire, value))
    }

    /// Returns a value as it is sent, if there is one.
    pub fn value(&self, field: PatientField) -> Option<&PatientValue> {
        self.values.iter().find(|(rule, _)| rule.field == field).map(|(_, value)| value)
    }

    /// Returns a text as it is sent; empty if there is none.
    pub fn text(&self, field: PatientField) -> &str {
        match self.value(field) {
            Some(PatientValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the birth date, if given.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        match self.value(PatientField::BirthDate) {
            Some(PatientValue::Day(day)) => Some(*day),
            _ => None,
        }
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

/// Returns a field's value, trimmed.
fn given(form: &PatientForm, field: PatientField) -> Option<PatientValue> {
    let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    match field {
        PatientField::FirstName => text(&form.first_name).map(PatientValue::Text),
        PatientField::LastName => text(&form.last_name).map(PatientValue::Text),
        PatientField::Phone => text(&form.phone).map(PatientValue::Text),
        PatientField::Email => text(&form.email).map(PatientValue::Text),
        PatientField::Group => text(&form.group).map(PatientValue::Text),
        PatientField::BirthDate => form.birth_date.map(PatientValue::Day),
        PatientField::Sex => form.sex.map(PatientValue::Sex),
        PatientField::Language => form.spoken.map(PatientValue::Language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::{ANIVA, CLINIK, SHIPPED};

    fn form() -> PatientForm {
        PatientForm {
            first_name: "Zoë".to_owned(),
            last_name: "Brûlé-Martin".to_owned(),
            birth_date: "1990-06-01".parse().ok(),
            sex: Some(Sex::Female),
            phone: "+49 (30) 2312-5001".to_owned(),
            email: "zoe@example.com".to_owned(),
            spoken: Some(Spoken::De),
            group: "desk".to_owned(),
        }
    }

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    fn broken(backend: Vendor, form: &PatientForm) -> Vec<PatientField> {
        NewPatient::new(backend, form, today()).err().into_iter().flatten().map(|rule| rule.field).collect()
    }

    #[test]
    fn a_whole_form_is_taken_at_both_backends() {
        for backend in SHIPPED {
            assert_eq!(broken(backend, &form()), [], "{backend}");
        }
        let patient = NewPatient::new(CLINIK, &form(), today()).unwrap();
        let names: Vec<_> = patient.members().map(|(name, _)| name).collect();
        assert_eq!(names, ["firstName", "lastName", "birthDate", "gender", "phone", "email"]);
        assert!(!format!("{patient:?} {:?}", form()).contains("Zoë"));
    }

    #[test]
    fn what_is_missing_is_named_in_form_order() {
        let empty = PatientForm { first_name: "  ".to_owned(), ..PatientForm::default() };
        assert_eq!(broken(CLINIK, &empty), [PatientField::FirstName, PatientField::LastName]);
        assert_eq!(
            broken(ANIVA, &empty),
            [PatientField::FirstName, PatientField::Sex, PatientField::BirthDate, PatientField::Group]
        );
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
            assert_eq!(broken(CLINIK, &form), at_clinik, "{nth}");
            assert_eq!(broken(ANIVA, &form), at_aniva, "{nth}");
        }
    }
}
