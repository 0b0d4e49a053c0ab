//! Looking for a patient on the server, where the list at hand is not the whole of it: a moment after the last
//! letter, one search at a time, the one before given up.

use std::time::Duration;

use crate::booking::{Directory, Failure, Kind, Listing, PatientQuery};
use crate::words::say;

use super::{Catalogue, Desk, Effect, Ticket};

/// How long after the last letter the server is asked.
const REST: Duration = Duration::from_millis(200);
/// The fewest letters worth asking for.
const FEWEST: usize = 2;

/// A search that is due, or under way.
#[derive(Clone, Debug)]
pub(super) struct Search {
    query: PatientQuery,
    due: Duration,
    asked: Option<Ticket>,
}

impl Desk {
    /// The text has changed: what was searched for no longer counts, and a new search is due in a moment.
    pub(super) fn plan_search(&mut self) -> Option<Effect> {
        let given_up = self.give_up_search();
        let here = self.form().focus().field().kind == Kind::Reference(Directory::Patients);
        let part =
            self.lists.list(Directory::Patients).value().is_some_and(|catalogue| !catalogue.is_complete());
        let typed = self.form().input().value().trim();
        if here && part && typed.chars().count() >= FEWEST {
            let query = PatientQuery::Name(typed.to_owned());
            self.search = Some(Search { query, due: self.moment.up + REST, asked: None });
        }
        given_up
    }

    pub(super) fn give_up_search(&mut self) -> Option<Effect> {
        self.search.take()?.asked.map(Effect::Abandon)
    }

    /// Asks the server, if nothing has been typed for a moment.
    pub(super) fn search_if_due(&mut self) -> Option<Effect> {
        let due =
            self.search.as_ref().is_some_and(|search| search.asked.is_none() && search.due <= self.moment.up);
        if !due {
            return None;
        }
        let ticket = self.ticket();
        let search = self.search.as_mut()?;
        search.asked = Some(ticket);
        Some(Effect::Search(ticket, search.query.clone()))
    }

    /// Whom the server found; an answer to an older search is dropped.
    pub(super) fn found(&mut self, ticket: Ticket, answer: Result<Listing, Failure>) {
        if self.search.as_ref().is_none_or(|search| search.asked != Some(ticket)) {
            return;
        }
        self.search = None;
        match answer {
            Ok(listing) => self.lists.add(Directory::Patients, Catalogue::of(listing)),
            Err(_) => self.note = Some(say!(self.setup.language, "people-not-searched").to_owned()),
        }
    }

    /// Whether the server is being searched, or is about to be.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// How long until the search is due, if one is.
    pub(super) fn search_due_in(&self) -> Option<Duration> {
        let waiting = self.search.as_ref().filter(|search| search.asked.is_none())?;
        Some(waiting.due.saturating_sub(self.moment.up))
    }
}
