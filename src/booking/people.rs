//! The people, places and panels a booking can name, as the backends list them.

use chrono_tz::Tz;

use super::{Hours, Person};

/// One entry of a backend's list, every text harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the request carries.
    pub id: String,
    /// The name a person knows it by.
    pub name: String,
    /// What tells it from others of that name: birth date, specialty, address, biomarkers.
    pub detail: String,
    /// Whether it is a person to read back, somewhere to be, or something to be looked for.
    pub kind: EntryKind,
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
    /// Its own clock (Aniva locations, `timezone`).
    pub zone: Option<Tz>,
    /// When it is open, on its own clock (Aniva locations, `open_hours`).
    pub hours: Option<Hours>,
}
