//! The messages shown if a patient could not be added: what happened, and what to do.

use super::verdict_on_call;
use crate::{
    Cause, ClinicId, Failure, Issue, PatientCall, PatientField, PatientProblem, PatientRule,
    patient_rule,
};
use i18n::{Language, MessageId, say};

/// Returns the problems that a failed call at `clinic` causes. Never empty.
pub fn patient_problems_of(
    failure: &Failure,
    call: PatientCall,
    clinic: ClinicId,
    language: Language,
) -> Vec<PatientProblem> {
    let meaning = Some(failure.meaning());
    let problem = |(field, what): (_, String)| PatientProblem {
        field,
        what: what.into(),
        meaning,
    };
    match failure {
        Failure::Unknown(_) => {
            vec![problem((
                None,
                say!(
                    language,
                    "patient-answer-lost",
                    call,
                    clinic = clinic.name()
                ),
            ))]
        }
        Failure::Refused(report) if report.cause.is_of_content() && !report.issues.is_empty() => {
            report
                .issues
                .iter()
                .map(|issue| problem(of_issue(issue, clinic, language)))
                .collect()
        }
        Failure::Refused(_) | Failure::NotSent(_) => {
            vec![problem(refusal(failure, call, clinic, language))]
        }
    }
}

/// Returns the server's message about one field, at that field.
fn of_issue(issue: &Issue, clinic: ClinicId, language: Language) -> (Option<PatientField>, String) {
    let name = issue.wire_name.as_deref().unwrap_or_default();
    match rule_named(name, clinic) {
        Some(rule) => (
            Some(rule.field),
            refused_field(rule, issue.text.shown(), clinic, language),
        ),
        None => (
            None,
            refused_this(
                format!("{name} {}", issue.text.shown()).trim(),
                clinic,
                language,
            ),
        ),
    }
}

fn refused_field(rule: &PatientRule, said: &str, clinic: ClinicId, language: Language) -> String {
    let label = rule.label(language);
    say!(
        language,
        "verdict-refused-field",
        clinic = clinic.name(),
        field = label,
        said
    )
}

fn refused_this(said: &str, clinic: ClinicId, language: Language) -> String {
    say!(
        language,
        "patient-refused-this",
        clinic = clinic.name(),
        said
    )
}

fn refusal(
    failure: &Failure,
    call: PatientCall,
    clinic: ClinicId,
    language: Language,
) -> (Option<PatientField>, String) {
    let report = failure.report();
    let corrects = call == PatientCall::Correct;
    let id = match report.cause {
        Cause::BadRequest | Cause::Invalid | Cause::OtherRefusal => {
            let message = report
                .to_text()
                .unwrap_or_else(|| say!(language, "patient-refused-silently"));
            return match report
                .to_text()
                .and_then(|message| rule_named(message, clinic))
            {
                Some(rule) => (
                    Some(rule.field),
                    refused_field(rule, message, clinic, language),
                ),
                None => (None, refused_this(message, clinic, language)),
            };
        }
        Cause::NotFound if corrects => "correct-no-such-patient",
        Cause::NotFound => "patient-no-such-group",
        Cause::Forbidden if corrects => "correct-forbidden",
        Cause::Forbidden => {
            return (
                None,
                clinic
                    .words()
                    .may_not_add_patients
                    .text(language)
                    .to_owned(),
            );
        }
        Cause::Conflict | Cause::Altered if corrects => "correct-conflict",
        Cause::Conflict | Cause::Altered => "patient-there-already",
        Cause::RateLimited => "patient-too-many-calls",
        _ => return (None, verdict_on_call(failure, clinic, language)),
    };
    let is_group = report.cause == Cause::NotFound && !corrects;
    let group = if is_group {
        patient_rule(clinic, PatientField::Group).map(|rule| rule.field)
    } else {
        None
    };
    let seconds = report.retry_after.map_or(60, |wait| wait.as_secs().max(1));
    (
        group,
        say!(
            language,
            MessageId::new(id),
            clinic = clinic.name(),
            seconds
        ),
    )
}

/// Returns the rule of the member that a server's message names: `firstName`, but also `body.firstName`, or within a
/// sentence.
fn rule_named(message: &str, clinic: ClinicId) -> Option<&'static PatientRule> {
    let named = |rule: &&PatientRule| {
        message
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .any(|word| word == rule.wire)
    };
    clinic.new_patient().find(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::{ANIVA, CLINIK};
    use crate::{Meaning, Report};

    fn refused(cause: Cause, message: &str) -> Failure {
        Failure::Refused(Report {
            message: Some(message.to_owned().into()),
            ..Report::of(cause)
        })
    }

    fn first(failure: &Failure, clinic: ClinicId) -> (Option<PatientField>, String) {
        let problem =
            patient_problems_of(failure, PatientCall::Add, clinic, Language::En).remove(0);
        (problem.field, problem.what.into_shown())
    }

    #[test]
    fn a_refusal_lands_on_the_field_that_its_words_name() {
        let failure = refused(Cause::BadRequest, "phone must be a number in E.164 form");
        assert_eq!(
            first(&failure, ANIVA),
            (
                Some(PatientField::Phone),
                "Aniva refused Phone: phone must be a number in E.164 form".to_owned()
            )
        );
        let issue = Issue {
            wire_name: Some("body.birthDate".to_owned()),
            text: "Invalid date".to_owned().into(),
        };
        let failure = Failure::Refused(Report {
            issues: vec![issue],
            ..Report::of(Cause::Invalid)
        });
        assert_eq!(
            first(&failure, CLINIK),
            (
                Some(PatientField::BirthDate),
                "ClinikAPI refused Birth date: Invalid date".to_owned()
            )
        );
        assert_eq!(
            first(&refused(Cause::NotFound, "Profile group not found"), ANIVA).0,
            Some(PatientField::Group)
        );
    }

    #[test]
    fn data_that_are_of_another_version_by_now_are_a_patients() {
        let report = Report {
            status: Some(412),
            ..Report::of(Cause::Altered)
        };
        let failure = Failure::NotSent(report);
        for (call, says) in [
            (PatientCall::Correct, "data have been changed at ClinikAPI"),
            (PatientCall::Add, "says this patient already exists"),
        ] {
            let problem = patient_problems_of(&failure, call, CLINIK, Language::En).remove(0);
            assert!(problem.what.shown().contains(says), "{call:?}");
        }
    }

    #[test]
    fn what_is_unknown_is_never_called_refused() {
        let lost = Failure::Unknown(Report::of(Cause::ConnectionLost));
        for (call, says) in [
            (PatientCall::Add, "may have been added"),
            (PatientCall::Correct, "may be corrected"),
        ] {
            let problem = patient_problems_of(&lost, call, CLINIK, Language::En).remove(0);
            assert_eq!(
                (problem.field, problem.meaning),
                (None, Some(Meaning::Unknown))
            );
            assert!(
                problem.what.shown().contains(says),
                "{}",
                problem.what.shown()
            );
        }
    }
}
