//! What a person reads when someone new could not be added: what happened, and what to do.

use super::rules::{PatientRule, patient_rules};
use super::{PatientField, patient_rule};
use crate::booking::{Backend, Cause, Failure, Meaning, Report, problems_of};
use crate::words::Language;

/// What stands in the way of a new patient, found on the desk or said by a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientProblem {
    /// The field to mend; none where it is none of them.
    pub field: Option<PatientField>,
    /// What is wrong, and for a server's answer what to do, in a sentence or two.
    pub what: String,
    /// What it means for the patient; none for what the desk found itself.
    pub meaning: Option<Meaning>,
}

impl PatientProblem {
    /// Something the desk has found in a field.
    pub(super) fn at(field: PatientField, what: String) -> PatientProblem {
        PatientProblem { field: Some(field), what, meaning: None }
    }
}

/// What a failure to add someone at `backend` amounts to. Never empty.
#[must_use]
pub fn patient_problems_of(failure: &Failure, backend: Backend, language: Language) -> Vec<PatientProblem> {
    let (meaning, report) = match failure {
        Failure::Refused(report) => (Meaning::Refused, report),
        Failure::NotSent(report) => (Meaning::NotSent, report),
        Failure::Unknown(report) => (Meaning::Unknown, report),
    };
    let said = |(field, what)| PatientProblem { field, what, meaning: Some(meaning) };
    match failure {
        Failure::Unknown(_) => vec![said((None, lost(backend)))],
        Failure::Refused(_) if !report.issues.is_empty() => issues(report, backend).map(said).collect(),
        Failure::Refused(_) | Failure::NotSent(_) => vec![said(refusal(failure, backend, language))],
    }
}

fn lost(backend: Backend) -> String {
    format!("The answer of {backend} was lost: they may have been added. Look before adding them again.")
}

/// What the server said about single fields, each at its field.
fn issues(report: &Report, backend: Backend) -> impl Iterator<Item = (Option<PatientField>, String)> {
    report.issues.iter().map(move |issue| {
        let name = issue.wire_name.as_deref().unwrap_or_default();
        match rule_named(name, backend) {
            Some(rule) => (Some(rule.field), format!("{backend} refused {}: {}", rule.label, issue.text)),
            None => (None, format!("{backend} refused this: {name} {}", issue.text)),
        }
    })
}

fn refusal(failure: &Failure, backend: Backend, language: Language) -> (Option<PatientField>, String) {
    let report = failure.report();
    let said = report.message.as_deref().unwrap_or("it does not say why");
    match report.cause {
        Cause::BadRequest | Cause::Invalid | Cause::OtherRefusal => {
            let rule = rule_named(said, backend);
            let what = match rule {
                Some(rule) => format!("{backend} refused {}: {said}", rule.label),
                None => format!("{backend} refused this: {said}"),
            };
            (rule.map(|rule| rule.field), what)
        }
        Cause::NotFound => {
            let group = patient_rule(backend, PatientField::Group).map(|rule| rule.field);
            (group, format!("{backend} knows no such profile group, or keeps it from this desk."))
        }
        Cause::Forbidden => (None, forbidden(backend)),
        Cause::Conflict => {
            (None, format!("{backend} says that there is such a patient already: look for them first."))
        }
        Cause::RateLimited => {
            let wait = report.retry_after.map_or(60, |wait| wait.as_secs().max(1));
            (None, format!("{backend} has had too many calls just now. Ctrl-S again in {wait} s."))
        }
        // Keys, addresses and connections are the same trouble whatever was to be sent.
        _ => {
            let problem = problems_of(failure, backend, language).into_iter().next();
            (None, problem.map(|problem| format!("{} {}", problem.what, problem.advice)).unwrap_or_default())
        }
    }
}

/// Aniva answers alike for a bad key, a missing right and a group out of reach.
fn forbidden(backend: Backend) -> String {
    match backend {
        Backend::Clinik => "The key for ClinikAPI may not add patients: ask for one with the right `write`.".to_owned(),
        Backend::Aniva => {
            "Aniva refused: the key is wrong, lacks the right CREATE_USER, or the profile group is out of its reach."
                .to_owned()
        }
    }
}

/// The rule whose member a server's words name: `firstName`, but also `body.firstName`, or in a sentence.
fn rule_named(said: &str, backend: Backend) -> Option<&'static PatientRule> {
    let is_apart = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let named = |rule: &&PatientRule| said.split(is_apart).any(|word| word == rule.wire);
    patient_rules(backend).iter().find(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::Issue;

    fn refused(cause: Cause, message: &str) -> Failure {
        Failure::Refused(Report { message: Some(message.to_owned()), ..Report::of(cause) })
    }

    fn first(failure: &Failure, backend: Backend) -> (Option<PatientField>, String) {
        let problem = patient_problems_of(failure, backend, Language::En).remove(0);
        (problem.field, problem.what)
    }

    #[test]
    fn a_refusal_lands_on_the_field_that_its_words_name() {
        let failure = refused(Cause::BadRequest, "phone must be a number in E.164 form");
        assert_eq!(
            first(&failure, Backend::Aniva),
            (
                Some(PatientField::Phone),
                "Aniva refused Phone: phone must be a number in E.164 form".to_owned()
            )
        );
        let issue = Issue { wire_name: Some("body.birthDate".to_owned()), text: "Invalid date".to_owned() };
        let failure = Failure::Refused(Report { issues: vec![issue], ..Report::of(Cause::Invalid) });
        assert_eq!(
            first(&failure, Backend::Clinik),
            (Some(PatientField::BirthDate), "ClinikAPI refused Birth date: Invalid date".to_owned())
        );
        assert_eq!(
            first(&refused(Cause::NotFound, "Profile group not found"), Backend::Aniva).0,
            Some(PatientField::Group)
        );
    }

    #[test]
    fn what_is_unknown_is_never_called_refused() {
        let problem = patient_problems_of(
            &Failure::Unknown(Report::of(Cause::ConnectionLost)),
            Backend::Clinik,
            Language::En,
        )
        .remove(0);
        assert_eq!((problem.field, problem.meaning), (None, Some(Meaning::Unknown)));
        assert!(problem.what.contains("may have been added"), "{}", problem.what);
    }
}
