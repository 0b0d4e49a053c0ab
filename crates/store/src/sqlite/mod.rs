//! The records in SQLite: one file for each mode, opened by every window of this machine.

mod file;
mod instance_lock;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Connection, Row as _, TypeInfo, ValueRef, query, query_scalar};

use super::database::{DbFuture, Durability, Erasing, Lease, QueryRows, Statement, Store};
use super::files::open_to_read;
use super::{Result, StoreError};
use booking::Mode;

pub(super) use file::{is_aside, open, open_existing, remove_foreign};

use instance_lock::InstanceLock;

/// The message of a check that finds a broken SQLite file.
pub(crate) const BROKEN_FILE: &str = "the file is broken";

/// SQLite's codes for a broken file, a file that is not a database, a busy file, and a file that can't be opened.
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_NOTADB: u32 = 26;
pub(crate) const SQLITE_BUSY: u32 = 5;
const SQLITE_CANTOPEN: u32 = 14;

/// The scripts from each version to the next. They are only ever added.
const STEPS: &[&str] = &[
    include_str!("migrations/0001_tables.sql"),
    include_str!("migrations/0002_rows_of_files.sql"),
    include_str!("migrations/0003_results.sql"),
    // The audit trail is chained with the key ([`crate::audit`]): a version without it must not write to the trail.
    "",
    include_str!("migrations/0005_changes.sql"),
    include_str!("migrations/0006_drafts_in_pieces.sql"),
    include_str!("migrations/0007_from_and_to.sql"),
    include_str!("migrations/0008_calls.sql"),
    include_str!("migrations/0009_waiting.sql"),
    include_str!("migrations/0010_times.sql"),
    include_str!("migrations/0011_measured.sql"),
    include_str!("migrations/0012_claims_on_appointments.sql"),
    include_str!("migrations/0013_old_status.sql"),
    // Texts are sealed and file rows marked with derived keys ([`crate::seal`]): a version that knows only the key in
    // the file would not find a row, and book it again.
    "",
];

/// The later scripts, with which the previous version still works.
const ADDITIONS: &[&str] = &[
    include_str!("migrations/0015_away.sql"),
    include_str!("migrations/0016_notes.sql"),
    include_str!("migrations/0017_revisions.sql"),
];

/// An open file of a mode.
#[derive(Debug)]
pub(super) struct Sqlite {
    connection: SqliteConnection,
    /// The durability of its next write.
    durability: Durability,
    folder: PathBuf,
    mode: Mode,
    /// The window's lock; `None` for an outside reader.
    lock: Option<InstanceLock>,
}

impl Sqlite {
    /// Sets the durability of the next write if it differs: setting it costs as much as a write.
    async fn write_with(&mut self, durability: Durability) -> Result<()> {
        if self.durability != durability {
            self.command(match durability {
                Durability::Synced => "PRAGMA synchronous = FULL",
                Durability::Unsynced => "PRAGMA synchronous = NORMAL",
            })
            .await?;
            self.durability = durability;
        }
        Ok(())
    }

    fn command(&mut self, sql: &'static str) -> DbFuture<'_, ()> {
        Box::pin(async move { Ok(query(sql).execute(&mut self.connection).await.map(drop)?) })
    }
}

impl Store for Sqlite {
    fn begin(&mut self, durability: Durability) -> DbFuture<'_, ()> {
        Box::pin(async move {
            self.write_with(durability).await?;
            // `IMMEDIATE`, because SQLite would otherwise detect another writer only half-way.
            self.command("BEGIN IMMEDIATE").await
        })
    }

    fn begin_to_read(&mut self) -> DbFuture<'_, ()> {
        self.command("BEGIN")
    }

    fn commit(&mut self) -> DbFuture<'_, ()> {
        self.command("COMMIT")
    }

    fn roll_back(&mut self) -> DbFuture<'_, ()> {
        self.command("ROLLBACK")
    }

    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64> {
        Box::pin(async move {
            Ok(bound(statement)
                .execute(&mut self.connection)
                .await?
                .rows_affected())
        })
    }

    fn execute_alone(&mut self, statement: Statement, durability: Durability) -> DbFuture<'_, u64> {
        Box::pin(async move {
            self.write_with(durability).await?;
            self.execute(statement).await
        })
    }

    fn fetch(&mut self, statement: Statement) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            let rows = bound(statement).fetch_all(&mut self.connection).await?;
            let Some(first) = rows.first() else {
                return Ok(QueryRows::default());
            };
            let columns = first
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect();
            Ok(QueryRows {
                columns,
                rows: rows.iter().map(read).collect::<Result<_, _>>()?,
            })
        })
    }

    /// The library passes each row from one thread to another, so all rows are combined into one.
    fn fetch_many(&mut self, query: Statement, columns: &'static str) -> DbFuture<'_, QueryRows> {
        let sql = format!(
            "SELECT json_group_array(json_array({columns})) FROM ({})",
            query.sql
        )
        .into();
        Box::pin(async move {
            let all = bound(Statement { sql, ..query })
                .fetch_one(&mut self.connection)
                .await?;
            let columns = columns.split(", ").map(str::to_owned).collect();
            Ok(QueryRows {
                columns,
                rows: serde_json::from_str(all.try_get(0)?)?,
            })
        })
    }

    fn sync(&mut self) -> DbFuture<'_, ()> {
        self.command("PRAGMA wal_checkpoint(PASSIVE)")
    }

    fn write_out(&mut self) -> DbFuture<'_, ()> {
        self.command("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    fn version(&mut self) -> DbFuture<'_, i64> {
        Box::pin(async move {
            Ok(query_scalar("PRAGMA data_version")
                .fetch_one(&mut self.connection)
                .await?)
        })
    }

    fn close(self: Box<Self>) -> DbFuture<'static, ()> {
        Box::pin(async move { Ok(self.connection.close().await?) })
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn additions(&self) -> &'static [&'static str] {
        ADDITIONS
    }

    fn erasing(&self) -> Erasing {
        Erasing {
            empty_lines: "UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL, \
                 old_value = NULL, new_value = NULL, salt = NULL WHERE person = $1",
            remove_lines: "DELETE FROM audit WHERE seq <= $1",
        }
    }

    fn lease(&self) -> String {
        self.lock
            .as_ref()
            .map(InstanceLock::name)
            .unwrap_or_default()
    }

    fn mark_lease(&mut self) {
        if let Some(lock) = &mut self.lock {
            lock.mark();
        }
    }

    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>> {
        Box::pin(async move {
            let numbers = names.iter().filter_map(|name| name.parse().ok());
            let locks = numbers.filter_map(|number| {
                InstanceLock::try_take(&self.folder, self.mode, number).transpose()
            });
            let lease = |lock: InstanceLock| Lease::new(lock.name(), lock);
            locks.map(|lock| lock.map(lease)).collect()
        })
    }
}

/// Binds the values to the statement.
fn bound(Statement { sql, values }: Statement) -> Query<'static, sqlx::Sqlite, SqliteArguments> {
    // Only the code writes SQL: outside input is a value.
    let query = query(AssertSqlSafe(sql));
    values.into_iter().fold(query, |query, value| match value {
        Value::String(text) => query.bind(text),
        value => query.bind(value.as_i64()),
    })
}

fn read(row: &SqliteRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |place: usize| -> Result<Value, sqlx::Error> {
        Ok(match row.try_get_raw(place)?.type_info().name() {
            "TEXT" => row.try_get::<Option<String>, _>(place)?.into(),
            // No column holds bytes or fractions: these come from somebody else.
            "BLOB" | "REAL" => Value::Null,
            _ => row.try_get_unchecked::<Option<i64>, _>(place)?.into(),
        })
    };
    (0..row.len()).map(value).collect()
}

/// Returns whether a window has ever used a mode's records in this folder.
pub(super) fn ever_used(folder: &Path, mode: Mode) -> bool {
    InstanceLock::ever_taken(folder, mode)
}

/// Returns whether there is a file with a mode's records in this folder.
pub(super) fn is_there(folder: &Path, mode: Mode) -> bool {
    /// The first bytes of a database.
    const BEGINS: &[u8] = b"SQLite format 3\0";
    let mut begins = [0; BEGINS.len()];
    let file = open_to_read(&file::path(folder, mode));
    file.is_ok_and(|mut file| file.read_exact(&mut begins).is_ok()) && begins == BEGINS
}

/// Takes a lease if no window has a mode's file open.
///
/// # Errors
/// If a window has it open.
pub(super) fn alone(folder: &Path, mode: Mode) -> Result<impl Drop> {
    let lock = InstanceLock::take(folder, mode)?;
    if lock.is_alone(folder, mode)? {
        Ok(lock)
    } else {
        Err(StoreError::Open(file::path(folder, mode)))
    }
}

/// Renames a mode's file, which no window may have open.
pub(super) fn put_aside(folder: &Path, mode: Mode, now: DateTime<Utc>) -> Result<PathBuf> {
    let _alone = alone(folder, mode)?;
    let path = file::path(folder, mode);
    file::set_aside(&path, now).map_err(StoreError::at(&path))
}

/// Returns the meaning of an SQLite error.
pub(crate) fn of_sqlite(error: &sqlx::Error) -> StoreError {
    let is_broken = is_broken(error);
    let message = match error {
        // Without the library's own words around it.
        sqlx::Error::Database(error) => error.message().to_owned(),
        error => error.to_string(),
    };
    StoreError::Database { message, is_broken }
}

pub(crate) fn is_broken(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Protocol(message) if message == BROKEN_FILE)
        || has_code(error, &[SQLITE_CORRUPT, SQLITE_NOTADB])
}

/// Returns whether a database's error has one of these primary codes.
pub(crate) fn has_code(error: &sqlx::Error, codes: &[u32]) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| codes.contains(&(code & 0xff)))
}
