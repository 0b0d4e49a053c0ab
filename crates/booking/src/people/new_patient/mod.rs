//! A patient who is new to a clinic, checked by the clinic's rules before sending.

mod correction;
mod draft;
mod problem;
mod rules;
mod shape;

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use crate::{ClinicId, LookAlike, NumberSystem, Person, Reference, Spoken};
use i18n::MessageId;

use crate::text::redacted_debug;
pub use correction::PatientCorrection;
pub use draft::{PatientDraft, PatientReview};
pub use problem::{PatientCall, PatientProblem, PatientSettlement};
pub use rules::PatientRule;
pub(crate) use rules::patient_rule;
pub use shape::ValueShape;

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
    /// The day on which the patient died; only for a record that is corrected.
    Died,
    /// A number of the clinic, by the place of its kind among the configured ones.
    Number(usize),
}

impl PatientField {
    const fn label(self) -> MessageId {
        MessageId::new(match self {
            PatientField::FirstName => "patient-first-name",
            PatientField::LastName => "patient-last-name",
            PatientField::BirthDate => "patient-birth-date",
            PatientField::Sex => "patient-sex",
            PatientField::Phone => "patient-phone",
            PatientField::Email => "patient-email",
            PatientField::Language => "patient-language",
            PatientField::Group => "patient-group",
            PatientField::Died => "patient-died",
            PatientField::Number(_) => "patient-number",
        })
    }
}

/// The sex as the clinics ask for it: ClinikAPI's four words for `gender`. Aniva accepts only the first two, as 1 and 2
/// of ISO/IEC 5218.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is what it says")]
pub enum Sex {
    Male,
    Female,
    Other,
    Unknown,
}

/// A value that its rule admits.
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is what it holds")]
pub enum PatientValue {
    Text(String),
    Day(NaiveDate),
    Sex(Sex),
    Language(Spoken),
}

/// A new patient with values that the clinic's rules admit. `Debug` shows nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPatient {
    clinic: ClinicId,
    values: Vec<(&'static PatientRule, PatientValue)>,
    reference: Option<Reference>,
}

impl NewPatient {
    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the reference that identifies the patient at the clinic, if it accepts one.
    pub fn reference(&self) -> Option<Reference> {
        self.reference
    }

    /// Sets a reference derived from the values, which reveals none of them without the seed.
    pub fn identified(mut self, seed: u64) -> NewPatient {
        let mut hasher = DefaultHasher::new();
        (
            seed,
            self.values
                .iter()
                .map(|(rule, value)| (&rule.wire, value))
                .collect::<Vec<_>>(),
        )
            .hash(&mut hasher);
        self.reference = Some(Reference::draw(seed, hasher.finish()));
        self
    }

    /// Returns the values to be sent, by their names on the wire, without the numbers.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &PatientValue)> {
        let is_number = |rule: &PatientRule| matches!(rule.field, PatientField::Number(_));
        let values = self.values.iter().filter(move |(rule, _)| !is_number(rule));
        values.map(|(rule, value)| (&*rule.wire, value))
    }

    /// Returns the numbers of the clinic that were given, each with its kind.
    pub fn numbers(&self) -> impl Iterator<Item = (&'static NumberSystem, &str)> {
        let kinds = self.clinic.numbers();
        self.values
            .iter()
            .filter_map(|(rule, value)| match (rule.field, value) {
                (PatientField::Number(place), PatientValue::Text(number)) => {
                    Some((kinds.get(place)?, number.as_str()))
                }
                _ => None,
            })
    }

    /// Returns a value as it is sent, if there is one.
    pub fn value(&self, field: PatientField) -> Option<&PatientValue> {
        self.values
            .iter()
            .find(|(rule, _)| rule.field == field)
            .map(|(_, value)| value)
    }

    /// Returns a text as it is sent; empty if there is none.
    pub fn text(&self, field: PatientField) -> &str {
        match self.value(field) {
            Some(PatientValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns whether a person in the clinic's answer is certainly another one.
    pub fn is_contradicted_by(&self, person: &Person) -> bool {
        LookAlike::of(self).is_another(person)
    }

    /// Returns the birth date, if given.
    pub fn birth_date(&self) -> Option<NaiveDate> {
        match self.value(PatientField::BirthDate) {
            Some(PatientValue::Day(day)) => Some(*day),
            _ => None,
        }
    }
}

redacted_debug!(NewPatient { clinic });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::{ANIVA, CLINIK, SHIPPED};
    use crate::time::Clock;
    use i18n::Language;

    const FORM: [(PatientField, &str); 8] = [
        (PatientField::FirstName, "Zoë"),
        (PatientField::LastName, "Brûlé-Martin"),
        (PatientField::BirthDate, "1990-06-01"),
        (PatientField::Sex, "female"),
        (PatientField::Phone, "+49 (30) 2312-5001"),
        (PatientField::Email, "zoe@example.com"),
        (PatientField::Language, "German"),
        (PatientField::Group, "desk"),
    ];

    fn review(clinic: ClinicId, texts: &[(PatientField, &str)]) -> PatientReview {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let zone = zones::Zone::BERLIN;
        let mut draft = PatientDraft::new(clinic);
        texts
            .iter()
            .for_each(|(field, text)| draft.set(*field, (*text).to_owned()));
        draft.review(&Clock {
            now,
            zone,
            date_order: None,
            open: None,
            language: Language::En,
        })
    }

    fn broken(clinic: ClinicId, texts: &[(PatientField, &str)]) -> Vec<PatientField> {
        review(clinic, texts)
            .problems
            .iter()
            .filter_map(|problem| problem.field)
            .collect()
    }

    #[test]
    fn a_whole_form_is_taken_at_both_backends() {
        for clinic in SHIPPED {
            assert_eq!(broken(clinic, &FORM), [], "{clinic}");
        }
        let patient = review(CLINIK, &FORM).patient.unwrap();
        let names: Vec<_> = patient.members().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "firstName",
                "lastName",
                "birthDate",
                "gender",
                "phone",
                "email"
            ]
        );
        assert!(!format!("{patient:?}").contains("Zoë"));
    }

    #[test]
    fn what_is_missing_is_named_in_form_order() {
        let empty = [(PatientField::FirstName, "  ")];
        assert_eq!(
            broken(CLINIK, &empty),
            [PatientField::FirstName, PatientField::LastName]
        );
        assert_eq!(
            broken(ANIVA, &empty),
            [
                PatientField::FirstName,
                PatientField::Sex,
                PatientField::BirthDate,
                PatientField::Group
            ]
        );
    }

    #[test]
    fn each_rule_has_its_edge() {
        use PatientField::{BirthDate, FirstName, Language, LastName, Phone, Sex};
        let longest = "ä".repeat(100);
        let longer = "ä".repeat(101);
        let edges: [(PatientField, &str, &[PatientField], &[PatientField]); 9] = [
            (LastName, &longest, &[], &[]),
            (LastName, &longer, &[LastName], &[LastName]),
            (FirstName, "Ελένη", &[], &[FirstName]),
            (BirthDate, "2026-11-20", &[], &[BirthDate]),
            (BirthDate, "2026-11-21", &[BirthDate], &[BirthDate]),
            (Sex, "unknown", &[], &[Sex]),
            (Phone, "030 23125001", &[], &[Phone]),
            (Language, "Klingon", &[], &[Language]),
            (FirstName, "Zo\u{202e}ë", &[FirstName], &[FirstName]),
        ];
        for (field, text, at_clinik, at_aniva) in edges {
            let texts = [&FORM[..], &[(field, text)]].concat();
            assert_eq!(broken(CLINIK, &texts), at_clinik, "{text}");
            assert_eq!(broken(ANIVA, &texts), at_aniva, "{text}");
        }
    }
}
