//! Searching for people.
//!
//! The server is searched if the loaded list is incomplete: for the patient field and for the entry line, a
//! moment after the last letter; the search before is given up. As long as the server may know another match,
//! no match counts as the only one.
//!
//! A list too long to be searched between two keys is searched by an effect. Until its answer is there, the rows
//! of the previous text stay on screen, and none can be picked.

use std::time::Duration;

use crate::booking::line::PatientWish;
use crate::booking::time::Clock;
use crate::booking::{
    ClinicId, Directory, Failure, Kind, Listing, Matches, PatientQuery, PeopleQuery, Register,
};
use crate::desk::{Asker, Catalogue, Desk, Effect, Form, Pane, Query, Ticket, note};

use super::{LookupInputs, MatchKey, Search};

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

impl Desk {
    /// Starts a search whenever the text or the list has changed, and gives up the one before.
    pub(in crate::desk) fn sync_matches(&mut self) {
        let Some((directory, typed, register)) = self.wants_matches() else {
            return self.give_up_matches();
        };
        let among = register.len();
        // Rows among which someone is choosing don't change.
        let chosen =
            if self.panes.focused == Pane::Line { self.line.chosen } else { self.form().picker.chosen };
        let rests = self.awaits_matches() || chosen.is_some();
        let before = self.people.matching.key();
        if before.is_some_and(|key| key.is_for(directory, typed) && (rests || key.among == among)) {
            return;
        }
        let query = PeopleQuery::new(typed, &self.setting().clock);
        let (typed, register) = (typed.to_owned(), register.clone());
        let is_same_list = before.is_some_and(|key| key.directory == directory);
        let matching = &mut self.people.matching;
        let given_up = matching.awaited().map(Effect::Abandon);
        if !is_same_list {
            *matching = Query::default();
        }
        matching.turn_to(MatchKey { directory, typed, among });
        let asked = matching.ask(self.moment, || self.tickets.next(Asker::Matching));
        let find = asked.map(|(ticket, _)| Effect::Find(ticket, register, query));
        self.effects.extend(given_up.into_iter().chain(find));
    }

    /// Returns the long list to search and the text, if a person is being searched for, or the line names
    /// nobody in the list.
    fn wants_matches(&self) -> Option<(Directory, &str, &Register)> {
        if self.panes.focused == Pane::Line {
            let (directory, names) = self.line.reading.as_ref()?.unanswered.as_ref()?;
            return Some((*directory, names, self.long_list(*directory)?));
        }
        let form = self.form();
        let Kind::Reference(directory) = form.focus().kind else { return None };
        if !form.picker.open || self.panes.focused != Pane::Form {
            return None;
        }
        let register = self.long_list(directory)?;
        let typed = if form.fresh { "" } else { form.draft().text(form.focus()).trim() };
        register.by_id(typed).is_none().then_some((directory, typed, register))
    }

    fn long_list(&self, directory: Directory) -> Option<&Register> {
        self.lists.list(directory).value().filter(|list| list.is_long())?.people()
    }

    /// Returns the matches of the current or the previous text.
    pub(in crate::desk) fn matches(&self) -> Option<&Matches> {
        self.people.matching.value()
    }

    /// Returns the matches of this text, if the search has been answered.
    pub(in crate::desk) fn matches_of(&self, directory: Directory, typed: &str) -> Option<&Matches> {
        let key = self.people.matching.key()?;
        self.matches().filter(|_| key.is_for(directory, typed) && !self.awaits_matches())
    }

    /// Whether the matches of the current text are still awaited.
    pub(in crate::desk) fn awaits_matches(&self) -> bool {
        self.people.matching.is_asking()
    }

    pub(in crate::desk) fn give_up_matches(&mut self) {
        let awaited = std::mem::take(&mut self.people.matching).awaited();
        self.effects.extend(awaited.map(Effect::Abandon));
    }
}

impl MatchKey {
    fn is_for(&self, directory: Directory, typed: &str) -> bool {
        (self.directory, self.typed.as_str()) == (directory, typed)
    }
}

impl Desk {
    /// Whether the inputs have changed since the last call; the minute is one of them, because remarks on a
    /// time depend on it.
    pub(in crate::desk) fn note_changed_inputs(&mut self) -> bool {
        let (clinic, minute) = (Some(self.clinic), self.moment.minute());
        let patient = Some(self.patient_in_question());
        let typed = self.visit_on_line();
        let texts = telling(self.form());
        let known = &self.people.lookup_inputs;
        let same = known.clinic == clinic
            && known.minute == minute
            && known.patient == patient
            && known.typed.as_ref() == typed
            && texts.clone().eq(known.texts.iter().map(String::as_str));
        if !same {
            let (texts, typed) = (texts.map(str::to_owned).collect(), typed.cloned());
            self.people.lookup_inputs = LookupInputs { clinic, minute, texts, patient, typed };
        }
        !same
    }
}

/// Returns the texts that identify the booking: all but free texts.
fn telling(form: &Form) -> impl Iterator<Item = &str> + Clone {
    let fields = form.draft().clinic().form().iter();
    let telling = fields.filter(|field| !matches!(field.kind, Kind::Line(_) | Kind::Lines));
    telling.map(|field| form.draft().text(*field))
}
