//! The lists of people, places and services: read, searched, and kept up to date.

mod register_loading;
mod search;

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::line::LineVisit;
use super::{ClinicCall, Effect, Moment, Query, SearchPlace, Ticket};
use booking::{ClinicId, Directory, Matches, PatientQuery};
use office::Tickets;
pub(super) use register_loading::progress;

/// The requests about people that are under way.
#[derive(Clone, Default)]
pub(super) struct PeopleQueries {
    /// The search for the patient field.
    field_search: Search,
    /// The search for the entry line.
    line_search: Search,
    /// The search of a list too long to be searched between two keys.
    pub(super) matching: Query<MatchKey, Matches>,
    lookup_inputs: LookupInputs,
}

/// The booking at the last check.
#[derive(Clone, Default, PartialEq)]
pub(super) struct LookupInputs {
    clinic: Option<ClinicId>,
    minute: i64,
    texts: Vec<Arc<str>>,
    /// The patient whose appointments are read for the form or for a verb on the entry line.
    patient: Option<(ClinicId, String)>,
    /// The visit on the entry line.
    visit: Option<LineVisit>,
}

/// A search of a long list.
#[derive(Clone, PartialEq)]
pub(super) struct MatchKey {
    directory: Directory,
    typed: String,
    /// The number of people in the list when the search began.
    list_len: usize,
}

/// The pause between the last letter and the search of the server. Enter ends it early.
const REST: Duration = Duration::from_millis(200);

/// The server search for the text of the field or the line.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// A query for each clinic and wish. The people found are added to the lists.
    queries: Vec<Query<(ClinicId, PatientQuery), ()>>,
    /// When the queries are sent, if they have not been yet.
    due: Option<Duration>,
}

impl Search {
    /// Replaces the search if its queries have changed: abandons the old one, and plans the new one after a
    /// pause.
    fn plan(&mut self, clinic: ClinicId, queries: Vec<PatientQuery>, up: Duration) -> Vec<Effect> {
        let queries: Vec<_> = queries.into_iter().map(|query| (clinic, query)).collect();
        if self.queries.iter().filter_map(Query::key).eq(&queries) {
            return Vec::new();
        }
        let abandoned = mem::take(&mut self.queries);
        self.due = (!queries.is_empty()).then_some(up + REST);
        self.queries = queries.into_iter().map(Query::of).collect();
        abandoned
            .iter()
            .filter_map(Query::awaited)
            .map(Effect::Abandon)
            .collect()
    }

    /// Whether the server may still find people.
    fn is_open(&self) -> bool {
        self.due.is_some() || self.queries.iter().any(Query::is_asking)
    }

    fn due_in(&self, up: Duration) -> Option<Duration> {
        self.due.map(|due| due.saturating_sub(up))
    }

    /// Returns the requests, unless they have been sent.
    fn request(&mut self, now: Moment, tickets: &mut Tickets) -> Vec<Effect> {
        let queries = self.queries.iter_mut().filter(|_| self.due.is_some());
        let effects = queries.filter_map(|query| {
            let (ticket, (clinic, wish)) = query.ask(now, || tickets.issue())?;
            Some(Effect::Clinic(
                ticket,
                ClinicCall::Search(SearchPlace::Face, *clinic, wish.clone()),
            ))
        });
        let effects = effects.collect();
        self.due = None;
        effects
    }

    /// Marks one request as answered. Returns the clinic, or `None` if the answer was not awaited.
    fn take_answer(&mut self, ticket: Ticket, now: Moment) -> Option<ClinicId> {
        let query = self.queries.iter_mut().find(|query| query.awaits(ticket))?;
        query.answer(ticket, Ok(()), now);
        query.key().map(|(clinic, _)| *clinic)
    }
}
