//! The problem that panels could not be added to an appointment. The appointment itself stands in any case:
//! its panels are added by a request of their own, after it is booked.

use crate::{Cause, ClinicId, Failure, Problem, ServerNote, Severity, Spot};
use i18n::{Language, say};

/// Returns the problem that `failure` of adding `panels`, by their names, means at `clinic`. `missing` says
/// that the appointment has been read since, without them.
pub fn panel_problem(
    failure: &Failure,
    clinic: ClinicId,
    missing: bool,
    panels: &str,
    language: Language,
) -> Problem {
    let unknown = matches!(failure, Failure::Unknown(_)) && !missing;
    let why = why_no_panels(failure, clinic, language);
    let (severity, what, advice) = match unknown {
        true => {
            (Severity::Warning, say!(language, "panels-unknown", panels, why), say!(language, "panels-look"))
        }
        false => (
            Severity::Error,
            say!(language, "panels-not-added", panels, why),
            say!(language, "panels-try-again"),
        ),
    };
    let server = ServerNote::of(failure.report());
    Problem { severity, server, ..Problem::error(Spot::Whole, what, advice) }
}

/// Returns the reason, as the end of a sentence.
pub fn why_no_panels(failure: &Failure, clinic: ClinicId, language: Language) -> String {
    let (report, clinic) = (failure.report(), clinic.name());
    let fixed = match &report.cause {
        Cause::Forbidden | Cause::KeyUnknown => say!(language, "panels-forbidden"),
        Cause::NotFound => return say!(language, "panels-not-there", clinic),
        Cause::Conflict => say!(language, "panels-too-late"),
        Cause::RateLimited | Cause::QuotaExhausted => {
            return say!(language, "panels-too-many-calls", clinic);
        }
        Cause::Unreachable(connect_error) => {
            return say!(language, "panels-unreachable", clinic, why = connect_error.to_text(language));
        }
        Cause::AddressRefused(why) => {
            return say!(language, "panels-unreachable", clinic, why = why.to_text(language));
        }
        Cause::KeyMissing | Cause::KeyMalformed | Cause::KeyRevoked | Cause::KeyExpired => {
            return say!(language, "panels-key", clinic);
        }
        Cause::ServerFault => return say!(language, "panels-fault", clinic),
        Cause::TimedOut => say!(language, "panels-late"),
        Cause::Unreadable(_) | Cause::TooLarge | Cause::Redirected => say!(language, "panels-unreadable"),
        Cause::ConnectionLost
        | Cause::StoppedWaiting
        | Cause::StoppedBeforeSending
        | Cause::NotRecorded(_)
        | Cause::NotClaimed(_)
        | Cause::Claimed(_)
        | Cause::UnderWay(_)
        | Cause::Altered
        | Cause::Lapsed
        | Cause::DeskStopped => say!(language, "panels-lost"),
        Cause::BadRequest | Cause::Invalid | Cause::MethodOverride | Cause::OtherRefusal => {
            let said = report.to_text().unwrap_or_else(|| say!(language, "panels-no-reason"));
            return say!(language, "panels-refused", clinic, said);
        }
    };
    fixed.to_owned()
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
        for cause in [Cause::Forbidden, Cause::NotFound, Cause::Conflict, Cause::RateLimited] {
            let problem = problem(&Failure::Refused(Report::of(cause)), false);
            assert!(problem.what.starts_with("The appointment is booked. "), "{}", problem.what);
            assert!(problem.what.contains("not added (Lipid Profile)"), "{}", problem.what);
            assert_eq!((problem.severity, problem.meaning), (Severity::Error, None));
        }
    }

    #[test]
    fn the_clinic_api_that_refused_is_named() {
        let refused = Failure::Refused(Report::of(Cause::NotFound));
        assert!(why_no_panels(&refused, CLINIK, Language::En).starts_with("ClinikAPI does not know"));
        assert!(why_no_panels(&refused, ANIVA, Language::Fi).starts_with("Aniva ei tunne"));
    }

    #[test]
    fn a_lost_answer_is_unknown_until_the_appointment_has_been_read() {
        let lost = Failure::Unknown(Report::of(Cause::ConnectionLost));
        let (unknown, missing) = (problem(&lost, false), problem(&lost, true));
        assert_eq!(unknown.severity, Severity::Warning);
        assert!(unknown.what.contains("is unknown"), "{}", unknown.what);
        assert_eq!(missing.severity, Severity::Error);
        assert!(missing.what.contains("are not added"), "{}", missing.what);
    }
}
