//! The lock state shared by all windows and commands of one data directory: the number of wrong PINs since the last
//! right one, and the number of lockings. It has a file of its own next to the records, so that it can be read before
//! they are opened; it names nobody.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use platform::files::write_at;
use serde::{Deserialize, Serialize};

use super::files::{open_to_overwrite, read_text};
use booking::PinAttempt;

/// The file's name in the data directory.
const FILE: &str = "lock.json";
/// The file that is locked during access: not every system can read a locked file.
const GUARD: &str = "lock.guard";
/// The length of the file in bytes. It is overwritten in place with one write, so that a crash never leaves half of it.
const LENGTH: usize = 160;
/// The maximum number of bytes read; a longer file is damaged.
const LARGEST: u64 = 4096;
/// The longest wait after wrong PINs, in seconds.
const LONGEST_WAIT: u64 = 60;

/// The number of wrong PINs and of lockings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lockout {
    /// Wrong PINs since the right one.
    wrong: u32,
    /// When the last one was tried.
    since: DateTime<Utc>,
    /// How often a window has locked all of them.
    locks: u64,
}

impl Lockout {
    /// Tries a PIN if the wait after the last wrong one is over: 1 s after the first, doubled after each further one,
    /// up to a minute.
    pub fn attempt(&mut self, now: DateTime<Utc>, is_right: impl FnOnce() -> bool) -> PinAttempt {
        match self.begin(now) {
            Some(wait) => PinAttempt::TooSoon { wait },
            None => self.end(is_right()),
        }
    }

    /// Counts an attempt as wrong until it is known to be right, so that killing the program gains no free attempt.
    /// Returns the remaining wait if it is not over.
    fn begin(&mut self, now: DateTime<Utc>) -> Option<Duration> {
        // A clock that was set back must not cause a wait of years.
        self.since = self.since.min(now);
        let elapsed = now - self.since;
        let wait = TimeDelta::from_std(wait_after(self.wrong)).unwrap_or_default() - elapsed;
        if wait > TimeDelta::zero() {
            return wait.to_std().ok();
        }
        (self.wrong, self.since) = (self.wrong.saturating_add(1), now);
        None
    }

    fn end(&mut self, is_right: bool) -> PinAttempt {
        if is_right {
            let wrong = self.wrong.saturating_sub(1);
            self.wrong = 0;
            PinAttempt::Right { wrong }
        } else {
            PinAttempt::Wrong {
                wrong: self.wrong,
                wait: wait_after(self.wrong),
            }
        }
    }
}

/// Returns the wait after some wrong PINs.
fn wait_after(wrong: u32) -> Duration {
    let Some(doublings) = wrong.checked_sub(1) else {
        return Duration::ZERO;
    };
    Duration::from_secs(
        1_u64
            .checked_shl(doublings)
            .unwrap_or(LONGEST_WAIT)
            .min(LONGEST_WAIT),
    )
}

/// The lock state in the file of a data directory. Each method that changes it keeps others out while it runs.
#[derive(Clone, Debug)]
pub struct LockoutFile(PathBuf);

/// The open file, and the guard file that stays locked until this is dropped.
struct LockedFile {
    file: File,
    _guard: File,
}

impl LockoutFile {
    /// Returns the lock file of a data directory, which must exist before anything is written.
    pub fn in_folder(folder: &Path) -> LockoutFile {
        LockoutFile(folder.join(FILE))
    }

    /// Tries a PIN: see [`Lockout::attempt`]. Attempts run one at a time, in all programs.
    ///
    /// # Errors
    /// If the file can't be used; then `is_right` may not have been called.
    pub fn attempt(
        &self,
        now: DateTime<Utc>,
        is_right: impl FnOnce() -> bool,
    ) -> io::Result<PinAttempt> {
        let LockedFile { file, _guard } = self.open_locked()?;
        let mut lockout = read(&file, now)?;
        let wait = lockout.begin(now);
        write(&file, &lockout)?;
        if let Some(wait) = wait {
            return Ok(PinAttempt::TooSoon { wait });
        }
        let attempt = lockout.end(is_right());
        write(&file, &lockout)?;
        Ok(attempt)
    }

    /// Locks every window. Returns the number of lockings so far.
    ///
    /// # Errors
    /// If the file can't be used.
    pub fn lock(&self, now: DateTime<Utc>) -> io::Result<u64> {
        let LockedFile { file, _guard } = self.open_locked()?;
        let mut lockout = read(&file, now)?;
        lockout.locks += 1;
        write(&file, &lockout)?;
        Ok(lockout.locks)
    }

    /// Returns the number of lockings; 0 if there is no file yet, or if it can't be read.
    pub fn locks(&self) -> u64 {
        let text = read_text(&self.0, LARGEST).unwrap_or_default();
        parsed(&text).map_or(0, |lockout| lockout.locks)
    }

    /// Opens the file once nobody else has it open for a change.
    fn open_locked(&self) -> io::Result<LockedFile> {
        let guard = self.0.with_file_name(GUARD);
        let guard = open_to_overwrite(&guard).map_err(io::Error::other)?;
        guard.lock()?;
        let file = open_to_overwrite(&self.0).map_err(io::Error::other)?;
        Ok(LockedFile {
            file,
            _guard: guard,
        })
    }
}

fn parsed(text: &str) -> Option<Lockout> {
    serde_json::from_str(text.trim()).ok()
}

/// Reads the file. If it is damaged, the next PIN has the longest wait.
fn read(file: &File, now: DateTime<Utc>) -> io::Result<Lockout> {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Ok(Lockout::default());
    }
    let damaged = Lockout {
        wrong: LONGEST_WAIT.ilog2() + 2,
        since: now,
        locks: 0,
    };
    Ok(parsed(&String::from_utf8_lossy(&bytes)).unwrap_or(damaged))
}

fn write(file: &File, lockout: &Lockout) -> io::Result<()> {
    let text = serde_json::to_string(lockout)?;
    let line = format!("{text:<width$}\n", width = LENGTH - 1);
    write_at(file, line.as_bytes(), 0)?;
    file.set_len(LENGTH as u64)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use platform::files::readers;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    fn wrong(wrong: u32, wait: u64) -> PinAttempt {
        PinAttempt::Wrong {
            wrong,
            wait: Duration::from_secs(wait),
        }
    }

    fn too_soon(wait: u64) -> PinAttempt {
        PinAttempt::TooSoon {
            wait: Duration::from_secs(wait),
        }
    }

    #[test]
    fn each_wrong_one_makes_the_next_wait_longer_in_every_process() {
        let folder = tempfile::tempdir().unwrap();
        let try_it = |second, is_right| {
            LockoutFile::in_folder(folder.path())
                .attempt(at(second), || is_right)
                .unwrap()
        };
        let mut now = 0;
        for (count, wait) in (1..).zip([1, 2, 4, 8, 16, 32, 60, 60]) {
            assert_eq!(try_it(now, false), wrong(count, wait));
            assert_eq!(
                try_it(now, true),
                too_soon(wait),
                "the right one is not looked at either"
            );
            now += i64::try_from(wait).unwrap();
        }
        assert_eq!(try_it(now, true), PinAttempt::Right { wrong: 8 });
        assert_eq!(try_it(now, false), wrong(1, 1), "it begins anew");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nobody_wait_for_years() {
        let mut lockout = Lockout::default();
        assert_eq!(lockout.attempt(at(1_000_000), || false), wrong(1, 1));
        assert_eq!(lockout.attempt(at(0), || true), too_soon(1));
        assert_eq!(
            lockout.attempt(at(1), || true),
            PinAttempt::Right { wrong: 1 }
        );
    }

    #[test]
    fn who_ends_the_program_while_a_pin_is_looked_at_has_had_a_try() {
        let folder = tempfile::tempdir().unwrap();
        let file = LockoutFile::in_folder(folder.path());
        let ended = std::panic::catch_unwind(|| file.attempt(at(0), || panic!("the end")));
        assert!(ended.is_err());
        assert_eq!(file.attempt(at(0), || true).unwrap(), too_soon(1));
    }

    #[test]
    fn what_is_spoilt_lets_nobody_in_at_once_and_keeps_nobody_out_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let file = LockoutFile::in_folder(folder.path());
        for spoilt in ["{", "\u{0}", "{\"wrong\":-1}"] {
            fs::write(&file.0, spoilt).unwrap();
            assert_eq!(
                file.attempt(at(0), || true).unwrap(),
                too_soon(60),
                "{spoilt:?}"
            );
            assert_eq!(
                file.attempt(at(60), || true).unwrap(),
                PinAttempt::Right { wrong: 7 }
            );
        }
    }

    #[test]
    fn a_lock_is_counted_and_the_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = LockoutFile::in_folder(folder.path());
        assert_eq!(file.locks(), 0);
        assert_eq!(
            (
                file.lock(at(0)).unwrap(),
                file.lock(at(0)).unwrap(),
                file.locks()
            ),
            (1, 2, 2)
        );
        file.attempt(at(0), || false).unwrap();
        assert_eq!(file.locks(), 2);
        let kept = File::open(&file.0).unwrap();
        assert_eq!(kept.metadata().unwrap().len(), LENGTH as u64);
        assert_eq!(readers(&kept).unwrap(), None);
    }
}
