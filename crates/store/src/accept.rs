//! `bookdesk audit accept`: accepts the records in their present state. Records that can't be read without a
//! lost key are set aside.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::audit::{AuditAction, AuditEntry};
use super::{RecordStore, StoreError, Trail, Who, sqlite};
use booking::Mode;

/// The outcome for a mode's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The mode.
    pub mode: Mode,
    /// The path of the unreadable records, which were set aside for new ones.
    pub set_aside: Option<PathBuf>,
}

/// Accepts every mode's records in their present state, and notes it in their audit trails. Records that
/// can't be read with the present key are renamed, and new ones begun.
///
/// # Errors
/// If the records can't be written, or if records to be set aside are in use by a window.
pub async fn accept(folder: &Path, who: &Who, now: DateTime<Utc>) -> Result<Vec<Accepted>, StoreError> {
    let mut found = Vec::new();
    for mode in Mode::ALL {
        if let Some(trail) = Trail::open(folder, mode).await? {
            let is_sealed = is_closed(&trail).await?;
            trail.close().await;
            found.push((mode, is_sealed));
        }
    }
    // All of them before the first is begun anew: no key is made while any records need another.
    let mut accepted = Vec::new();
    for (mode, is_sealed) in found {
        let set_aside = if is_sealed { Some(sqlite::put_aside(folder, mode, now)?) } else { None };
        accepted.push(Accepted { mode, set_aside });
    }
    for Accepted { mode, set_aside } in &accepted {
        // Only the audit trail is written: no change is read back.
        let opened =
            RecordStore::open_known(folder, *mode, Vec::new(), who.clone(), set_aside.is_none(), now).await?;
        let records = opened.records;
        records.record(AuditEntry { done: AuditAction::Accepted, ..AuditEntry::default() }, now).await?;
        if let Some(witness) = &records.witness {
            witness.begin_anew(&records.seal, &mut **records.store.lock().await).await?;
        }
        records.close().await;
    }
    Ok(accepted)
}

/// Whether the trail can't be read with the present key.
async fn is_closed(trail: &Trail) -> Result<bool, StoreError> {
    match trail.seal(&mut **trail.store.lock().await).await {
        Ok(_) => Ok(false),
        Err(StoreError::KeyGone(_) | StoreError::OtherKey(_)) => Ok(true),
        Err(error) => Err(error),
    }
}
