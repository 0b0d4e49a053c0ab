//! Searching a server for a patient if the loaded list is incomplete: for the patient field and for the entry
//! line, a moment after the last letter; the search before is given up. As long as the server may know
//! another match, no match counts as the only one.

use std::time::Duration;

use crate::booking::line::PatientWish;
use crate::booking::time::Clock;
use crate::booking::{ClinicId, Failure, Listing, PatientQuery};
use crate::desk::{Catalogue, Desk, Ticket, note};

use super::Search;

/// The minimum number of letters in a field that are worth a search.
const FEWEST: usize = 2;

impl Desk {
    /// Plans a search for the changed text of the focused field.
    pub(in crate::desk) fn plan_search(&mut self) {
        let here = self.form().focus() == self.clinic.patient_field();
        let typed = self.form().typed().trim();
        let worth_it = here && self.knows_part_of_patients(self.clinic) && typed.chars().count() >= FEWEST;
        let queries = if worth_it { queries_in(typed, &self.setting().clock) } else { Vec::new() };
        self.effects.extend(self.people.field_search.plan(at(self.clinic, queries), self.moment.up));
    }

    /// Plans a search for the patients that the line may mean.
    pub(in crate::desk) fn plan_search_of_line(&mut self, clinic: ClinicId, wishes: &[PatientWish]) {
        let queries = match self.knows_part_of_patients(clinic) {
            true => wishes.iter().flat_map(queries).collect(),
            false => Vec::new(),
        };
        self.effects.extend(self.people.line_search.plan(at(clinic, queries), self.moment.up));
    }

    /// Starts the line's search at once.
    pub(in crate::desk) fn search_for_line_now(&mut self) {
        self.effects.extend(self.people.line_search.request(self.moment, &mut self.tickets));
    }

    fn knows_part_of_patients(&self, clinic: ClinicId) -> bool {
        let list = self.lists.list(clinic.people()).value().filter(|_| clinic.can().has_patient_search);
        list.is_some_and(|list| !list.is_complete())
    }

    /// Starts the searches that are due.
    pub(in crate::desk) fn search_if_due(&mut self) {
        if self.people.line_search.due_in(self.moment.up) == Some(Duration::ZERO) {
            self.search_for_line_now();
        }
        if self.people.field_search.due_in(self.moment.up) == Some(Duration::ZERO) {
            self.effects.extend(self.people.field_search.request(self.moment, &mut self.tickets));
        }
    }

    /// Takes the results of a search; an answer to an older search is dropped.
    pub(in crate::desk) fn found(&mut self, ticket: Ticket, answer: Result<Listing, Failure>) {
        let (people, now) = (&mut self.people, self.moment);
        let for_line = people.line_search.take_answer(ticket, now);
        let clinic = for_line.or_else(|| people.field_search.take_answer(ticket, now));
        let Some(clinic) = clinic else { return };
        match answer {
            Ok(listing) => self.lists.add(clinic.people(), Catalogue::of(listing)),
            Err(_) if for_line.is_some() => self.note = Some(note!("line-namesakes", clinic = clinic.name())),
            Err(_) => {
                // The next letter searches again.
                self.people.field_search = Search::default();
                self.note = Some(note!("people-not-searched"));
            }
        }
    }

    /// Whether the server is being searched for the field, or is about to be.
    pub fn is_searching(&self) -> bool {
        self.people.field_search.is_open()
    }

    /// Whether the server is being searched for the line, or is about to be.
    pub(in crate::desk) fn is_searching_for_line(&self) -> bool {
        self.people.line_search.is_open()
    }

    /// Returns the time until a search is due, if one is.
    pub(in crate::desk) fn search_due_in(&self) -> Option<Duration> {
        let due =
            [&self.people.field_search, &self.people.line_search].map(|search| search.due_in(self.moment.up));
        due.into_iter().flatten().min()
    }
}

/// Returns the queries for the text of a patient field: by number or birth date if it holds one, else by
/// name.
fn queries_in(typed: &str, clock: &Clock) -> Vec<PatientQuery> {
    let pieces = typed.split([' ', ',']);
    let told: Vec<PatientWish> = pieces.filter_map(|piece| PatientWish::told(piece, clock)).collect();
    match typed.split_once(',') {
        _ if !told.is_empty() => told.iter().flat_map(queries).collect(),
        Some((surname, given)) => {
            let [surname, given] = [surname, given].map(|part| part.trim().to_owned());
            queries(&PatientWish::Name { surname, given })
        }
        None => vec![PatientQuery::Name(typed.to_owned())],
    }
}

/// Returns the server queries for everyone whom a wish may mean. The server can't search for the end of a
/// phone number.
fn queries(wish: &PatientWish) -> Vec<PatientQuery> {
    match wish {
        PatientWish::Born { dates, initial } if !initial.is_empty() => {
            let born = |born: &_| PatientQuery::BornNamed { born: *born, surname: initial.clone() };
            dates.iter().map(born).collect()
        }
        PatientWish::Born { dates, .. } | PatientWish::Number { dates, .. } => {
            dates.iter().map(|born| PatientQuery::Born(*born)).collect()
        }
        PatientWish::Name { surname, given } if surname.is_empty() => vec![PatientQuery::Name(given.clone())],
        PatientWish::Name { surname, given } if given.is_empty() => vec![PatientQuery::Name(surname.clone())],
        PatientWish::Name { surname, given } => {
            vec![PatientQuery::Named { surname: surname.clone(), given: given.clone() }]
        }
    }
}

/// Returns these queries, each addressed to the clinic.
fn at(clinic: ClinicId, queries: Vec<PatientQuery>) -> Vec<(ClinicId, PatientQuery)> {
    queries.into_iter().map(|query| (clinic, query)).collect()
}
