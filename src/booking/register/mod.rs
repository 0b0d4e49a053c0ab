//! Everyone a backend knows, held so that a few letters find them among a million.
//!
//! A register is made of parts that never change: adding people makes a new register that shares the parts of the
//! old one, so that it can be handed from thread to thread while it grows. Four parts of a size are joined into
//! one, which keeps them few.

mod find;
mod fuzzy;
mod postings;
mod query;
mod record;
mod segment;
#[cfg(test)]
mod tests;
mod wishes;

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Person, Vendor, fold};
use query::Meaning;
pub use query::PeopleQuery;
use segment::Segment;

/// How many parts of a size become one.
const JOINED_AT_ONCE: usize = 4;

/// The most people held.
const MOST_PEOPLE: usize = 2_000_000;
/// The most memory taken, in bytes.
const MOST_BYTES: usize = 512 << 20;

/// Says whether an answer is no longer wanted.
pub(super) type GivenUp<'a> = &'a dyn Fn() -> bool;

/// People of one backend, in its order, each id once. Cheap to clone.
#[derive(Clone)]
pub struct Register {
    backend: Vendor,
    segments: Vec<Arc<Segment>>,
    len: usize,
    complete: bool,
}

/// Whom a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Those to be shown, the best first.
    pub people: Vec<Person>,
    /// How many fit beyond them.
    pub more: usize,
    /// Whether nobody fits, and these only resemble what was typed.
    pub nearly: bool,
}

impl Register {
    /// The register of a backend, with nobody in it yet.
    pub fn new(backend: Vendor) -> Register {
        Register { backend, segments: Vec::new(), len: 0, complete: false }
    }

    /// The same register with these people too, but for those it knows already by their id. Takes as long as
    /// they are many, and now and then a second at a million: not for where keys are waited for.
    pub fn with(&self, people: Vec<Person>) -> Register {
        let mut ids = HashSet::new();
        let mut people = people;
        people.retain(|person| {
            ids.insert(person.id().to_ascii_lowercase()) && self.place_of(person.id()).is_none()
        });
        if people.is_empty() {
            return self.clone();
        }
        let mut register = self.clone();
        register.len += people.len();
        register.segments.push(Arc::new(Segment::of(self.backend, &people)));
        register.join();
        register
    }

    /// This register with a person's new data in the place of the old. Takes as long as the part is large that the
    /// person is in; unchanged where the id is not known.
    pub fn replacing(&self, person: &Person) -> Register {
        let mut register = self.clone();
        for segment in &mut register.segments {
            let Some(place) = segment.place_of(person.id()) else { continue };
            let numbers = 0..u32::try_from(segment.len()).unwrap_or(u32::MAX);
            let kept = |number| if number == place { person.clone() } else { segment.person(number) };
            let people: Vec<Person> = numbers.map(kept).collect();
            let level = segment.level;
            let mut replaced = Segment::of(self.backend, &people);
            replaced.level = level;
            *segment = Arc::new(replaced);
        }
        register
    }

    /// The same register, which is all the backend has.
    pub fn completed(self) -> Register {
        Register { complete: true, ..self }
    }

    /// Whether the backend has no more than these.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether it is full: two million people, or half a gigabyte. A server that never stops sending people
    /// fills it and no more.
    pub fn is_full(&self) -> bool {
        self.len >= MOST_PEOPLE || self.size() >= MOST_BYTES
    }

    /// Joins the last parts for as long as there are enough of a size.
    fn join(&mut self) {
        while let Some(from) = self.segments.len().checked_sub(JOINED_AT_ONCE) {
            let last = &self.segments[from..];
            if last.iter().any(|segment| segment.level != last[0].level) {
                return;
            }
            let joined = Segment::joined(self.backend, last);
            self.segments.truncate(from);
            self.segments.push(Arc::new(joined));
        }
    }

    /// How many people it holds.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How much memory it takes, in bytes.
    pub fn size(&self) -> usize {
        self.segments.iter().map(|segment| segment.size()).sum()
    }

    /// Everyone, in the backend's order.
    pub fn people(&self) -> impl Iterator<Item = Person> + '_ {
        self.segments.iter().flat_map(|segment| {
            let numbers = 0..u32::try_from(segment.len()).unwrap_or(u32::MAX);
            numbers.map(|number| segment.person(number))
        })
    }

    /// The person with this id, in whichever case it is written.
    pub fn by_id(&self, id: &str) -> Option<Person> {
        self.place_of(id).map(|(segment, number)| segment.person(number))
    }

    /// Whom the query means, at most `most` of them: those who fit, else those who resemble it. None where
    /// `given_up` said that the answer is no longer wanted; it is asked every few thousand people.
    pub fn find(&self, query: &PeopleQuery, most: usize, given_up: &dyn Fn() -> bool) -> Option<Matches> {
        if query.is_empty() {
            let people: Vec<Person> = self.people().take(most).collect();
            return Some(Matches { more: self.len - people.len(), people, nearly: false });
        }
        let fitting = find::by_beginnings(self, query, most, given_up)?;
        if fitting.people.is_empty() {
            fuzzy::by_resemblance(self, query, most, given_up)
        } else {
            Some(fitting)
        }
    }

    /// Whether each of the words says something of someone, a name, a birth date or a telephone number, though not
    /// always of the same person.
    pub fn may_mean(&self, query: &PeopleQuery) -> bool {
        let known = |meaning: &Meaning| self.places(meaning).next().is_some();
        !query.is_empty() && query.told().all(|mut meanings| meanings.any(known))
    }

    /// Everyone born that day.
    pub fn born_on(&self, day: NaiveDate) -> Vec<Person> {
        let meaning = Meaning::Born(day);
        let found = self.places(&meaning);
        found.map(|(segment, number)| segment.person(number)).collect()
    }

    /// Those of the same name, born on the same day. Nobody where the day isn't known.
    pub fn namesakes(&self, person: &Person) -> Vec<Person> {
        let Some(born) = person.birth_date() else { return Vec::new() };
        let name = fold(&person.full_name());
        let meaning = Meaning::Born(born);
        let same = self.places(&meaning).filter(|(segment, number)| segment.name(*number).starts_with(&name));
        let same = same.map(|(segment, number)| segment.person(number));
        same.filter(|other| fold(&other.full_name()) == name).collect()
    }

    /// Everyone who is meant, part by part; within one by what they are found by.
    fn places<'a>(&'a self, meaning: &'a Meaning) -> impl Iterator<Item = (&'a Segment, u32)> + 'a {
        self.segments.iter().flat_map(move |segment| {
            let span = segment.span(meaning);
            let numbers = span.column.at(span.range).map(|(_, number)| number);
            let sure = move |number: &u32| span.unsure.is_none_or(|meaning| segment.means(meaning, *number));
            numbers.filter(sure).map(move |number| (&**segment, number))
        })
    }

    fn place_of(&self, id: &str) -> Option<(&Segment, u32)> {
        self.segments.iter().find_map(|segment| Some((&**segment, segment.place_of(id)?)))
    }
}

/// The same people in the same parts.
impl PartialEq for Register {
    fn eq(&self, other: &Register) -> bool {
        self.complete == other.complete
            && self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(|(one, two)| Arc::ptr_eq(one, two))
    }
}

impl Eq for Register {}

/// Says how many there are, never who.
impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Register")
            .field("backend", &self.backend)
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}
