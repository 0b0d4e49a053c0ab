//! Files on Windows: sharing, and replacing a file that another program has open. Who may read a file is in
//! [`super::access`].

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::windows::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::TempPath;
use windows_sys::Win32::Foundation::{
    ERROR_CRC, ERROR_DEV_NOT_EXIST, ERROR_INVALID_FUNCTION, ERROR_IO_DEVICE, ERROR_LOCK_VIOLATION,
    ERROR_NETNAME_DELETED, ERROR_NOT_READY, ERROR_NOT_SUPPORTED, ERROR_SEM_TIMEOUT,
    ERROR_SHARING_VIOLATION, WIN32_ERROR,
};
use windows_sys::Win32::Storage::FileSystem::FILE_FLAG_OPEN_REPARSE_POINT;

use crate::files::{FileFault, LinkHandling, try_while_held};

pub use super::access::{command_to_restrict, readers, restrict};

/// The device without content.
pub const NULL_DEVICE: &str = "NUL";

/// The errors of a failed disk or file server, where the file is not at fault.
const DISK_FAULTS: [WIN32_ERROR; 6] = [
    ERROR_CRC,
    ERROR_DEV_NOT_EXIST,
    ERROR_IO_DEVICE,
    ERROR_NETNAME_DELETED,
    ERROR_NOT_READY,
    ERROR_SEM_TIMEOUT,
];

/// Returns what is wrong with a file if the kind of the error doesn't say so.
pub fn fault(error: &io::Error) -> Option<FileFault> {
    match code_of(error)? {
        ERROR_NOT_SUPPORTED | ERROR_INVALID_FUNCTION => Some(FileFault::NoLocks),
        ERROR_SHARING_VIOLATION => Some(FileFault::Held),
        code if DISK_FAULTS.contains(&code) => Some(FileFault::Disk),
        _ => None,
    }
}

fn code_of(error: &io::Error) -> Option<WIN32_ERROR> {
    u32::try_from(error.raw_os_error()?).ok()
}

/// Opens a file, and tries again for some seconds while another program has it open.
///
/// # Errors
///
/// Returns the system's error.
pub fn open(path: &Path, options: &mut OpenOptions, links: LinkHandling) -> io::Result<File> {
    if links == LinkHandling::Refused {
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    let is_held = |error: &io::Error| fault(error) == Some(FileFault::Held);
    try_while_held(is_held, pause, || options.open(path))
}

/// Does nothing here: [`restrict`] restricts a new file to its owner after it is created. Its folder is private.
pub fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder and missing parents that only the owner can enter, including its future content. An existing folder
/// is unchanged.
///
/// # Errors
///
/// Returns an error if it can't be created.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path)?;
    super::access::restrict_folder(path)
}

/// Returns the path with all links resolved, as people write it: without the prefix of long paths.
///
/// # Errors
///
/// Returns an error if nothing is there.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let long = path.canonicalize()?;
    let short = long.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    // A share keeps the prefix: its name continues with `UNC`.
    let short = short
        .filter(|text| !text.starts_with("UNC"))
        .map(PathBuf::from);
    Ok(short.unwrap_or(long))
}

/// Writes all bytes at a place of a file.
///
/// # Errors
///
/// Returns an error if they can't be written.
pub fn write_at(file: &File, mut bytes: &[u8], mut place: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = file.seek_write(bytes, place)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written..];
        place += written as u64;
    }
    Ok(())
}

/// Does nothing: NTFS keeps a journal of names, and refuses to sync a folder.
///
/// # Errors
///
/// Never fails.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Renames a file, and tries again while another program has it open.
///
/// # Errors
///
/// Returns the system's error.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    try_while_held(may_be_held, pause, || fs::rename(from, to))
}

/// Moves a file into place, replacing an existing one, and tries again while another program has that open.
pub(crate) fn move_over(file: TempPath, path: &Path) -> io::Result<()> {
    let mut file = Some(file);
    try_while_held(may_be_held, pause, || {
        let Some(held) = file.take() else {
            return Ok(());
        };
        held.persist(path).map_err(|error| {
            file = Some(error.path);
            error.error
        })
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the system does not tell when another program closes a file"
)]
fn pause(time: Duration) {
    thread::sleep(time);
}

/// Returns whether another program may have the file to be replaced open, which is also reported as "denied".
fn may_be_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
        || matches!(
            code_of(error),
            Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION)
        )
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    /// Opens a file exclusively, as a scanner does.
    fn hold(path: &Path) -> File {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        options.share_mode(0).open(path).unwrap()
    }

    fn open_to_read(path: &Path) -> io::Result<File> {
        open(path, OpenOptions::new().read(true), LinkHandling::Followed)
    }

    #[test]
    fn a_file_that_a_scanner_holds_is_opened_once_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("live.db");
        let held = hold(&path);
        let (opens, opened) = channel();
        thread::scope(|scope| {
            scope.spawn(|| opens.send(open_to_read(&path).is_ok()));
            assert!(opened.recv_timeout(Duration::from_millis(200)).is_err());
            drop(held);
            assert_eq!(opened.recv(), Ok(true));
        });
    }

    #[test]
    fn a_file_that_stays_held_is_named_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("live.db");
        let _held = hold(&path);
        let error = open_to_read(&path).unwrap_err();
        assert_eq!(fault(&error), Some(FileFault::Held));
    }

    #[test]
    fn a_path_is_shown_without_the_mark_of_long_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = resolve(folder.path()).unwrap();
        assert!(!path.display().to_string().starts_with(r"\\?"), "{path:?}");
        assert!(resolve(&folder.path().join("nosuch")).is_err());
    }

    #[test]
    fn bytes_are_written_at_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("row");
        fs::write(&path, "abcdef").unwrap();
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        write_at(&file, b"XY", 2).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"abXYef");
    }
}
