//! The requests about people that are under way.

use std::mem;
use std::time::Duration;

use crate::booking::{Directory, Matches, PatientQuery, Vendor};
use crate::desk::line::LineVisit;
use crate::desk::{Effect, Query, Ticket};

/// The requests about people that are under way.
#[derive(Clone, Default)]
pub(in crate::desk) struct People {
    /// The search for the patient field.
    pub(super) field_search: Search,
    /// The search for the entry line.
    pub(super) line_search: Search,
    /// The search of a list too long to be searched between two keys.
    pub(super) matching: Query<MatchKey, Matches>,
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
    queries: Vec<(Vendor, PatientQuery)>,
    stage: Stage,
}

#[derive(Clone, Debug, Default)]
enum Stage {
    #[default]
    Done,
    Due(Duration),
    Asked(Vec<(Ticket, Vendor)>),
}

impl Search {
    /// Replaces the search if its queries have changed: gives up the old one, and plans the new one for a
    /// moment later.
    pub(super) fn plan(&mut self, queries: Vec<(Vendor, PatientQuery)>, up: Duration) -> Vec<Effect> {
        if self.queries == queries {
            return Vec::new();
        }
        let given_up = self.give_up();
        if !queries.is_empty() {
            *self = Search { queries, stage: Stage::Due(up + REST) };
        }
        given_up
    }

    pub(super) fn give_up(&mut self) -> Vec<Effect> {
        match mem::take(self).stage {
            Stage::Asked(tickets) => tickets.into_iter().map(|(ticket, _)| Effect::Abandon(ticket)).collect(),
            Stage::Due(_) | Stage::Done => Vec::new(),
        }
    }

    /// Whether the server may still name someone.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Done)
    }

    pub(super) fn due_in(&self, up: Duration) -> Option<Duration> {
        match self.stage {
            Stage::Due(due) => Some(due.saturating_sub(up)),
            Stage::Asked(_) | Stage::Done => None,
        }
    }

    /// Returns the requests to send now, each with its ticket, if they are due and have not been sent.
    pub(super) fn ask(&mut self, mut ticket: impl FnMut() -> Ticket) -> Vec<Effect> {
        if !matches!(self.stage, Stage::Due(_)) {
            return Vec::new();
        }
        let tickets: Vec<(Ticket, Vendor)> =
            self.queries.iter().map(|(vendor, _)| (ticket(), *vendor)).collect();
        let asked = tickets.iter().zip(&self.queries);
        let asked =
            asked.map(|((ticket, vendor), (_, query))| Effect::Search(*ticket, *vendor, query.clone()));
        let asked = asked.collect();
        self.stage = Stage::Asked(tickets);
        asked
    }

    /// Marks one request as answered. Returns the clinic, or `None` if the answer was not awaited.
    pub(super) fn take_answer(&mut self, ticket: Ticket) -> Option<Vendor> {
        let Stage::Asked(tickets) = &mut self.stage else { return None };
        let place = tickets.iter().position(|(asked, _)| *asked == ticket)?;
        let (_, vendor) = tickets.swap_remove(place);
        if tickets.is_empty() {
            self.stage = Stage::Done;
        }
        Some(vendor)
    }
}
