//! The condition of the records in a folder, determined without opening a desk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::seal::Seal;
use super::{Older, StoreError, Trail, sqlite};
use booking::Mode;

/// A finding about a file.
#[derive(Debug)]
pub enum Examined {
    /// A mode's records can be read, and are whole.
    Readable(Mode),
    /// A mode's records lack entries, or are not proved to be whole.
    Older(Mode, Older),
    /// The file could not be used, and was set aside: a person has to look at it.
    SetAside(PathBuf),
    /// The file can't be used.
    Unusable(StoreError),
}

impl Examined {
    /// Returns whether a desk can work with it.
    pub fn is_well(&self) -> bool {
        matches!(self, Examined::Readable(_))
    }
}

/// Examines the key, each mode's records, and files that were set aside; files that never existed are not
/// mentioned. Modes may share a finding, because they share the key.
pub async fn examine(folder: &Path) -> Vec<Examined> {
    if fs::metadata(folder).is_ok_and(|file| !file.is_dir()) {
        let source = io::ErrorKind::NotADirectory.into();
        return vec![Examined::Unusable(StoreError::File { path: folder.to_owned(), source })];
    }
    let mut findings: Vec<Examined> =
        Seal::existing(folder).err().map(Examined::Unusable).into_iter().collect();
    for mode in Mode::ALL {
        match Trail::open(folder, mode).await {
            Ok(None) => {}
            Ok(Some(trail)) => findings.push(match trail.older().await {
                Ok(None) => Examined::Readable(mode),
                Ok(Some(older)) => Examined::Older(mode, older),
                Err(error) => Examined::Unusable(error),
            }),
            Err(error) => findings.push(Examined::Unusable(error)),
        }
    }
    findings.extend(kept_aside(folder).into_iter().map(Examined::SetAside));
    findings
}

/// Returns the databases that could not be used and were set aside, by name.
pub fn kept_aside(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let is_aside = |path: &PathBuf| sqlite::is_aside(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut kept: Vec<PathBuf> = files.filter(is_aside).collect();
    kept.sort();
    kept
}
