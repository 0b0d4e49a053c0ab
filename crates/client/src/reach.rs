//! What can be found out about a clinic without booking anything, for `bookdesk doctor`.

use booking::api::{Finding, FindingReason, MissingCapabilities};
use booking::{Cause, ClinicId, ConnectError, Failure};

/// How far a clinic can be used with the current key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether an HTTP server answers at the address.
    pub server: Finding,
    /// Why no connection was made, if so.
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
    /// Returns this with incomplete lists.
    pub(super) fn breaking_off(self) -> Reach {
        Reach {
            lists: Finding::No(FindingReason::BreaksOff),
            ..self
        }
    }

    /// Returns the findings after reading a list and checking the right to book.
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

/// Returns the findings after a failed call.
fn reach_after(failure: &Failure, clinic: ClinicId) -> Reach {
    match (&failure.report().cause, failure) {
        (Cause::KeyMissing, Failure::NotSent(_)) => Reach {
            key: Finding::No(FindingReason::NoKey),
            ..Reach::default()
        },
        (Cause::KeyMalformed, Failure::NotSent(_)) => Reach {
            key: Finding::No(FindingReason::KeyMalformed),
            ..Reach::default()
        },
        (Cause::SigningKeyUnfit, _) => Reach {
            key: Finding::No(FindingReason::SigningKeyUnfit),
            ..Reach::default()
        },
        (Cause::Unreachable(connect_error), _) => Reach {
            connect_error: Some(*connect_error),
            ..no_server(FindingReason::Connect(*connect_error))
        },
        (Cause::AddressRefused(why), _) => no_server(FindingReason::Address(*why)),
        (Cause::Redirected, _) => no_server(FindingReason::Redirected),
        (Cause::KeyUnknown, Failure::NotSent(report)) if let Some(said) = report.to_text() => {
            refused_key(FindingReason::SignInRefused(said.to_owned()))
        }
        (Cause::KeyMissing | Cause::KeyUnknown | Cause::SignInEnded, _) => {
            refused_key(FindingReason::KeyUnknown)
        }
        (Cause::KeyMalformed, _) => refused_key(FindingReason::KeyMalformed),
        (Cause::KeyRevoked, _) => refused_key(FindingReason::KeyRevoked),
        (Cause::KeyExpired, _) => refused_key(FindingReason::KeyExpired),
        (Cause::Forbidden, _) => forbidden(clinic),
        (_, Failure::NotSent(report)) if let Some(said) = report.to_text() => Reach {
            server: Finding::Yes,
            key: Finding::Undecided(FindingReason::from(said)),
            ..Reach::default()
        },
        (_, Failure::Refused(report)) => {
            let why = report
                .to_text()
                .map_or(FindingReason::Refused, FindingReason::from);
            unread_lists(why)
        }
        (Cause::ServerFault, _) => unread_lists(FindingReason::ServerFault),
        (Cause::TimedOut, _) => no_server(FindingReason::TooLate),
        _ => no_server(FindingReason::Unreadable),
    }
}

/// Returns the findings after a call that no server of the clinic answered.
fn no_server(why: FindingReason) -> Reach {
    Reach {
        server: Finding::No(why),
        ..Reach::default()
    }
}

/// Returns the findings after a call whose key the server rejects.
fn refused_key(why: FindingReason) -> Reach {
    Reach {
        server: Finding::Yes,
        key: Finding::No(why),
        ..Reach::default()
    }
}

/// Returns the findings after a call that a server answered without a list.
fn unread_lists(why: FindingReason) -> Reach {
    Reach {
        server: Finding::Yes,
        lists: Finding::Undecided(why),
        ..Reach::default()
    }
}

/// Returns the findings after a 403: the key is valid but lacks a right, unless the API answers unknown keys in the
/// same way.
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
