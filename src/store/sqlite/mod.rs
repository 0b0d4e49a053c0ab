//! The records in SQLite: one file for each mode, which every window of this machine opens for itself.

mod audit;
mod changes;
mod drafts;
mod file;
mod instance_lock;
mod schema;
#[cfg(test)]
pub(super) mod tests;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sqlx::query::{Query, QueryAs, QueryScalar};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Connection, FromRow, query, query_scalar};

use super::StoreError;
use super::tables::{Answer, Durability, Facts, Lease, Leases, Transactions};
use crate::booking::Mode;

pub use file::{SetAside, Trouble};
pub(super) use file::{is_aside, open, open_existing};

use instance_lock::InstanceLock;

/// A mode's file, open.
#[derive(Debug)]
pub(super) struct Sqlite {
    connection: SqliteConnection,
    /// What its next write waits for.
    durability: Durability,
    folder: PathBuf,
    mode: Mode,
    /// None for whoever only looks from outside.
    lock: Option<InstanceLock>,
}

type Statement = Query<'static, sqlx::Sqlite, SqliteArguments>;
type Rows<T> = QueryAs<'static, sqlx::Sqlite, T, SqliteArguments>;
type Values<T> = QueryScalar<'static, sqlx::Sqlite, T, SqliteArguments>;

impl Sqlite {
    /// Executes a statement; says how many rows it has changed.
    fn run(&mut self, statement: Statement) -> Answer<'_, u64> {
        Box::pin(async move { Ok(statement.execute(&mut self.connection).await?.rows_affected()) })
    }

    /// What the next write waits for; asked of SQLite only where that is something else, for it costs as much as a
    /// write.
    async fn write_with(&mut self, durability: Durability) -> Result<(), StoreError> {
        if self.durability != durability {
            let synchronous = match durability {
                Durability::Synced => "PRAGMA synchronous = FULL",
                Durability::Unsynced => "PRAGMA synchronous = NORMAL",
            };
            self.run(query(synchronous)).await?;
            self.durability = durability;
        }
        Ok(())
    }

    fn done(&mut self, statement: Statement) -> Answer<'_, ()> {
        Box::pin(async move { self.run(statement).await.map(drop) })
    }

    fn rows<T>(&mut self, rows: Rows<T>) -> Answer<'_, Vec<T>>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + 'static,
    {
        Box::pin(async move { Ok(rows.fetch_all(&mut self.connection).await?) })
    }

    fn row<T>(&mut self, rows: Rows<T>) -> Answer<'_, Option<T>>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + 'static,
    {
        Box::pin(async move { Ok(rows.fetch_optional(&mut self.connection).await?) })
    }

    fn values<T>(&mut self, values: Values<T>) -> Answer<'_, Vec<T>>
    where
        T: Send + Unpin + 'static,
        (T,): for<'r> FromRow<'r, SqliteRow>,
    {
        Box::pin(async move { Ok(values.fetch_all(&mut self.connection).await?) })
    }

    fn value<T>(&mut self, values: Values<T>) -> Answer<'_, Option<T>>
    where
        T: Send + Unpin + 'static,
        (T,): for<'r> FromRow<'r, SqliteRow>,
    {
        Box::pin(async move { Ok(values.fetch_optional(&mut self.connection).await?) })
    }

    fn one<T>(&mut self, values: Values<T>) -> Answer<'_, T>
    where
        T: Send + Unpin + 'static,
        (T,): for<'r> FromRow<'r, SqliteRow>,
    {
        Box::pin(async move { Ok(values.fetch_one(&mut self.connection).await?) })
    }
}

impl Transactions for Sqlite {
    fn begin(&mut self, durability: Durability) -> Answer<'_, ()> {
        Box::pin(async move {
            self.write_with(durability).await?;
            // `IMMEDIATE`, because SQLite would otherwise find another writer only half-way.
            self.done(query("BEGIN IMMEDIATE")).await
        })
    }

    fn begin_to_read(&mut self) -> Answer<'_, ()> {
        self.done(query("BEGIN"))
    }

    fn commit(&mut self) -> Answer<'_, ()> {
        self.done(query("COMMIT"))
    }

    fn roll_back(&mut self) -> Answer<'_, ()> {
        self.done(query("ROLLBACK"))
    }

    fn sync(&mut self) -> Answer<'_, ()> {
        self.done(query("PRAGMA wal_checkpoint(PASSIVE)"))
    }

    fn write_out(&mut self) -> Answer<'_, ()> {
        self.done(query("PRAGMA wal_checkpoint(TRUNCATE)"))
    }

    fn version(&mut self) -> Answer<'_, i64> {
        self.one(query_scalar("PRAGMA data_version"))
    }

    fn close(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { Ok(self.connection.close().await?) })
    }
}

impl Facts for Sqlite {
    fn fact(&mut self, name: &str) -> Answer<'_, Option<String>> {
        self.value(query_scalar("SELECT value FROM facts WHERE name = $1").bind(name.to_owned()))
    }

    fn set_fact(&mut self, name: &str, value: &str) -> Answer<'_, ()> {
        let set =
            "INSERT INTO facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
        self.done(query(set).bind(name.to_owned()).bind(value.to_owned()))
    }
}

impl Leases for Sqlite {
    fn lease(&self) -> String {
        self.lock.as_ref().map(InstanceLock::name).unwrap_or_default()
    }

    fn mark_lease(&mut self) {
        if let Some(lock) = &mut self.lock {
            lock.mark();
        }
    }

    fn take_vacant(&mut self, names: Vec<String>) -> Answer<'_, Vec<Lease>> {
        Box::pin(async move {
            let numbers = names.iter().filter_map(|name| name.parse().ok());
            let locks = numbers
                .filter_map(|number| InstanceLock::try_take(&self.folder, self.mode, number).transpose());
            let lease = |lock: InstanceLock| Lease { name: lock.name(), _held: Box::new(lock) };
            locks.map(|lock| lock.map(lease)).collect()
        })
    }
}

/// Whether a window has ever worked at a mode's records in this folder.
pub(super) fn ever_used(folder: &Path, mode: Mode) -> bool {
    InstanceLock::ever_taken(folder, mode)
}

/// Whether there is a file with a mode's records in this folder.
pub(super) fn is_there(folder: &Path, mode: Mode) -> bool {
    /// What a database begins with.
    const BEGINS: &[u8] = b"SQLite format 3\0";
    let mut begins = [0; BEGINS.len()];
    let file = File::open(file::path(folder, mode));
    file.is_ok_and(|mut file| file.read_exact(&mut begins).is_ok()) && begins == BEGINS
}

/// Renames a mode's file, which no window may have open.
pub(super) fn put_aside(folder: &Path, mode: Mode, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
    let (path, lock) = (file::path(folder, mode), InstanceLock::take(folder, mode)?);
    if !lock.is_alone(folder, mode)? {
        return Err(StoreError::Open(path));
    }
    file::set_aside(&path, now).map_err(|source| StoreError::File { path, source })
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let is_broken = file::is_broken(&error);
        let said = match &error {
            // Without the library's own words around it.
            sqlx::Error::Database(error) => error.message().to_owned(),
            error => error.to_string(),
        };
        StoreError::Database { said, is_broken }
    }
}
