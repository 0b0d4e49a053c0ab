//! The people, places and panels a booking can name, as the backends list them.

use std::borrow::Cow;
use std::fmt;

use chrono_tz::Tz;

use super::{Hours, Person};
use crate::i18n::Language;

/// One entry of a backend's list, every text harmless to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the request carries.
    pub id: String,
    /// The name a person knows it by.
    pub name: String,
    /// What tells somewhere to be from others of that name: specialty, address. Empty for a person, whom
    /// [`Entry::told_by`] tells by the birth date.
    pub detail: String,
    /// Whether it is a person to read back, somewhere to be, or something to be looked for.
    pub kind: EntryKind,
}

impl Entry {
    /// The town of a place.
    pub fn town(&self) -> Option<&str> {
        let is_place = matches!(self.kind, EntryKind::Place(_));
        self.detail.split(" · ").next().filter(|town| is_place && !town.is_empty())
    }

    /// What tells it from others of that name, as it is read in a language: birth date, specialty, address. Empty
    /// where nothing is known.
    pub fn told_by(&self, language: Language) -> Cow<'_, str> {
        match &self.kind {
            EntryKind::Patient(person) => Cow::Owned(person.birth_date_read(language)),
            EntryKind::Practitioner | EntryKind::Place(_) | EntryKind::Panel => Cow::Borrowed(&self.detail),
        }
    }

    /// What is known of it as a place, where it is one.
    pub fn place(&self) -> Option<&Place> {
        match &self.kind {
            EntryKind::Place(place) => Some(place),
            EntryKind::Patient(_) | EntryKind::Practitioner | EntryKind::Panel => None,
        }
    }
}

/// The name of a person is theirs, and an entry may be one.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A backend's list, or as much of it as was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The entries, in the backend's order, each id once.
    pub entries: Vec<Entry>,
    /// Whether the backend holds no more than these.
    pub complete: bool,
}

/// What sort of entry it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A patient or profile.
    Patient(Box<Person>),
    /// A practitioner.
    Practitioner,
    /// A location.
    Place(Box<Place>),
    /// A panel.
    Panel,
}

/// What is known of a location beyond its name; nothing where the backend doesn't say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its own clock.
    pub zone: Option<Tz>,
    /// When it is open, on its own clock.
    pub hours: Option<Hours>,
}
