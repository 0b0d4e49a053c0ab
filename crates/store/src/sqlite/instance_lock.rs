//! The lease of a window: a lock on a numbered file for as long as it runs. The system releases the lock however the
//! window ends, which distinguishes its unfinished work from that of other windows.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use platform::files::{FileFault, fault};

use crate::files::{open_private, open_to_read};
use crate::seal::Seal;
use crate::{Result, StoreError};
use booking::Mode;

/// The maximum number of windows: more on the same records would be a mistake.
const WINDOWS: u32 = 64;

/// A numbered lock file, locked.
#[derive(Debug)]
pub(super) struct InstanceLock {
    number: u32,
    /// The file, which the system unlocks when the process ends.
    lock: File,
}

/// Unlocks explicitly, because closing isn't enough: a child process being started may briefly have the file open, too.
impl Drop for InstanceLock {
    fn drop(&mut self) {
        // If this fails, the lock is released when the process ends.
        let _ = self.lock.unlock();
    }
}

impl InstanceLock {
    /// Takes the first free lock.
    pub(super) fn take(folder: &Path, mode: Mode) -> Result<InstanceLock> {
        for number in 1..=WINDOWS {
            if let Some(lock) = InstanceLock::try_take(folder, mode, number)? {
                return Ok(lock);
            }
        }
        Err(StoreError::Crowded)
    }

    /// Takes this lock, unless a window has it.
    pub(super) fn try_take(folder: &Path, mode: Mode, number: u32) -> Result<Option<InstanceLock>> {
        let path = path(folder, mode, number);
        let file = open_private(&path).map_err(StoreError::refused(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(InstanceLock { number, lock: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(unlockable(&path, source)),
        }
    }

    /// Checks that files can be locked in the folder. On a file system without locks, SQLite believes that somebody
    /// else holds the file for good.
    pub(super) fn check(folder: &Path) -> Result<()> {
        // The key file exists wherever records do, and nobody locks it.
        let path = Seal::path(folder);
        let Ok(file) = open_to_read(&path) else {
            return Ok(());
        };
        match file.try_lock_shared() {
            Err(TryLockError::Error(source)) => Err(unlockable(&path, source)),
            _ => Ok(()),
        }
    }

    /// Marks that records exist, so that a window that later finds none knows that they are gone.
    pub(super) fn mark(&mut self) {
        // If even this can't be written, the records themselves soon fail.
        let is_marked = self.lock.metadata().is_ok_and(|file| file.len() > 0);
        let _ = if is_marked {
            Ok(())
        } else {
            self.lock.write_all(b"\n")
        };
    }

    /// Returns whether a window has ever used a mode's records.
    pub(super) fn ever_taken(folder: &Path, mode: Mode) -> bool {
        let is_marked =
            |number| fs::metadata(path(folder, mode, number)).is_ok_and(|file| file.len() > 0);
        (1..=WINDOWS).any(is_marked)
    }

    /// Returns whether no other window has the same records open.
    pub(super) fn is_alone(&self, folder: &Path, mode: Mode) -> Result<bool> {
        for number in (1..=WINDOWS).filter(|number| *number != self.number) {
            // A lock that was never taken has no file, and none is created.
            if path(folder, mode, number).exists()
                && InstanceLock::try_take(folder, mode, number)?.is_none()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns the records' name of the lease.
    pub(super) fn name(&self) -> String {
        self.number.to_string()
    }
}

/// Returns the error of a file that can't be locked.
fn unlockable(path: &Path, source: io::Error) -> StoreError {
    match fault(&source) {
        Some(FileFault::NoLocks) => StoreError::NoLocks(path.parent().unwrap_or(path).to_owned()),
        _ => StoreError::at(path)(source),
    }
}

fn path(folder: &Path, mode: Mode, number: u32) -> PathBuf {
    folder.join(format!("{}.seat-{number}", mode.word().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_free_once_its_window_is_gone_whoever_has_its_file_open() {
        let folder = tempfile::tempdir().unwrap();
        let lock = InstanceLock::take(folder.path(), Mode::Sandbox).unwrap();
        assert!(
            InstanceLock::try_take(folder.path(), Mode::Sandbox, 1)
                .unwrap()
                .is_none()
        );
        let _in_a_process_being_started = lock.lock.try_clone().unwrap();
        drop(lock);
        assert!(
            InstanceLock::try_take(folder.path(), Mode::Sandbox, 1)
                .unwrap()
                .is_some()
        );
    }
}
