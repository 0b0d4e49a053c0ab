//! The requests about people that are under way.

use std::mem;
use std::time::Duration;

use crate::booking::{Directory, Matches, PatientQuery, Vendor};
use crate::desk::line::LineVisit;
use crate::desk::ticket::Tickets;
use crate::desk::{Asker, Effect, Moment, Query, Ticket};

/// The requests about people that are under way.
#[derive(Clone, Default)]
pub(in crate::desk) struct People {
    /// The search for the patient field.
    pub(super) field_search: Search,
    /// The search for the entry line.
    pub(super) line_search: Search,
    /// The search of a list too long to be searched between two keys.
    pub(in crate::desk) matching: Query<MatchKey, Matches>,
    /// When all people were last read, on the monotonic clock.
    pub(super) everyone_read: Option<Duration>,
    pub(super) lookup_inputs: LookupInputs,
}

/// A booking as it was at the last check.
#[derive(Clone, Default)]
pub(in crate::desk) struct LookupInputs {
    pub(super) backend: Option<Vendor>,
    pub(super) minute: i64,
    pub(super) texts: Vec<String>,
    /// The patient whose appointments are read, which a verb on the entry line may change.
    pub(super) patient: Option<(Vendor, String)>,
    /// The visit on the entry line.
    pub(super) typed: Option<LineVisit>,
}

/// A search of a long list.
#[derive(Clone, PartialEq)]
pub(in crate::desk) struct MatchKey {
    pub(super) directory: Directory,
    pub(super) typed: String,
    /// The number of people in the list when the search began.
    pub(super) among: usize,
}

/// The pause after the last letter before the server is searched, unless Enter ends the wait.
const REST: Duration = Duration::from_millis(200);

/// The server search for the text of one place.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Search {
    /// A query for each clinic and wish; who was found is in the lists.
    queries: Vec<Query<(Vendor, PatientQuery), ()>>,
    /// When the queries are sent, if they have not been yet.
    due: Option<Duration>,
}

impl Search {
    /// Replaces the search if its queries have changed: gives up the old one, and plans the new one for a
    /// moment later.
    pub(super) fn plan(&mut self, queries: Vec<(Vendor, PatientQuery)>, up: Duration) -> Vec<Effect> {
        if self.queries.iter().filter_map(Query::key).eq(&queries) {
            return Vec::new();
        }
        let given_up = self.give_up();
        self.due = (!queries.is_empty()).then_some(up + REST);
        self.queries = queries.into_iter().map(Query::of).collect();
        given_up
    }

    pub(super) fn give_up(&mut self) -> Vec<Effect> {
        mem::take(self).queries.iter().filter_map(Query::awaited).map(Effect::Abandon).collect()
    }

    /// Whether the server may still name someone.
    pub(super) fn is_open(&self) -> bool {
        self.due.is_some() || self.queries.iter().any(Query::is_asking)
    }

    pub(super) fn due_in(&self, up: Duration) -> Option<Duration> {
        self.due.map(|due| due.saturating_sub(up))
    }

    /// Returns the requests, unless they have been sent.
    pub(super) fn request(&mut self, now: Moment, tickets: &mut Tickets) -> Vec<Effect> {
        let queries = self.queries.iter_mut().filter(|_| self.due.is_some());
        let effects = queries.filter_map(|query| {
            let (ticket, (vendor, wish)) = query.ask(now, || tickets.next(Asker::PatientSearch))?;
            Some(Effect::Search(ticket, *vendor, wish.clone()))
        });
        let effects = effects.collect();
        self.due = None;
        effects
    }

    /// Marks one request as answered. Returns the clinic, or `None` if the answer was not awaited.
    pub(super) fn take_answer(&mut self, ticket: Ticket, now: Moment) -> Option<Vendor> {
        let query = self.queries.iter_mut().find(|query| query.awaits(ticket))?;
        query.answer(ticket, Ok(()), now);
        query.key().map(|(vendor, _)| *vendor)
    }
}
