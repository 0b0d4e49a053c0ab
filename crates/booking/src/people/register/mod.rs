//! The register of a clinic's people, stored so that a few letters find them among a million.
//!
//! A register consists of immutable segments: adding people makes a new register that shares the segments of the old
//! one, so that it can be passed between threads while it grows. Four segments of the same size are joined into one,
//! which keeps their number small.

mod find;
mod fuzzy;
mod near;
mod postings;
mod query;
mod record;
mod segment;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::text::redacted_debug;
use crate::{ClinicId, Person, fold};
pub(crate) use near::TypedNames;
pub use query::PeopleQuery;
use query::Sense;
pub(crate) use query::names_of;
use segment::Segment;

/// The number of segments of the same size that are joined.
const JOINED_AT_ONCE: usize = 4;

/// People held, at most.
const MOST_PEOPLE: usize = 2_000_000;
/// Memory taken, in bytes, at most.
const MOST_BYTES: usize = 512 << 20;
/// People examined between checks for cancellation.
const PEOPLE_PER_CHECK: usize = 4096;

/// Returns whether a search is cancelled.
type IsCancelled<'a> = &'a dyn Fn() -> bool;

/// The people of one clinic, in its order, each id once. Cheap to clone.
#[derive(Clone)]
pub struct Register {
    clinic: ClinicId,
    segments: Vec<Arc<Segment>>,
    len: usize,
    complete: bool,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The people to be shown, the best first.
    pub people: Vec<Person>,
    /// The number of further matches.
    pub more: usize,
    /// Whether nobody matches, and these only resemble the typed text.
    pub nearly: bool,
}

impl Register {
    /// Creates an empty register for a clinic.
    pub fn new(clinic: ClinicId) -> Register {
        Register {
            clinic,
            segments: Vec::new(),
            len: 0,
            complete: false,
        }
    }

    /// Returns the register with these people added, except those whose id it already has. Takes time in proportion to
    /// their number, and occasionally a second at a million, so it is not for the thread that handles keys.
    pub fn with(&self, mut people: Vec<Person>) -> Register {
        let mut ids = HashSet::new();
        people.retain(|person| {
            ids.insert(person.id().to_ascii_lowercase()) && self.place_of(person.id()).is_none()
        });
        if people.is_empty() {
            return self.clone();
        }
        let mut register = self.clone();
        register.len += people.len();
        register
            .segments
            .push(Arc::new(Segment::of(self.clinic, &people)));
        register.join();
        register
    }

    /// Returns the register with a person's data replaced; unchanged if the id is not known. Takes time in proportion
    /// to the person's segment.
    pub fn replacing(&self, person: &Person) -> Register {
        let mut register = self.clone();
        for segment in &mut register.segments {
            let Some(place) = segment.place_of(person.id()) else {
                continue;
            };
            let mut people: Vec<Person> = segment.people().collect();
            people[place as usize] = person.clone();
            let mut replaced = Segment::of(self.clinic, &people);
            replaced.level = segment.level;
            *segment = Arc::new(replaced);
        }
        register
    }

    /// Marks the register as holding everyone of the clinic.
    pub fn completed(self) -> Register {
        Register {
            complete: true,
            ..self
        }
    }

    /// Returns whether these are all people of the clinic.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Returns whether it is full: two million people, or half a gigabyte. This limits a server that never stops
    /// sending people.
    pub fn is_full(&self) -> bool {
        self.len >= MOST_PEOPLE || self.size() >= MOST_BYTES
    }

    /// Joins the last segments while there are enough of the same size.
    fn join(&mut self) {
        while let Some(from) = self.segments.len().checked_sub(JOINED_AT_ONCE) {
            let last = &self.segments[from..];
            if last.iter().any(|segment| segment.level != last[0].level) {
                return;
            }
            let joined = Segment::joined(self.clinic, last);
            self.segments.truncate(from);
            self.segments.push(Arc::new(joined));
        }
    }

    /// Returns the number of people.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the memory it takes, in bytes.
    pub fn size(&self) -> usize {
        self.segments.iter().map(|segment| segment.size()).sum()
    }

    /// Returns all people, in the clinic's order.
    pub fn people(&self) -> impl Iterator<Item = Person> + '_ {
        self.segments.iter().flat_map(|segment| segment.people())
    }

    /// Returns the person with this id, in either letter case.
    pub fn by_id(&self, id: &str) -> Option<Person> {
        self.place_of(id)
            .map(|(segment, number)| segment.person(number))
    }

    /// Returns at most `most` people that match the query, else people that resemble it. If no name matches exactly,
    /// names that are one typing error away come after the other matches. `None` if `is_cancelled`, which is called
    /// every few thousand people, returned true.
    pub fn find(
        &self,
        query: &PeopleQuery,
        most: usize,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<Matches> {
        if query.is_empty() {
            let people: Vec<Person> = self.people().take(most).collect();
            return Some(Matches {
                more: self.len - people.len(),
                people,
                nearly: false,
            });
        }
        let mut fitting = find::by_beginnings(self, query, most, is_cancelled)?;
        if fitting.people.is_empty() {
            return fuzzy::by_resemblance(self, query, most, is_cancelled);
        }
        let names = query.names().unwrap_or_default();
        if let Some(typed) = TypedNames::of(&names, &query::folded_names(&fitting.people)) {
            let room = most - fitting.people.len();
            fitting
                .people
                .extend(self.near(&typed, room, is_cancelled)?);
        }
        Some(fitting)
    }

    /// Returns whether each word is a name, a birth date or a telephone number of someone, but not necessarily of the
    /// same person.
    pub fn may_match(&self, query: &PeopleQuery) -> bool {
        let known = |meaning: &Sense| self.places(meaning).next().is_some();
        !query.is_empty()
            && query
                .everyday_senses()
                .all(|mut meanings| meanings.any(known))
    }

    /// Returns everyone born on that day.
    pub fn born_on(&self, day: NaiveDate) -> Vec<Person> {
        let meaning = Sense::Born(day);
        let found = self.places(&meaning);
        found
            .map(|(segment, number)| segment.person(number))
            .collect()
    }

    /// Returns the people with the same name and birth date; empty if the day isn't known.
    pub fn namesakes(&self, person: &Person) -> Vec<Person> {
        let Some(born) = person.birth_date() else {
            return Vec::new();
        };
        let name = fold(&person.full_name());
        let meaning = Sense::Born(born);
        let same = self
            .places(&meaning)
            .filter(|(segment, number)| segment.name(*number).starts_with(&name));
        let same = same.map(|(segment, number)| segment.person(number));
        same.filter(|other| fold(&other.full_name()) == name)
            .collect()
    }

    /// Returns everyone with this meaning, segment by segment, in key order within each.
    fn places<'a>(&'a self, meaning: &'a Sense) -> impl Iterator<Item = (&'a Segment, u32)> + 'a {
        self.segments.iter().flat_map(move |segment| {
            let span = segment.span(meaning);
            let numbers = span.column.at(span.range).map(|(_, number)| number);
            let matches = move |number: &u32| {
                span.to_compare
                    .is_none_or(|meaning| segment.means(meaning, *number))
            };
            numbers
                .filter(matches)
                .map(move |number| (&**segment, number))
        })
    }

    fn place_of(&self, id: &str) -> Option<(&Segment, u32)> {
        self.segments
            .iter()
            .find_map(|segment| Some((&**segment, segment.place_of(id)?)))
    }
}

/// Compares the identity of the segments.
impl PartialEq for Register {
    fn eq(&self, other: &Register) -> bool {
        self.complete == other.complete
            && self.segments.len() == other.segments.len()
            && self
                .segments
                .iter()
                .zip(&other.segments)
                .all(|(one, two)| Arc::ptr_eq(one, two))
    }
}

impl Eq for Register {}

redacted_debug!(Register { clinic, len });
