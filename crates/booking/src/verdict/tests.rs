//! Every failure reads as a sentence, and appears at the field to correct.

use std::time::Duration;

use super::*;
use crate::clinics::{ANIVA, CLINIK, SHIPPED, aniva, clinik};
use crate::{AddressError, CertificateError, ConnectError, DecodeError, Meaning};

fn every_cause() -> Vec<Cause> {
    let causes = vec![
        Cause::BadRequest,
        Cause::MethodOverride,
        Cause::KeyMissing,
        Cause::KeyMalformed,
        Cause::KeyUnknown,
        Cause::KeyRevoked,
        Cause::KeyExpired,
        Cause::Forbidden,
        Cause::NotFound,
        Cause::Conflict,
        Cause::Invalid,
        Cause::RateLimited,
        Cause::QuotaExhausted,
        Cause::OtherRefusal,
        Cause::Redirected,
        Cause::ServerFault,
        Cause::Unreadable(DecodeError::NoJson),
        Cause::TooLarge,
        Cause::TimedOut,
        Cause::ConnectionLost,
        Cause::AddressRefused(AddressError::Unencrypted),
        Cause::StoppedWaiting,
        Cause::StoppedBeforeSending,
    ];
    causes
        .into_iter()
        .chain(every_connect_error().map(Cause::Unreachable))
        .collect()
}

fn every_connect_error() -> impl Iterator<Item = ConnectError> {
    use CertificateError::*;
    let distrusted = [
        Expired,
        NotYetValid,
        OtherName,
        UnknownIssuer,
        OldSignature,
        OtherPurpose,
        Revoked,
        Unsound,
    ]
    .map(ConnectError::Certificate);
    let others = [
        ConnectError::NameNotFound,
        ConnectError::Refused,
        ConnectError::TooSlow(Duration::from_millis(2500)),
        ConnectError::Proxy,
        ConnectError::NoTls,
        ConnectError::NoAuthorities,
        ConnectError::NoConnection,
    ];
    distrusted.into_iter().chain(others)
}

fn refused(cause: Cause, message: &str) -> Failure {
    Failure::Refused(Report {
        message: Some(message.to_owned().into()),
        ..Report::of(cause)
    })
}

fn issue(wire_name: Option<&str>, text: &str) -> Issue {
    Issue {
        wire_name: wire_name.map(str::to_owned),
        text: text.to_owned().into(),
    }
}

#[test]
fn every_cause_reads_as_short_plain_sentences_in_every_language() {
    let languages = |clinic| Language::ALL.map(|language| (clinic, language));
    for (clinic, language) in SHIPPED.iter().flat_map(languages) {
        for cause in every_cause() {
            for failure in [Failure::Refused, Failure::NotSent, Failure::Unknown] {
                let problems = problems_of(&failure(Report::of(cause.clone())), clinic, language);
                assert_eq!(problems.len(), 1, "{clinic} {cause:?}");
                for text in [&problems[0].what, &problems[0].advice] {
                    assert!(
                        !text.is_empty() && text.ends_with('.'),
                        "{language} {clinic} {cause:?}: {text}"
                    );
                    assert!(!text.contains('!'), "{text}");
                    assert!(
                        text.chars().count() <= LONGEST && !text.contains('…'),
                        "{language} {clinic} {cause:?}: {text}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_unknown_outcome_always_says_so_and_warns_of_booking_twice() {
    for clinic in SHIPPED {
        for cause in every_cause() {
            let problem =
                problems_of(&Failure::Unknown(Report::of(cause)), clinic, Language::En).remove(0);
            assert_eq!(problem.meaning, Some(Meaning::Unknown));
            assert!(
                problem.what.ends_with("It may be booked."),
                "{}",
                problem.what
            );
            let look = format!("The desk looks it up at {}", clinic.name());
            assert!(problem.advice.starts_with(&look), "{}", problem.advice);
        }
    }
}

#[test]
fn each_field_issue_is_a_problem_at_its_field() {
    let report = Report {
        issues: vec![
            issue(Some("patientInstruction"), "Too long"),
            issue(Some("body.patientId"), "Required"),
            issue(Some("basedOnId[0].x"), "Invalid"),
            issue(None, "Something else"),
        ],
        status: Some(422),
        code: Some("VALIDATION_ERROR".to_owned()),
        request_id: Some("req_1".to_owned()),
        ..Report::of(Cause::Invalid)
    };
    let problems = problems_of(&Failure::Refused(report), CLINIK, Language::En);
    let fields: Vec<_> = problems.iter().map(Problem::field).collect();
    assert_eq!(
        fields,
        [
            Some(clinik::PATIENT_INSTRUCTION),
            Some(clinik::PATIENT),
            None,
            None
        ]
    );
    assert_eq!(
        problems[0].what,
        "ClinikAPI refused Patient instruction: Too long"
    );
    assert_eq!(problems[1].advice, "Fill it in and book again.");
    assert!(
        problems[2].what.contains("`basedOnId[0].x`"),
        "{}",
        problems[2].what
    );
    let note = ServerNote {
        status: Some(422),
        code: Some("VALIDATION_ERROR".to_owned()),
        request_id: Some("req_1".to_owned()),
    };
    assert!(
        problems
            .iter()
            .all(|problem| problem.server.as_ref() == Some(&note))
    );
}

#[test]
fn a_missing_record_is_placed_by_the_servers_message() {
    let spot = |clinic, said| {
        problems_of(&refused(Cause::NotFound, said), clinic, Language::En)
            .remove(0)
            .field()
    };
    assert_eq!(
        spot(CLINIK, "Practitioner not found"),
        Some(clinik::PRACTITIONER)
    );
    assert_eq!(
        spot(CLINIK, "No record for practitionerId"),
        Some(clinik::PRACTITIONER)
    );
    assert_eq!(spot(CLINIK, "Not Found"), None);
    assert_eq!(spot(ANIVA, "Profile or location not found."), None);
    assert_eq!(spot(ANIVA, "location not found"), Some(aniva::LOCATION));
    assert_eq!(spot(ANIVA, "profile_id not found"), Some(aniva::PROFILE));
    assert_eq!(spot(ANIVA, ""), None);
}

#[test]
fn a_missing_record_is_named_only_if_the_server_names_it() {
    let told = |clinic, said| {
        let problem = problems_of(&refused(Cause::NotFound, said), clinic, Language::En).remove(0);
        (problem.what, problem.advice)
    };
    let (what, advice) = told(ANIVA, "Profile or location not found.");
    assert_eq!(
        what,
        "Aniva does not know one of these: Patient, Location. It said: Profile or location not found."
    );
    assert!(!advice.contains("test and live"), "{advice}");
    assert!(
        !told(ANIVA, "location not found")
            .1
            .contains("test and live")
    );
    assert!(
        told(CLINIK, "Patient not found")
            .1
            .contains("test and live data are kept apart")
    );
    let silent = problems_of(
        &Failure::Refused(Report::of(Cause::NotFound)),
        CLINIK,
        Language::En,
    );
    assert_eq!(
        silent[0].what,
        "ClinikAPI does not know one of these: Patient, Practitioner."
    );
}

#[test]
fn anivas_refusal_is_placed_at_the_field_that_it_names() {
    let spot = |said| {
        problems_of(&refused(Cause::BadRequest, said), ANIVA, Language::En)
            .remove(0)
            .field()
    };
    assert_eq!(
        spot("scheduled_at must be in the future"),
        Some(aniva::SCHEDULED_AT)
    );
    assert_eq!(
        spot("The scheduled time is in the past"),
        Some(aniva::SCHEDULED_AT)
    );
    assert_eq!(
        spot("location_id is not a UUID for this profile"),
        Some(aniva::LOCATION)
    );
    assert_eq!(spot("Invalid profile"), Some(aniva::PROFILE));
    assert_eq!(spot("Profiles are closed today"), None);
    assert_eq!(spot("Invalid UUID"), None);
}

#[test]
fn a_wire_name_in_the_servers_message_becomes_the_label() {
    let failure = refused(Cause::BadRequest, "scheduled_at must be in the future");
    let problem = problems_of(&failure, ANIVA, Language::En).remove(0);
    assert_eq!(
        problem.what,
        "Aniva refused the booking: Time must be in the future"
    );
    assert_eq!(problem.advice, "Change Time and book again.");
}

#[test]
fn without_an_answer_there_is_no_server_note() {
    let not_sent = problems_of(
        &Failure::NotSent(Report::of(Cause::KeyMissing)),
        CLINIK,
        Language::En,
    )
    .remove(0);
    assert_eq!(not_sent.server, None);
}

#[test]
fn anivas_403_names_all_its_possible_causes() {
    let problem =
        problems_of(&refused(Cause::Forbidden, "Forbidden"), ANIVA, Language::En).remove(0);
    for cause in ["key", "TEST_SESSIONS_SCHEDULE", "out of reach"] {
        assert!(problem.what.contains(cause), "{}", problem.what);
    }
    assert!(problem.advice.contains("BOOKDESK_ANIVA_KEY"));
}

#[test]
fn a_key_problem_says_where_the_key_is_set() {
    for (clinic, name) in [
        (CLINIK, "BOOKDESK_CLINIK_KEY"),
        (ANIVA, "BOOKDESK_ANIVA_KEY"),
    ] {
        for cause in [
            Cause::KeyMissing,
            Cause::KeyMalformed,
            Cause::KeyUnknown,
            Cause::KeyRevoked,
            Cause::KeyExpired,
        ] {
            let problem =
                problems_of(&Failure::NotSent(Report::of(cause)), clinic, Language::En).remove(0);
            assert!(problem.advice.contains(name), "{}", problem.advice);
            assert_eq!(problem.spot, Spot::Whole);
        }
    }
}

#[test]
fn a_long_answer_is_cut_and_a_wait_is_named() {
    let long = problems_of(
        &refused(Cause::BadRequest, &"ä".repeat(5000)),
        ANIVA,
        Language::En,
    )
    .remove(0);
    assert_eq!(long.what.chars().count(), LONGEST);
    assert!(long.what.ends_with('…'));
    let wait = Report {
        retry_after: Some(std::time::Duration::from_secs(7)),
        ..Report::of(Cause::RateLimited)
    };
    let problem = problems_of(&Failure::Refused(wait), CLINIK, Language::En).remove(0);
    assert_eq!(
        problem.advice,
        "Book again in 7 s; everything typed is kept."
    );
}
