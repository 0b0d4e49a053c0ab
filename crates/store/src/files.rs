//! Files: opened without waiting, refused unless they are regular, read up to a limit, and written whole or not at all.
//! No pipe, device or growing file blocks the program. The null device counts as an empty file, as commands use it to
//! say that there is none.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use platform::files::{self, FileFault, LinkHandling, NULL_DEVICE, fault, for_owner};

use booking::FileRefusal;

pub use platform::files::write_whole;

/// Returns the reason why the system did not open, read or write a file.
pub fn refusal(error: &io::Error) -> FileRefusal {
    let known = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<FileRefusal>());
    if let Some(known) = known {
        return known.clone();
    }
    match (error.kind(), fault(error)) {
        (io::ErrorKind::NotFound, _) => FileRefusal::Missing,
        (io::ErrorKind::AlreadyExists, _) => FileRefusal::Exists,
        (io::ErrorKind::NotADirectory, _) => FileRefusal::NoFolder,
        (io::ErrorKind::PermissionDenied, _) => FileRefusal::NotPermitted,
        (io::ErrorKind::IsADirectory, _) => FileRefusal::Folder,
        (io::ErrorKind::InvalidData, _) => FileRefusal::NoText,
        (_, Some(FileFault::NotRegular)) => FileRefusal::NotRegular,
        (_, Some(FileFault::Link)) => FileRefusal::Link,
        (_, Some(FileFault::Held)) => FileRefusal::Held,
        (_, Some(FileFault::Disk)) => FileRefusal::Disk(error.to_string()),
        _ => FileRefusal::System(error.to_string()),
    }
}

/// Opens a regular file to read, or the null device.
///
/// # Errors
/// If there is none, it is not regular, or may not be read.
pub fn open_to_read(path: &Path) -> Result<File, FileRefusal> {
    if path == Path::new(NULL_DEVICE) {
        return File::open(path).map_err(|error| refusal(&error));
    }
    open(path, OpenOptions::new().read(true), LinkHandling::Followed)
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// As for [`open_to_read`], or if it is longer, or the disk does not return it.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, FileRefusal> {
    read_to(open_to_read(path)?, limit)
}

/// Reads a regular file of at most `limit` bytes as text.
///
/// # Errors
/// As for [`read_file`], or if it is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileRefusal> {
    String::from_utf8(read_file(path, limit)?).map_err(|_| FileRefusal::NoText)
}

/// Reads a text of at most `limit` bytes from a file or a pipe, to its end.
///
/// # Errors
/// If it is longer, is not UTF-8, or can't be read.
pub fn text_of(source: impl Read, limit: u64) -> Result<String, FileRefusal> {
    String::from_utf8(read_to(source, limit)?).map_err(|_| FileRefusal::NoText)
}

fn read_to(source: impl Read, limit: u64) -> Result<Vec<u8>, FileRefusal> {
    let mut bytes = Vec::new();
    let read = source.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| refusal(&error))?;
    if bytes.len() as u64 > limit {
        return Err(FileRefusal::TooLarge(limit));
    }
    Ok(bytes)
}

/// Opens a regular file for appending and reading that only its owner may read (mode 0600), and creates it if there is
/// none. The mode is set even if the file existed with a wider one.
///
/// # Errors
/// If it is not regular, or can't be opened.
pub fn open_private(path: &Path) -> Result<File, FileRefusal> {
    private(path, LinkHandling::Followed)
}

/// Opens a file like [`open_private`], unless it is a link, whose target was not meant.
///
/// # Errors
/// If it is a link, is not regular, or can't be opened.
pub fn open_private_unlinked(path: &Path) -> Result<File, FileRefusal> {
    private(path, LinkHandling::Refused)
}

fn private(path: &Path, links: LinkHandling) -> Result<File, FileRefusal> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    let file = open(path, for_owner(&mut options), links)?;
    files::restrict(&file, path).map_err(|error| refusal(&error))?;
    Ok(file)
}

/// Opens a regular file for reading and writing at any place, and creates it for its owner only if there is none. Its
/// content is kept.
pub(super) fn open_to_overwrite(path: &Path) -> Result<File, FileRefusal> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    open(path, for_owner(&mut options), LinkHandling::Followed)
}

/// Opens a regular file for reading and writing, and creates it if there is none. Its content is kept. Links are not
/// followed.
///
/// # Errors
/// If it is a link, is not regular, or can't be opened.
pub fn open_unlinked(path: &Path) -> Result<File, FileRefusal> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    match open(path, &mut options, LinkHandling::Refused) {
        Err(FileRefusal::Folder) => Err(FileRefusal::NotRegular),
        opened => opened,
    }
}

/// Opens a file with these options, without waiting. Refuses all but regular files.
fn open(path: &Path, options: &mut OpenOptions, links: LinkHandling) -> Result<File, FileRefusal> {
    let opened = files::open(path, options, links);
    let file = opened.map_err(|error| refusal(&error))?;
    let about = file.metadata().map_err(|error| refusal(&error))?;
    if about.is_dir() {
        Err(FileRefusal::Folder)
    } else if about.is_file() {
        Ok(file)
    } else {
        Err(FileRefusal::NotRegular)
    }
}
