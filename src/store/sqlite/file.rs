//! A mode's file: made for its owner alone, looked through when it is opened, kept aside where it can't be used.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use super::Sqlite;
use super::instance_lock::InstanceLock;
use crate::booking::Mode;
use crate::store::database::Durability;
use crate::store::error::{SetAside, StoreError, Trouble};
use crate::store::migrate::{Schema, bring_up};

/// How long another window may keep this one from writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The file that holds a mode's records.
pub(super) fn path(folder: &Path, mode: Mode) -> PathBuf {
    folder.join(format!("{}.db", mode.word().to_lowercase()))
}

/// Opens a mode's file for a window; sets aside what can't be used, and begins a fresh one.
pub(in crate::store) async fn open(
    folder: &Path,
    mode: Mode,
    were_there: bool,
    now: DateTime<Utc>,
) -> Result<(Sqlite, Option<SetAside>), StoreError> {
    let lock = InstanceLock::take(folder, mode)?;
    let is_alone = lock.is_alone(folder, mode);
    let path = path(folder, mode);
    let why = match try_to_open(folder, mode, were_there).await? {
        Ok(store) => return Ok((Sqlite { lock: Some(lock), ..store }, None)),
        Err(why) => why,
    };
    if !is_alone? {
        return Err(StoreError::InUse(path, why));
    }
    let kept = set_aside(&path, now).map_err(|source| StoreError::File { path: path.clone(), source })?;
    match try_to_open(folder, mode, false).await? {
        Ok(store) => Ok((Sqlite { lock: Some(lock), ..store }, Some(SetAside { path: kept, why }))),
        Err(why) => Err(StoreError::InUse(path, why)),
    }
}

/// Opens a file that is there already, and changes nothing but its tables; none where there never was one.
pub(in crate::store) async fn open_existing(folder: &Path, mode: Mode) -> Result<Option<Sqlite>, StoreError> {
    let path = path(folder, mode);
    let were_there = InstanceLock::ever_taken(folder, mode);
    let trouble = match path.try_exists() {
        Ok(false) if were_there || is_left_of(&path) => Trouble::Gone,
        Ok(false) => return Ok(None),
        _ => match try_to_open(folder, mode, were_there).await? {
            Ok(store) => return Ok(Some(store)),
            Err(trouble) => trouble,
        },
    };
    Err(StoreError::Unreadable(path, trouble))
}

/// Opens a file, and makes it where there is none. Where there were records, `were_there`, that is not taken for
/// their beginning.
async fn try_to_open(
    folder: &Path,
    mode: Mode,
    were_there: bool,
) -> Result<Result<Sqlite, Trouble>, StoreError> {
    let path = path(folder, mode);
    let length = make_private(&path).map_err(|source| StoreError::File { path: path.clone(), source })?;
    // SQLite would begin anew without a word, and throw away what lies beside it.
    if length == 0 && (were_there || is_left_of(&path)) {
        return Ok(Err(Trouble::Gone));
    }
    if is_cut_off(&path, length).map_err(|source| StoreError::File { path: path.clone(), source })? {
        return Ok(Err(Trouble::Broken));
    }
    let looked_through = async {
        let connection = look_through(&path).await?;
        let mut store = Sqlite {
            connection,
            durability: Durability::Synced,
            folder: folder.to_owned(),
            mode,
            lock: None,
        };
        let schema = bring_up(&mut store, were_there).await?;
        Ok((store, schema))
    };
    match looked_through.await {
        Ok((store, Schema::Ours)) => Ok(Ok(store)),
        Ok((_, Schema::Later)) => Ok(Err(Trouble::Later)),
        Ok((_, Schema::None)) => Ok(Err(Trouble::Gone)),
        Err(StoreError::Database { is_broken: true, .. }) => Ok(Err(Trouble::Broken)),
        Err(error) => Err(error),
    }
}

/// Whether the last writes to a file lie beside it still.
fn is_left_of(path: &Path) -> bool {
    fs::metadata(with_ending(path, "-wal")).is_ok_and(|left| left.len() > 0)
}

/// Whether a file ends within a page. SQLite takes what is missing of it for zeros, and an index in which rows are missing
/// for whole. While the last writes lie beside the file, that page is among them.
fn is_cut_off(path: &Path, length: u64) -> io::Result<bool> {
    let mut head = [0; 18];
    if length < head.len() as u64 || is_left_of(path) {
        return Ok(false);
    }
    File::open(path)?.read_exact(&mut head)?;
    // <https://sqlite.org/fileformat.html#page_size>: 1 stands for 65536.
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65_536,
        page => page,
    };
    Ok(page > 0 && !length.is_multiple_of(page))
}

/// Says how long it is. SQLite makes the files beside it (`-wal`, `-shm`) with the same mode.
fn make_private(path: &Path) -> io::Result<u64> {
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file.metadata()?.len())
}

async fn look_through(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // What is forgotten is overwritten, not only struck off.
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    let mut connection = connect(&options).await?;
    // Everything but whether each index agrees with its table, which takes three times as long.
    let said: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    if said != "ok" {
        return Err(sqlx::Error::Protocol(BROKEN.to_owned()));
    }
    Ok(connection)
}

/// Connects. While another window makes the file SQLite refuses at once, however patient it was told to be.
async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, sqlx::Error> {
    for _ in 1..TRIES {
        match options.connect().await {
            Err(error) if has_code(&error, &[SQLITE_BUSY]) => {}
            connected => return connected,
        }
    }
    options.connect().await
}

/// How often that is tried: seconds in all, and the other window needs milliseconds.
const TRIES: u32 = 1_000;

/// What a check that finds something amiss is reported as.
const BROKEN: &str = "the file is broken";

/// The codes of SQLite for a file that is broken, that is none of its own, and that another one is at.
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_NOTADB: u32 = 26;
const SQLITE_BUSY: u32 = 5;

pub(in crate::store) fn is_broken(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Protocol(said) if said == BROKEN)
        || has_code(error, &[SQLITE_CORRUPT, SQLITE_NOTADB])
}

/// Whether a database's error is one of these, with whatever more it says.
fn has_code(error: &sqlx::Error, codes: &[u32]) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| codes.contains(&(code & 0xff)))
}

/// What the name of a file that was put aside has in it, before the moment.
const ASIDE: &str = ".aside-";

/// Whether that is the name of a database that was put aside.
pub(in crate::store) fn is_aside(name: &str) -> bool {
    name.contains(ASIDE) && !name.ends_with("-wal") && !name.ends_with("-shm")
}

/// Renames a file, and those that belong to it, after the moment; nothing is overwritten.
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let named = |number: u32| match number {
        0 => with_ending(path, &format!("{ASIDE}{stamp}")),
        number => with_ending(path, &format!("{ASIDE}{stamp}-{number}")),
    };
    let free = (0..).map(named).find(|kept| !kept.exists());
    let kept = free.unwrap_or_else(|| with_ending(path, ".aside"));
    for ending in ["-wal", "-shm"] {
        match fs::rename(with_ending(path, ending), with_ending(&kept, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(path, &kept)?;
    Ok(kept)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
