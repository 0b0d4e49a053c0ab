//! A copy of the audit trail's head in a small file of its own, so that a restored older database is
//! detected. It is synced after the transaction and before anything is sent. A failed write leaves it behind
//! the trail, but never wrong.
//!
//! Two lines are written in turn, each with a MAC: a torn write spoils at most one of them.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use ring::hmac;
use tokio::task::spawn_blocking;

use super::audit::{base, tip};
use super::database::Store;
use super::seal::{Seal, from_hex, to_hex};
use super::{Result, StoreError};
use booking::Mode;

/// The length of each of the two lines in bytes.
const LENGTH: usize = 192;

/// The finding that records lack earlier entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Older {
    /// The line that was written and is missing, or differs; `None` if the witness itself can't be read.
    pub witnessed: Option<i64>,
    /// The last existing line.
    pub last: i64,
}

impl fmt::Display for Older {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.witnessed {
            Some(line) => write!(
                f,
                "older than it was: line {line} was written once and is not there, the last one is {}",
                self.last
            )?,
            None => {
                f.write_str("not proved to be all that was written: its .head file can't be read")?
            }
        }
        f.write_str(". Check recent bookings at the clinic; `bookdesk audit accept` then takes the records as they are")
    }
}

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WitnessFile {
    /// Nothing has been witnessed yet.
    Nothing,
    /// The last witnessed line, by number and hash.
    Head(i64, String),
    /// The file holds something else.
    Unreadable,
}

/// The witness of a mode's trail.
#[derive(Debug)]
pub(super) struct Witness {
    path: PathBuf,
    /// The trail's name.
    trail: String,
    /// The last line that this window has witnessed.
    last: AtomicI64,
}

impl Witness {
    pub(super) fn of(folder: &Path, mode: Mode) -> Witness {
        let path = folder.join(format!("{}.head", mode.word().to_lowercase()));
        Witness {
            path,
            trail: mode.word().to_owned(),
            last: AtomicI64::new(0),
        }
    }

    /// Returns the witness of the trail that the desks of a clinic share, as far as this one has seen it.
    pub(super) fn of_shared(folder: &Path, mode: Mode) -> Witness {
        let path = folder.join(format!("{}.shared.head", mode.word().to_lowercase()));
        Witness {
            path,
            trail: format!("shared {}", mode.word()),
            last: AtomicI64::new(0),
        }
    }

    /// Reads the file. To be called before the records are read, which may continue meanwhile.
    pub(super) fn seen(&self, seal: &Seal) -> Result<WitnessFile> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(WitnessFile::Nothing);
            }
            Err(error) => return Err(StoreError::at(&self.path)(error)),
        };
        let lines = bytes
            .chunks(LENGTH)
            .filter_map(|line| self.read(line, seal));
        Ok(match lines.max_by_key(|(seq, _)| *seq) {
            Some((seq, hash)) => WitnessFile::Head(seq, hash),
            None if bytes.iter().all(|byte| *byte == 0) => WitnessFile::Nothing,
            None => WitnessFile::Unreadable,
        })
    }

    fn read(&self, line: &[u8], seal: &Seal) -> Option<(i64, String)> {
        let (head, mac) = std::str::from_utf8(line)
            .ok()?
            .trim_end()
            .rsplit_once(' ')?;
        hmac::verify(
            seal.chain(),
            self.signed_text(head).as_bytes(),
            &from_hex(mac)?,
        )
        .ok()?;
        let (seq, hash) = head.split_once(' ')?;
        Some((seq.parse().ok()?, hash.to_owned()))
    }

    fn signed_text(&self, head: &str) -> String {
        format!("head of {} {head}", self.trail)
    }

    /// Witnesses the records' last line, unless they lack what was witnessed before: that is reported until a
    /// person accepts them.
    pub(super) async fn go_on(&self, seal: &Seal, store: &mut dyn Store) -> Result<()> {
        let seen = self.seen(seal)?;
        let (seq, hash) = tip(store).await?;
        if self.last.load(Ordering::Relaxed) == seq || older(seen, store).await?.is_some() {
            return Ok(());
        }
        let (path, line) = (self.path.clone(), self.line(seq, &hash, seal));
        let place = if seq % 2 == 0 { 0 } else { LENGTH as u64 };
        if matches!(
            spawn_blocking(move || write(&path, &line, place)).await,
            Ok(Ok(()))
        ) {
            self.last.store(seq, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Witnesses the records' last line, whatever was witnessed before.
    pub(super) async fn begin_anew(&self, seal: &Seal, store: &mut dyn Store) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::at(&self.path)(error));
            }
            _ => {}
        }
        self.last.store(0, Ordering::Relaxed);
        self.go_on(seal, store).await
    }

    fn line(&self, seq: i64, hash: &str, seal: &Seal) -> String {
        let head = format!("{seq} {hash}");
        let mac = to_hex(hmac::sign(seal.chain(), self.signed_text(&head).as_bytes()).as_ref());
        format!("{:<width$}\n", format!("{head} {mac}"), width = LENGTH - 1)
    }
}

/// Returns the finding if the records lack what was witnessed.
pub(super) async fn older(seen: WitnessFile, store: &mut dyn Store) -> Result<Option<Older>> {
    let (last, _) = tip(store).await?;
    let (seq, hash) = match seen {
        WitnessFile::Nothing => return Ok(None),
        WitnessFile::Unreadable => {
            return Ok(Some(Older {
                witnessed: None,
                last,
            }));
        }
        WitnessFile::Head(seq, hash) => (seq, hash),
    };
    let (begins, _) = base(store).await?;
    let stored = store.line_hash(seq).await?;
    let is_there = seq <= begins || stored.is_some_and(|stored| stored == hash);
    Ok((!is_there).then_some(Older {
        witnessed: Some(seq),
        last,
    }))
}

fn write(path: &Path, line: &str, place: u64) -> io::Result<()> {
    let is_new = !path.exists();
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)?;
    file.write_all_at(line.as_bytes(), place)?;
    file.sync_data()?;
    match path.parent() {
        Some(folder) if is_new => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
