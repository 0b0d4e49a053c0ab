//! The condition of the records in a folder, determined without opening a desk; and `bookdesk audit accept`, which
//! accepts them in their current state. Records that can't be read without a lost key are set aside.

use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, Utc};

use super::audit::{AuditAction, AuditEntry};
use super::seal::Seal;
use super::{Older, RecordStore, Result, StoreError, Trail, Who, sqlite};
use booking::Mode;

/// A finding about a file.
#[derive(Debug)]
pub enum RecordFinding {
    /// A mode's records can be read, and are complete.
    Readable(Mode),
    /// A mode's records lack entries, or are not proved to be complete.
    Older(Mode, Older),
    /// The file was unusable and was set aside for a person to examine.
    SetAside(PathBuf),
    /// The file can't be used.
    Unusable(StoreError),
}

impl RecordFinding {
    /// Returns whether a desk can work with it.
    pub fn is_well(&self) -> bool {
        matches!(self, RecordFinding::Readable(_))
    }
}

/// Examines the key, each mode's records, and files that were set aside. Files that never existed are not reported.
/// Modes may share a finding, because they share the key.
pub async fn examine(folder: &Path) -> Vec<RecordFinding> {
    if fs::metadata(folder).is_ok_and(|file| !file.is_dir()) {
        let is_none = io::ErrorKind::NotADirectory.into();
        return vec![RecordFinding::Unusable(StoreError::at(folder)(is_none))];
    }
    let mut findings: Vec<RecordFinding> = Seal::existing(folder)
        .err()
        .map(RecordFinding::Unusable)
        .into_iter()
        .collect();
    for mode in Mode::ALL {
        match Trail::open(folder, mode).await {
            Ok(None) => {}
            Ok(Some(trail)) => findings.push(match trail.older().await {
                Ok(None) => RecordFinding::Readable(mode),
                Ok(Some(older)) => RecordFinding::Older(mode, older),
                Err(error) => RecordFinding::Unusable(error),
            }),
            Err(error) => findings.push(RecordFinding::Unusable(error)),
        }
    }
    findings.extend(
        files_set_aside(folder)
            .into_iter()
            .map(RecordFinding::SetAside),
    );
    findings
}

/// Returns the names of the unusable databases that were set aside.
pub fn files_set_aside(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path());
    let is_aside =
        |path: &PathBuf| sqlite::is_aside(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut aside: Vec<PathBuf> = files.filter(is_aside).collect();
    aside.sort();
    aside
}

/// The outcome for a mode's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The mode.
    pub mode: Mode,
    /// The path of the unreadable records, which were set aside for new ones.
    pub set_aside: Option<PathBuf>,
}

/// Accepts every mode's records in their current state, and records that in their audit trails. Triggers and views are
/// removed. Records that can't be read with the current key are renamed and replaced by new ones.
///
/// # Errors
/// If the records can't be written, or if records to be set aside are in use by a window.
pub async fn accept(folder: &Path, who: &Who, now: DateTime<Utc>) -> Result<Vec<Acceptance>> {
    let mut modes = Vec::new();
    for mode in Mode::ALL {
        sqlite::remove_foreign(folder, mode).await?;
        if let Some(trail) = Trail::open(folder, mode).await? {
            let is_unreadable = needs_other_key(&trail).await?;
            trail.close().await;
            modes.push((mode, is_unreadable));
        }
    }
    // All records are checked before the first are replaced: no key is created while any of them need another.
    let mut accepted = Vec::new();
    for (mode, is_unreadable) in modes {
        let set_aside = if is_unreadable {
            Some(sqlite::put_aside(folder, mode, now)?)
        } else {
            None
        };
        accepted.push(Acceptance { mode, set_aside });
    }
    for Acceptance { mode, set_aside } in &accepted {
        // Only the audit trail is written, and no change is read back.
        let opened = RecordStore::open_known(
            folder,
            *mode,
            Vec::new(),
            who.clone(),
            set_aside.is_none(),
            now,
        )
        .await?;
        let records = opened.records;
        records
            .record(
                AuditEntry {
                    done: AuditAction::Accepted,
                    ..AuditEntry::default()
                },
                now,
            )
            .await?;
        if let Some(witness) = &records.witness {
            witness
                .begin_anew(&records.seal, &mut **records.store.lock().await)
                .await?;
        }
        records.close().await;
    }
    Ok(accepted)
}

/// Returns whether the trail can't be read with the current key.
async fn needs_other_key(trail: &Trail) -> Result<bool> {
    match trail.seal(&mut **trail.store.lock().await).await {
        Ok(_) => Ok(false),
        Err(StoreError::KeyGone(_) | StoreError::OtherKey(_)) => Ok(true),
        Err(error) => Err(error),
    }
}
