//! The requests about people that are under way.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::LineVisit;
use booking::{ClinicId, Directory, Matches, PatientQuery};
use office::{ClinicCall, Effect, Moment, Query, SearchEnd, SearchPlace, Ticket, Tickets};

#[derive(Clone, Default)]
pub(crate) struct PeopleQueries {
    /// The search for the patient field.
    pub(crate) field_search: Search,
    /// The search for the entry line.
    pub(crate) line_search: Search,
    /// The search of a list too long to be searched between two keys.
    pub(crate) matching: Query<MatchKey, Matches>,
    pub(crate) lookup_inputs: LookupInputs,
}

impl PeopleQueries {
    /// Returns whether the server is being searched for the field, or is about to be.
    pub(crate) fn is_searching_field(&self) -> bool {
        self.field_search.is_open()
    }

    /// Returns whether the server is being searched for the line, or is about to be.
    pub(crate) fn is_searching_line(&self) -> bool {
        self.line_search.is_open()
    }

    /// Returns how the search for the line ended. A failed one counts as complete, as its failure was noted.
    pub(crate) fn end_of_line_search(&self) -> SearchEnd {
        SearchEnd::of_line(&self.line_search.answered).unless_failed()
    }

    /// Returns the time until a search is due, if one is.
    pub(crate) fn due_in(&self, up: Duration) -> Option<Duration> {
        [&self.field_search, &self.line_search]
            .into_iter()
            .filter_map(|search| search.due_in(up))
            .min()
    }
}

/// The booking at the last check.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct LookupInputs {
    pub(crate) clinic: Option<ClinicId>,
    pub(crate) minute: i64,
    pub(crate) texts: Vec<Arc<str>>,
    /// The patient whose appointments are read for the form or for a verb on the entry line.
    pub(crate) patient: Option<(ClinicId, String)>,
    /// The visit on the entry line.
    pub(crate) visit: Option<LineVisit>,
}

/// A search of a long list.
#[derive(Clone, PartialEq)]
pub(crate) struct MatchKey {
    pub(crate) directory: Directory,
    pub(crate) typed: String,
    /// The number of people in the list when the search began.
    pub(crate) list_len: usize,
}

/// The pause between the last letter and the search of the server. Enter ends it early.
const REST: Duration = Duration::from_millis(200);

/// The server search for the text of the field or the line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// A query for each clinic and wish. The people found are added to the lists.
    queries: Vec<Query<(ClinicId, PatientQuery), ()>>,
    /// When the queries are sent, if they have not been yet.
    due: Option<Duration>,
    /// How each query that was answered has ended.
    answered: Vec<(PatientQuery, SearchEnd)>,
}

impl Search {
    /// Replaces the search if its queries have changed: abandons the old one, and plans the new one after a
    /// pause.
    pub(crate) fn plan(
        &mut self,
        clinic: ClinicId,
        queries: Vec<PatientQuery>,
        up: Duration,
    ) -> Vec<Effect> {
        let queries: Vec<_> = queries.into_iter().map(|query| (clinic, query)).collect();
        if self.queries.iter().filter_map(Query::key).eq(&queries) {
            if queries.is_empty() {
                self.answered.clear();
            }
            return Vec::new();
        }
        let abandoned = mem::take(&mut self.queries);
        self.answered.clear();
        self.due = (!queries.is_empty()).then_some(up + REST);
        self.queries = queries.into_iter().map(Query::of).collect();
        abandoned
            .iter()
            .filter_map(Query::awaited)
            .map(Effect::Abandon)
            .collect()
    }

    /// Returns whether the server may still find people.
    pub(crate) fn is_open(&self) -> bool {
        self.due.is_some() || self.queries.iter().any(Query::is_asking)
    }

    pub(crate) fn due_in(&self, up: Duration) -> Option<Duration> {
        self.due.map(|due| due.saturating_sub(up))
    }

    /// Returns the requests, unless they have been sent.
    pub(crate) fn request(&mut self, now: Moment, tickets: &mut Tickets) -> Vec<Effect> {
        if self.due.take().is_none() {
            return Vec::new();
        }
        let effects = self.queries.iter_mut().filter_map(|query| {
            let (ticket, (clinic, wish)) = query.ask(now, || tickets.issue())?;
            Some(Effect::Clinic(
                ticket,
                ClinicCall::Search(SearchPlace::Face, *clinic, wish.clone()),
            ))
        });
        effects.collect()
    }

    /// Returns whether all patients who fit one of the queries are known, by the answers so far.
    pub(crate) fn end(&self) -> SearchEnd {
        SearchEnd::of_all(self.answered.iter().map(|(_, end)| end.clone()))
    }

    /// Marks one request as answered, with what its answer shows. Returns the clinic, or `None` if the answer was not
    /// awaited.
    pub(crate) fn take_answer(
        &mut self,
        ticket: Ticket,
        end: SearchEnd,
        now: Moment,
    ) -> Option<ClinicId> {
        let query = self.queries.iter_mut().find(|query| query.awaits(ticket))?;
        query.answer(ticket, Ok(()), now);
        let (clinic, query) = query.key()?;
        self.answered.push((query.clone(), end));
        Some(*clinic)
    }

    /// Lets the next letter search again after a failure.
    pub(crate) fn give_up(&mut self) {
        *self = Search {
            answered: mem::take(&mut self.answered),
            ..Search::default()
        };
    }
}
