//! The problem that panels could not be added to an appointment, which is booked in any case: a later request adds its
//! panels.

use crate::{Cause, ClinicId, Failure, Problem, ServerNote, Severity, Spot};
use i18n::{Language, MessageId, say};

/// Returns the problem that adding `panels`, by their names, has failed at `clinic`. `missing` means that the
/// appointment has been read since, without them.
pub fn panel_problem(
    failure: &Failure,
    clinic: ClinicId,
    missing: bool,
    panels: &str,
    language: Language,
) -> Problem {
    let unknown = matches!(failure, Failure::Unknown(_)) && !missing;
    let why = why_no_panels(failure, clinic, language);
    let (severity, what, advice) = if unknown {
        (
            Severity::Warning,
            say!(language, "panels-unknown", panels, why),
            say!(language, "panels-look"),
        )
    } else {
        let what = say!(language, "panels-not-added", panels, why);
        (Severity::Error, what, say!(language, "panels-try-again"))
    };
    let server = ServerNote::of(failure.report());
    Problem {
        severity,
        server,
        ..Problem::error(Spot::Whole, what, advice)
    }
}

/// Returns the reason, as the end of a sentence.
pub fn why_no_panels(failure: &Failure, clinic: ClinicId, language: Language) -> String {
    let report = failure.report();
    let clinic = clinic.name();
    let id = match &report.cause {
        Cause::Forbidden | Cause::KeyUnknown => "panels-forbidden",
        Cause::NotFound => "panels-not-there",
        Cause::Conflict => "panels-too-late",
        Cause::RateLimited | Cause::QuotaExhausted => "panels-too-many-calls",
        Cause::Unreachable(_) | Cause::AddressRefused(_) => "panels-unreachable",
        Cause::KeyMissing
        | Cause::KeyMalformed
        | Cause::SigningKeyUnfit
        | Cause::KeyRevoked
        | Cause::KeyExpired
        | Cause::SignInEnded => "panels-key",
        Cause::ServerFault => "panels-fault",
        Cause::TimedOut => "panels-late",
        Cause::Unreadable(_) | Cause::Contradicted(_) | Cause::TooLarge | Cause::Redirected => {
            "panels-unreadable"
        }
        Cause::BadRequest | Cause::Invalid | Cause::MethodOverride | Cause::OtherRefusal => {
            "panels-refused"
        }
        Cause::ConnectionLost
        | Cause::StoppedWaiting
        | Cause::StoppedBeforeSending
        | Cause::NotRecorded(_)
        | Cause::EarlierTry(_)
        | Cause::NotClaimed(_)
        | Cause::Claimed(_)
        | Cause::UnderWay(_)
        | Cause::Altered
        | Cause::AwayAlready
        | Cause::NoSchedule
        | Cause::Lapsed
        | Cause::DeskStopped => "panels-lost",
    };
    let why = report.cause.why(language);
    let said = report
        .to_text()
        .unwrap_or_else(|| say!(language, "panels-no-reason"));
    say!(language, MessageId::new(id), clinic, why, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use crate::clinics::{ANIVA, CLINIK};

    fn problem(failure: &Failure, missing: bool) -> Problem {
        panel_problem(failure, ANIVA, missing, "Lipid Profile", Language::En)
    }

    #[test]
    fn whatever_went_wrong_the_appointment_stands_and_that_is_said_first() {
        for cause in [
            Cause::Forbidden,
            Cause::NotFound,
            Cause::Conflict,
            Cause::RateLimited,
        ] {
            let problem = problem(&Failure::Refused(Report::of(cause)), false);
            assert!(
                problem.what.starts_with("The appointment is booked. "),
                "{}",
                problem.what
            );
            assert!(
                problem.what.contains("not added (Lipid Profile)"),
                "{}",
                problem.what
            );
            assert_eq!((problem.severity, problem.meaning), (Severity::Error, None));
        }
    }

    #[test]
    fn the_clinic_api_that_refused_is_named() {
        let refused = Failure::Refused(Report::of(Cause::NotFound));
        assert!(
            why_no_panels(&refused, CLINIK, Language::En).starts_with("ClinikAPI does not know")
        );
        assert!(why_no_panels(&refused, ANIVA, Language::Fi).starts_with("Aniva ei tunne"));
    }

    #[test]
    fn a_lost_answer_is_unknown_until_the_appointment_has_been_read() {
        let lost = Failure::Unknown(Report::of(Cause::ConnectionLost));
        let unknown = problem(&lost, false);
        let missing = problem(&lost, true);
        assert_eq!(unknown.severity, Severity::Warning);
        assert!(unknown.what.contains("is unknown"), "{}", unknown.what);
        assert_eq!(missing.severity, Severity::Error);
        assert!(missing.what.contains("are not added"), "{}", missing.what);
    }
}
