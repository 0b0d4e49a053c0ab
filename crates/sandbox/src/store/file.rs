//! The file of a sandbox's records. It is written whole, beside itself, and then put in its place, so that it is always
//! one that was complete. Several processes may share it: a second file is locked by whoever reads or writes.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::SandboxRecords;

/// How a file of records begins; the number of its revision follows.
const BEGINNING: &str = "{\"revision\":";

/// The file of records.
pub(super) struct RecordsFile {
    path: PathBuf,
    lock: File,
}

impl RecordsFile {
    /// Opens the file, and makes its records with `prepare` from those that it has.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read or written, or holds something else.
    pub(super) fn open(
        path: &Path,
        prepare: impl FnOnce(&mut SandboxRecords),
    ) -> io::Result<(RecordsFile, SandboxRecords)> {
        let mut name: OsString = path.into();
        name.push(".lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(name)?;
        let file = RecordsFile {
            path: path.to_owned(),
            lock,
        };
        let mut records = SandboxRecords::default();
        file.locked(|| {
            file.catch_up(&mut records)?;
            prepare(&mut records);
            file.put(&mut records)
        })?;
        Ok((file, records))
    }

    /// Reads what others have written since.
    pub(super) fn read(&self, records: &mut SandboxRecords) -> io::Result<()> {
        self.lock.lock_shared()?;
        let read = self.catch_up(records);
        self.lock.unlock()?;
        read
    }

    /// Writes to the present records, and then the file, unless nothing was written. If that fails, the records are
    /// soon those of the file again.
    pub(super) fn write<T>(
        &self,
        records: &mut SandboxRecords,
        write: impl FnOnce(&mut SandboxRecords) -> T,
    ) -> io::Result<T> {
        self.locked(|| {
            self.catch_up(records)?;
            let before = records.last_write;
            let written = write(records);
            if records.last_write != before {
                self.put(records)?;
            }
            Ok(written)
        })
    }

    /// Does something while no other process reads or writes.
    fn locked<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.lock.lock()?;
        let done = act();
        self.lock.unlock()?;
        done
    }

    /// Reads the file if its revision is another one.
    fn catch_up(&self, records: &mut SandboxRecords) -> io::Result<()> {
        let Some(revision) = self.revision()? else {
            return Ok(());
        };
        if revision == records.revision {
            return Ok(());
        }
        *records = serde_json::from_slice(&fs::read(&self.path)?)?;
        records.index();
        Ok(())
    }

    /// Returns the revision of the file; `None` for one that is empty or not there.
    fn revision(&self) -> io::Result<Option<u64>> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let mut begins = Vec::new();
        file.take(BEGINNING.len() as u64 + 20)
            .read_to_end(&mut begins)?;
        if begins.is_empty() {
            return Ok(None);
        }
        let begins = String::from_utf8_lossy(&begins);
        let Some(number) = begins.strip_prefix(BEGINNING) else {
            let what = "it holds something else than records of a sandbox";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        };
        let number = number.split(',').next().unwrap_or_default();
        number.parse().map(Some).map_err(io::Error::other)
    }

    fn put(&self, records: &mut SandboxRecords) -> io::Result<()> {
        let folder = self
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let beside = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        records.revision += 1;
        let mut output = BufWriter::new(&beside);
        let put = serde_json::to_writer(&mut output, records)
            .map_err(io::Error::from)
            .and_then(|()| output.flush());
        drop(output);
        let put = put.and_then(|()| Ok(beside.persist(&self.path)?));
        if put.is_err() {
            // No file has this revision: the next one to ask reads it again.
            records.revision = u64::MAX;
        }
        put.map(drop)
    }
}
