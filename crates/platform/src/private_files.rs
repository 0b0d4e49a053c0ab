//! Files, as far as all systems agree about them.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::system::files::{move_over, restrict, sync_folder};

/// A reason for which a file can't be used that `io::ErrorKind` does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The file is a pipe that nobody reads, or a socket.
    NotRegular,
    /// The file is a link, and links are not followed.
    Link,
    /// The disk or the server of files fails, without the file being at fault.
    Disk,
    /// The file system has no locks.
    NoLocks,
}

/// Whether a link that stands in place of a file is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkHandling {
    /// The file it names is opened.
    Followed,
    /// The link is refused: what the link names was not meant.
    Refused,
}

/// Those who may read a file beside its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever this Unix mode lets in.
    Mode(u32),
    /// The users and groups of these names.
    Accounts(String),
}

/// Writes a file beside its place, readable by its owner only, and moves it there: whole or not at all.
///
/// # Errors
/// If it can't be written, or if there is one that it may not replace: the old file stays.
pub fn write_whole(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    restrict(file.as_file(), file.path())?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    if replaces {
        move_over(file.into_temp_path(), path)?;
    } else {
        file.persist_noclobber(path).map_err(|error| error.error)?;
    }
    // The folder is synced too, so that the new name outlives a power cut.
    sync_folder(folder)
}
