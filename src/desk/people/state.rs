//! What the lists are being asked, and what of it is under way.

use std::mem;
use std::time::Duration;

use crate::booking::{Directory, Matches, PatientQuery, Vendor};
use crate::desk::line::LineVisit;
use crate::desk::{Effect, Ticket};

/// The questions about people that are under way.
#[derive(Clone, Default)]
pub(in crate::desk) struct People {
    /// Asked for the patient's field.
    pub(super) field_search: Search,
    /// Asked for the entry line.
    pub(super) line_search: Search,
    /// What is typed, looked for in a list too long to be looked through between two keys.
    pub(super) matching: Option<Matching>,
    /// When everyone was last read, by the monotonic clock.
    pub(super) everyone_read: Option<Duration>,
    pub(super) lookup_inputs: LookupInputs,
}

/// A booking as it was when the desk last looked.
#[derive(Clone, Default)]
pub(in crate::desk) struct LookupInputs {
    pub(super) backend: Option<Vendor>,
    pub(super) minute: i64,
    pub(super) texts: Vec<String>,
    /// Whose appointments are looked at, which a verb on the entry line may change.
    pub(super) patient: Option<(Vendor, String)>,
    /// The visit on the entry line.
    pub(super) typed: Option<LineVisit>,
}

/// What has been asked about a long list, and what was said last.
#[derive(Clone)]
pub(in crate::desk) struct Matching {
    pub(super) directory: Directory,
    pub(super) typed: String,
    /// How many people the list held when it was asked.
    pub(super) among: usize,
    pub(super) asked: Option<Ticket>,
    pub(super) matches: Option<Matches>,
}

/// How long after the last letter the server is asked, unless Enter says that there are no more.
const REST: Duration = Duration::from_millis(200);

/// What the server is asked about what is typed in one place.
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
    /// Follows what is typed: what is asked for no longer is given up, what is new is due in a moment.
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

    /// Gives up what has been asked.
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

    /// The questions to ask now, if they have not been asked yet, each with its ticket.
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

    /// Takes an answer to one of the questions off what is waited for; says who was asked, if it was waited for.
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
