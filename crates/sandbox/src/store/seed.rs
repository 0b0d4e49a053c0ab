//! Opens the records, and writes the initial ones.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Mutex;

use super::{Database, EVER, Entity, RecordKind, SandboxStore};
use crate::{generate, roster};

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
CREATE TABLE IF NOT EXISTS numbered (first INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS invented (id TEXT PRIMARY KEY) WITHOUT ROWID;
";

/// Created after the initial records: sorting a million rows once is quicker than one by one.
const INDEXES: &str = "
CREATE UNIQUE INDEX IF NOT EXISTS records_current ON records (kind, id) WHERE ended_seq IS NULL;
CREATE INDEX IF NOT EXISTS records_in_order ON records (kind, born, ended_seq, written_ms, ended_ms);
CREATE INDEX IF NOT EXISTS records_by_email ON records (kind, email) WHERE email IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_birth ON records (kind, birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_person ON records (kind, person) WHERE person IS NOT NULL;
CREATE INDEX IF NOT EXISTS records_by_place ON records (kind, place) WHERE place IS NOT NULL;
";

/// Rows in one INSERT, at most; 20 values each stay below SQLite's 32,766.
const ROWS_AT_ONCE: usize = 500;

impl SandboxStore {
    /// Opens the records, and writes the roster and `people` in total if they aren't there yet. New records
    /// are numbered from `first` on, unless the file has a first number of its own; `days` makes further
    /// records from the number in use.
    pub(crate) async fn open(
        data: Option<&Path>,
        people: Option<usize>,
        first: u64,
        days: impl FnOnce(u64) -> Vec<(RecordKind, Vec<Entity>)>,
    ) -> sqlx::Result<Self> {
        let options = match data {
            Some(file) => SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal),
            // Without a name SQLite makes a private database that stays in memory while it is small and moves
            // to a temporary file when it isn't: a million people need no gigabyte. Nothing survives it, so
            // nothing needs to be safe on disk.
            None => SqliteConnectOptions::new()
                .filename("")
                .journal_mode(SqliteJournalMode::Memory)
                .synchronous(SqliteSynchronous::Off),
        };
        let connection = options.disable_statement_logging().connect().await?;
        let mut records = Database {
            connection,
            next: 1,
            first_since_start: 1,
            last_write_ms: HashMap::new(),
            last_total: None,
            last_page: None,
            version: 0,
            has_company: false,
            is_writing: false,
        };
        // Several processes may open one file at once.
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut records.connection)
            .await?;
        records.is_writing = true;
        let prepared = records
            .prepare(people.unwrap_or_default(), first, days)
            .await;
        let first = records.end_writing(prepared).await?;
        records.version = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut records.connection)
            .await?;
        records.last_write_ms.clear();
        records.first_since_start = records.next;
        Ok(Self {
            records: Mutex::new(records),
            first,
        })
    }
}

impl Database {
    /// Writes the initial records; returns from where new records are numbered.
    async fn prepare(
        &mut self,
        people: usize,
        first: u64,
        days: impl FnOnce(u64) -> Vec<(RecordKind, Vec<Entity>)>,
    ) -> sqlx::Result<u64> {
        sqlx::raw_sql(SCHEMA).execute(&mut self.connection).await?;
        self.continue_numbering().await?;
        self.seed(people).await?;
        let first = self.number_from(first).await?;
        sqlx::raw_sql(INDEXES).execute(&mut self.connection).await?;
        for (kind, records) in days(first) {
            self.renew_days(kind, records).await?;
        }
        self.catch_up().await?;
        Ok(first)
    }

    /// Returns the first number of this file, which its first start has set.
    async fn number_from(&mut self, first: u64) -> sqlx::Result<u64> {
        let stored: Option<i64> = sqlx::query_scalar("SELECT first FROM numbered")
            .fetch_optional(&mut self.connection)
            .await?;
        if let Some(first) = stored {
            return Ok(first.cast_unsigned());
        }
        sqlx::query("INSERT INTO numbered VALUES ($1)")
            .bind(first.cast_signed())
            .execute(&mut self.connection)
            .await?;
        Ok(first)
    }

    /// Continues the numbering where the file left off.
    pub(super) async fn continue_numbering(&mut self) -> sqlx::Result<()> {
        let last = "SELECT MAX(COALESCE(MAX(seq), 0), COALESCE(MAX(ended_seq), 0)) FROM records";
        self.next = sqlx::query_scalar::<_, i64>(last)
            .fetch_one(&mut self.connection)
            .await?
            + 1;
        Ok(())
    }

    /// Writes the roster first, once; then invented people up to `people` at each clinic.
    async fn seed(&mut self, people: usize) -> sqlx::Result<()> {
        let seeded: Option<i64> = sqlx::query_scalar("SELECT people FROM seeded")
            .fetch_optional(&mut self.connection)
            .await?;
        let present = seeded.and_then(|people| usize::try_from(people).ok());
        let wanted = people.max(present.unwrap_or_default());
        if present == Some(wanted) {
            return Ok(());
        }
        if present.is_none() {
            for (kind, records) in roster::records() {
                self.insert_new(kind, records).await?;
            }
            sqlx::query("INSERT INTO seeded VALUES (0)")
                .execute(&mut self.connection)
                .await?;
        }
        for kind in [RecordKind::Patient, RecordKind::Profile] {
            let invented = |people: usize| people.saturating_sub(roster::people(kind));
            self.invent(
                kind,
                invented(present.unwrap_or_default())..invented(wanted),
            )
            .await?;
        }
        let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
        sqlx::query("UPDATE seeded SET people = $1")
            .bind(wanted)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Writes the invented people of these numbers.
    async fn invent(&mut self, kind: RecordKind, numbers: Range<usize>) -> sqlx::Result<()> {
        let batch = |from: usize| {
            let numbers = from..numbers.end.min(from + ROWS_AT_ONCE);
            numbers
                .map(|number| generate::person(kind, number))
                .collect::<Vec<_>>()
        };
        let mut from = numbers.start;
        let mut ready = batch(from);
        while !ready.is_empty() {
            from += ROWS_AT_ONCE;
            // While SQLite writes these on a thread of its own, the next are generated.
            let (written, next) = tokio::join!(self.insert_new(kind, ready), async { batch(from) });
            written?;
            ready = next;
        }
        Ok(())
    }

    /// Makes everything written before known to every search by the time a server starts.
    async fn catch_up(&mut self) -> sqlx::Result<()> {
        let settle = "UPDATE records SET written_ms = $1 WHERE written_ms > $1";
        sqlx::query(settle)
            .bind(EVER)
            .execute(&mut self.connection)
            .await?;
        let settle = "UPDATE records SET ended_ms = $1 WHERE ended_seq IS NOT NULL";
        sqlx::query(settle)
            .bind(EVER)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    pub(super) async fn insert_new(
        &mut self,
        kind: RecordKind,
        records: Vec<Entity>,
    ) -> sqlx::Result<()> {
        let numbered = (self.next..).zip(records).collect();
        self.insert(kind, EVER, numbered).await
    }
}
