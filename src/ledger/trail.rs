//! Reading the audit trail back: is it whole, and what does it say. For whoever looks from outside, while desks work.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;
use tokio::sync::Mutex;

use super::audit::{Done, Entry, append, base};
use super::chain::Line;
use super::{LedgerError, Who, begin, end, file};
use crate::booking::Mode;

/// How many lines are read at once.
const LINES: i64 = 1000;

/// The audit trail of one mode, opened to be read or to forget someone. Takes no seat.
#[derive(Debug)]
pub struct Trail {
    pub(super) connection: Mutex<SqliteConnection>,
    pub(super) folder: PathBuf,
}

/// What a trail without a break comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many lines it has.
    pub lines: u64,
    /// In how many of them someone was forgotten.
    pub forgotten: u64,
    /// The hash of the last line: written down elsewhere, it tells later whether lines at the end are gone.
    pub head: String,
}

/// Where a trail is broken first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} {what}")]
pub struct Break {
    /// The line's number.
    pub line: i64,
    /// What is wrong with it.
    pub what: &'static str,
}

impl Trail {
    /// Opens a mode's trail, if there is one.
    ///
    /// # Errors
    /// When the file is there and can't be read, or was there and is not.
    pub async fn open(folder: &Path, mode: Mode) -> Result<Option<Trail>, LedgerError> {
        let connection = file::open_existing(folder, mode).await?;
        Ok(connection
            .map(|connection| Trail { connection: Mutex::new(connection), folder: folder.to_owned() }))
    }

    /// Goes through the whole chain.
    ///
    /// # Errors
    /// When the file can't be read; a trail that is not whole is an answer.
    pub async fn verify(&self) -> Result<Result<Whole, Break>, LedgerError> {
        let mut connection = self.connection.lock().await;
        let erased = erased_by_right(&mut connection).await?;
        let (mut seq, mut head) = base(&mut connection).await?;
        let (mut lines, mut forgotten) = (0, 0);
        loop {
            let part = part(&mut connection, seq).await?;
            if part.is_empty() {
                return Ok(Ok(Whole { lines, forgotten, head }));
            }
            for line in part {
                if let Some(what) = wrong_with(&line, seq, &head, &erased) {
                    return Ok(Err(Break { line: line.seq, what }));
                }
                lines += 1;
                forgotten += u64::from(line.salt.is_none());
                (seq, head) = (line.seq, line.hash);
            }
        }
    }

    /// Adds a line that is about nobody.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn record(&self, entry: Entry, who: &Who, now: DateTime<Utc>) -> Result<(), LedgerError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let done = append(&mut connection, who, &entry, now).await;
        end(&mut connection, done).await
    }

    /// The lines behind the one with this number, a thousand at most.
    pub(super) async fn lines_after(&self, seq: i64) -> Result<Vec<Line>, LedgerError> {
        let mut connection = self.connection.lock().await;
        Ok(part(&mut connection, seq).await?)
    }
}

async fn part(connection: &mut SqliteConnection, after: i64) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(after)
        .bind(LINES)
        .fetch_all(connection)
        .await
}

fn wrong_with(line: &Line, seq: i64, head: &str, erased: &HashSet<i64>) -> Option<&'static str> {
    if line.seq != seq + 1 {
        return Some("does not follow the one before: lines are missing");
    }
    if line.hash != line.hash_after(head) {
        return Some("is not as it was written");
    }
    match line.salt {
        Some(_) if line.subject != line.subject() => Some("is about someone else than when it was written"),
        None if !erased.contains(&line.seq) => Some("was emptied by other means than forgetting someone"),
        _ => None,
    }
}

/// The lines that say they were emptied when someone was forgotten.
async fn erased_by_right(connection: &mut SqliteConnection) -> Result<HashSet<i64>, sqlx::Error> {
    let said: Vec<String> =
        sqlx::query_scalar("SELECT fields FROM audit WHERE what = $1 AND fields IS NOT NULL")
            .bind(Done::Forgotten.word())
            .fetch_all(connection)
            .await?;
    Ok(said.iter().flat_map(|said| said.split(' ')).filter_map(|seq| seq.parse().ok()).collect())
}
