//! The condition of the records in a folder, determined without opening a desk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::seal::Seal;
use super::{StoreError, Trail, sqlite};
use crate::booking::Mode;

/// The finding about one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The file and its condition.
    pub what: String,
    /// Whether a desk can work with it.
    pub is_well: bool,
}

impl Examined {
    fn trouble(what: impl ToString) -> Examined {
        Examined { what: what.to_string(), is_well: false }
    }
}

/// Examines the key, each mode's records, and files that were set aside; files that never existed are not
/// mentioned.
pub async fn examine(folder: &Path) -> Vec<Examined> {
    if fs::metadata(folder).is_ok_and(|file| !file.is_dir()) {
        let source = io::ErrorKind::NotADirectory.into();
        return vec![Examined::trouble(StoreError::File { path: folder.to_owned(), source })];
    }
    let mut findings: Vec<Examined> =
        Seal::existing(folder).err().map(Examined::trouble).into_iter().collect();
    for mode in Mode::ALL {
        match Trail::open(folder, mode).await {
            Ok(None) => {}
            Ok(Some(trail)) => {
                let said = how_it_is(&trail, mode).await;
                // The key file is the same for all of them.
                if !findings.contains(&said) {
                    findings.push(said);
                }
            }
            Err(error) => findings.push(Examined::trouble(error)),
        }
    }
    let was_put_aside = |path: PathBuf| {
        let what =
            "was put aside; bookings that were on their way are in it. Move it away once that is settled";
        Examined::trouble(format!("{} {what}", path.display()))
    };
    findings.extend(kept_aside(folder).into_iter().map(was_put_aside));
    findings
}

async fn how_it_is(trail: &Trail, mode: Mode) -> Examined {
    match trail.older().await {
        Ok(None) => Examined { what: format!("{mode} can be read"), is_well: true },
        Ok(Some(older)) => Examined::trouble(format!("{mode} is {older}")),
        Err(error) => Examined::trouble(error),
    }
}

/// Returns the databases that could not be used and were set aside, by name.
pub fn kept_aside(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let is_aside = |path: &PathBuf| sqlite::is_aside(&path.file_name().unwrap_or_default().to_string_lossy());
    let mut kept: Vec<PathBuf> = files.filter(is_aside).collect();
    kept.sort();
    kept
}
