//! Files, in the ways that all systems share.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::system::files::{move_over, restrict, sync_folder};

/// A reason why a file can't be used that `io::ErrorKind` does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The file is a pipe that nobody reads, or a socket.
    NotRegular,
    /// The file is a link, and links are not followed.
    Link,
    /// The disk or the file server failed; the file is not at fault.
    Disk,
    /// The file system has no locks.
    NoLocks,
    /// Another program has the file open exclusively.
    Held,
}

/// Whether a link in place of a file is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkHandling {
    /// The file it names is opened.
    Followed,
    /// The link is refused: its target was not meant.
    Refused,
}

/// The accounts other than the owner that may read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Those that this Unix mode admits.
    Mode(u32),
    /// The users and groups of these names.
    Accounts(String),
}

/// The number of attempts, and the pause between them, with a file that another program has open briefly, such as a
/// virus scanner or a backup: three seconds in all.
const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_millis(50);

/// Acts until it succeeds, fails for another reason than that the file is held, or has been tried often enough.
///
/// # Errors
///
/// Returns the error of the last attempt.
pub fn try_while_held<T, E>(
    is_held: impl Fn(&E) -> bool,
    mut pause: impl FnMut(Duration),
    mut act: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    for _ in 1..TRIES {
        match act() {
            Err(error) if is_held(&error) => pause(PAUSE),
            done => return done,
        }
    }
    act()
}

/// Writes a file readable by its owner only to a temporary place in its folder, and moves it into place: whole or not
/// at all.
///
/// # Errors
///
/// If it can't be written, or must not replace an existing file, which is then unchanged.
pub fn write_whole(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    // Windows reports the same error for this as for a file that is held.
    if replaces && path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
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
    // The folder is also synced, so that the new name survives a power cut.
    sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries something that is held for this many attempts. Returns the result, and how long it waited.
    fn tried(held_for: u32) -> (Result<&'static str, FileFault>, Duration) {
        let mut tries = 0;
        let mut waited = Duration::ZERO;
        let done = try_while_held(
            |fault| *fault == FileFault::Held,
            |pause| waited += pause,
            || {
                tries += 1;
                if tries > held_for {
                    Ok("opened")
                } else {
                    Err(FileFault::Held)
                }
            },
        );
        (done, waited)
    }

    #[test]
    fn a_file_that_is_held_for_a_moment_is_waited_for() {
        assert_eq!(tried(0), (Ok("opened"), Duration::ZERO));
        assert_eq!(tried(20), (Ok("opened"), PAUSE * 20));
    }

    #[test]
    fn a_file_that_stays_held_is_an_error_after_three_seconds() {
        let (done, waited) = tried(u32::MAX);
        assert_eq!(done, Err(FileFault::Held));
        assert!(waited <= Duration::from_secs(3), "{waited:?}");
        assert!(waited > Duration::from_secs(2), "{waited:?}");
    }

    #[test]
    fn what_fails_for_another_reason_is_not_tried_again() {
        let mut tries = 0;
        let done: Result<(), FileFault> = try_while_held(
            |fault| *fault == FileFault::Held,
            |_| panic!("it waits"),
            || {
                tries += 1;
                Err(FileFault::Disk)
            },
        );
        assert_eq!((done, tries), (Err(FileFault::Disk), 1));
    }
}
