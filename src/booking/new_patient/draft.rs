//! A new patient as typed so far, and how that is understood.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::rules::{PatientRule, patient_rule, patient_rules};
use super::verdict::PatientProblem;
use super::{NewPatient, PatientField, PatientForm, Sex};
use crate::booking::time::Clock;
use crate::booking::{Backend, Spoken, birth_dates};
use crate::words::Language;

/// The text of every field that a backend asks for, whatever it is. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientDraft {
    backend: Backend,
    /// One for each rule, in the order of the rules.
    texts: Vec<String>,
}

/// What a draft amounts to.
#[derive(Clone, Debug)]
pub struct PatientReview {
    /// The patient, if nothing stands in the way.
    pub patient: Option<NewPatient>,
    /// What stands in the way, in form order; at most one for a field.
    pub problems: Vec<PatientProblem>,
    /// How fields are read that are written otherwise than they are said.
    pub echoes: Vec<(PatientField, String)>,
}

impl PatientDraft {
    /// A draft with nothing in it.
    #[must_use]
    pub fn new(backend: Backend) -> PatientDraft {
        PatientDraft { backend, texts: vec![String::new(); patient_rules(backend).len()] }
    }

    /// Where they are to be known.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The text of a field; empty where the backend doesn't ask for it.
    #[must_use]
    pub fn text(&self, field: PatientField) -> &str {
        self.place(field).map_or("", |place| &self.texts[place])
    }

    /// Puts a text into a field, if the backend asks for it.
    pub fn set(&mut self, field: PatientField, text: String) {
        if let Some(place) = self.place(field) {
            self.texts[place] = text;
        }
    }

    /// Whether nothing is filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
    }

    /// Reads the draft against the desk's clock.
    #[must_use]
    pub fn review(&self, clock: &Clock) -> PatientReview {
        let today = clock.now.with_timezone(&clock.zone).date_naive();
        let births = birth_dates(self.text(PatientField::BirthDate), clock);
        let form = self.form(&births);
        let (patient, broken) = match NewPatient::new(self.backend, &form, today) {
            Ok(patient) => (Some(patient), Vec::new()),
            Err(broken) => (None, broken),
        };
        // A birth date or a word that can't be read is none to the rules: where it isn't required, they take that.
        let unread = |rule: &&PatientRule| match rule.field {
            PatientField::BirthDate => form.birth_date.is_none(),
            PatientField::Sex => form.sex.is_none(),
            PatientField::Language => form.spoken.is_none(),
            _ => false,
        };
        let is_wrong = |rule: &&PatientRule| {
            broken.contains(rule) || (unread(rule) && !self.text(rule.field).trim().is_empty())
        };
        let wrong = patient_rules(self.backend).iter().filter(is_wrong);
        let problems: Vec<PatientProblem> = wrong.map(|rule| self.problem(rule, &births)).collect();
        PatientReview {
            patient: patient.filter(|_| problems.is_empty()),
            problems,
            echoes: echoes(&form, today),
        }
    }

    fn place(&self, field: PatientField) -> Option<usize> {
        patient_rules(self.backend).iter().position(|rule| rule.field == field)
    }

    fn form(&self, births: &[NaiveDate]) -> PatientForm {
        let text = |field| self.text(field).to_owned();
        let word = |field| {
            let words = patient_rule(self.backend, field).map_or(&[][..], PatientRule::words);
            chosen(words, self.text(field))
        };
        PatientForm {
            first_name: text(PatientField::FirstName),
            last_name: text(PatientField::LastName),
            birth_date: if let [day] = births { Some(*day) } else { None },
            sex: word(PatientField::Sex).and_then(sex_of),
            phone: text(PatientField::Phone),
            email: text(PatientField::Email),
            spoken: word(PatientField::Language).and_then(language_of),
            group: text(PatientField::Group),
        }
    }

    fn problem(&self, rule: &'static PatientRule, births: &[NaiveDate]) -> PatientProblem {
        let label = rule.label;
        if self.text(rule.field).trim().is_empty() {
            return PatientProblem::at(rule.field, format!("{label} is missing."));
        }
        match (rule.field, births) {
            (PatientField::BirthDate, [one, other, ..]) => {
                let (one, other) = (one.format("%-d %b %Y"), other.format("%-d %b %Y"));
                PatientProblem::at(rule.field, format!("Is it {one} or {other}? Write it so that it is one."))
            }
            _ => PatientProblem::at(rule.field, format!("{label} must be {}.", rule.must(Language::En))),
        }
    }
}

impl fmt::Debug for PatientDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatientDraft").field("backend", &self.backend).finish_non_exhaustive()
    }
}

impl PatientRule {
    /// The word that is meant by what was typed: the only one that begins so.
    #[must_use]
    pub fn word_meant(&self, typed: &str) -> Option<&'static str> {
        chosen(self.words(), typed)
    }
}

/// The only one of `words` that begins as it was typed.
fn chosen(words: &'static [&'static str], typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    let mut fitting =
        words.iter().filter(|word| !typed.is_empty() && word.to_lowercase().starts_with(&typed));
    fitting.next().filter(|_| fitting.next().is_none()).copied()
}

fn sex_of(word: &str) -> Option<Sex> {
    match word {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        "other" => Some(Sex::Other),
        "unknown" => Some(Sex::Unknown),
        _ => None,
    }
}

fn language_of(word: &str) -> Option<Spoken> {
    match word {
        "English" => Some(Spoken::En),
        "German" => Some(Spoken::De),
        "Finnish" => Some(Spoken::Fi),
        _ => None,
    }
}

/// A birth date is read back with the age: a wrong year is heard at once.
fn echoes(form: &PatientForm, today: NaiveDate) -> Vec<(PatientField, String)> {
    let born = form.birth_date.map(|day| {
        let date = day.format("%-d %b %Y");
        let said = match today.years_since(day) {
            None | Some(0) if months_since(day, today) == 1 => format!("{date}, 1 month old"),
            None | Some(0) => format!("{date}, {} months old", months_since(day, today)),
            Some(1) => format!("{date}, 1 year old"),
            Some(years) => format!("{date}, {years} years old"),
        };
        (PatientField::BirthDate, said)
    });
    born.into_iter().collect()
}

/// Whole months of a child under one year.
fn months_since(day: NaiveDate, today: NaiveDate) -> u32 {
    let months = (today.year() - day.year()) * 12 + today.month() as i32 - day.month() as i32;
    u32::try_from(months - i32::from(today.day() < day.day())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let now = "2026-11-20T13:32:00Z".parse().unwrap();
        Clock { now, zone: chrono_tz::Europe::Berlin, date_order: None, language: Language::En, open: None }
    }

    fn draft(backend: Backend, texts: &[(PatientField, &str)]) -> PatientDraft {
        let mut draft = PatientDraft::new(backend);
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

    fn said(backend: Backend, more: &[(PatientField, &str)]) -> Vec<String> {
        let review = draft(backend, &[&NOOR[..], more].concat()).review(&clock());
        assert_eq!(review.patient.is_none(), !review.problems.is_empty());
        review.problems.into_iter().map(|problem| problem.what).collect()
    }

    #[test]
    fn what_is_typed_in_short_is_understood_and_read_back() {
        for backend in Backend::ALL {
            let review = draft(backend, &NOOR).review(&clock());
            let patient = review.patient.unwrap();
            assert_eq!(patient.birth_date().unwrap().to_string(), "1979-12-31");
            assert_eq!(review.echoes, [(PatientField::BirthDate, "31 Dec 1979, 46 years old".to_owned())]);
        }
        let newborn = draft(Backend::Clinik, &[(PatientField::BirthDate, "22.9.2026")]).review(&clock());
        assert_eq!(newborn.echoes[0].1, "22 Sep 2026, 1 month old");
    }

    #[test]
    fn what_cannot_be_read_stands_in_the_way_even_where_nothing_is_required() {
        assert_eq!(
            said(Backend::Clinik, &[(PatientField::BirthDate, "soon"), (PatientField::Sex, "x")]),
            [
                "Birth date must be a day that is not in the future.",
                "Sex must be male, female, other or unknown."
            ]
        );
        assert_eq!(
            said(Backend::Clinik, &[(PatientField::BirthDate, "030485")]),
            ["Is it 3 Apr 1985 or 4 Mar 1985? Write it so that it is one."]
        );
        assert_eq!(
            said(Backend::Aniva, &[(PatientField::Language, "sv"), (PatientField::Group, " ")]),
            ["Language must be English, German or Finnish.", "Profile group is missing."]
        );
    }
}
