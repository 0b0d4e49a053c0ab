//! The sandbox's records: one table in which no content is ever overwritten.
//!
//! Every write adds a row; a change ends the row before it, a deletion only ends. So a search that lags
//! behind is a query about an earlier moment, and a reset takes back every row since the start.

mod days;
mod entity;
mod search;
mod seed;

use std::collections::HashMap;

use serde_json::Value;
use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Sqlite};
use strum::IntoStaticStr;
use tokio::sync::Mutex;

pub(super) use entity::{Entity, start_of_draw};
pub(super) use search::{AsOf, Filter, RecordSearch, ResultPage, SortOrder, Start};

/// An error of the database, for modules that don't depend on the database itself.
pub(super) type DatabaseError = sqlx::Error;

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
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

impl RecordKind {
    fn name(self) -> &'static str {
        self.into()
    }
}

/// The search columns; each clinic fills in those that its searches use.
const KEYS: [&str; 13] = [
    // Given and family name, lower case.
    "name",
    "email",
    "phone",
    "birth_date",
    "gender",
    "active",
    "specialty",
    "npi",
    // The patient of an appointment, and its practitioner or location.
    "person",
    "place",
    "status",
    // Milliseconds since 1970: the start, and the end, exclusive.
    "start_ms",
    "end_ms",
];

/// The records of one sandbox. One connection, one writer at a time.
pub(super) struct SandboxStore {
    records: Mutex<Database>,
    /// The number added to those of new records, so that no two files of records give the same ids.
    pub(super) first: u64,
}

struct Database {
    connection: SqliteConnection,
    /// The number of the next write, from which new ids are made.
    next: i64,
    /// The first write after the start.
    first_since_start: i64,
    /// When each kind was last written, in milliseconds since 1970; a kind that is missing is known to every
    /// search.
    last_write_ms: HashMap<RecordKind, i64>,
    /// The last total counted: paging through a list needs it for every page.
    last_total: Option<(search::LastQuery, u64)>,
    /// Where the last page ended, from which paging by offset continues.
    last_page: Option<search::PageEnd>,
    /// SQLite's counter of other processes' writes.
    version: i64,
    /// Whether another process has written since the start, at unknown times.
    has_company: bool,
    /// Whether a transaction was begun and not ended, because its caller has disconnected.
    is_writing: bool,
}

/// The time of a sandbox's initial records: so long ago that every search knows them.
const EVER: i64 = i64::MIN;
/// The end of a row that hasn't ended.
const NEVER: i64 = i64::MAX;

impl SandboxStore {
    /// Writes a new record; `make` gets a number that no other record has.
    pub(super) async fn create(
        &self,
        kind: RecordKind,
        now_ms: i64,
        make: impl FnOnce(u64) -> Entity,
    ) -> sqlx::Result<Value> {
        let create = async |records: &mut Database| {
            let record = make(records.next.unsigned_abs());
            let body = record.body.clone();
            records
                .insert(kind, now_ms, vec![(records.next, record)])
                .await?;
            Ok(body)
        };
        self.write(create).await
    }

    pub(super) async fn read(&self, kind: RecordKind, id: &str) -> sqlx::Result<Option<Value>> {
        let mut records = self.records.lock().await;
        Ok(records.current(kind, id).await?.map(|(_, body)| body))
    }

    /// Replaces a record by the result of `change`; if there is none, that of the `unwritten` one, if given.
    /// `None` if there is neither; the inner error if `change` refuses, and then nothing is written.
    pub(super) async fn update<E>(
        &self,
        kind: RecordKind,
        id: &str,
        now_ms: i64,
        unwritten: Option<Value>,
        change: impl FnOnce(Value) -> Result<Entity, E>,
    ) -> sqlx::Result<Option<Result<Value, E>>> {
        let update = async |records: &mut Database| {
            let current = records.current(kind, id).await?;
            let Some((born, body)) = current.or_else(|| Some((records.next, unwritten?))) else {
                return Ok(None);
            };
            let record = match change(body) {
                Ok(record) => record,
                Err(refusal) => return Ok(Some(Err(refusal))),
            };
            let body = record.body.clone();
            records.end(kind, id, now_ms).await?;
            records.insert(kind, now_ms, vec![(born, record)]).await?;
            Ok(Some(Ok(body)))
        };
        self.write(update).await
    }

    /// Ends a record for good; returns whether there was one.
    pub(super) async fn remove(
        &self,
        kind: RecordKind,
        id: &str,
        now_ms: i64,
    ) -> sqlx::Result<bool> {
        let remove = async |records: &mut Database| {
            let has_ended = records.end(kind, id, now_ms).await?;
            records.wrote(kind, now_ms, i64::from(has_ended));
            Ok(has_ended)
        };
        self.write(remove).await
    }

    /// Commits what `write` does, or takes it back if it fails.
    async fn write<T>(
        &self,
        write: impl AsyncFnOnce(&mut Database) -> sqlx::Result<T>,
    ) -> sqlx::Result<T> {
        let mut records = self.records.lock().await;
        records.begin().await?;
        let written = write(&mut records).await;
        records.end_writing(written).await
    }

    /// Takes back every write since the start.
    pub(super) async fn reset(&self) -> sqlx::Result<()> {
        let mut records = self.records.lock().await;
        let start = records.first_since_start;
        records.begin().await?;
        let taken_back = records.take_back(start).await;
        records.end_writing(taken_back).await?;
        records.next = start;
        records.last_write_ms.clear();
        records.last_total = None;
        records.last_page = None;
        Ok(())
    }

    /// Writes out everything in memory. The connection closes when the last reference is dropped.
    pub(super) async fn close(&self) {
        let mut records = self.records.lock().await;
        // Fails on the temporary database, which has nothing to write out.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut records.connection)
            .await;
    }
}

impl Database {
    /// Begins a write; nobody else can write until it ends.
    async fn begin(&mut self) -> sqlx::Result<()> {
        if self.is_writing {
            sqlx::query("ROLLBACK")
                .execute(&mut self.connection)
                .await?;
        }
        self.is_writing = false;
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut self.connection)
            .await?;
        self.is_writing = true;
        self.check_for_others().await
    }

    /// Commits the write, or rolls it back if it failed.
    async fn end_writing<T>(&mut self, written: sqlx::Result<T>) -> sqlx::Result<T> {
        let end = if written.is_ok() {
            "COMMIT"
        } else {
            "ROLLBACK"
        };
        let ended = sqlx::query(end).execute(&mut self.connection).await;
        self.is_writing = false;
        let written = written?;
        ended.map(|_| written)
    }

    /// Checks whether another process has written to the same file: then numbers continue from its last one,
    /// and remembered lists are invalid.
    async fn check_for_others(&mut self) -> sqlx::Result<()> {
        let version = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut self.connection)
            .await?;
        if version != self.version {
            (self.version, self.has_company) = (version, true);
            (self.last_total, self.last_page) = (None, None);
            self.continue_numbering().await?;
        }
        Ok(())
    }

    async fn take_back(&mut self, start: i64) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM records WHERE seq >= $1")
            .bind(start)
            .execute(&mut self.connection)
            .await?;
        let revive = "UPDATE records SET ended_seq = NULL, ended_ms = $1 WHERE ended_seq >= $2";
        sqlx::query(revive)
            .bind(NEVER)
            .bind(start)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Adds a row for each record, with the number of its first version.
    async fn insert(
        &mut self,
        kind: RecordKind,
        written_ms: i64,
        rows: Vec<(i64, Entity)>,
    ) -> sqlx::Result<()> {
        let count = rows.len();
        let mut insert = QueryBuilder::<Sqlite>::new(format!(
            "INSERT INTO records (seq, kind, id, born, written_ms, ended_ms, body, {}) ",
            KEYS.join(", ")
        ));
        insert.push_values(
            (self.next..).zip(rows),
            |mut row, (seq, (born, mut record))| {
                row.push_bind(seq)
                    .push_bind(kind.name())
                    .push_bind(record.id)
                    .push_bind(born);
                row.push_bind(written_ms)
                    .push_bind(NEVER)
                    .push_bind(record.body.to_string());
                for column in KEYS {
                    let key = record.keys.iter_mut().find(|(own, _)| *own == column);
                    match key.map(|(_, value)| value.take()).unwrap_or_default() {
                        Value::String(text) => row.push_bind(text),
                        Value::Bool(flag) => row.push_bind(flag),
                        number => row.push_bind(number.as_i64()),
                    };
                }
            },
        );
        insert.build().execute(&mut self.connection).await?;
        self.wrote(kind, written_ms, i64::try_from(count).unwrap_or(i64::MAX));
        Ok(())
    }

    /// Counts writes, and remembers their time.
    fn wrote(&mut self, kind: RecordKind, now_ms: i64, writes: i64) {
        self.next += writes;
        let last = self.last_write_ms.entry(kind).or_insert(EVER);
        *last = now_ms.max(*last);
    }

    async fn current(&mut self, kind: RecordKind, id: &str) -> sqlx::Result<Option<(i64, Value)>> {
        let current =
            "SELECT born, body FROM records WHERE kind = $1 AND id = $2 AND ended_seq IS NULL";
        let row: Option<(i64, String)> = sqlx::query_as(current)
            .bind(kind.name())
            .bind(id)
            .fetch_optional(&mut self.connection)
            .await?;
        row.map(|(born, body)| Ok((born, search::parsed(&body)?)))
            .transpose()
    }

    async fn end(&mut self, kind: RecordKind, id: &str, now_ms: i64) -> sqlx::Result<bool> {
        let end = "UPDATE records SET ended_seq = $1, ended_ms = $2 \
                   WHERE kind = $3 AND id = $4 AND ended_seq IS NULL";
        let ended = sqlx::query(end)
            .bind(self.next)
            .bind(now_ms)
            .bind(kind.name())
            .bind(id)
            .execute(&mut self.connection)
            .await?;
        Ok(ended.rows_affected() > 0)
    }
}
