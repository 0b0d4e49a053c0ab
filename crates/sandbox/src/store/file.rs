//! The file of a sandbox's records. Its first line has the records from when a process opened them. It is written to
//! another file that then replaces this one, so that it is always complete. Each further line is a later write. Several
//! processes may share the file: reading and writing lock a second one.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{RecordCounts, SandboxRecords};

/// How a file of records begins, before the number of its revision.
const BEGINNING: &str = "{\"revision\":";

/// The revision of records that differ from the file: they are read again before use.
const NO_REVISION: u64 = u64::MAX;

/// The file of records.
pub(super) struct RecordsFile {
    path: PathBuf,
    lock: File,
}

impl RecordsFile {
    /// Opens the file, and lets `prepare` complete its records.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read or written, or contains something else.
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

    /// Writes to the current records, and then a line to the file if anything was written. If that fails, the records
    /// will be reread from the file.
    pub(super) fn write<T>(
        &self,
        records: &mut SandboxRecords,
        write: impl FnOnce(&mut SandboxRecords) -> T,
    ) -> io::Result<T> {
        self.locked(|| {
            self.catch_up(records)?;
            let before = records.counts();
            let written = write(records);
            if records.counts() != before {
                self.append(records, before)?;
            }
            Ok(written)
        })
    }

    /// Changes the current records, and rewrites the file.
    pub(super) fn write_whole(
        &self,
        records: &mut SandboxRecords,
        change: impl FnOnce(&mut SandboxRecords),
    ) -> io::Result<()> {
        self.locked(|| {
            self.catch_up(records)?;
            change(records);
            self.put(records)
        })
    }

    /// Runs something while no other process reads or writes.
    fn locked<T>(&self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.lock.lock()?;
        let done = act();
        self.lock.unlock()?;
        done
    }

    /// Reads the whole file if its revision is different, else the added lines.
    fn catch_up(&self, records: &mut SandboxRecords) -> io::Result<()> {
        let mut file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened?,
        };
        let Some(revision) = revision(&mut file)? else {
            return Ok(());
        };
        if revision != records.revision {
            records.length_in_file = 0;
        } else if file.metadata()?.len() <= records.length_in_file {
            return Ok(());
        }
        let mut unread = Vec::new();
        file.seek(SeekFrom::Start(records.length_in_file))?;
        file.read_to_end(&mut unread)?;
        let mut lines = unread.split_inclusive(|byte| *byte == b'\n');
        if revision != records.revision {
            let whole = lines.next().unwrap_or_default();
            *records = serde_json::from_slice(whole)?;
            records.index();
            // An earlier version did not end the line: the next write finds the file shorter than this, and rewrites
            // it.
            records.length_in_file = whole.trim_ascii_end().len() as u64 + 1;
        }
        for line in lines {
            // The process that wrote this line was killed.
            if !line.ends_with(b"\n") {
                break;
            }
            records.take_in(serde_json::from_slice(line)?)?;
            records.length_in_file += line.len() as u64;
        }
        Ok(())
    }

    /// Adds a line with everything written since. Rewrites the file if it is gone or does not end with what was read of
    /// it.
    fn append(&self, records: &mut SandboxRecords, before: RecordCounts) -> io::Result<()> {
        let mut file = match File::options().append(true).open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.put(records),
            opened => opened?,
        };
        if file.metadata()?.len() != records.length_in_file {
            return self.put(records);
        }
        let mut line = serde_json::to_vec(&records.written_since(before))?;
        line.push(b'\n');
        let added = file.write_all(&line);
        match added {
            Ok(()) => records.length_in_file += line.len() as u64,
            Err(_) => records.revision = NO_REVISION,
        }
        added
    }

    fn put(&self, records: &mut SandboxRecords) -> io::Result<()> {
        let folder = self
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let beside = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        records.revision = records.revision.wrapping_add(1);
        let mut output = BufWriter::new(&beside);
        let put = serde_json::to_writer(&mut output, records)
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .and_then(|()| output.flush());
        drop(output);
        let put = put.and_then(|()| beside.persist(&self.path)?.metadata());
        match put {
            Ok(file) => {
                records.length_in_file = file.len();
                Ok(())
            }
            Err(error) => {
                records.revision = NO_REVISION;
                Err(error)
            }
        }
    }
}

/// Returns the revision of a file; `None` if it is empty.
fn revision(file: &mut File) -> io::Result<Option<u64>> {
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
