//! A mode's file: created for its owner only, checked when opened, and set aside if unusable.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use platform::files::rename;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query, query_as, query_scalar};
use tokio::time::Instant;

use super::Sqlite;
use super::instance_lock::InstanceLock;
use super::{BROKEN_FILE, SQLITE_BUSY, SQLITE_CANTOPEN, has_code};
use crate::database::Durability;
use crate::error::{Result, SetAside, StoreError, Trouble};
use crate::files::{open_private, open_to_read, refusal};
use crate::migrate::{Schema, bring_up};
use booking::{FileRefusal, Mode};

/// How long another window may block writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Returns the path of a mode's file.
pub(super) fn path(folder: &Path, mode: Mode) -> PathBuf {
    folder.join(format!("{}.db", mode.word().to_lowercase()))
}

/// Opens a mode's file for a window. An unusable file is set aside for a new one.
pub(crate) async fn open(
    folder: &Path,
    mode: Mode,
    had_records: bool,
    now: DateTime<Utc>,
) -> Result<(Sqlite, Option<SetAside>)> {
    let lock = InstanceLock::take(folder, mode)?;
    let is_alone = lock.is_alone(folder, mode);
    let path = path(folder, mode);
    let why = match open_sound(folder, mode, had_records, Some(now)).await? {
        Ok(store) => {
            return Ok((
                Sqlite {
                    lock: Some(lock),
                    ..store
                },
                None,
            ));
        }
        Err(why) => why,
    };
    if !is_alone? {
        return Err(StoreError::InUse(path, why));
    }
    let aside = set_aside(&path, now).map_err(StoreError::at(&path))?;
    match try_to_open(folder, mode, false, None).await? {
        Ok(store) => Ok((
            Sqlite {
                lock: Some(lock),
                ..store
            },
            Some(SetAside { path: aside, why }),
        )),
        Err(why) => Err(StoreError::InUse(path, why)),
    }
}

/// Opens an existing file, and changes only its tables; `None` if there never was one.
pub(crate) async fn open_existing(folder: &Path, mode: Mode) -> Result<Option<Sqlite>> {
    let path = path(folder, mode);
    let had_records = InstanceLock::ever_taken(folder, mode);
    let trouble = match path.try_exists() {
        Ok(false) if had_records || has_wal(&path) => Trouble::Gone,
        Ok(false) => return Ok(None),
        _ => match open_sound(folder, mode, had_records, None).await? {
            Ok(store) => return Ok(Some(store)),
            Err(trouble) => trouble,
        },
    };
    Err(StoreError::Unreadable(path, trouble))
}

/// Removes triggers and views from an existing file: this program creates none.
pub(crate) async fn remove_foreign(folder: &Path, mode: Mode) -> Result<()> {
    let path = path(folder, mode);
    if !super::is_there(folder, mode) {
        return Ok(());
    }
    InstanceLock::check(folder)?;
    let mut connection = connect(&path).await?;
    let foreign = format!("SELECT type, name FROM sqlite_schema WHERE {FOREIGN}");
    let foreign: Vec<(String, String)> = query_as(AssertSqlSafe(foreign))
        .fetch_all(&mut connection)
        .await?;
    for (kind, name) in foreign {
        let drop = format!("DROP {kind} \"{}\"", name.replace('"', "\"\""));
        query(AssertSqlSafe(drop)).execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

/// Opens a file like [`try_to_open`], and distinguishes a broken file from a disk that does not return its content.
async fn open_sound(
    folder: &Path,
    mode: Mode,
    had_records: bool,
    now: Option<DateTime<Utc>>,
) -> Result<Result<Sqlite, Trouble>> {
    let path = path(folder, mode);
    match try_to_open(folder, mode, had_records, now).await {
        Ok(Err(Trouble::Broken)) => {
            read_through(&path)?;
            // The disk may have recovered from its failure.
            try_to_open(folder, mode, had_records, now).await
        }
        Err(error @ StoreError::Database { .. }) => {
            read_through(&path)?;
            Err(error)
        }
        opened => opened,
    }
}

/// Reads a file and its write-ahead log from end to end.
///
/// # Errors
/// If the disk does not return all of it.
fn read_through(path: &Path) -> Result<()> {
    for path in [path.to_owned(), with_ending(path, "-wal")] {
        let read = open_to_read(&path).and_then(|mut file| {
            io::copy(&mut file, &mut io::sink()).map_err(|error| refusal(&error))
        });
        match read {
            Err(why) if why != FileRefusal::Missing => return Err(StoreError::Refused(path, why)),
            _ => {}
        }
    }
    Ok(())
}

/// Opens a file, and creates it if there is none, unless records existed before.
async fn try_to_open(
    folder: &Path,
    mode: Mode,
    had_records: bool,
    now: Option<DateTime<Utc>>,
) -> Result<Result<Sqlite, Trouble>> {
    let path = path(folder, mode);
    InstanceLock::check(folder)?;
    let length = make_private(&path)?;
    // SQLite would silently start anew, and discard the files next to it.
    if length == 0 && (had_records || has_wal(&path)) {
        return Ok(Err(Trouble::Gone));
    }
    if is_cut_off(&path, length).map_err(StoreError::at(&path))? {
        return Ok(Err(Trouble::Broken));
    }
    let mut store = match connect(&path).await {
        Ok(connection) => Sqlite {
            connection,
            durability: Durability::Synced,
            folder: folder.to_owned(),
            mode,
            lock: None,
        },
        Err(error) => return trouble_of(error).map(Err),
    };
    let checked = async {
        if has_foreign(&mut store.connection).await? {
            return Err(StoreError::Altered(path.clone()));
        }
        let seldom = if length >= LARGE { now } else { None };
        check(&mut store.connection, seldom).await?;
        bring_up(&mut store, had_records).await
    };
    let trouble = match checked.await {
        Ok(Schema::Ours) => return Ok(Ok(store)),
        Ok(Schema::Later) => Ok(Trouble::Later),
        Ok(Schema::None) => Ok(Trouble::Gone),
        Err(error) => trouble_of(error),
    };
    // Closed before the file is set aside: not every system renames an open file. The reason for the failure is already
    // known.
    let _ = store.connection.close().await;
    trouble.map(Err)
}

/// Returns what is wrong with the file, if the error reveals it.
fn trouble_of(error: StoreError) -> Result<Trouble> {
    match error {
        StoreError::Database {
            is_broken: true, ..
        } => Ok(Trouble::Broken),
        error => Err(error),
    }
}

/// Returns whether the last writes to a file are still in its write-ahead log.
fn has_wal(path: &Path) -> bool {
    fs::metadata(with_ending(path, "-wal")).is_ok_and(|wal| wal.len() > 0)
}

/// Returns whether a file ends within a page. SQLite reads the missing part as zeros, and considers an index with
/// missing rows complete. While there is a write-ahead log, it contains that page.
fn is_cut_off(path: &Path, length: u64) -> io::Result<bool> {
    let mut head = [0; 18];
    if length < head.len() as u64 || has_wal(path) {
        return Ok(false);
    }
    File::open(path)?.read_exact(&mut head)?;
    // <https://sqlite.org/fileformat.html#page_size>: 1 means 65536.
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65_536,
        page => page,
    };
    Ok(page > 0 && !length.is_multiple_of(page))
}

/// Restricts the file to its owner. Returns its length. SQLite creates the files next to it (`-wal`, `-shm`) with the
/// same mode.
fn make_private(path: &Path) -> Result<u64> {
    let file = open_private(path).map_err(StoreError::refused(path))?;
    Ok(file.metadata().map_err(StoreError::at(path))?.len())
}

/// The size in bytes from which a file is checked only by the first start of a day: every page is read.
const LARGE: u64 = 16 << 20;

/// The triggers and views of a file. This program creates none: they could alter what is written.
const FOREIGN: &str = "type IN ('trigger', 'view')";

async fn has_foreign(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let foreign = format!("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE {FOREIGN})");
    query_scalar(AssertSqlSafe(foreign))
        .fetch_one(connection)
        .await
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // A commit that also writes pages back to the file takes several times as long. [`Store::sync`] writes most of
        // them back beforehand.
        .pragma("wal_autocheckpoint", "4000")
        // Deleted content is overwritten, not only unlinked.
        .pragma("secure_delete", "ON")
        // Nothing in the file itself can call functions that act outside of it.
        .pragma("trusted_schema", "OFF")
        // On macOS, a sync reaches the disk only with this; elsewhere it changes nothing.
        .pragma("fullfsync", "ON")
        .disable_statement_logging()
}

/// Checks a file. If `now` is given, a large file that was already checked on that day is skipped.
async fn check(
    connection: &mut SqliteConnection,
    now: Option<DateTime<Utc>>,
) -> Result<(), sqlx::Error> {
    let today = now.map(|now| now.date_naive().to_string());
    if today.is_some() {
        let checked = "SELECT value FROM facts WHERE name = 'checked'";
        if query_scalar(checked)
            .fetch_optional(&mut *connection)
            .await?
            == today
        {
            return Ok(());
        }
    }
    // Everything except the agreement of each index with its table, which takes three times as long.
    let finding: String = query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut *connection)
        .await?;
    if finding != "ok" {
        return Err(sqlx::Error::Protocol(BROKEN_FILE.to_owned()));
    }
    if today.is_some() {
        let checked = "INSERT INTO facts (name, value) VALUES ('checked', $1) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        query(checked).bind(today).execute(connection).await?;
    }
    Ok(())
}

/// Connects. While another window creates the file, SQLite refuses at once, whatever its busy timeout; creating takes
/// milliseconds.
async fn connect(path: &Path) -> Result<SqliteConnection> {
    let options = options(path);
    let begun = Instant::now();
    loop {
        match options.connect().await {
            Err(error) if has_code(&error, &[SQLITE_BUSY]) => {
                if begun.elapsed() >= BUSY_TIMEOUT {
                    return Err(StoreError::Locked(path.to_owned()));
                }
            }
            Err(error) if has_code(&error, &[SQLITE_CANTOPEN]) => {
                // If another program has the file open, SQLite gives up without saying so. This waits for it.
                open_to_read(path).map_err(StoreError::refused(path))?;
                return Ok(options.connect().await?);
            }
            connected => return Ok(connected?),
        }
    }
}

/// The part before the moment in the name of a file that was set aside.
const ASIDE: &str = ".aside-";

/// Returns whether this is the name of a database that was set aside.
pub(crate) fn is_aside(name: &str) -> bool {
    name.contains(ASIDE) && !name.ends_with("-wal") && !name.ends_with("-shm")
}

/// Renames a file and the files that belong to it. The new name contains the moment; nothing is overwritten.
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let named = |number: u32| match number {
        0 => with_ending(path, &format!("{ASIDE}{stamp}")),
        number => with_ending(path, &format!("{ASIDE}{stamp}-{number}")),
    };
    let free = (0..).map(named).find(|aside| !aside.exists());
    let aside = free.unwrap_or_else(|| with_ending(path, ".aside"));
    for ending in ["-wal", "-shm"] {
        match rename(&with_ending(path, ending), &with_ending(&aside, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    rename(path, &aside)?;
    Ok(aside)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
