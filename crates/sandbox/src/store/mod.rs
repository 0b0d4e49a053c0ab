//! The sandbox's records: rows whose content is never overwritten.
//!
//! Every write adds a row. A change ends the previous row; a deletion only ends it. So a lagging search is a query
//! about an earlier moment, and a reset removes every row since the start.

mod days;
mod entity;
mod file;
mod people;
mod search;
mod seed;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

pub(super) use entity::{Entity, start_of_draw};
use file::RecordsFile;
use people::PeopleBlock;
pub(super) use search::{AsOf, Filter, RecordSearch, ResultPage, SortOrder, Start};

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordKind {
    /// A ClinikAPI patient.
    Patient,
    /// A ClinikAPI practitioner.
    Practitioner,
    /// A ClinikAPI appointment.
    Visit,
    /// A ClinikAPI schedule that somebody created or changed.
    Schedule,
    /// A ClinikAPI slot that somebody created or changed.
    Slot,
    /// An Aniva profile.
    Profile,
    /// An Aniva appointment.
    Draw,
}

/// The records of one sandbox, one writer at a time.
pub(super) struct SandboxStore {
    kept: Mutex<KeptRecords>,
    /// Added to the numbers of new records, so that no two files of records produce the same ids.
    pub(super) first: u64,
}

struct KeptRecords {
    records: SandboxRecords,
    /// The file that keeps the records, if there is one. Other processes may write to it.
    file: Option<RecordsFile>,
    /// The first write after the start.
    first_since_start: i64,
}

/// The content of a file of records.
#[derive(Default, Serialize, Deserialize)]
struct SandboxRecords {
    /// How often the file was rewritten. The file begins with it.
    revision: u64,
    /// Added to the numbers of new records.
    first: Option<u64>,
    /// The requested number of people at each clinic.
    wanted_people: usize,
    /// The number of the last write. Ids are made from it.
    last_write: i64,
    people: Vec<PeopleBlock>,
    /// The ids of invented appointments.
    invented: BTreeMap<RecordKind, BTreeSet<String>>,
    rows: Vec<Row>,
    /// The length in bytes of the part of the file that these records reflect.
    #[serde(skip)]
    length_in_file: u64,
    /// The places of the rows that have not ended.
    #[serde(skip)]
    current: HashMap<RecordKind, HashMap<String, usize>>,
}

/// A version of a record.
#[derive(Serialize, Deserialize)]
struct Row {
    kind: RecordKind,
    id: String,
    /// The number of the write that made it.
    number: i64,
    /// The number of the write that made the first version of its record.
    born: i64,
    /// When it was written, in milliseconds since 1970.
    written_ms: i64,
    ended: Option<EntityEnd>,
    keys: BTreeMap<String, Value>,
    /// The record as text, which takes less memory than its members.
    body: Box<RawValue>,
}

impl Row {
    fn body(&self) -> Value {
        serde_json::from_str(self.body.get()).unwrap_or_default()
    }
}

/// Returns a body in its stored form.
fn json_of(body: &Value) -> Box<RawValue> {
    to_raw_value(body).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// The end of a row: the write, and its time in milliseconds since 1970.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct EntityEnd {
    number: i64,
    ms: i64,
}

/// The last write and the number of rows.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RecordCounts {
    last_write: i64,
    /// The number of rows.
    rows: usize,
}

/// A single write: a line of the file.
#[derive(Serialize, Deserialize)]
struct RecordsWrite<R> {
    last_write: i64,
    /// The new rows.
    rows: R,
    /// The rows that have ended, by their places.
    ended: Vec<(usize, EntityEnd)>,
}

/// The time of a sandbox's initial records: so long ago that every search finds them.
const EVER: i64 = i64::MIN;

impl SandboxStore {
    /// Writes a new record. `make` gets a number that no other record has.
    pub(super) fn create(
        &self,
        kind: RecordKind,
        now_ms: i64,
        make: impl FnOnce(u64) -> Entity,
    ) -> io::Result<Value> {
        self.write(|records| {
            let number = records.last_write + 1;
            let record = make(number.unsigned_abs());
            let body = record.body.clone();
            records.insert(kind, now_ms, number, record);
            body
        })
    }

    /// Returns the present version of a record.
    pub(super) fn read(&self, kind: RecordKind, id: &str) -> io::Result<Option<Value>> {
        let kept = self.up_to_date()?;
        Ok(kept.records.current(kind, id).map(|(_, body)| body))
    }

    /// Replaces a record by the result of `change`. If there is none, `change` gets the `unwritten` one, if given.
    /// `None` if there is neither. Returns the inner error, and writes nothing, if `change` refuses.
    pub(super) fn update<E>(
        &self,
        kind: RecordKind,
        id: &str,
        now_ms: i64,
        unwritten: Option<Value>,
        change: impl FnOnce(Value) -> Result<Entity, E>,
    ) -> io::Result<Option<Result<Value, E>>> {
        self.write(|records| {
            let (born, body) = match (records.current(kind, id), unwritten) {
                (Some(current), _) => current,
                (None, Some(unwritten)) => (records.last_write + 1, unwritten),
                (None, None) => return None,
            };
            let record = match change(body) {
                Ok(record) => record,
                Err(refusal) => return Some(Err(refusal)),
            };
            let body = record.body.clone();
            records.end(kind, id, now_ms);
            records.insert(kind, now_ms, born, record);
            Some(Ok(body))
        })
    }

    /// Ends a record for good. Returns whether there was one.
    pub(super) fn remove(&self, kind: RecordKind, id: &str, now_ms: i64) -> io::Result<bool> {
        self.write(|records| {
            let has_ended = records.end(kind, id, now_ms);
            records.last_write += i64::from(has_ended);
            has_ended
        })
    }

    /// Reverts every write since the start.
    pub(super) fn reset(&self) -> io::Result<()> {
        let mut kept = self.kept();
        let start = kept.first_since_start;
        let KeptRecords { records, file, .. } = &mut *kept;
        match file {
            Some(file) => file.write_whole(records, |records| records.take_back(start)),
            None => {
                records.take_back(start);
                Ok(())
            }
        }
    }

    /// Writes to the records, and to their file if anything was written.
    fn write<T>(&self, write: impl FnOnce(&mut SandboxRecords) -> T) -> io::Result<T> {
        let mut kept = self.kept();
        let KeptRecords { records, file, .. } = &mut *kept;
        let Some(file) = file else {
            return Ok(write(records));
        };
        file.write(records, write)
    }

    /// Returns the records, including what other processes have written to their file.
    fn up_to_date(&self) -> io::Result<MutexGuard<'_, KeptRecords>> {
        let mut kept = self.kept();
        let KeptRecords { records, file, .. } = &mut *kept;
        if let Some(file) = file {
            file.read(records)?;
        }
        Ok(kept)
    }

    fn kept(&self) -> MutexGuard<'_, KeptRecords> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SandboxRecords {
    /// Returns the present version of a record, and the number of the write that made its first version.
    fn current(&self, kind: RecordKind, id: &str) -> Option<(i64, Value)> {
        match self.place_of(kind, id) {
            Some(place) => Some((self.rows[place].born, self.rows[place].body())),
            None => self.unwritten_person(kind, id),
        }
    }

    fn place_of(&self, kind: RecordKind, id: &str) -> Option<usize> {
        self.current.get(&kind)?.get(id).copied()
    }

    /// Adds a row. `born` is the number of the first version of its record.
    fn insert(&mut self, kind: RecordKind, written_ms: i64, born: i64, record: Entity) {
        self.last_write += 1;
        let row = Row {
            kind,
            id: record.id,
            number: self.last_write,
            born,
            written_ms,
            ended: None,
            keys: record.keys,
            body: json_of(&record.body),
        };
        self.add(row);
    }

    /// Adds a row that has not ended.
    fn add(&mut self, row: Row) {
        let places = self.current.entry(row.kind).or_default();
        places.insert(row.id.clone(), self.rows.len());
        self.rows.push(row);
    }

    /// Ends a record with the next write. Returns whether there was one.
    fn end(&mut self, kind: RecordKind, id: &str, now_ms: i64) -> bool {
        if self.place_of(kind, id).is_none() && !self.write_person(kind, id) {
            return false;
        }
        let places = self.current.entry(kind).or_default();
        let Some(place) = places.remove(id) else {
            return false;
        };
        self.rows[place].ended = Some(EntityEnd {
            number: self.last_write + 1,
            ms: now_ms,
        });
        true
    }

    /// Returns how much has been written.
    fn counts(&self) -> RecordCounts {
        RecordCounts {
            last_write: self.last_write,
            rows: self.rows.len(),
        }
    }

    /// Returns everything written since.
    fn written_since(&self, before: RecordCounts) -> RecordsWrite<&[Row]> {
        let places = self.rows.iter().enumerate();
        let ended = places.filter_map(|(place, row)| Some((place, row.ended?)));
        RecordsWrite {
            last_write: self.last_write,
            rows: &self.rows[before.rows..],
            ended: ended
                .filter(|(_, end)| end.number > before.last_write)
                .collect(),
        }
    }

    /// Adds what another process has written.
    fn take_in(&mut self, write: RecordsWrite<Vec<Row>>) -> io::Result<()> {
        self.last_write = write.last_write;
        for row in write.rows {
            self.add(row);
        }
        for (place, end) in write.ended {
            let Some(row) = self.rows.get_mut(place) else {
                let what = "it ends a record that it does not have";
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            };
            row.ended = Some(end);
            if let Some(places) = self.current.get_mut(&row.kind)
                && places.get(&row.id) == Some(&place)
            {
                places.remove(&row.id);
            }
        }
        Ok(())
    }

    /// Reverts every write from this one on.
    fn take_back(&mut self, start: i64) {
        self.rows.retain(|row| row.number < start);
        for row in &mut self.rows {
            row.ended.take_if(|end| end.number >= start);
        }
        self.last_write = start - 1;
        self.index();
    }

    /// Rebuilds the index of the rows.
    fn index(&mut self) {
        self.current.clear();
        for (place, row) in self.rows.iter().enumerate() {
            if row.ended.is_none() {
                let places = self.current.entry(row.kind).or_default();
                places.insert(row.id.clone(), place);
            }
        }
    }
}
