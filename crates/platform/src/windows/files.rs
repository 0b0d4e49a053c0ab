//! Files of Windows: sharing, and moving over a file that another program has open. Who may read one is in
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

use crate::files::{FileFault, LinkHandling};

pub use super::access::{command_to_restrict, readers, restrict};

/// The device that has no content.
pub const NULL_DEVICE: &str = "NUL";

/// The errors by which a disk or a server of files fails without the file being at fault.
const DISK_FAULTS: [WIN32_ERROR; 6] = [
    ERROR_CRC,
    ERROR_DEV_NOT_EXIST,
    ERROR_IO_DEVICE,
    ERROR_NETNAME_DELETED,
    ERROR_NOT_READY,
    ERROR_SEM_TIMEOUT,
];

/// How often, and how long apart, a move over a file is tried that another program has open for a moment: a scanner
/// for viruses, or a backup.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Returns what has gone wrong with a file, where the kind of the error doesn't tell.
pub fn fault(error: &io::Error) -> Option<FileFault> {
    match code_of(error)? {
        ERROR_NOT_SUPPORTED | ERROR_INVALID_FUNCTION => Some(FileFault::NoLocks),
        code if DISK_FAULTS.contains(&code) => Some(FileFault::Disk),
        _ => None,
    }
}

fn code_of(error: &io::Error) -> Option<WIN32_ERROR> {
    u32::try_from(error.raw_os_error()?).ok()
}

/// Opens a file.
///
/// # Errors
///
/// Returns the system's error.
pub fn open(path: &Path, options: &mut OpenOptions, links: LinkHandling) -> io::Result<File> {
    if links == LinkHandling::Refused {
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    options.open(path)
}

/// Makes the file that is created for its owner only: done by [`restrict`] here, once it is there. Its folder is
/// private.
pub fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Creates a folder, and those above it, that only its owner can enter, with whatever will be in it. An existing one
/// stays as it is.
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

/// Returns the path that a path leads to, links and all, as people write it: without the mark of long paths.
///
/// # Errors
///
/// Returns an error if nothing is there.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let long = path.canonicalize()?;
    let short = long.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    // A share keeps the mark: its name continues with `UNC`.
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
/// Returns none.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Renames a file, and tries again while another program has it open.
///
/// # Errors
///
/// Returns the system's error.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    tried(|| fs::rename(from, to))
}

/// Moves a file to its place, over one that is there, and tries again while another program has that one open.
pub(crate) fn move_over(file: TempPath, path: &Path) -> io::Result<()> {
    let mut file = Some(file);
    tried(|| {
        let Some(held) = file.take() else {
            return Ok(());
        };
        held.persist(path).map_err(|error| {
            file = Some(error.path);
            error.error
        })
    })
}

/// Tries until it works, fails for another reason, or has been tried often enough.
#[expect(
    clippy::disallowed_methods,
    reason = "the system does not tell when another program closes a file"
)]
fn tried(mut act: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    for _ in 1..TRIES {
        match act() {
            Err(error) if is_held(&error) => thread::sleep(PAUSE),
            done => return done,
        }
    }
    act()
}

/// Returns whether another program has the file open. A file that may not be replaced meanwhile is "denied", too.
fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
        || matches!(
            code_of(error),
            Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION)
        )
}
