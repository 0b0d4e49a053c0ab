//! The facts about a clinic that can be found out without booking anything, for `bookdesk doctor`.

use booking::api::{Finding, FindingReason, MissingCapabilities};
use booking::{Cause, ClinicId, ConnectError, Failure};

/// How far a clinic can be used with the present key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether an HTTP server answers at the address.
    pub server: Finding,
    /// Why no connection was made, if none was.
    pub connect_error: Option<ConnectError>,
    /// Whether it accepts the key.
    pub key: Finding,
    /// Whether the key may read the lists of the form.
    pub lists: Finding,
    /// Whether the key may book.
    pub books: Finding,
    /// The capabilities that the server lacks.
    pub missing: MissingCapabilities,
}

impl Reach {
    /// Returns the findings of reading a list and checking the right to book.
    pub(super) fn of(clinic: ClinicId, books: Result<Finding, Failure>) -> Reach {
        let read = Reach {
            server: Finding::Yes,
            key: Finding::Yes,
            lists: Finding::Yes,
            ..Reach::default()
        };
        books.map_or_else(
            |failure| reach_after(&failure, clinic),
            |books| Reach { books, ..read },
        )
    }
}

/// Returns the findings of a failed call.
fn reach_after(failure: &Failure, clinic: ClinicId) -> Reach {
    let unasked = || Finding::Undecided(FindingReason::NotAsked);
    let all = |server, key, lists| Reach {
        server,
        key,
        lists,
        ..Reach::default()
    };
    match (&failure.report().cause, failure) {
        (Cause::KeyMissing, Failure::NotSent(_)) => {
            all(unasked(), Finding::No(FindingReason::NoKey), unasked())
        }
        (Cause::KeyMalformed, Failure::NotSent(_)) => all(
            unasked(),
            Finding::No(FindingReason::KeyMalformed),
            unasked(),
        ),
        (Cause::Unreachable(connect_error), _) => {
            let server = Finding::No(FindingReason::Connect(*connect_error));
            Reach {
                connect_error: Some(*connect_error),
                ..all(server, unasked(), unasked())
            }
        }
        (Cause::AddressRefused(why), _) => all(
            Finding::No(FindingReason::Address(*why)),
            unasked(),
            unasked(),
        ),
        (Cause::Redirected, _) => all(Finding::No(FindingReason::Redirected), unasked(), unasked()),
        (Cause::KeyMissing | Cause::KeyUnknown, _) => all(
            Finding::Yes,
            Finding::No(FindingReason::KeyUnknown),
            unasked(),
        ),
        (Cause::KeyMalformed, _) => all(
            Finding::Yes,
            Finding::No(FindingReason::KeyMalformed),
            unasked(),
        ),
        (Cause::KeyRevoked, _) => all(
            Finding::Yes,
            Finding::No(FindingReason::KeyRevoked),
            unasked(),
        ),
        (Cause::KeyExpired, _) => all(
            Finding::Yes,
            Finding::No(FindingReason::KeyExpired),
            unasked(),
        ),
        (Cause::Forbidden, _) => forbidden(clinic),
        (_, Failure::Refused(report)) => {
            let why = report
                .to_text()
                .map_or(FindingReason::Refused, FindingReason::from);
            all(Finding::Yes, unasked(), Finding::Undecided(why))
        }
        (Cause::ServerFault, _) => all(
            Finding::Yes,
            unasked(),
            Finding::Undecided(FindingReason::ServerFault),
        ),
        (Cause::TimedOut, _) => all(Finding::No(FindingReason::TooLate), unasked(), unasked()),
        _ => all(Finding::No(FindingReason::Unreadable), unasked(), unasked()),
    }
}

/// Returns the findings of a 403: the key is valid but lacks a right, unless the API answers alike for
/// unknown keys.
fn forbidden(clinic: ClinicId) -> Reach {
    let (key, lists) = if clinic.api().forbidden_means_known_key() {
        (Finding::Yes, Finding::No(FindingReason::MayNotRead))
    } else {
        (
            Finding::Undecided(FindingReason::AnswersAlike(clinic)),
            Finding::No(FindingReason::MayNotReadOrWrong),
        )
    };
    Reach {
        server: Finding::Yes,
        key,
        lists,
        ..Reach::default()
    }
}
