//! Checks that the key file exists and holds the key that sealed the records. No new key is created for records that
//! need another: changes could not be compared with the recorded ones.

use std::path::Path;

use super::change_row::sealed_as;
use super::database::{NOTHING, Store};
use super::error::OtherKey;
use super::fingerprint::Fingerprint;
use super::seal::Seal;
use super::{Result, StoreError, drafts, sqlite};
use booking::Mode;

/// The fact with the name by which the records know their key.
const KEY: &str = "key";

/// The number of payloads tried if the records don't name their key.
const TRIES: i64 = 100;

/// Returns the key for a mode's opened records: `seal`, the one in the folder, if it fits; a new one if nothing is
/// recorded yet.
pub(super) async fn for_records(
    folder: &Path,
    mode: Mode,
    seal: Option<Seal>,
    store: &mut dyn Store,
) -> Result<Seal> {
    let seal = match seal {
        Some(seal) => seal,
        None if is_needed(folder, mode, store).await? => read(folder)?,
        None => Seal::make(folder)?,
    };
    checked(folder, seal, store).await
}

/// Returns the key for existing records.
pub(super) async fn existing(folder: &Path, store: &mut dyn Store) -> Result<Seal> {
    checked(folder, read(folder)?, store).await
}

/// Returns the key for existing shared records, which a new desk may not have yet.
pub(super) async fn of_desk(folder: &Path, store: &mut dyn Store) -> Result<Seal> {
    of_new_desk(folder, store).await?;
    existing(folder, store).await
}

/// Returns the key of a desk that may have none yet; an error if the shared records already need one.
pub(super) async fn of_new_desk(folder: &Path, store: &mut dyn Store) -> Result<Option<Seal>> {
    let seal = Seal::existing(folder)?;
    if seal.is_none()
        && let Some(needed) = needed(store).await?
    {
        return Err(StoreError::NoKeyYet(needed));
    }
    Ok(seal)
}

fn read(folder: &Path) -> Result<Seal> {
    Seal::existing(folder)?.ok_or_else(|| StoreError::KeyGone(Seal::path(folder)))
}

/// Returns whether anything was written with a key, in these records or in another mode's.
async fn is_needed(folder: &Path, mode: Mode, store: &mut dyn Store) -> Result<bool> {
    let mut others = Mode::ALL.into_iter().filter(|other| *other != mode);
    Ok(others.any(|other| sqlite::is_there(folder, other))
        || store.fact(KEY).await?.is_some()
        || store.holds_rows().await?)
}

/// Returns the key, after checking that it sealed the records.
async fn checked(folder: &Path, seal: Seal, store: &mut dyn Store) -> Result<Seal> {
    if !fits(&seal, store).await? {
        let needed = needed(store).await?;
        return Err(OtherKey {
            path: Seal::path(folder),
            holds: seal.fingerprint(),
            needed,
        }
        .into());
    }
    if name(store).await?.is_none() {
        note(store, &seal).await?;
    }
    Ok(seal)
}

/// Records which key seals the records.
pub(super) async fn note(store: &mut dyn Store, seal: &Seal) -> Result<()> {
    store.set_fact(KEY, &seal.name()).await
}

/// Returns whether the records were sealed with this key, or with none.
pub(super) async fn fits(seal: &Seal, store: &mut dyn Store) -> Result<bool> {
    match name(store).await? {
        Some(name) => Ok(seal.is_named(&name)),
        None => opens(store, seal).await,
    }
}

/// Returns the fingerprint of the key that the records need, if they name it.
pub(super) async fn needed(store: &mut dyn Store) -> Result<Option<Fingerprint>> {
    Ok(name(store).await?.map(|name| Fingerprint::of_name(&name)))
}

/// Returns the name by which the records know their key; `None` if there is none, or an earlier version wrote them.
async fn name(store: &mut dyn Store) -> Result<Option<String>> {
    store.fact(KEY).await
}

/// Forgets the key of empty records, which then accept any key with which they are next opened.
pub(super) async fn forget_name(store: &mut dyn Store) -> Result<()> {
    store
        .run("DELETE FROM facts WHERE name = $1", [KEY])
        .await
        .map(drop)
}

/// Returns whether the key opens content that an earlier version sealed without recording the key's name.
async fn opens(store: &mut dyn Store, seal: &Seal) -> Result<bool> {
    let payloads = store.some_payloads(TRIES).await?;
    let rows = store.drafts().await?;
    Ok((payloads.is_empty() && rows.is_empty())
        || payloads
            .iter()
            .any(|(id, sealed)| seal.open(&sealed_as(id), sealed).is_some())
        || rows.iter().any(|row| drafts::opened(seal, row).is_some()))
}

impl dyn Store + '_ {
    /// Returns whether any change, audit line or draft is recorded.
    pub(super) async fn holds_rows(&mut self) -> Result<bool> {
        let any = "SELECT EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM changes) OR EXISTS (SELECT 1 FROM drafts)";
        self.is_true(any, NOTHING).await
    }
}
