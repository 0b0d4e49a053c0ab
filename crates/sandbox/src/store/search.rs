//! Queries of the records: current ones, or what a lagging search finds.

use std::cmp::Ordering;
use std::io;

use serde_json::Value;

use super::{RecordKind, Row, SandboxRecords, SandboxStore};
use crate::generate;

/// The moment of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsOf {
    /// Everything written so far.
    Now,
    /// Everything written up to this moment, in milliseconds since 1970.
    Written(i64),
}

/// A condition on a search key of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    Equals(&'static str, String),
    /// The text occurs in the key.
    Contains(&'static str, String),
    Active(bool),
    AtLeast(&'static str, i64),
    Below(&'static str, i64),
}

impl Filter {
    /// The search key that it is about.
    fn key(&self) -> &'static str {
        match self {
            Self::Equals(key, _)
            | Self::Contains(key, _)
            | Self::AtLeast(key, _)
            | Self::Below(key, _) => key,
            Self::Active(_) => "active",
        }
    }

    fn matches(&self, value: &Value) -> bool {
        match self {
            Self::Equals(_, wanted) => value == wanted,
            Self::Contains(_, part) => value.as_str().is_some_and(|text| text.contains(part)),
            Self::Active(wanted) => value == wanted,
            Self::AtLeast(_, least) => value.as_i64().is_some_and(|value| value >= *least),
            Self::Below(_, bound) => value.as_i64().is_some_and(|value| value < *bound),
        }
    }
}

/// The order of a list. Equal records are in the order of creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SortOrder {
    /// The search key; `None` for the order of creation.
    pub(crate) key: Option<&'static str>,
    pub(crate) descending: bool,
}

impl SortOrder {
    /// The order of creation.
    pub(crate) const CREATION: Self = Self {
        key: None,
        descending: false,
    };
}

/// The position in a list at which to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// After this many rows.
    Offset(i64),
    /// After the row made by the write with this number; only in the order of creation.
    After(i64),
}

#[derive(Debug, Clone)]
pub(crate) struct RecordSearch {
    pub(crate) kind: RecordKind,
    pub(crate) as_of: AsOf,
    pub(crate) filters: Vec<Filter>,
    pub(crate) order: SortOrder,
    pub(crate) start: Start,
    /// The number of rows to return; `None` for all.
    pub(crate) count: Option<u32>,
}

impl RecordSearch {
    /// Queries all current records of a kind, in the order of creation.
    pub(crate) fn all(kind: RecordKind) -> Self {
        Self {
            kind,
            as_of: AsOf::Now,
            filters: Vec::new(),
            order: SortOrder::CREATION,
            start: Start::Offset(0),
            count: None,
        }
    }

    pub(crate) fn with(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    fn finds(&self, row: &Row) -> bool {
        let is_seen = match self.as_of {
            AsOf::Now => row.ended.is_none(),
            AsOf::Written(moment) => {
                row.written_ms <= moment && row.ended.is_none_or(|end| end.ms > moment)
            }
        };
        row.kind == self.kind
            && is_seen
            && self
                .filters
                .iter()
                .all(|filter| filter.matches(row.key(filter.key())))
    }

    fn finds_person(&self, number: usize) -> bool {
        self.filters
            .iter()
            .all(|filter| filter.matches(&generate::search_key(self.kind, number, filter.key())))
    }
}

impl Row {
    /// Returns a search key; null if the record has none.
    pub(super) fn key(&self, name: &str) -> &Value {
        self.keys.get(name).unwrap_or(&Value::Null)
    }
}

#[derive(Debug)]
pub(crate) struct ResultPage {
    pub(crate) rows: Vec<Value>,
    pub(crate) total: u64,
    /// The start of the next page, if there is more.
    pub(crate) next: Option<i64>,
}

/// A record that a query has found.
enum Found<'a> {
    Row(&'a Row),
    /// An invented person whom nobody has changed: the person's number, and that of the write.
    Person(usize, i64),
}

impl Found<'_> {
    fn born(&self) -> i64 {
        match self {
            Self::Row(row) => row.born,
            Self::Person(_, born) => *born,
        }
    }

    fn body(&self, kind: RecordKind) -> Value {
        match self {
            Self::Row(row) => row.body(),
            Self::Person(number, _) => generate::person(kind, *number).body,
        }
    }
}

impl SandboxStore {
    /// Returns all rows of a query.
    pub(crate) fn find(&self, search: &RecordSearch) -> io::Result<Vec<Value>> {
        Ok(self.page(search)?.rows)
    }

    /// Returns one page of a query.
    pub(crate) fn page(&self, search: &RecordSearch) -> io::Result<ResultPage> {
        let kept = self.up_to_date()?;
        let found = kept.records.found(search);
        let begin = match search.start {
            Start::Offset(offset) => usize::try_from(offset).unwrap_or(0),
            Start::After(born) => found.partition_point(|one| one.born() <= born),
        };
        let rest = found.get(begin..).unwrap_or_default();
        let count = search.count.map_or(rest.len(), |count| count as usize);
        let page = rest.get(..count).unwrap_or(rest);
        let next = match (search.start, page.last()) {
            _ if page.len() == rest.len() => None,
            (Start::Offset(offset), _) => Some(offset + page.len() as i64),
            (Start::After(_), last) => last.map(Found::born),
        };
        Ok(ResultPage {
            rows: page.iter().map(|one| one.body(search.kind)).collect(),
            total: found.len() as u64,
            next,
        })
    }
}

impl SandboxRecords {
    /// Returns everything that a query finds, in its order.
    fn found(&self, search: &RecordSearch) -> Vec<Found<'_>> {
        let rows = self.rows.iter().filter(|row| search.finds(row));
        let mut found: Vec<Found<'_>> = rows.map(Found::Row).collect();
        for block in &self.people {
            if block.kind == search.kind {
                let written = self.written_people(block);
                let people = block.people().filter(|(number, born)| {
                    !written.contains(born) && search.finds_person(*number)
                });
                found.extend(people.map(|(number, born)| Found::Person(number, born)));
            }
        }
        found.sort_by(|one, other| {
            let by_key = match search.order.key {
                Some(key) => in_order(sort_key(one, key), sort_key(other, key)),
                None => one.born().cmp(&other.born()),
            };
            let wanted = if search.order.descending {
                by_key.reverse()
            } else {
                by_key
            };
            wanted.then(one.born().cmp(&other.born()))
        });
        found
    }
}

/// Returns the sort key of a record. People are never sorted.
fn sort_key<'a>(found: &Found<'a>, key: &str) -> &'a Value {
    match found {
        Found::Row(row) => row.key(key),
        Found::Person(..) => &Value::Null,
    }
}

/// Compares two search keys. Missing ones come first.
fn in_order(one: &Value, other: &Value) -> Ordering {
    let number = one.as_i64().cmp(&other.as_i64());
    number.then_with(|| one.as_str().cmp(&other.as_str()))
}
