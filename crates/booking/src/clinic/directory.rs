//! The lists of a clinic API; a field's value is chosen from one by id.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::{fmt, ptr};

use uuid::Uuid;

use crate::ClinicId;
use i18n::{Language, MessageId};

/// A list of a clinic API, by its row.
pub type Directory = StaticRef<DirectoryRow>;

/// The properties of a list.
#[derive(Debug)]
pub struct DirectoryRow {
    /// The clinic that keeps it.
    pub clinic: ClinicId,
    /// The name of its entries, in the plural.
    pub plural: MessageId,
    /// The message when several entries match the typed text, with `count`.
    pub several: MessageId,
    /// Whether its entries are people to book for.
    pub lists_people: bool,
    /// Whether it is read page by page to its end and kept as a register, because it has no search of its own.
    pub is_register: bool,
    /// The shape of its entries' ids.
    pub ids: IdShape,
    /// The prefix of its entries' ids; empty if they have none.
    pub id_prefix: &'static str,
}

/// The shape of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdShape {
    /// 1 to 128 of `A–Z a–z 0–9 - _ .`, but not only dots: these would be a step in an address, and vanish from it.
    Word,
    /// A UUID.
    Uuid,
}

/// The id of an entry of a list, whose shape makes it safe in an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id(String);

impl Id {
    /// Parses an id of this shape. A UUID is written in lower case, with hyphens.
    pub fn new(shape: IdShape, text: &str) -> Option<Id> {
        let is_word = |text: &str| {
            (1..=128).contains(&text.len())
                && text != "."
                && text != ".."
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        match shape {
            IdShape::Word => Some(text.to_owned()).filter(|text| is_word(text)).map(Id),
            IdShape::Uuid => Uuid::try_parse(text).ok().map(|uuid| Id(uuid.to_string())),
        }
    }

    /// Returns the id as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Separates the id of a record from that of a part of it. No record's id contains it.
const WITHIN: char = '#';

/// Returns the id of a person without a record of their own, who is only a part of another record.
pub(crate) fn within_record(record: &str, part: &str) -> String {
    format!("{record}{WITHIN}{part}")
}

/// Returns whether an id is that of a record, and not of a person who is only a part of another record.
pub fn has_own_record(id: &str) -> bool {
    !id.contains(WITHIN)
}

/// Returns whether two ids are the same, without regard to case: a UUID may be written in either.
pub fn is_same_id(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Compares ids that may be missing.
pub(crate) fn same_id(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => is_same_id(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Directory {
    /// Parses an id of this list.
    pub fn id(self, text: &str) -> Option<Id> {
        Id::new(self.0.ids, text)
    }

    /// Returns the clinic that keeps the list.
    pub fn clinic(self) -> ClinicId {
        self.0.clinic
    }

    /// Returns the name of its entries, in the plural.
    pub fn plural(self, language: Language) -> &'static str {
        self.0.plural.text(language)
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}/{}", self.0.clinic, self.plural(Language::En))
    }
}

/// A row of a static table. Two are equal if they are the same row, whatever its content.
pub struct StaticRef<T: 'static>(pub(crate) &'static T);

impl<T> StaticRef<T> {
    /// Creates a reference to this row.
    pub const fn of(row: &'static T) -> StaticRef<T> {
        StaticRef(row)
    }
}

impl<T> Clone for StaticRef<T> {
    fn clone(&self) -> StaticRef<T> {
        *self
    }
}

impl<T> Copy for StaticRef<T> {}

impl<T> Deref for StaticRef<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

impl<T> PartialEq for StaticRef<T> {
    fn eq(&self, other: &StaticRef<T>) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl<T> Eq for StaticRef<T> {}

impl<T> Hash for StaticRef<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        ptr::from_ref(self.0).hash(state);
    }
}
