//! A copy of the audit trail's head in a small file of its own, which reveals that an older database was restored. It
//! is synced after the transaction and before anything is sent. A failed write leaves it behind the trail, but never
//! wrong.
//!
//! The file is created before the first line of the trail, and the records note that. If it is missing or empty
//! nevertheless, the records were restored without it, and nothing proves that they are complete.
//!
//! Two lines are written alternately, each with a MAC: a torn write spoils at most one of them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use platform::files::{sync_folder, write_at};
use ring::hmac;
use tokio::task::spawn_blocking;

use super::audit::{BEGINNING, base, tip};
use super::bytes::{from_hex, to_hex};
use super::database::Store;
use super::files::{open_to_overwrite, read_file, write_whole};
use super::seal::Seal;
use super::{Result, StoreError};
use booking::{FileRefusal, Mode};

/// The length of each of the two lines in bytes.
const LENGTH: usize = 192;

/// The maximum number of bytes read; a longer file is not a witness.
const LARGEST: u64 = 4096;

/// The fact that the file was created.
const MADE: &str = "witnessed";

/// The finding that records lack earlier entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Older {
    /// The witnessed line that is missing or differs; `None` if the witness itself is missing or unreadable.
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
                f.write_str("not proved to be all that was written: its .head file is missing, empty or altered")?
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
    /// The file is missing or empty although it must exist.
    Missing,
    /// The last witnessed line, by number and hash.
    Head(i64, String),
    /// The file holds something else.
    Unreadable,
}

/// The witness of a mode's trail.
#[derive(Debug)]
pub(super) struct Witness {
    path: PathBuf,
    trail: String,
    /// Whether the file is created before the first line of the trail. A desk that joins others has not seen their
    /// trail then.
    precedes_trail: bool,
    /// The last line that this window witnessed.
    last: AtomicI64,
}

impl Witness {
    pub(super) fn of(folder: &Path, mode: Mode) -> Witness {
        let path = folder.join(format!("{}.head", mode.word().to_lowercase()));
        Witness {
            path,
            trail: mode.word().to_owned(),
            precedes_trail: true,
            last: AtomicI64::new(0),
        }
    }

    /// Returns a desk's witness of the trail that the desks of a clinic share.
    pub(super) fn of_shared(folder: &Path, mode: Mode) -> Witness {
        let path = folder.join(format!("{}.shared.head", mode.word().to_lowercase()));
        Witness {
            path,
            trail: format!("shared {}", mode.word()),
            precedes_trail: false,
            last: AtomicI64::new(0),
        }
    }

    /// Reads the file of records that are being opened, and creates it if they have no line yet. Call this before the
    /// records are read; they may grow meanwhile.
    pub(super) async fn open(&self, seal: &Seal, store: &mut dyn Store) -> Result<WitnessFile> {
        let seen = self.look(seal, store).await?;
        if seen == WitnessFile::Nothing {
            self.begin(seal)?;
            store.set_fact(MADE, "yes").await?;
        }
        Ok(seen)
    }

    /// Reads the file like [`Witness::open`], but never creates it.
    pub(super) async fn look(&self, seal: &Seal, store: &mut dyn Store) -> Result<WitnessFile> {
        // Must precede the search for the file, because another window creates the file first.
        let (last, _) = tip(store).await?;
        let is_needed = last > 0 || store.fact(MADE).await?.is_some();
        match self.seen(seal)? {
            // A file of another key belongs to other records.
            WitnessFile::Missing | WitnessFile::Unreadable if !is_needed => {
                Ok(WitnessFile::Nothing)
            }
            seen => Ok(seen),
        }
    }

    /// Reads the file of records that have lines.
    pub(super) fn seen(&self, seal: &Seal) -> Result<WitnessFile> {
        let nothing = if self.precedes_trail {
            WitnessFile::Missing
        } else {
            WitnessFile::Nothing
        };
        let bytes = match read_file(&self.path, LARGEST) {
            Ok(bytes) => bytes,
            Err(FileRefusal::Missing) => return Ok(nothing),
            Err(FileRefusal::TooLarge(_)) => return Ok(WitnessFile::Unreadable),
            Err(refusal) => return Err(StoreError::refused(&self.path)(refusal)),
        };
        let lines = bytes
            .chunks(LENGTH)
            .filter_map(|line| self.read(line, seal));
        Ok(match lines.max_by_key(|(seq, _)| *seq) {
            Some((seq, hash)) => WitnessFile::Head(seq, hash),
            None if bytes.iter().all(|byte| *byte == 0) => nothing,
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

    /// Witnesses the records' last line, unless they lack what was witnessed before; that is reported until a person
    /// accepts it.
    pub(super) async fn go_on(&self, seal: &Seal, store: &mut dyn Store) -> Result<()> {
        let seen = self.seen(seal)?;
        let (seq, hash) = tip(store).await?;
        if self.last.load(Ordering::Relaxed) == seq || older(seen, store).await?.is_some() {
            return Ok(());
        }
        let path = self.path.clone();
        let line = self.line(seq, &hash, seal);
        let place = place_of(seq);
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
        let (seq, hash) = tip(store).await?;
        let before = " ".repeat(place_of(seq));
        let line = self.line(seq, &hash, seal);
        write_whole(&self.path, &format!("{before}{line}"), true)
            .map_err(StoreError::at(&self.path))?;
        self.last.store(seq, Ordering::Relaxed);
        Ok(())
    }

    /// Creates the file of a trail that has no line yet. Another window may already have done so, and witnessed lines.
    fn begin(&self, seal: &Seal) -> Result<()> {
        let line = self.line(0, BEGINNING, seal);
        let made = match write_whole(&self.path, &line, false) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                write(&self.path, &line, 0)
            }
            made => made,
        };
        made.map_err(StoreError::at(&self.path))
    }

    fn line(&self, seq: i64, hash: &str, seal: &Seal) -> String {
        let head = format!("{seq} {hash}");
        let mac = to_hex(hmac::sign(seal.chain(), self.signed_text(&head).as_bytes()).as_ref());
        format!("{:<width$}\n", format!("{head} {mac}"), width = LENGTH - 1)
    }
}

/// Forgets that the file was created, for empty records that accept another key.
pub(super) async fn forget(store: &mut dyn Store) -> Result<()> {
    store
        .run("DELETE FROM facts WHERE name = $1", [MADE])
        .await
        .map(drop)
}

/// Returns the finding if the records lack a witnessed line.
pub(super) async fn older(seen: WitnessFile, store: &mut dyn Store) -> Result<Option<Older>> {
    let (last, _) = tip(store).await?;
    let (seq, hash) = match seen {
        WitnessFile::Nothing => return Ok(None),
        WitnessFile::Missing | WitnessFile::Unreadable => {
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

/// Returns where a line is written: even and odd ones alternately, so that the last one survives until the next is
/// complete.
fn place_of(seq: i64) -> usize {
    if seq % 2 == 0 { 0 } else { LENGTH }
}

fn write(path: &Path, line: &str, place: usize) -> io::Result<()> {
    let is_new = !path.exists();
    let file = open_to_overwrite(path).map_err(io::Error::other)?;
    write_at(&file, line.as_bytes(), place as u64)?;
    file.sync_data()?;
    match path.parent() {
        Some(folder) if is_new => sync_folder(folder),
        _ => Ok(()),
    }
}
