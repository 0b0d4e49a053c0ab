//! Thousands of invented people: each is made from its number on demand, and written when somebody changes it.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{EVER, RecordKind, Row, SandboxRecords, json_of};
use crate::generate;

/// Invented people with consecutive numbers.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PeopleBlock {
    pub(super) kind: RecordKind,
    /// The number of the write that made the first one.
    pub(super) born: i64,
    pub(super) numbers: Range<usize>,
}

impl PeopleBlock {
    /// Returns each person's number, and the number of the write that made the person.
    pub(super) fn people(&self) -> impl Iterator<Item = (usize, i64)> {
        self.numbers.clone().zip(self.born..)
    }

    /// Returns whether the write with this number made one of them.
    pub(super) fn has(&self, born: i64) -> bool {
        let count = i64::try_from(self.numbers.len()).unwrap_or(i64::MAX);
        (self.born..self.born.saturating_add(count)).contains(&born)
    }

    fn born(&self, number: usize) -> Option<i64> {
        let after = self
            .numbers
            .contains(&number)
            .then(|| number - self.numbers.start)?;
        Some(self.born + i64::try_from(after).ok()?)
    }
}

impl SandboxRecords {
    /// Returns the numbers of the writes that made the people of a block whom somebody has changed.
    pub(super) fn written_people(&self, block: &PeopleBlock) -> HashSet<i64> {
        let rows = self.rows.iter().filter(|row| row.kind == block.kind);
        rows.map(|row| row.born).collect()
    }

    /// Returns an invented person whom nobody has changed, and the number of the write.
    pub(super) fn unwritten_person(&self, kind: RecordKind, id: &str) -> Option<(i64, Value)> {
        let number = generate::number_of(kind, id)?;
        let mut blocks = self.people.iter().filter(|block| block.kind == kind);
        let born = blocks.find_map(|block| block.born(number))?;
        let is_written = self.rows.iter().any(|row| row.born == born);
        (!is_written).then(|| (born, generate::person(kind, number).body))
    }

    /// Writes an invented person whom nobody has changed. Returns whether there is one.
    pub(super) fn write_person(&mut self, kind: RecordKind, id: &str) -> bool {
        let Some((born, _)) = self.unwritten_person(kind, id) else {
            return false;
        };
        let Some(number) = generate::number_of(kind, id) else {
            return false;
        };
        let person = generate::person(kind, number);
        self.add(Row {
            kind,
            id: person.id,
            number: born,
            born,
            written_ms: EVER,
            ended: None,
            keys: person.keys,
            body: json_of(&person.body),
        });
        true
    }
}
