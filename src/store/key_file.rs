//! The key file as desks of one clinic have it in common: made at the first, taken to the others under a passphrase, and
//! known by its fingerprint. It is never changed where records need another one.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use age::scrypt;
use age::secrecy::SecretString;
use tempfile::NamedTempFile;

use super::seal::{Fingerprint, Seal};
use super::{StoreError, Trail, key, sqlite};
use crate::booking::Mode;

/// The work of guessing at a passphrase, as a power of two: a third of a second and 128 MiB a guess.
const WORK: u8 = 17;

/// The most work that is taken on to open a file: 1 GiB, some seconds.
const MOST_WORK: u8 = 20;

/// Bytes; an exported key has a fraction of it.
const LARGEST: u64 = 64 * 1024;

/// Why a key can't be made, taken out or taken in.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The records or the key file can't be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is a key already: its file, and which it is.
    #[error("{} holds a key already, {}; nothing was changed", .0.display(), .1)]
    Exists(PathBuf, Fingerprint),
    /// There is no key to be taken out.
    #[error("there is no key in {} yet; `bookdesk key new` makes one", .0.display())]
    None(PathBuf),
    /// What is on record was sealed with another key.
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
        /// The key that its records need; none where an earlier version wrote them, which did not note that.
        needed: Option<Fingerprint>,
        /// The one that was to take its place; none where a new one was to be made.
        given: Option<Fingerprint>,
    },
    /// A file can't be read or written.
    #[error("{} can't be used: {}", path.display(), source.kind())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is none that `key export` has written.
    #[error("{} holds no exported key", .0.display())]
    Foreign(PathBuf),
    /// The passphrase is not the file's.
    #[error("this passphrase does not open {}", .0.display())]
    Passphrase(PathBuf),
    /// The key can't be encrypted: no memory, or no random numbers.
    #[error("the key can't be encrypted")]
    Encryption,
}

/// What became of a key that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It is this desk's now.
    New(Fingerprint),
    /// It was this desk's already.
    Same(Fingerprint),
}

/// The key file of a data directory.
#[derive(Clone, Copy, Debug)]
pub struct KeyFile<'a> {
    folder: &'a Path,
}

impl<'a> KeyFile<'a> {
    /// That of this data directory.
    pub fn of(folder: &'a Path) -> KeyFile<'a> {
        KeyFile { folder }
    }

    /// Where it is, or would be.
    pub fn path(self) -> PathBuf {
        Seal::path(self.folder)
    }

    /// Which key it holds; none where there is none yet.
    ///
    /// # Errors
    /// When it can't be read, or holds something else.
    pub fn fingerprint(self) -> Result<Option<Fingerprint>, StoreError> {
        Ok(Seal::existing(self.folder)?.map(|seal| seal.fingerprint()))
    }

    /// Makes a key in the data directory, which must exist.
    ///
    /// # Errors
    /// When there is one, or records that need another one, or it can't be written.
    pub async fn make(self) -> Result<Fingerprint, KeyError> {
        if let Some(there) = self.fingerprint()? {
            return Err(KeyError::Exists(self.path(), there));
        }
        self.release_records(None).await?;
        Ok(Seal::make(self.folder)?.fingerprint())
    }

    /// The key, encrypted with the passphrase: an armored age file. Takes a third of a second.
    ///
    /// # Errors
    /// When there is none.
    pub fn export(self, passphrase: SecretString) -> Result<String, KeyError> {
        let path = self.path();
        if self.fingerprint()?.is_none() {
            return Err(KeyError::None(path));
        }
        let text = fs::read(&path).map_err(|source| KeyError::File { path, source })?;
        let mut recipient = scrypt::Recipient::new(passphrase);
        recipient.set_work_factor(WORK);
        age::encrypt_and_armor(&recipient, &text).map_err(|_| KeyError::Encryption)
    }

    /// The same as a file that was not there before, for its owner alone.
    ///
    /// # Errors
    /// As above, or when the file is there already or can't be written.
    pub fn export_to(self, path: &Path, passphrase: SecretString) -> Result<(), KeyError> {
        let armored = self.export(passphrase)?;
        write_new(path, &armored).map_err(|source| KeyError::File { path: path.to_owned(), source })
    }

    /// Takes the key of an exported file into the data directory, which must exist. Takes as long as the export.
    ///
    /// # Errors
    /// When the file is none, the passphrase is another, or records need another key; or the key can't be written.
    pub async fn import(self, path: &Path, passphrase: SecretString) -> Result<Imported, KeyError> {
        let text = opened(path, passphrase)?;
        let given = Seal::of_text(&text).ok_or_else(|| KeyError::Foreign(path.to_owned()))?;
        let fingerprint = given.fingerprint();
        // One that can't be read may be what is to be mended.
        if self.fingerprint().is_ok_and(|there| there.as_ref() == Some(&fingerprint)) {
            return Ok(Imported::Same(fingerprint));
        }
        self.release_records(Some(&given)).await?;
        write_over(&self.path(), &text).map_err(|source| KeyError::File { path: self.path(), source })?;
        Ok(Imported::New(fingerprint))
    }

    /// Has every mode's records take the key `given`, or, without one, any. Those that hold nothing yet need none.
    async fn release_records(self, given: Option<&Seal>) -> Result<(), KeyError> {
        for mode in Mode::ALL {
            let Some(trail) = Trail::open(self.folder, mode).await? else { continue };
            let released = self.release(mode, &trail, given).await;
            trail.close().await;
            released?;
        }
        Ok(())
    }

    async fn release(self, mode: Mode, trail: &Trail, given: Option<&Seal>) -> Result<(), KeyError> {
        let store = &mut **trail.store.lock().await;
        if let Some(seal) = given
            && key::fits(seal, store).await?
        {
            return Ok(());
        }
        if !store.holds_rows().await? {
            // A window that is open would go on with the key it has.
            let _alone = sqlite::alone(self.folder, mode)?;
            return Ok(key::forget_name(store).await?);
        }
        let needed = key::name(store).await?.map(|name| Fingerprint::of_name(&name));
        Err(KeyError::Needed { folder: self.folder.to_owned(), needed, given: given.map(Seal::fingerprint) })
    }
}

/// What the exported file at `path` holds.
fn opened(path: &Path, passphrase: SecretString) -> Result<String, KeyError> {
    let unreadable = |source| KeyError::File { path: path.to_owned(), source };
    let foreign = || KeyError::Foreign(path.to_owned());
    let mut armored = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut armored)).map_err(unreadable)?;
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MOST_WORK);
    let text = age::decrypt(&identity, &armored).map_err(|error| match error {
        age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed
        | age::DecryptError::NoMatchingKeys => KeyError::Passphrase(path.to_owned()),
        _ => foreign(),
    })?;
    String::from_utf8(text).map_err(|_| foreign())
}

/// Writes a file whole or not at all, unless there is one.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    drafted(path, text)?.persist_noclobber(path).map_err(|error| error.error)?;
    File::open(folder_of(path))?.sync_all()
}

/// The same, in place of what there is.
fn write_over(path: &Path, text: &str) -> io::Result<()> {
    drafted(path, text)?.persist(path).map_err(|error| error.error)?;
    File::open(folder_of(path))?.sync_all()
}

/// What is to become the file at `path`, on the disk beside it, for its owner alone.
fn drafted(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
