//! What the backends have been asked, and what they said so far.

use std::collections::HashMap;

use crate::booking::line::Provider;
use crate::booking::time::is_time_word;
use crate::booking::{Backend, Codes, Directory, Entry, EntryKind, Failure, Finder, FindingKey, Listing};

use super::Ticket;

/// Something that lives elsewhere, as far as it is known here.
#[derive(Clone, Debug, Default)]
pub enum Remote<T> {
    /// Nobody has asked.
    #[default]
    Idle,
    /// Asked; what an earlier answer said stays in use meanwhile.
    Loading(Ticket, Option<T>),
    /// Answered.
    Ready(T),
    /// The last answer was a failure; what an earlier one said stays in use.
    Failed(Failure, Option<T>),
}

impl<T> Remote<T> {
    /// The best that is known.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Remote::Ready(value) => Some(value),
            Remote::Loading(_, stale) | Remote::Failed(_, stale) => stale.as_ref(),
            Remote::Idle => None,
        }
    }

    /// Whether asking (again) is worth it.
    #[must_use]
    pub fn wants_asking(&self) -> bool {
        matches!(self, Remote::Idle | Remote::Failed(..))
    }

    /// Asked for the first time, under this ticket.
    pub(super) fn asked(ticket: Ticket) -> Remote<T> {
        Remote::Loading(ticket, None)
    }

    /// Whether the answer under this ticket is waited for.
    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        matches!(self, Remote::Loading(current, _) if *current == ticket)
    }

    /// Asked under this ticket.
    pub(super) fn ask(&mut self, ticket: Ticket) {
        let stale = match std::mem::take(self) {
            Remote::Ready(value) => Some(value),
            Remote::Loading(_, stale) | Remote::Failed(_, stale) => stale,
            Remote::Idle => None,
        };
        *self = Remote::Loading(ticket, stale);
    }

    /// Answered under this ticket; an answer to an older question is dropped.
    pub(super) fn answer(&mut self, ticket: Ticket, answer: Result<T, Failure>) {
        if !self.awaits(ticket) {
            return;
        }
        let Remote::Loading(_, stale) = std::mem::take(self) else { return };
        *self = match answer {
            Ok(value) => Remote::Ready(value),
            Err(failure) => Remote::Failed(failure, stale),
        };
    }
}

/// A list, ready to be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    entries: Vec<(FindingKey, Entry)>,
    /// Two letters for each practitioner and location; patients have none.
    codes: Codes,
    complete: bool,
}

impl Catalogue {
    /// The list as the backend sent it.
    #[must_use]
    pub fn of(listing: Listing) -> Catalogue {
        let coded = listing.entries.iter().filter(|entry| !matches!(entry.kind, EntryKind::Patient(_)));
        let named = coded.map(|entry| (entry.id.as_str(), known_as(entry)));
        let codes = Codes::new(named, &is_time_word);
        let key = |entry: &Entry| FindingKey::of(entry, codes.code(&entry.id));
        let entries = listing.entries.into_iter().map(|entry| (key(&entry), entry)).collect();
        Catalogue { entries, codes, complete: listing.complete }
    }

    /// Whether the backend holds no more than these.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Adds what another list holds beyond this one.
    fn add(&mut self, other: Catalogue) {
        let new: Vec<_> =
            other.entries.into_iter().filter(|(_, entry)| self.by_id(&entry.id).is_none()).collect();
        self.entries.extend(new);
    }

    /// Every entry, in the backend's order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    /// The two letters that stand for an entry.
    #[must_use]
    pub fn code(&self, entry: &Entry) -> Option<&str> {
        self.codes.code(&entry.id)
    }

    /// The entry with this id. Ids are compared without regard to case: a UUID may be typed either way.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.id.eq_ignore_ascii_case(id))
    }

    /// Whether what was typed is a part of anyone's name.
    #[must_use]
    pub fn names_any(&self, finder: &Finder) -> bool {
        self.entries.iter().any(|(key, _)| finder.names(key))
    }

    /// The entries that fit what was typed, the best first, else in the backend's order.
    #[must_use]
    pub fn found_by(&self, finder: &Finder) -> Vec<&Entry> {
        let ranked = |(key, entry)| finder.rank(key).map(|rank| (rank, entry));
        let mut found: Vec<(u8, &Entry)> =
            self.entries.iter().filter_map(|(key, entry)| ranked((key, entry))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// What an entry's code is made from: a place is known by its town.
fn known_as(entry: &Entry) -> &str {
    Provider::new(Backend::Clinik, entry, None).known_as()
}

/// What looking up one id came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookUp {
    /// Asked.
    Asked(Ticket),
    /// There is such an entry.
    Found(Entry),
    /// There is none, or the backend would not say.
    Failed(Failure),
}

/// Every list of every backend, and every id that was looked up.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: HashMap<Directory, Remote<Catalogue>>,
    looked_up: HashMap<(Directory, String), LookUp>,
}

impl Lists {
    /// Whether a list has been asked for and has not come yet.
    #[must_use]
    pub fn any_on_its_way(&self) -> bool {
        Directory::ALL.into_iter().any(|directory| matches!(self.list(directory), Remote::Loading(..)))
    }

    /// A list, as far as it is known.
    #[must_use]
    pub fn list(&self, directory: Directory) -> &Remote<Catalogue> {
        self.lists.get(&directory).unwrap_or(&Remote::Idle)
    }

    pub(super) fn list_mut(&mut self, directory: Directory) -> &mut Remote<Catalogue> {
        self.lists.entry(directory).or_default()
    }

    /// Adds what a search has found to what a list holds.
    pub(super) fn add(&mut self, directory: Directory, found: Catalogue) {
        if let Remote::Ready(catalogue) = self.list_mut(directory) {
            catalogue.add(found);
        }
    }

    /// The entry with this id, if it is known.
    #[must_use]
    pub fn entry(&self, directory: Directory, id: &str) -> Option<&Entry> {
        let listed = self.list(directory).value().and_then(|catalogue| catalogue.by_id(id));
        listed.or_else(|| match self.looked_up(directory, id) {
            Some(LookUp::Found(entry)) => Some(entry),
            _ => None,
        })
    }

    /// What looking up this id came to, if it was looked up.
    #[must_use]
    pub fn looked_up(&self, directory: Directory, id: &str) -> Option<&LookUp> {
        self.looked_up.get(&(directory, id.to_lowercase()))
    }

    pub(super) fn note(&mut self, directory: Directory, id: &str, found: LookUp) {
        self.looked_up.insert((directory, id.to_lowercase()), found);
    }
}
