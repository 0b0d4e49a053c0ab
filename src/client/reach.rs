//! What can be told about a backend without booking anything, for `bookdesk doctor`.

use super::Client;
use super::dialect::path_of;
use super::directory;
use crate::booking::{Backend, Cause, ConnectError, Directory, Failure, Language};

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
    /// Whatever may be in doubt about booking, all else is well.
    fn all_but(books: Finding) -> Reach {
        Reach { server: Finding::Yes, connect_error: None, key: Finding::Yes, lists: Finding::Yes, books }
    }
}

/// The answer to one question of [`Reach`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is so.
    Yes,
    /// It is not so; why, in a few words.
    No(String),
    /// It can't be told; why, in a few words.
    Untold(String),
}

impl Finding {
    fn no(why: &str) -> Finding {
        Finding::No(why.to_owned())
    }

    fn untold(why: &str) -> Finding {
        Finding::Untold(why.to_owned())
    }
}

/// Asks for one list and, at Aniva, for one location's free times; each once, so that the answer comes soon.
pub(super) async fn reach(client: &Client, backend: Backend) -> Reach {
    match backend {
        one if one == Backend::Clinik => {
            let asked = client.once(backend, &[path_of(Directory::Patients)], &[("count", "1")]).await;
            let books = Finding::untold("ClinikAPI tells only when something is booked");
            asked.map_or_else(|failure| short_of(&failure, backend), |_| Reach::all_but(books))
        }
        _ => {
            let asked = client.once(backend, &[path_of(Directory::Locations)], &[]).await;
            let mut pages = directory::pages(Directory::Locations);
            match asked.and_then(|locations| pages.take(locations.value)) {
                Err(failure) => short_of(&failure, backend),
                Ok(_) => {
                    let location = pages.into_gathered(None).rows.into_iter().next();
                    let books = may_book(client, location.map(|entry| entry.id)).await;
                    Reach::all_but(books)
                }
            }
        }
    }
}

/// Aniva: reading a location's free times takes the same right as booking there.
async fn may_book(client: &Client, location: Option<String>) -> Finding {
    let Some(location) = location else {
        return Finding::untold("Aniva lists no location to ask about");
    };
    let path = [path_of(Directory::Locations), &location, "availability"];
    match client.once(Backend::Aniva, &path, &[]).await {
        Ok(_) => Finding::Yes,
        Err(failure) if failure.report().cause == Cause::Forbidden => {
            Finding::no("the key lacks the right TEST_SESSIONS_SCHEDULE")
        }
        Err(_) => Finding::untold("Aniva did not answer when asked for free times"),
    }
}

/// What a failed call says, question by question.
fn short_of(failure: &Failure, backend: Backend) -> Reach {
    let unasked = || Finding::untold("not asked");
    let all = |server, key, lists| Reach { server, connect_error: None, key, lists, books: unasked() };
    match (&failure.report().cause, failure) {
        (Cause::KeyMissing, Failure::NotSent(_)) => all(unasked(), Finding::no("no key is set"), unasked()),
        (Cause::KeyMalformed, Failure::NotSent(_)) => {
            all(unasked(), Finding::no("it does not look like a key"), unasked())
        }
        (Cause::Unreachable(connect_error), _) => {
            let server = Finding::No(connect_error.said(Language::En));
            Reach { connect_error: Some(*connect_error), ..all(server, unasked(), unasked()) }
        }
        (Cause::AddressRefused(why), _) => all(Finding::no(why.said(Language::En)), unasked(), unasked()),
        (Cause::Redirected, _) => all(Finding::no("another address answered"), unasked(), unasked()),
        (Cause::KeyMissing | Cause::KeyUnknown, _) => {
            all(Finding::Yes, Finding::no("the server does not know it"), unasked())
        }
        (Cause::KeyMalformed, _) => all(Finding::Yes, Finding::no("it does not look like a key"), unasked()),
        (Cause::KeyRevoked, _) => all(Finding::Yes, Finding::no("it was revoked"), unasked()),
        (Cause::KeyExpired, _) => all(Finding::Yes, Finding::no("it has expired"), unasked()),
        (Cause::Forbidden, _) => forbidden(backend),
        (_, Failure::Refused(report)) => {
            let why = report.said().unwrap_or("the server refused the question").to_owned();
            all(Finding::Yes, unasked(), Finding::Untold(why))
        }
        (Cause::ServerFault, _) => all(Finding::Yes, unasked(), Finding::untold("the server has a fault")),
        (Cause::TimedOut, _) => all(Finding::no("no answer in time"), unasked(), unasked()),
        _ => all(Finding::no("the answer can't be read"), unasked(), unasked()),
    }
}

/// A 403: at ClinikAPI the key is good but thin; Aniva answers alike for a key it does not know.
fn forbidden(backend: Backend) -> Reach {
    let books = Finding::untold("not asked");
    let (key, lists) = match backend {
        one if one == Backend::Clinik => (Finding::Yes, Finding::no("the key may not read")),
        _ => (
            Finding::untold("Aniva answers alike for a wrong key and a missing right"),
            Finding::no("the key may not read them, or is wrong"),
        ),
    };
    Reach { server: Finding::Yes, connect_error: None, key, lists, books }
}
