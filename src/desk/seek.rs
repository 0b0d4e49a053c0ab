//! Looking on the server for whom the entry line means, where the list at hand is not the whole of it: nobody is
//! taken for the only one who fits as long as the server may know another.

use std::time::Duration;

use crate::booking::line::PatientWish;
use crate::booking::{Directory, Failure, Listing, PatientQuery};
use crate::words::say;

use super::{Catalogue, Desk, Effect, Ticket};

/// How long after the last letter the server is asked, unless Enter says that there are no more.
const REST: Duration = Duration::from_millis(200);

/// What the server is asked about the patient on the line.
#[derive(Clone, Debug)]
pub(super) struct Seek {
    queries: Vec<PatientQuery>,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    Due(Duration),
    Asked(Vec<Ticket>),
    Done,
}

impl Desk {
    /// Follows the line: what is asked for no longer is given up, what is new is due in a moment.
    pub(super) fn seek(&mut self, wishes: &[PatientWish]) -> Vec<Effect> {
        let part = self.lists.list(Directory::Patients).value().is_some_and(|list| !list.is_complete());
        let queries: Vec<PatientQuery> = match part {
            true => wishes.iter().flat_map(queries).collect(),
            false => Vec::new(),
        };
        if self.seek.as_ref().map_or(&[][..], |seek| &seek.queries) == queries {
            return Vec::new();
        }
        let given_up = self.stop_seeking();
        if !queries.is_empty() {
            self.seek = Some(Seek { queries, stage: Stage::Due(self.moment.up + REST) });
        }
        given_up
    }

    /// Gives up what the server has been asked.
    pub(super) fn stop_seeking(&mut self) -> Vec<Effect> {
        match self.seek.take().map(|seek| seek.stage) {
            Some(Stage::Asked(tickets)) => tickets.into_iter().map(Effect::Abandon).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the server may still name someone.
    pub(super) fn is_seeking(&self) -> bool {
        self.seek.as_ref().is_some_and(|seek| !matches!(seek.stage, Stage::Done))
    }

    /// Asks at once.
    pub(super) fn seek_now(&mut self) -> Vec<Effect> {
        let Some(Seek { queries, stage: Stage::Due(_) }) = self.seek.clone() else { return Vec::new() };
        let asked: Vec<Effect> =
            queries.iter().map(|query| Effect::Search(self.ticket(), query.clone())).collect();
        let tickets = asked.iter().filter_map(|effect| match effect {
            Effect::Search(ticket, _) => Some(*ticket),
            _ => None,
        });
        self.seek = Some(Seek { queries, stage: Stage::Asked(tickets.collect()) });
        asked
    }

    /// Asks, if nothing has been typed for a moment.
    pub(super) fn seek_if_due(&mut self) -> Vec<Effect> {
        match self.seek_due_in() {
            Some(Duration::ZERO) => self.seek_now(),
            _ => Vec::new(),
        }
    }

    /// How long until the server is to be asked, if it is.
    pub(super) fn seek_due_in(&self) -> Option<Duration> {
        match self.seek.as_ref()?.stage {
            Stage::Due(due) => Some(due.saturating_sub(self.moment.up)),
            Stage::Asked(_) | Stage::Done => None,
        }
    }

    /// Whom the server has found for the line; says whether it was asked for the line.
    pub(super) fn sought(&mut self, ticket: Ticket, answer: &Result<Listing, Failure>) -> bool {
        let Some(Seek { stage, .. }) = &mut self.seek else { return false };
        let Stage::Asked(tickets) = stage else { return false };
        if !tickets.contains(&ticket) {
            return false;
        }
        tickets.retain(|other| *other != ticket);
        if tickets.is_empty() {
            *stage = Stage::Done;
        }
        match answer {
            Ok(listing) => self.lists.add(Directory::Patients, Catalogue::of(listing.clone())),
            Err(_) => self.note = Some(say!(self.setup.language, "line-namesakes").to_owned()),
        }
        true
    }
}

/// What to ask the server for everyone whom a word of the line may mean. It finds no phone number by its end.
fn queries(wish: &PatientWish) -> Vec<PatientQuery> {
    match wish {
        PatientWish::BornInitial { dates, initial } => {
            let born = |born: &_| PatientQuery::BornNamed { born: *born, surname: initial.clone() };
            dates.iter().map(born).collect()
        }
        PatientWish::Name { surname, given } if surname.is_empty() => vec![PatientQuery::Name(given.clone())],
        PatientWish::Name { surname, given } if given.is_empty() => vec![PatientQuery::Name(surname.clone())],
        PatientWish::Name { surname, given } => {
            vec![PatientQuery::Named { surname: surname.clone(), given: given.clone() }]
        }
        PatientWish::PhoneTail(_) => Vec::new(),
    }
}
