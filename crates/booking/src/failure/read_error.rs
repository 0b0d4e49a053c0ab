//! Why a read failed, or a successful response holds nothing usable. A read changes nothing.

use strum::IntoStaticStr;

use crate::{Cause, ClinicId, Failure, Problem, Spot, problems_of};
use i18n::{Language, Said, say};

/// Returns why `clinic` did not answer a read: what happened, and what to do.
pub fn why_unread(failure: &Failure, clinic: ClinicId, language: Language) -> String {
    let name = clinic.name();
    match &failure.report().cause {
        Cause::Forbidden => say!(language, clinic.words().may_not_read, clinic = name),
        Cause::NotFound => say!(language, "unread-not-there", clinic = name),
        Cause::RateLimited => say!(language, "unread-too-many", clinic = name),
        Cause::KeyMissing
        | Cause::KeyMalformed
        | Cause::KeyUnknown
        | Cause::KeyRevoked
        | Cause::KeyExpired
        | Cause::QuotaExhausted
        | Cause::MethodOverride
        | Cause::Unreachable(_)
        | Cause::AddressRefused(_) => {
            // Worded alike for every call.
            let problem = problems_of(failure, clinic, language).into_iter().next();
            problem.map(|problem| format!("{} {}", problem.what, problem.advice)).unwrap_or_default()
        }
        _ => say!(language, "verdict-no-answer", clinic = name),
    }
}

/// Returns a note that conflicts at `clinic` could not be checked, if a calendar was refused for lack of a
/// right (401, 403). It does not block the booking.
pub fn unchecked(failure: &Failure, clinic: ClinicId, spot: Spot, language: Language) -> Option<Problem> {
    let is_refused = matches!(failure.report().status, Some(401 | 403));
    let what = say!(language, "conflict-unchecked", clinic = clinic.name());
    is_refused.then(|| Problem::note(spot, what, why_unread(failure, clinic, language)))
}

/// A defect of a response.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum DecodeError {
    /// The response is empty.
    Empty,
    /// The response is not JSON.
    NoJson,
    /// The response holds no appointment.
    NoAppointment,
    /// The response holds an appointment without an id.
    NoAppointmentId,
    /// The response is about another appointment than the requested one.
    OtherAppointment,
    /// The response holds no record with an id.
    NoRecord,
    /// The response is about another record than the requested one.
    OtherRecord,
    /// The response holds no list.
    NoList,
    /// The response holds no free times.
    NoTimes,
    /// The response doesn't confirm that the change was made.
    NotDone,
}

impl DecodeError {
    /// Returns the defect as the end of a sentence: "The answer can't be read: *it is empty*".
    pub fn to_text(self, language: Language) -> &'static str {
        Said::beside("decode-error", self.into()).text(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use crate::clinics::{ANIVA, SHIPPED};

    #[test]
    fn nothing_read_is_never_called_a_booking() {
        for clinic in SHIPPED {
            for cause in
                [Cause::Forbidden, Cause::NotFound, Cause::RateLimited, Cause::ServerFault, Cause::TimedOut]
            {
                let said = why_unread(&Failure::Refused(Report::of(cause)), clinic, Language::En);
                assert!(said.contains(clinic.name()) && !said.contains("book"), "{said}");
            }
        }
        let no_key = why_unread(&Failure::NotSent(Report::of(Cause::KeyMissing)), ANIVA, Language::En);
        assert!(no_key.contains("BOOKDESK_ANIVA_KEY"), "{no_key}");
    }
}
