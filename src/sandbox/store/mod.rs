//! The sandbox's records: one table in which nothing is ever overwritten.
//!
//! Every write adds a row; a change ends the row before it, a deletion only ends. So a search that lags
//! behind is a question about an earlier moment, and a reset takes back every row since the start.

mod search;

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Sqlite};
use tokio::sync::Mutex;

use super::{generate, roster};

pub(super) use search::{AsOf, Filter, Order, Page, Search, Start};

/// What can go wrong with the records: the database's own errors.
pub(super) type StoreError = sqlx::Error;

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A ClinikAPI patient.
    Patient,
    /// A ClinikAPI practitioner.
    Practitioner,
    /// A ClinikAPI appointment.
    Visit,
    /// An Aniva profile.
    Profile,
    /// An Aniva appointment.
    Draw,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Practitioner => "practitioner",
            Self::Visit => "visit",
            Self::Profile => "profile",
            Self::Draw => "draw",
        }
    }
}

/// What a record can be found by; each backend fills in what its searches ask for.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    /// Given and family name, lower case.
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) birth_date: Option<String>,
    pub(super) gender: Option<String>,
    pub(super) active: Option<bool>,
    pub(super) specialty: Option<String>,
    pub(super) npi: Option<String>,
    /// Whom an appointment is for.
    pub(super) person: Option<String>,
    /// With whom or where it is.
    pub(super) place: Option<String>,
    pub(super) status: Option<String>,
    /// Milliseconds since 1970.
    pub(super) start_ms: Option<i64>,
    /// Milliseconds since 1970; the moment it no longer takes up.
    pub(super) end_ms: Option<i64>,
}

/// A record as it is written.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) keys: Keys,
    pub(super) body: Value,
}

/// The records of one sandbox. One connection, one writer at a time.
pub(super) struct Store(Mutex<Ledger>);

struct Ledger {
    connection: SqliteConnection,
    /// The number of the next write; new ids are made from it.
    next: i64,
    /// The first write after the start.
    first_since_start: i64,
    /// When each kind was last written, in milliseconds since 1970; before that every search knows it all.
    last_write_ms: HashMap<Kind, i64>,
    /// The last total counted: someone who pages through a list asks for it with every page.
    last_total: Option<search::Total>,
}

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS records (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    born INTEGER NOT NULL,
    written_ms INTEGER NOT NULL,
    ended_seq INTEGER,
    ended_ms INTEGER NOT NULL,
    name TEXT, email TEXT, phone TEXT, birth_date TEXT, gender TEXT, active INTEGER, specialty TEXT, npi TEXT,
    person TEXT, place TEXT, status TEXT, start_ms INTEGER, end_ms INTEGER,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS seeded (people INTEGER NOT NULL);
";

/// Made after the records a sandbox starts with: sorting a million rows once is quicker than one by one.
const INDEXES: &str = "
CREATE UNIQUE INDEX IF NOT EXISTS records_current ON records (kind, id) WHERE ended_seq IS NULL;
CREATE INDEX IF NOT EXISTS records_in_order ON records (kind, born, ended_seq, written_ms, ended_ms);
CREATE INDEX IF NOT EXISTS records_by_email ON records (kind, email) WHERE email IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_birth ON records (kind, birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_person ON records (kind, person) WHERE person IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_place ON records (kind, place) WHERE place IS NOT NULL;
";

const COLUMNS: &str = "seq, kind, id, born, written_ms, ended_ms, name, email, phone, birth_date, gender, active, \
                       specialty, npi, person, place, status, start_ms, end_ms, body";

/// When the records a sandbox starts with were written: so long ago that every search knows them.
const EVER: i64 = i64::MIN;
/// When a row ends that hasn't ended.
const NEVER: i64 = i64::MAX;
/// How many rows go into one INSERT; 20 values each stay below SQLite's 32,766.
const ROWS_AT_ONCE: usize = 500;

impl Store {
    /// Opens the records, and writes the roster and `people` in all where they aren't there yet.
    pub(super) async fn open(data: Option<&Path>, people: Option<usize>) -> Result<Self, StoreError> {
        // Without a name SQLite makes a private database that stays in memory while it is small and moves to
        // a temporary file when it isn't: a million people need no gigabyte.
        let options = SqliteConnectOptions::new().filename(data.unwrap_or_else(|| Path::new("")));
        let options = match data {
            Some(_) => options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal),
            None => options,
        };
        let mut connection = options.disable_statement_logging().connect().await?;
        sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
        let mut ledger = Ledger {
            connection,
            next: 1,
            first_since_start: 1,
            last_write_ms: HashMap::new(),
            last_total: None,
        };
        ledger.count_on().await?;
        ledger.seed(people.unwrap_or_default()).await?;
        sqlx::raw_sql(INDEXES).execute(&mut ledger.connection).await?;
        ledger.catch_up().await?;
        ledger.last_write_ms.clear();
        ledger.first_since_start = ledger.next;
        Ok(Self(Mutex::new(ledger)))
    }

    /// Writes a new record; `make` gets a number no other record has.
    pub(super) async fn create(
        &self,
        kind: Kind,
        now_ms: i64,
        make: impl FnOnce(u64) -> Record,
    ) -> Result<Value, StoreError> {
        let mut ledger = self.0.lock().await;
        let record = make(ledger.next.unsigned_abs());
        let born = ledger.next;
        ledger.insert(kind, now_ms, vec![(born, record.clone())]).await?;
        Ok(record.body)
    }

    /// The record as it is now.
    pub(super) async fn read(&self, kind: Kind, id: &str) -> Result<Option<Value>, StoreError> {
        let mut ledger = self.0.lock().await;
        Ok(ledger.current(kind, id).await?.map(|(_, body)| body))
    }

    /// Replaces a record by what `change` makes of it. `None` where there is none; the inner error where
    /// `change` refuses, and then nothing is written.
    pub(super) async fn update<E>(
        &self,
        kind: Kind,
        id: &str,
        now_ms: i64,
        change: impl FnOnce(Value) -> Result<Record, E>,
    ) -> Result<Option<Result<Value, E>>, StoreError> {
        let mut ledger = self.0.lock().await;
        let Some((born, body)) = ledger.current(kind, id).await? else {
            return Ok(None);
        };
        let record = match change(body) {
            Ok(record) => record,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        ledger.end(kind, id, now_ms).await?;
        ledger.insert(kind, now_ms, vec![(born, record.clone())]).await?;
        Ok(Some(Ok(record.body)))
    }

    /// Ends a record for good; whether there was one.
    pub(super) async fn remove(&self, kind: Kind, id: &str, now_ms: i64) -> Result<bool, StoreError> {
        let mut ledger = self.0.lock().await;
        let found = ledger.end(kind, id, now_ms).await?;
        ledger.wrote(kind, now_ms, i64::from(found));
        Ok(found)
    }

    /// Takes back every write since the start.
    pub(super) async fn reset(&self) -> Result<(), StoreError> {
        let mut ledger = self.0.lock().await;
        let start = ledger.first_since_start;
        let mut transaction = ledger.connection.begin().await?;
        sqlx::query("DELETE FROM records WHERE seq >= $1").bind(start).execute(&mut *transaction).await?;
        sqlx::query("UPDATE records SET ended_seq = NULL, ended_ms = $1 WHERE ended_seq >= $2")
            .bind(NEVER)
            .bind(start)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        ledger.next = start;
        ledger.last_write_ms.clear();
        ledger.last_total = None;
        Ok(())
    }

    /// Writes out what is in memory. The connection closes when the last reference goes.
    pub(super) async fn close(&self) {
        let mut ledger = self.0.lock().await;
        // Fails on the temporary database, which has nothing to write out.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut ledger.connection).await;
    }
}

impl Ledger {
    /// Continues the numbering where the file left off.
    async fn count_on(&mut self) -> Result<(), StoreError> {
        let last = "SELECT MAX(COALESCE(MAX(seq), 0), COALESCE(MAX(ended_seq), 0)) FROM records";
        self.next = sqlx::query_scalar::<_, i64>(last).fetch_one(&mut self.connection).await? + 1;
        Ok(())
    }

    /// The roster first, once; then invented people up to `people` at each backend.
    async fn seed(&mut self, people: usize) -> Result<(), StoreError> {
        let seeded: Option<i64> =
            sqlx::query_scalar("SELECT people FROM seeded").fetch_optional(&mut self.connection).await?;
        let held = seeded.and_then(|held| usize::try_from(held).ok());
        let wanted = people.max(held.unwrap_or_default());
        if held == Some(wanted) {
            return Ok(());
        }
        sqlx::query("BEGIN").execute(&mut self.connection).await?;
        if held.is_none() {
            for (kind, records) in roster::records() {
                self.insert_new(kind, records).await?;
            }
            sqlx::query("INSERT INTO seeded VALUES (0)").execute(&mut self.connection).await?;
        }
        for kind in [Kind::Patient, Kind::Profile] {
            let invented = |people: usize| people.saturating_sub(roster::people(kind));
            let (first, end) = (invented(held.unwrap_or_default()), invented(wanted));
            for first in (first..end).step_by(ROWS_AT_ONCE) {
                let numbers = first..end.min(first + ROWS_AT_ONCE);
                self.insert_new(kind, numbers.map(|number| generate::person(kind, number)).collect()).await?;
            }
        }
        let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
        sqlx::query("UPDATE seeded SET people = $1").bind(wanted).execute(&mut self.connection).await?;
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        Ok(())
    }

    /// By the time a server starts, every search knows what was written before.
    async fn catch_up(&mut self) -> Result<(), StoreError> {
        let settle = "UPDATE records SET written_ms = $1 WHERE written_ms > $1";
        sqlx::query(settle).bind(EVER).execute(&mut self.connection).await?;
        let settle = "UPDATE records SET ended_ms = $1 WHERE ended_seq IS NOT NULL";
        sqlx::query(settle).bind(EVER).execute(&mut self.connection).await?;
        Ok(())
    }

    async fn insert_new(&mut self, kind: Kind, records: Vec<Record>) -> Result<(), StoreError> {
        let numbered = (self.next..).zip(records).collect();
        self.insert(kind, EVER, numbered).await
    }

    /// Adds a row for each record, with the number of its first version.
    async fn insert(
        &mut self,
        kind: Kind,
        written_ms: i64,
        rows: Vec<(i64, Record)>,
    ) -> Result<(), StoreError> {
        let count = rows.len();
        let mut insert = QueryBuilder::<Sqlite>::new(format!("INSERT INTO records ({COLUMNS}) "));
        insert.push_values((self.next..).zip(rows), |mut row, (seq, (born, Record { id, keys, body }))| {
            row.push_bind(seq).push_bind(kind.name()).push_bind(id).push_bind(born);
            row.push_bind(written_ms).push_bind(NEVER);
            row.push_bind(keys.name).push_bind(keys.email).push_bind(keys.phone).push_bind(keys.birth_date);
            row.push_bind(keys.gender).push_bind(keys.active).push_bind(keys.specialty).push_bind(keys.npi);
            row.push_bind(keys.person).push_bind(keys.place).push_bind(keys.status);
            row.push_bind(keys.start_ms).push_bind(keys.end_ms).push_bind(body.to_string());
        });
        insert.build().execute(&mut self.connection).await?;
        self.wrote(kind, written_ms, i64::try_from(count).unwrap_or(i64::MAX));
        Ok(())
    }

    /// Counts writes, and remembers when.
    fn wrote(&mut self, kind: Kind, now_ms: i64, writes: i64) {
        self.next += writes;
        let last = self.last_write_ms.entry(kind).or_insert(EVER);
        *last = now_ms.max(*last);
    }

    async fn current(&mut self, kind: Kind, id: &str) -> Result<Option<(i64, Value)>, StoreError> {
        let current = "SELECT born, body FROM records WHERE kind = $1 AND id = $2 AND ended_seq IS NULL";
        let row: Option<(i64, String)> =
            sqlx::query_as(current).bind(kind.name()).bind(id).fetch_optional(&mut self.connection).await?;
        row.map(|(born, body)| Ok((born, search::parsed(&body)?))).transpose()
    }

    async fn end(&mut self, kind: Kind, id: &str, now_ms: i64) -> Result<bool, StoreError> {
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
