//! Why something could not be kept.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::seal::Fingerprint;
use crate::booking::Unshared;

/// Why a store can't be used, or did not take what it was given. Its text names files, and no person.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder can't be used.
    #[error("{} can't be used: {}", path.display(), source.kind())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key file holds something else than a key.
    #[error("{} holds no key", .0.display())]
    Key(PathBuf),
    /// The key file is gone, and there are records that were sealed with the key in it.
    #[error("{} is gone, and the records can't be read without it", .0.display())]
    KeyGone(PathBuf),
    /// The key file holds another key than the one that the records were sealed with.
    #[error(transparent)]
    OtherKey(#[from] OtherKey),
    /// The system has no random numbers to give.
    #[error("this machine gives no random numbers")]
    Random,
    /// Sixty-four windows have it open.
    #[error("too many windows of the desk are open")]
    Crowded,
    /// The file is broken or from a later version, and another window works with it.
    #[error("{} {}, and another window works with it", .0.display(), .1)]
    InUse(PathBuf, Trouble),
    /// The file has to be put aside, and a window works with it.
    #[error("{} is in use: close every window of the desk first", .0.display())]
    Open(PathBuf),
    /// A later version has changed the file since it was opened: this one writes nothing more to it.
    #[error("a later version of bookdesk works with the records now")]
    Outgrown,
    /// The file can't be read; another program only looks at it, and leaves it where it is.
    #[error("{} {}", .0.display(), .1)]
    Unreadable(PathBuf, Trouble),
    /// The database.
    #[error("the records can't be written: {said}")]
    Database {
        /// What it says.
        said: String,
        /// Whether its file can't be read as one.
        is_broken: bool,
    },
    /// The server of the shared records can't be reached.
    #[error("the shared records can't be reached: {0}")]
    Away(Unshared),
    /// The server of the shared records has none yet, or those of an earlier version.
    #[error("the shared records are not set up: run `bookdesk store init`")]
    NotSetUp,
    /// This desk has no key, and the shared records are sealed with this one.
    #[error("the shared records can't be used: {}", Unshared::NoKey(.0.to_string()))]
    NoKeyYet(Fingerprint),
    /// A change that was queued waits no longer: somebody else has taken it up, or it never was written down.
    #[error("it does not wait in the Outbox any more")]
    NotWaiting,
    /// What was kept can't be read back.
    #[error("the records hold something this version can't read: {0}")]
    Unread(#[from] serde_json::Error),
}

impl StoreError {
    /// The same as what stands between this desk and the shared records.
    pub fn unshared(&self) -> Unshared {
        match self {
            StoreError::Away(why) => why.clone(),
            StoreError::NotSetUp => Unshared::NotSetUp,
            StoreError::Outgrown => Unshared::Later,
            StoreError::NoKeyYet(needed) => Unshared::NoKey(needed.to_string()),
            StoreError::OtherKey(OtherKey { holds, needed, .. }) => Unshared::OtherKey {
                holds: holds.to_string(),
                needed: needed.as_ref().map(ToString::to_string),
            },
            other => Unshared::Other(other.to_string()),
        }
    }
}

/// A key file that holds another key than the one that records were sealed with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} is not the key file that the records were sealed with: it holds the key {holds}, and they need {}",
    path.display(),
    .needed.as_ref().map_or("another".to_owned(), Fingerprint::to_string)
)]
pub struct OtherKey {
    /// The file.
    pub path: PathBuf,
    /// Which key it holds.
    pub holds: Fingerprint,
    /// Which one the records need; none where an earlier version wrote them, which did not note that.
    pub needed: Option<Fingerprint>,
}

/// A file that could not be used, and was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is now.
    pub path: PathBuf,
    /// What is the matter with it.
    pub why: Trouble,
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It can't be read.
    Broken,
    /// A later version of the desk has written it.
    Later,
    /// There were records, and there are none: the file is empty, or was not there.
    Gone,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trouble::Broken => "is broken",
            Trouble::Later => "is from a later version of bookdesk",
            Trouble::Gone => "holds nothing, though there were records",
        })
    }
}
