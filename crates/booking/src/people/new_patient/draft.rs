//! A new patient as typed so far, and the values of the texts.

use chrono::{Datelike, NaiveDate};

use super::PatientProblem;
use super::rules::PatientRule;
use super::{NewPatient, PatientField, PatientValue};
use crate::text::redacted_debug;
use crate::time::Clock;
use crate::{ClinicId, Personal, birth_dates, time};
use i18n::{Language, say};

/// The text of every field that a clinic asks for, valid or not. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientDraft {
    clinic: ClinicId,
    /// One text for each rule, in the order of the rules.
    texts: Vec<String>,
}

/// The review of a draft.
#[derive(Clone, Debug)]
pub struct PatientReview {
    /// The patient, if there is no problem.
    pub patient: Option<NewPatient>,
    /// The problems in form order; at most one per field.
    pub problems: Vec<PatientProblem>,
    /// The values of fields whose text is written differently.
    pub echoes: Vec<(PatientField, Personal<String>)>,
}

impl PatientDraft {
    /// Creates an empty draft.
    pub fn new(clinic: ClinicId) -> PatientDraft {
        PatientDraft {
            clinic,
            texts: vec![String::new(); clinic.new_patient().count()],
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the text of a field; empty if the clinic doesn't ask for it.
    pub fn text(&self, field: PatientField) -> &str {
        self.place(field).map_or("", |place| &self.texts[place])
    }

    /// Sets a field, if the clinic asks for it.
    pub fn set(&mut self, field: PatientField, text: String) {
        if let Some(place) = self.place(field) {
            self.texts[place] = text;
        }
    }

    /// Translates the words of choices into another language.
    pub fn speak(&mut self, before: Language, language: Language) {
        for (rule, text) in self.clinic.new_patient().zip(&mut self.texts) {
            let old = rule.word_meant(text, before);
            if let Some(place) = rule
                .words(before)
                .iter()
                .position(|word| Some(*word) == old)
            {
                *text = rule.words(language)[place].to_owned();
            }
        }
    }

    /// Reads the draft with the desk's clock, and reports in the clock's language.
    pub fn review(&self, clock: &Clock) -> PatientReview {
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let mut values = Vec::new();
        let mut problems = Vec::new();
        for rule in self.clinic.new_patient() {
            let admitted = self
                .value(rule, clock)
                .and_then(|value| rule.shape.admitted(value, today));
            match admitted {
                Some(value) => values.push((rule, value)),
                None if self.text(rule.field).trim().is_empty() && !rule.required => {}
                None => problems.push(self.problem(rule, clock)),
            }
        }
        let patient = problems.is_empty().then_some(NewPatient {
            clinic: self.clinic,
            values,
            reference: None,
        });
        PatientReview {
            patient,
            problems,
            echoes: self.birth_date_read(today, clock).into_iter().collect(),
        }
    }

    /// Returns the possible days of the birth date, if it is ambiguous.
    pub fn readings_of_birth_date(&self, clock: &Clock) -> Vec<NaiveDate> {
        let readings = birth_dates(self.text(PatientField::BirthDate), clock);
        if readings.len() > 1 {
            readings
        } else {
            Vec::new()
        }
    }

    fn place(&self, field: PatientField) -> Option<usize> {
        self.clinic
            .new_patient()
            .position(|rule| rule.field == field)
    }

    /// Returns the value of a field; `None` if it is blank or can't be read.
    pub(super) fn value(&self, rule: &PatientRule, clock: &Clock) -> Option<PatientValue> {
        let text = self.text(rule.field).trim();
        match rule.field {
            PatientField::BirthDate | PatientField::Died => match birth_dates(text, clock)[..] {
                [day] => Some(PatientValue::Day(day)),
                _ => None,
            },
            PatientField::Sex | PatientField::Language => {
                rule.value_meant(text, clock.language).cloned()
            }
            PatientField::FirstName
            | PatientField::LastName
            | PatientField::Phone
            | PatientField::Email
            | PatientField::Group
            | PatientField::Number(_) => {
                (!text.is_empty()).then(|| PatientValue::Text(text.to_owned()))
            }
        }
    }

    /// Returns the birth date with the age, so that a wrong year is noticed at once.
    fn birth_date_read(
        &self,
        today: NaiveDate,
        clock: &Clock,
    ) -> Option<(PatientField, Personal<String>)> {
        let language = clock.language;
        let [day] = birth_dates(self.text(PatientField::BirthDate), clock)[..] else {
            return None;
        };
        let date = time::date(day, language);
        let text = match today.years_since(day) {
            None | Some(0) => {
                say!(
                    language,
                    "patient-months-old",
                    date,
                    count = months_since(day, today)
                )
            }
            Some(years) => say!(language, "patient-years-old", date, count = years),
        };
        Some((PatientField::BirthDate, text.into()))
    }

    /// Returns the problem of a field that its rule does not admit.
    pub(super) fn problem(&self, rule: &'static PatientRule, clock: &Clock) -> PatientProblem {
        let language = clock.language;
        let label = rule.label(language);
        if self.text(rule.field).trim().is_empty() {
            return PatientProblem::at(rule.field, say!(language, "review-missing", field = label));
        }
        let what = match (rule.field, &self.readings_of_birth_date(clock)[..]) {
            (PatientField::BirthDate, [one, other, ..]) => {
                let [one, other] = [one, other].map(|day| time::date(*day, language));
                say!(language, "patient-which-birth-date", one, other)
            }
            _ => say!(
                language,
                "patient-must-be",
                field = label,
                what = rule.must(language)
            ),
        };
        PatientProblem::at(rule.field, what)
    }
}

redacted_debug!(PatientDraft { clinic });

/// Returns the age of a child under one year, in whole months.
fn months_since(day: NaiveDate, today: NaiveDate) -> u32 {
    let months = (today.year() - day.year()) * 12 + today.month() as i32 - day.month() as i32;
    u32::try_from(months - i32::from(today.day() < day.day())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sex;
    use crate::clinics::{ANIVA, CLINIK, SHIPPED};

    fn clock() -> Clock {
        let now = "2026-11-20T13:32:00Z".parse().unwrap();
        Clock {
            now,
            zone: zones::Zone::BERLIN,
            date_order: None,
            language: Language::En,
            open: None,
        }
    }

    fn draft(clinic: ClinicId, texts: &[(PatientField, &str)]) -> PatientDraft {
        let mut draft = PatientDraft::new(clinic);
        for (field, text) in texts {
            draft.set(*field, (*text).to_owned());
        }
        draft
    }

    const NOOR: [(PatientField, &str); 5] = [
        (PatientField::FirstName, "Noor"),
        (PatientField::LastName, "Østergård"),
        (PatientField::BirthDate, "311279"),
        (PatientField::Sex, "f"),
        (PatientField::Group, "front-desk"),
    ];

    fn problems(clinic: ClinicId, more: &[(PatientField, &str)]) -> Vec<String> {
        let review = draft(clinic, &[&NOOR[..], more].concat()).review(&clock());
        assert_eq!(review.patient.is_none(), !review.problems.is_empty());
        review
            .problems
            .into_iter()
            .map(|problem| problem.what.into_shown())
            .collect()
    }

    #[test]
    fn what_is_typed_in_short_is_understood_and_read_back() {
        for clinic in SHIPPED {
            let review = draft(clinic, &NOOR).review(&clock());
            let patient = review.patient.unwrap();
            assert_eq!(patient.birth_date().unwrap().to_string(), "1979-12-31");
            assert_eq!(
                review.echoes,
                [(
                    PatientField::BirthDate,
                    "31 Dec 1979, 46 years old".to_owned().into()
                )]
            );
        }
        let newborn = draft(CLINIK, &[(PatientField::BirthDate, "22.9.2026")]).review(&clock());
        assert_eq!(newborn.echoes[0].1.shown(), "22 Sep 2026, 1 month old");
    }

    #[test]
    fn a_word_is_understood_in_the_language_it_was_typed_in_and_after_a_change_of_language() {
        let sex = |language, typed: &str| {
            let clock = Clock {
                language,
                ..clock()
            };
            let review =
                draft(CLINIK, &[NOOR[0], NOOR[1], (PatientField::Sex, typed)]).review(&clock);
            review
                .patient
                .and_then(|patient| patient.value(PatientField::Sex).cloned())
        };
        for (language, typed, expected) in [
            (Language::De, "w", Some(Sex::Female)),
            (Language::De, "div", Some(Sex::Other)),
            (Language::Fi, "n", Some(Sex::Female)),
            (Language::Fi, "m", None),
            (Language::De, "female", Some(Sex::Female)),
            (Language::De, "fem", None),
        ] {
            assert!(
                sex(language, typed) == expected.map(PatientValue::Sex),
                "{language}: {typed}"
            );
        }
    }

    #[test]
    fn what_cannot_be_read_stands_in_the_way_even_where_nothing_is_required() {
        assert_eq!(
            problems(
                CLINIK,
                &[(PatientField::BirthDate, "soon"), (PatientField::Sex, "x")]
            ),
            [
                "Birth date must be a day that is not in the future.",
                "Sex must be male, female, other or unknown."
            ]
        );
        assert_eq!(
            problems(CLINIK, &[(PatientField::BirthDate, "030485")]),
            ["Is it 3 Apr 1985 or 4 Mar 1985? Choose with ↓ and Enter."]
        );
        assert_eq!(
            problems(
                ANIVA,
                &[(PatientField::Language, "sv"), (PatientField::Group, " ")]
            ),
            [
                "Language must be English, German or Finnish.",
                "Patient group is missing."
            ]
        );
    }
}
