//! A list prepared for searching. People are searched in their register, other entries one by one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use booking::line::{PatientWish, Token, TokenKind, TokenLine};
use booking::time::{Clock, is_time_word};
use booking::{
    Codes, Directory, Entry, EntryKind, Finder, FindingKey, Listing, LookAlike, Matches,
    PeopleQuery, Person, Register,
};

/// The most people searched between two keys; longer lists are searched on another thread.
const MOST_BETWEEN_KEYS: usize = 1000;
/// The most candidates for the patient of the entry line.
const MOST_CANDIDATES: usize = 50;

/// A list prepared for searching. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    entries: Arc<Entries>,
    /// The register, if this is a list of people; `entries` is then empty.
    people: Option<Register>,
    /// Two-letter codes for practitioners and locations; patients and panels have none.
    codes: Arc<Codes>,
    complete: bool,
}

/// Entries in the clinic's order, with an index by id, because ids are looked up after every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entries {
    keyed: Vec<(FindingKey, Entry)>,
    places: HashMap<String, usize>,
}

impl Entries {
    fn push(&mut self, key: FindingKey, entry: Entry) {
        self.places
            .entry(entry.id.to_ascii_lowercase())
            .or_insert(self.keyed.len());
        self.keyed.push((key, entry));
    }

    fn by_id(&self, id: &str) -> Option<&Entry> {
        let index = self.places.get(id.to_ascii_lowercase().as_str())?;
        self.keyed.get(*index).map(|(_, entry)| entry)
    }
}

impl Catalogue {
    /// Creates a catalogue from a list that the clinic sent.
    pub fn of(listing: Listing) -> Catalogue {
        if let Some(first) = listing.entries.iter().find_map(person) {
            let people = listing.entries.iter().filter_map(person).cloned().collect();
            let register = Register::new(first.clinic()).with(people);
            return Catalogue::of_people(if listing.complete {
                register.completed()
            } else {
                register
            });
        }
        let is_coded =
            |kind: &EntryKind| matches!(kind, EntryKind::Practitioner(_) | EntryKind::Place(_));
        let coded = listing.entries.iter().filter(|entry| is_coded(&entry.kind));
        // A location gets its code from the town.
        let named = coded.map(|entry| (entry.id.as_str(), entry.town().unwrap_or(&entry.name)));
        let codes = Codes::new(named, &is_time_word);
        let key = |entry: &Entry| FindingKey::of(entry, codes.code(&entry.id));
        let mut entries = Entries::default();
        for entry in listing.entries {
            entries.push(key(&entry), entry);
        }
        let entries = Arc::new(entries);
        let codes = Arc::new(codes);
        Catalogue {
            entries,
            people: None,
            codes,
            complete: listing.complete,
        }
    }

    /// Creates the catalogue of this list as the clinic sent it. A list of people is searched as such, even if it is
    /// empty.
    pub fn of_list(directory: Directory, listing: Listing) -> Catalogue {
        if !directory.lists_people || !listing.entries.is_empty() {
            return Catalogue::of(listing);
        }
        let nobody = Register::new(directory.clinic());
        Catalogue::of_people(if listing.complete {
            nobody.completed()
        } else {
            nobody
        })
    }

    /// Creates a catalogue of the people of a clinic that have been read.
    pub(crate) fn of_people(register: Register) -> Catalogue {
        let complete = register.is_complete();
        Catalogue {
            entries: Arc::default(),
            people: Some(register),
            codes: Arc::default(),
            complete,
        }
    }

    /// Returns whether the clinic has no further entries.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.people
            .as_ref()
            .map_or(self.entries.keyed.len(), Register::len)
    }

    /// Returns whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the register, if this is a list of people.
    pub fn people(&self) -> Option<&Register> {
        self.people.as_ref()
    }

    /// Returns whether this is a list of people too long to be searched between two keys, so that an effect searches
    /// it.
    pub fn is_long(&self) -> bool {
        self.people()
            .is_some_and(|register| register.len() > MOST_BETWEEN_KEYS)
    }

    /// Adds the people of another list.
    pub fn add(&mut self, other: Catalogue) {
        let Some(found) = other.people else { return };
        match &mut self.people {
            Some(register) => *register = register.with(found.people().collect()),
            None if self.entries.keyed.is_empty() => self.people = Some(found),
            None => {}
        }
    }

    /// Replaces a person's data, if the person is in the list.
    pub fn correct(&mut self, person: &Person) {
        if let Some(register) = &mut self.people {
            *register = register.replacing(person);
        }
    }

    /// Returns every entry of a list that is not of people, in the clinic's order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.keyed.iter().map(|(_, entry)| entry)
    }

    /// Returns the two-letter codes of its entries.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// Returns the two-letter code of an entry.
    pub fn code(&self, entry: &Entry) -> Option<&str> {
        self.codes.code(&entry.id)
    }

    /// Returns the practitioner or location whose two-letter code this is, in any case.
    pub fn with_code(&self, code: &str) -> Option<&Entry> {
        let mut entries = self.entries();
        entries.find(|entry| {
            let own = self.code(entry);
            own.is_some_and(|own| own.eq_ignore_ascii_case(code.trim()))
        })
    }

    /// Returns the entries that a text means: the one with this code, else all that match it.
    pub fn meant_by(&self, text: &str) -> Vec<&Entry> {
        match self.with_code(text) {
            Some(entry) => vec![entry],
            None => self.found_by(&Finder::new(text)),
        }
    }

    /// Returns the entry with this id. Case is ignored, because a UUID may be typed in either.
    pub fn by_id(&self, id: &str) -> Option<Cow<'_, Entry>> {
        match &self.people {
            Some(register) => register
                .by_id(id)
                .map(|person| Cow::Owned(Entry::from(&person))),
            None => self.entries.by_id(id).map(Cow::Borrowed),
        }
    }

    /// Returns whether the typed text may name any entry, or identify any of the people.
    pub fn may_match_any(&self, typed: &str, clock: &Clock) -> bool {
        match &self.people {
            Some(register) => register.may_match(&PeopleQuery::new(typed, clock)),
            None => {
                let finder = Finder::new(typed);
                self.entries.keyed.iter().any(|(key, _)| finder.names(key))
            }
        }
    }

    /// Returns up to `most` people that match the typed text, or similar ones if none matches; `None` if this is
    /// not a list of people, or a long one, which an effect searches.
    pub fn people_found(&self, typed: &str, clock: &Clock, most: usize) -> Option<Matches> {
        if self.is_long() {
            return None;
        }
        let register = self.people()?;
        register.find(&PeopleQuery::new(typed, clock), most, &|| false)
    }

    /// Returns the entries that match, the best first, else in the clinic's order; for people see
    /// [`people_found`](Catalogue::people_found).
    pub fn found_by(&self, finder: &Finder) -> Vec<&Entry> {
        let ranked = self
            .entries
            .keyed
            .iter()
            .filter_map(|(key, entry)| Some((finder.rank(key)?, entry)));
        let mut found: Vec<(u8, &Entry)> = ranked.collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Returns the candidates for the patient of the entry line, each once: by birth date and surname (`220385s`),
    /// by name (`schmidt,ma`), by the end of a phone number or by id. Fast even for long lists.
    pub fn candidates(&self, line: &TokenLine) -> Vec<Person> {
        let wishes: Vec<PatientWish> = line.tokens.iter().filter_map(wish_of).collect();
        let ids = line
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Id);
        let by_id =
            ids.filter_map(|token| self.by_id(&token.text).as_deref().and_then(person).cloned());
        let named = self
            .people
            .as_ref()
            .map(|register| register.candidates(&wishes, MOST_CANDIDATES));
        let mut seen = HashSet::new();
        let people = by_id.chain(named.into_iter().flatten());
        people
            .filter(|person| seen.insert(person.id().to_owned()))
            .collect()
    }

    /// Returns the people who may be the same person; in a long list, only those with the same birth date.
    pub fn alike(&self, look: &LookAlike) -> Vec<Person> {
        let Some(register) = self.people() else {
            return Vec::new();
        };
        if !self.is_long() {
            return register
                .people()
                .filter(|person| look.fits(person))
                .collect();
        }
        let mut people = look
            .born
            .map(|day| register.born_on(day))
            .unwrap_or_default();
        people.retain(|person| look.fits(person));
        people
    }

    /// Returns the people with the same name and birth date as this person.
    pub fn namesakes(&self, of: &Person) -> Vec<Person> {
        self.people()
            .map(|register| register.namesakes(of))
            .unwrap_or_default()
    }
}

/// Returns how a word of the entry line may refer to a patient.
fn wish_of(token: &Token) -> Option<PatientWish> {
    match &token.kind {
        TokenKind::Patient(wish) | TokenKind::PastDate(wish) => Some(wish.clone()),
        TokenKind::Name => Some(PatientWish::named(&token.text)),
        _ => None,
    }
}

/// Returns the person of an entry, if it is one.
pub fn person(entry: &Entry) -> Option<&Person> {
    let EntryKind::Patient(person) = &entry.kind else {
        return None;
    };
    Some(person)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use booking::PersonName;
    use booking::line::parse;

    fn clock() -> Clock {
        let now = DateTime::from_timestamp(1_795_181_520, 0).unwrap();
        Clock {
            now,
            zone: zones::Zone::BERLIN,
            date_order: None,
            open: None,
            language: booking::Language::En,
        }
    }

    /// Returns a list of many people named Ann Other, and one Maria Schmidt at the end.
    fn list(others: usize) -> Catalogue {
        let person = |id: String, first: &str, last: String| {
            let name = PersonName {
                first: first.to_owned(),
                last,
            };
            Person::new(booking::clinics::ANIVA, id, name)
        };
        let others = (0..others).map(|number| {
            person(
                format!("00000000-0000-4000-8000-{number:012}"),
                "Ann",
                format!("Other{number}"),
            )
        });
        let maria = person(
            "a3f1c2d4-8b7e-4f2a-9c1d-2e3f4a5b6c7d".to_owned(),
            "Maria",
            "Schmidt".to_owned(),
        )
        .born("1985-03-22".to_owned())
        .reached_at("+49 30 23125-001".to_owned(), String::new());
        Catalogue::of_people(
            Register::new(booking::clinics::ANIVA).with(others.chain([maria]).collect()),
        )
    }

    #[test]
    fn a_short_list_and_a_long_one_answer_alike() {
        let short = list(30);
        let long = list(3_000);
        assert!(!short.is_long() && long.is_long());
        for list in [short, long] {
            let maria = list
                .by_id("A3F1C2D4-8B7E-4F2A-9C1D-2E3F4A5B6C7D")
                .unwrap()
                .into_owned();
            assert_eq!(maria.name, "Maria Schmidt");
            assert_eq!(list.namesakes(person(&maria).unwrap()).len(), 1);
            assert!(
                list.may_match_any("schmidt ma", &clock()) && !list.may_match_any("xyz", &clock())
            );
            for line in [
                "220385s ki f",
                "schmidt,ma",
                "23125001",
                "maria schmidt fr 9",
                &maria.id,
            ] {
                let people = list.candidates(&parse(line, &clock()));
                assert_eq!(
                    people.iter().map(Person::id).collect::<Vec<_>>(),
                    [&maria.id],
                    "{line}"
                );
            }
            let some = list.candidates(&parse("ann other maria schmidt,", &clock()));
            assert!(
                (2..=2 * MOST_CANDIDATES + 1).contains(&some.len()),
                "{} people",
                some.len()
            );
        }
    }
}
