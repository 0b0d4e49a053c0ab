//! Whether the key file is there, and is the one that the records were sealed with. No key is made beside records that
//! need another: nothing that is on record could be compared with what is to be sent.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sqlx::sqlite::SqliteConnection;

use super::changes::sealed_as;
use super::drafts::SEALED_AS;
use super::schema::{fact, set_fact};
use super::seal::Seal;
use super::{StoreError, file};
use crate::booking::Mode;

/// The fact that says by which name the records know their key.
const KEY: &str = "key";

/// How many sealed things are tried where the records don't say which key is theirs.
const TRIES: i64 = 100;

/// What a database begins with.
const BEGINS: &[u8] = b"SQLite format 3\0";

/// The key for a mode's records, which are open: the one in the folder, `seal`, if it is the right one; a new one where
/// nothing is on record yet.
pub(super) async fn for_records(
    folder: &Path,
    mode: Mode,
    seal: Option<Seal>,
    connection: &mut SqliteConnection,
) -> Result<Seal, StoreError> {
    let seal = match seal {
        Some(seal) => seal,
        None if is_needed(folder, mode, connection).await? => there(folder)?,
        None => Seal::make(folder)?,
    };
    fitting(folder, seal, connection).await
}

/// The key for records that are there already.
pub(super) async fn existing(folder: &Path, connection: &mut SqliteConnection) -> Result<Seal, StoreError> {
    fitting(folder, there(folder)?, connection).await
}

fn there(folder: &Path) -> Result<Seal, StoreError> {
    Seal::existing(folder)?.ok_or_else(|| StoreError::KeyGone(Seal::path(folder)))
}

/// Whether anything was written with a key: in these records, or in those of another mode.
async fn is_needed(
    folder: &Path,
    mode: Mode,
    connection: &mut SqliteConnection,
) -> Result<bool, sqlx::Error> {
    let is_filled = |other: Mode| {
        let mut begins = [0; BEGINS.len()];
        let file = File::open(file::path(folder, other));
        file.is_ok_and(|mut file| file.read_exact(&mut begins).is_ok()) && begins == BEGINS
    };
    let others = [Mode::Live, Mode::Test, Mode::Sandbox].into_iter().filter(|other| *other != mode);
    if others.into_iter().any(is_filled) || fact(connection, KEY).await?.is_some() {
        return Ok(true);
    }
    let written = "SELECT EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM changes) OR EXISTS (SELECT 1 FROM drafts)";
    sqlx::query_scalar(written).fetch_one(connection).await
}

/// The key, if the records were sealed with it.
async fn fitting(folder: &Path, seal: Seal, connection: &mut SqliteConnection) -> Result<Seal, StoreError> {
    match fact(connection, KEY).await? {
        Some(name) if name == seal.name() => return Ok(seal),
        None if opens(connection, &seal).await? => {}
        _ => return Err(StoreError::OtherKey(Seal::path(folder))),
    }
    set_fact(connection, KEY, &seal.name()).await?;
    Ok(seal)
}

/// Whether it opens what an earlier version has sealed, which did not write down its key's name.
async fn opens(connection: &mut SqliteConnection, seal: &Seal) -> Result<bool, sqlx::Error> {
    let bookings: Vec<(String, String)> =
        sqlx::query_as("SELECT id, sealed FROM changes WHERE sealed IS NOT NULL LIMIT $1")
            .bind(TRIES)
            .fetch_all(&mut *connection)
            .await?;
    let drafts: Vec<String> =
        sqlx::query_scalar("SELECT sealed FROM drafts LIMIT $1").bind(TRIES).fetch_all(connection).await?;
    let is_open = |what: &str, sealed: &str| seal.open(what, sealed).is_some();
    Ok((bookings.is_empty() && drafts.is_empty())
        || bookings.iter().any(|(id, sealed)| is_open(&sealed_as(id), sealed))
        || drafts.iter().any(|sealed| is_open(SEALED_AS, sealed)))
}
