//! The errors of the records.

use std::io;
use std::path::{Path, PathBuf};

use super::files::refusal;
use super::fingerprint::Fingerprint;
use booking::{FileRefusal, Unshared};

/// The result of work on the records.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why records can't be used, or could not be written. The message names files, and no person.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder can't be used: it is not a regular file, or can't be opened, read or written.
    #[error("{} can't be used: {}", .0.display(), .1)]
    Refused(PathBuf, FileRefusal),
    /// The file system has no locks, which distinguish windows.
    #[error(
        "{} is on a file system without locks, so that two windows could write there at once: keep the records on another \
         one (data_dir, BOOKDESK_DATA_DIR)",
        .0.display()
    )]
    NoLocks(PathBuf),
    /// The file has been locked for too long.
    #[error(
        "{} is locked: another program works with it, or its file system has no locks, and the records belong on another \
         one (data_dir, BOOKDESK_DATA_DIR)",
        .0.display()
    )]
    Locked(PathBuf),
    /// The file holds a trigger or a view. This program creates none: they could alter what is written.
    #[error(
        "{} was altered: it holds a trigger or a view, and bookdesk makes none. Check recent bookings at the clinic; \
         `bookdesk audit accept` then removes it",
        .0.display()
    )]
    Altered(PathBuf),
    /// The key file holds no key.
    #[error("{} holds no key", .0.display())]
    Key(PathBuf),
    /// The key file is gone, but there are records sealed with its key.
    #[error("{} is gone, and the records can't be read without it", .0.display())]
    KeyGone(PathBuf),
    /// The key file holds another key than the one that sealed the records.
    #[error(transparent)]
    OtherKey(#[from] OtherKey),
    /// The system provides no random numbers.
    #[error("this machine gives no random numbers")]
    Random,
    /// Sixty-four windows are already open.
    #[error("too many windows of the desk are open")]
    Crowded,
    /// The file is broken or from a later version, and another window uses it.
    #[error("{} {}, and another window works with it", .0.display(), .1)]
    InUse(PathBuf, Trouble),
    /// The file must be set aside, but a window uses it.
    #[error("{} is in use: close every window of the desk first", .0.display())]
    Open(PathBuf),
    /// A later version has changed the file since it was opened: this one stops writing to it.
    #[error(
        "a later version of bookdesk works with the records now: they have format {there}, and this one knows {here}"
    )]
    Outgrown {
        /// The number of steps applied to the records.
        there: usize,
        /// The number of steps that this version knows.
        here: usize,
    },
    /// The file can't be read. A program that only reads leaves it in place.
    #[error("{} {}", .0.display(), .1)]
    Unreadable(PathBuf, Trouble),
    /// Another desk has written to the shared records since this one read them: nothing was written.
    #[error("another desk has written to the records meanwhile")]
    Overtaken,
    /// An error of the database.
    #[error("the records can't be written: {message}")]
    Database {
        /// The message.
        message: String,
        /// Whether the file can't be read as a database.
        is_broken: bool,
    },
    /// A rule of the shared records rejects this write. Other writes are not affected.
    #[error("the shared records do not take it: {0}")]
    Rejected(String),
    /// The server of the shared records can't be reached.
    #[error("the shared records can't be reached: {0}")]
    Away(Unshared),
    /// The server has no shared records yet, or those of an earlier version.
    #[error("the shared records are not set up: run `bookdesk store init`")]
    NotSetUp,
    /// This desk has no key, but the shared records are sealed with this one.
    #[error("the shared records can't be used: {}", Unshared::NoKey(.0.to_string()))]
    NoKeyYet(Fingerprint),
    /// A queued change is no longer queued: somebody else has taken it up, or it was never recorded.
    #[error("it does not wait in the Outbox any more")]
    NotWaiting,
    /// Stored content can't be read back.
    #[error("the records hold something this version can't read: {0}")]
    Unread(#[from] serde_json::Error),
}

impl StoreError {
    /// Returns the error for a file or folder that the system failed to use.
    pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> StoreError + '_ {
        |error| StoreError::Refused(path.to_owned(), refusal(&error))
    }

    /// Returns the error for a file that was not opened or read.
    pub(super) fn refused(path: &Path) -> impl Fn(FileRefusal) -> StoreError + '_ {
        |refusal| StoreError::Refused(path.to_owned(), refusal)
    }

    /// Returns the error as a reason why the shared records can't be used.
    pub fn unshared(&self) -> Unshared {
        match self {
            StoreError::Away(why) => why.clone(),
            StoreError::NotSetUp => Unshared::NotSetUp,
            StoreError::Outgrown { there, here } => Unshared::Later {
                there: *there,
                here: *here,
            },
            StoreError::NoKeyYet(needed) => Unshared::NoKey(needed.to_string()),
            StoreError::OtherKey(OtherKey { holds, needed, .. }) => Unshared::OtherKey {
                holds: holds.to_string(),
                needed: needed.as_ref().map(ToString::to_string),
            },
            other => Unshared::Other(other.to_string()),
        }
    }
}

/// A key file with another key than the one that sealed the records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} is not the key file that the records were sealed with: it holds the key {holds}, and they need {}",
    path.display(),
    .needed.as_ref().map_or("another".to_owned(), Fingerprint::to_string)
)]
pub struct OtherKey {
    /// The path.
    pub path: PathBuf,
    /// The fingerprint of the key in the file.
    pub holds: Fingerprint,
    /// The fingerprint of the key that the records need; `None` if an earlier version wrote them, which did not record
    /// it.
    pub needed: Option<Fingerprint>,
}

/// An unusable file that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The current path.
    pub path: PathBuf,
    /// The trouble with it.
    pub why: Trouble,
}

/// The trouble with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The file can't be read.
    #[error("is broken")]
    Broken,
    /// A later version of the desk has written it.
    #[error("is from a later version of bookdesk")]
    Later,
    /// Records existed but are gone: the file is empty, or missing.
    #[error("holds nothing, though there were records")]
    Gone,
}
