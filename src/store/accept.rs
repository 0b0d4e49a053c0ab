//! `bookdesk audit accept`: takes the records as they are. Those that can't be read without a lost key are put aside.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::audit::{Done, Entry};
use super::{RecordStore, StoreError, Trail, Who, sqlite};
use crate::booking::Mode;

/// What became of a mode's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Which.
    pub mode: Mode,
    /// Where those are that can't be read, and were put aside for fresh ones.
    pub set_aside: Option<PathBuf>,
}

/// Takes every mode's records as they are, and says so in their audit trails. What can't be read with the key that is
/// there is renamed, and a fresh file begun.
///
/// # Errors
/// When something can't be written, or what has to be put aside is in use by a window.
pub async fn accept(folder: &Path, who: &Who, now: DateTime<Utc>) -> Result<Vec<Accepted>, StoreError> {
    let mut found = Vec::new();
    for mode in Mode::ALL {
        if let Some(trail) = Trail::open(folder, mode).await? {
            let is_sealed = is_closed(&trail).await?;
            trail.close().await;
            found.push((mode, is_sealed));
        }
    }
    // All of them before the first is begun anew: no key is made while there are records that need another.
    let mut accepted = Vec::new();
    for (mode, is_sealed) in found {
        let set_aside = if is_sealed { Some(sqlite::put_aside(folder, mode, now)?) } else { None };
        accepted.push(Accepted { mode, set_aside });
    }
    for Accepted { mode, set_aside } in &accepted {
        // Only the audit trail is written to: no change is read back.
        let opened =
            RecordStore::open_known(folder, *mode, Vec::new(), who.clone(), set_aside.is_none(), now).await?;
        let records = opened.records;
        records.record(Entry { done: Done::Accepted, ..Entry::default() }, now).await?;
        if let Some(witness) = &records.witness {
            witness.begin_anew(&records.seal, &mut **records.store.lock().await).await?;
        }
        records.close().await;
    }
    Ok(accepted)
}

/// Whether it can't be read with the key that is there.
async fn is_closed(trail: &Trail) -> Result<bool, StoreError> {
    match trail.seal(&mut **trail.store.lock().await).await {
        Ok(_) => Ok(false),
        Err(StoreError::KeyGone(_) | StoreError::OtherKey(_)) => Ok(true),
        Err(error) => Err(error),
    }
}
