//! Files on Unix: their modes, and opening them without waiting.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;
use tempfile::TempPath;

use crate::files::{FileFault, LinkHandling, Readers};

/// The device without content.
pub const NULL_DEVICE: &str = "/dev/null";

/// The errors of a failed disk or file server, where the file is not at fault.
const DISK_FAULTS: [Errno; 4] = [Errno::IO, Errno::STALE, Errno::TIMEDOUT, Errno::NODEV];
/// An additional one on Linux: the server of a shared folder has failed.
#[cfg(target_os = "linux")]
const SERVER_FAULT: Errno = Errno::REMOTEIO;
#[cfg(not(target_os = "linux"))]
const SERVER_FAULT: Errno = Errno::IO;

/// Returns what is wrong with a file if the kind of the error doesn't say so.
pub fn fault(error: &io::Error) -> Option<FileFault> {
    match Errno::from_io_error(error)? {
        Errno::NXIO => Some(FileFault::NotRegular),
        Errno::LOOP => Some(FileFault::Link),
        Errno::NOLCK | Errno::NOTSUP | Errno::NOSYS => Some(FileFault::NoLocks),
        error if error == Errno::OPNOTSUPP => Some(FileFault::NoLocks),
        error if error == SERVER_FAULT || DISK_FAULTS.contains(&error) => Some(FileFault::Disk),
        _ => None,
    }
}

/// Opens a file without waiting for the other end of a pipe, and without acquiring a controlling terminal.
///
/// # Errors
///
/// Returns the system's error.
pub fn open(path: &Path, options: &mut OpenOptions, links: LinkHandling) -> io::Result<File> {
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    flags.set(OFlags::NOFOLLOW, links == LinkHandling::Refused);
    // The bits of flags are positive.
    let bits = i32::try_from(flags.bits()).unwrap_or_default();
    options.custom_flags(bits).open(path)
}

/// Restricts a newly created file to its owner (mode 0600).
pub fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Makes an existing file readable by its owner only (mode 0600).
///
/// # Errors
///
/// Returns an error if it belongs to somebody else.
pub fn restrict(file: &File, _path: &Path) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o600))
}

/// Returns who may read a file other than its owner; `None` if nobody may.
///
/// # Errors
///
/// Returns an error if the system doesn't report it.
pub fn readers(file: &File) -> io::Result<Option<Readers>> {
    let mode = file.metadata()?.permissions().mode() & 0o777;
    Ok((mode & 0o077 != 0).then_some(Readers::Mode(mode)))
}

/// Returns the command that makes a file readable by its owner only.
pub fn command_to_restrict(path: &str) -> String {
    format!("chmod 600 '{path}'")
}

/// Creates a folder and missing parents that only the owner can enter (mode 0700). An existing folder is unchanged.
///
/// # Errors
///
/// Returns an error if it can't be created.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Returns the path with all links resolved.
///
/// # Errors
///
/// Returns an error if nothing is there.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// Writes all bytes at a place of a file.
///
/// # Errors
///
/// Returns an error if they can't be written.
pub fn write_at(file: &File, bytes: &[u8], place: u64) -> io::Result<()> {
    file.write_all_at(bytes, place)
}

/// Syncs a folder, so that the names in it survive a power cut. On macOS this and the syncing of files reach the disk
/// itself: the standard library uses `F_FULLFSYNC` there.
///
/// # Errors
///
/// Returns an error if it can't be synced.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Renames a file.
///
/// # Errors
///
/// Returns the system's error.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Moves a file into place, replacing an existing one.
pub(crate) fn move_over(file: TempPath, path: &Path) -> io::Result<()> {
    file.persist(path).map_err(|error| error.error)
}
