//! What can be told about a backend without booking anything, for `bookdesk doctor`.

use crate::booking::api::{Finding, Reason};
use crate::booking::{Cause, ConnectError, Failure, Vendor};

/// How far a backend can be reached with the key at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whether something that speaks HTTP answers at the address.
    pub server: Finding,
    /// What stood in the way, where no connection came about.
    pub connect_error: Option<ConnectError>,
    /// Whether it takes the key.
    pub key: Finding,
    /// Whether the key may read the lists that the form picks from.
    pub lists: Finding,
    /// Whether the key may book.
    pub books: Finding,
}

impl Reach {
    /// What follows from whether a list could be read, and then from whether the key may book.
    pub(super) fn of(vendor: Vendor, books: Result<Finding, Failure>) -> Reach {
        books.map_or_else(|failure| short_of(&failure, vendor), Reach::all_but)
    }

    /// Whatever may be in doubt about booking, all else is well.
    fn all_but(books: Finding) -> Reach {
        Reach { server: Finding::Yes, connect_error: None, key: Finding::Yes, lists: Finding::Yes, books }
    }
}

/// What a failed call says, question by question.
fn short_of(failure: &Failure, vendor: Vendor) -> Reach {
    let unasked = || Finding::Untold(Reason::NotAsked);
    let all = |server, key, lists| Reach { server, connect_error: None, key, lists, books: unasked() };
    match (&failure.report().cause, failure) {
        (Cause::KeyMissing, Failure::NotSent(_)) => all(unasked(), Finding::No(Reason::NoKey), unasked()),
        (Cause::KeyMalformed, Failure::NotSent(_)) => {
            all(unasked(), Finding::No(Reason::KeyMalformed), unasked())
        }
        (Cause::Unreachable(connect_error), _) => {
            let server = Finding::No(Reason::Connect(*connect_error));
            Reach { connect_error: Some(*connect_error), ..all(server, unasked(), unasked()) }
        }
        (Cause::AddressRefused(why), _) => all(Finding::No(Reason::Address(*why)), unasked(), unasked()),
        (Cause::Redirected, _) => all(Finding::No(Reason::Redirected), unasked(), unasked()),
        (Cause::KeyMissing | Cause::KeyUnknown, _) => {
            all(Finding::Yes, Finding::No(Reason::KeyUnknown), unasked())
        }
        (Cause::KeyMalformed, _) => all(Finding::Yes, Finding::No(Reason::KeyMalformed), unasked()),
        (Cause::KeyRevoked, _) => all(Finding::Yes, Finding::No(Reason::KeyRevoked), unasked()),
        (Cause::KeyExpired, _) => all(Finding::Yes, Finding::No(Reason::KeyExpired), unasked()),
        (Cause::Forbidden, _) => forbidden(vendor),
        (_, Failure::Refused(report)) => {
            let why = report.said().map_or(Reason::Refused, Reason::from);
            all(Finding::Yes, unasked(), Finding::Untold(why))
        }
        (Cause::ServerFault, _) => all(Finding::Yes, unasked(), Finding::Untold(Reason::ServerFault)),
        (Cause::TimedOut, _) => all(Finding::No(Reason::TooLate), unasked(), unasked()),
        _ => all(Finding::No(Reason::Unreadable), unasked(), unasked()),
    }
}

/// A 403: the key is good but thin, unless the API answers alike for a key that it does not know.
fn forbidden(vendor: Vendor) -> Reach {
    let books = Finding::Untold(Reason::NotAsked);
    let (key, lists) = match vendor.api().forbidden_means_known_key() {
        true => (Finding::Yes, Finding::No(Reason::MayNotRead)),
        false => (Finding::Untold(Reason::AnswersAlike(vendor)), Finding::No(Reason::MayNotReadOrWrong)),
    };
    Reach { server: Finding::Yes, connect_error: None, key, lists, books }
}
