//! The message shown if a clinic did not answer a read.

use super::verdict_on_call;
use crate::text::shortened;
use crate::{Cause, ClinicId, Failure, Problem, Spot};
use i18n::{Language, say};

/// Returns why `clinic` did not answer a read: what happened, and what to do.
pub fn why_unread(failure: &Failure, clinic: ClinicId, language: Language) -> String {
    let name = clinic.name();
    match &failure.report().cause {
        Cause::Forbidden => say!(language, clinic.words().may_not_read, clinic = name),
        Cause::NotFound => say!(language, "unread-not-there", clinic = name),
        Cause::RateLimited => say!(language, "unread-too-many", clinic = name),
        Cause::MethodOverride | Cause::Unreachable(_) | Cause::AddressRefused(_) => {
            verdict_on_call(failure, clinic, language)
        }
        cause if cause.is_of_every_call() => verdict_on_call(failure, clinic, language),
        Cause::BadRequest | Cause::Conflict | Cause::Invalid | Cause::OtherRefusal => {
            let report = failure.report();
            let of_field = report
                .issues
                .first()
                .map(|issue| issue.text.shown().as_str());
            match (of_field.or(report.to_text()), report.status) {
                (Some(said), _) => {
                    let said = shortened(said, LONGEST_QUOTE);
                    say!(language, "unread-refused", clinic = name, said)
                }
                (None, Some(status)) => {
                    say!(
                        language,
                        "unread-refused-with-status",
                        clinic = name,
                        status
                    )
                }
                (None, None) => say!(language, "verdict-no-answer", clinic = name),
            }
        }
        _ => say!(language, "verdict-no-answer", clinic = name),
    }
}

/// Returns why the appointment with this id could not be read, in one sentence.
pub fn why_appointment_unread(
    failure: &Failure,
    clinic: ClinicId,
    id: &str,
    language: Language,
) -> String {
    match failure.report().cause {
        Cause::NotFound => say!(language, "shell-no-such-id", clinic = clinic.name(), id),
        _ => why_unread(failure, clinic, language),
    }
}

/// The most characters of a server's sentence that are quoted.
const LONGEST_QUOTE: usize = 80;

/// Returns a note that conflicts at `clinic` could not be checked, if a calendar was refused for lack of a
/// right (401, 403). It does not block the booking.
pub fn unchecked(
    failure: &Failure,
    clinic: ClinicId,
    spot: Spot,
    language: Language,
) -> Option<Problem> {
    let is_refused = matches!(failure.report().status, Some(401 | 403));
    let what = say!(language, "conflict-unchecked", clinic = clinic.name());
    is_refused.then(|| Problem::note(spot, what, why_unread(failure, clinic, language)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use crate::clinics::{ANIVA, SHIPPED};

    #[test]
    fn nothing_read_is_never_called_a_booking() {
        for clinic in SHIPPED {
            for cause in [
                Cause::Forbidden,
                Cause::NotFound,
                Cause::RateLimited,
                Cause::ServerFault,
                Cause::TimedOut,
            ] {
                let text = why_unread(&Failure::Refused(Report::of(cause)), clinic, Language::En);
                assert!(
                    text.contains(clinic.name()) && !text.contains("book"),
                    "{text}"
                );
            }
        }
        let no_key = why_unread(
            &Failure::NotSent(Report::of(Cause::KeyMissing)),
            ANIVA,
            Language::En,
        );
        assert!(no_key.contains("BOOKDESK_ANIVA_KEY"), "{no_key}");
    }
}
