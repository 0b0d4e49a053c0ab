//! The key file, shared by the desks of one clinic: created at the first desk, carried to the others encrypted with a
//! passphrase, and identified by its fingerprint. A key that records need is never removed from the file.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::age_file::{self, OpenError};
use super::files::{read_file, read_text, write_whole};
use super::fingerprint::Fingerprint;
use super::seal::Seal;
use super::{Result, StoreError, Trail, key, sqlite, witness};
use booking::{FileRefusal, Mode};

/// The maximum size in bytes, many times that of an exported key.
const LARGEST: u64 = 64 * 1024;

/// Why a key can't be created, exported or imported.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The records or a file can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key already exists: its file and fingerprint.
    #[error("{} holds a key already, {}; nothing was changed", .0.display(), .1)]
    Exists(PathBuf, Fingerprint),
    /// There is no key to export.
    #[error("there is no key in {} yet; `bookdesk key new` makes one", .0.display())]
    None(PathBuf),
    /// The records were sealed with another key.
    #[error(
        "what is on record in {} was sealed with {}{}; nothing was changed. Import that key, or begin with an empty data \
         directory (data_dir, BOOKDESK_DATA_DIR)",
        folder.display(),
        .needed.as_ref().map_or("another key".to_owned(), |needed| format!("the key {needed}")),
        .given.as_ref().map_or(String::new(), |given| format!(", and this is {given}"))
    )]
    Needed {
        /// The data directory.
        folder: PathBuf,
        /// The key that its records need; `None` if an earlier version wrote them, which did not record it.
        needed: Option<Fingerprint>,
        /// The key to replace it; `None` for a new one.
        given: Option<Fingerprint>,
    },
    /// The file was not written by `key export`.
    #[error("{} holds no exported key", .0.display())]
    Foreign(PathBuf),
    /// The passphrase does not open the file.
    #[error("this passphrase does not open {}", .0.display())]
    Passphrase(PathBuf),
    /// The key can't be encrypted for lack of memory or random numbers.
    #[error("the key can't be encrypted")]
    Encryption,
}

/// The outcome of importing a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyImport {
    /// The key is new to this desk.
    New(Fingerprint),
    /// The desk already had this key.
    Same(Fingerprint),
}

/// The key file of a data directory.
#[derive(Clone, Copy, Debug)]
pub struct KeyFile<'a> {
    folder: &'a Path,
}

impl<'a> KeyFile<'a> {
    /// Returns the key file of this data directory.
    pub fn of(folder: &'a Path) -> KeyFile<'a> {
        KeyFile { folder }
    }

    /// Returns the data directory.
    pub(super) fn folder(self) -> &'a Path {
        self.folder
    }

    /// Returns its path, whether or not it exists.
    pub fn path(self) -> PathBuf {
        Seal::path(self.folder)
    }

    /// Returns the fingerprint of its key; `None` if there is none yet.
    ///
    /// # Errors
    /// If the file can't be read, or holds no key.
    pub fn fingerprint(self) -> Result<Option<Fingerprint>> {
        Ok(Seal::existing(self.folder)?.map(|seal| seal.fingerprint()))
    }

    /// Creates a key in the data directory, which must exist.
    ///
    /// # Errors
    /// If a key exists, if records need another one, or if the file can't be written.
    pub async fn make(self) -> Result<Fingerprint, KeyError> {
        if let Some(there) = self.fingerprint()? {
            return Err(KeyError::Exists(self.path(), there));
        }
        self.release_records(None).await?;
        Ok(Seal::make(self.folder)?.fingerprint())
    }

    /// Returns the key as an armored age file, encrypted with the passphrase. Takes a third of a second.
    ///
    /// # Errors
    /// If there is no key.
    pub fn export(self, passphrase: &SecretString) -> Result<String, KeyError> {
        let path = self.path();
        if self.fingerprint()?.is_none() {
            return Err(KeyError::None(path));
        }
        let text = read_file(&path, LARGEST).map_err(StoreError::refused(&path))?;
        age_file::seal(passphrase, &text).ok_or(KeyError::Encryption)
    }

    /// Writes the encrypted key to a new file, readable by its owner only.
    ///
    /// # Errors
    /// As for [`export`](KeyFile::export), or if the file exists or can't be written.
    pub fn export_to(self, path: &Path, passphrase: &SecretString) -> Result<(), KeyError> {
        let armored = self.export(passphrase)?;
        Ok(write_whole(path, &armored, false).map_err(StoreError::at(path))?)
    }

    /// Imports the key of an exported file into the data directory, which must exist. Takes a third of a second.
    ///
    /// # Errors
    /// If the file holds no exported key, the passphrase is wrong, records need another key, or the key can't be
    /// written.
    pub async fn import(
        self,
        path: &Path,
        passphrase: &SecretString,
    ) -> Result<KeyImport, KeyError> {
        let text = opened(path, passphrase)?;
        let given = Seal::of_text(&text).ok_or_else(|| KeyError::Foreign(path.to_owned()))?;
        let fingerprint = given.fingerprint();
        // An unreadable key file may be what the import repairs.
        if self
            .fingerprint()
            .is_ok_and(|there| there.as_ref() == Some(&fingerprint))
        {
            return Ok(KeyImport::Same(fingerprint));
        }
        self.release_records(Some(&given)).await?;
        write_whole(&self.path(), &text, true).map_err(StoreError::at(&self.path()))?;
        Ok(KeyImport::New(fingerprint))
    }

    /// Makes every mode's records accept the key `given`, or any key without it. Empty records need none.
    async fn release_records(self, given: Option<&Seal>) -> Result<(), KeyError> {
        for mode in Mode::ALL {
            let Some(trail) = Trail::open(self.folder, mode).await? else {
                continue;
            };
            let released = self.release(mode, &trail, given).await;
            trail.close().await;
            released?;
        }
        Ok(())
    }

    async fn release(
        self,
        mode: Mode,
        trail: &Trail,
        given: Option<&Seal>,
    ) -> Result<(), KeyError> {
        let store = &mut **trail.store.lock().await;
        if let Some(seal) = given
            && key::fits(seal, store).await?
        {
            return Ok(());
        }
        if !store.holds_rows().await? {
            // An open window would continue with its current key.
            let _alone = sqlite::alone(self.folder, mode)?;
            witness::forget(store).await?;
            return Ok(key::forget_name(store).await?);
        }
        let needed = key::needed(store).await?;
        Err(KeyError::Needed {
            folder: self.folder.to_owned(),
            needed,
            given: given.map(Seal::fingerprint),
        })
    }
}

/// Returns the content of the exported file at `path`.
fn opened(path: &Path, passphrase: &SecretString) -> Result<String, KeyError> {
    let foreign = || KeyError::Foreign(path.to_owned());
    let armored = match read_text(path, LARGEST) {
        Ok(armored) => armored,
        Err(FileRefusal::NoText | FileRefusal::TooLarge(_)) => return Err(foreign()),
        Err(refusal) => return Err(StoreError::Refused(path.to_owned(), refusal).into()),
    };
    let text = age_file::open(passphrase, &armored).map_err(|error| match error {
        OpenError::Passphrase => KeyError::Passphrase(path.to_owned()),
        OpenError::Foreign => foreign(),
    })?;
    String::from_utf8(text).map_err(|_| foreign())
}
