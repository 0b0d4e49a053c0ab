//! Reading the audit trail, from outside and while desks work: its content, and whether it is intact.
//!
//! The trail is compared with the recorded changes. A change and its lines are written in one transaction: if one
//! exists without the other, somebody removed it.

mod silenced;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::sync::Mutex;

use super::audit::{AuditAction, AuditEntry, BEGINNING, TrailLine, UP_TO, append, base};
use super::database::Store;
use super::facts::JOURNAL;
use super::heads;
use super::migrate::chain_with_key;
use super::postgres::{self, Server};
use super::seal::Seal;
use super::witness::{Older, Witness, WitnessFile, older};
use super::{RecordStore, Result, Who, begin, end, key, sqlite};
use booking::{Mode, RowMark};

use silenced::silenced;

/// The audit trail of one mode, opened for reading or for forgetting a person. Takes no lease.
#[derive(Debug)]
pub struct Trail {
    pub(super) store: Mutex<Box<dyn Store>>,
    pub(super) folder: PathBuf,
    mode: Mode,
    /// The witness; `None` for a shared trail, whose heads are signed in the database.
    witness: Option<Witness>,
}

/// The summary of an intact trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The number of lines.
    pub lines: u64,
    /// The number of lines from which a person was erased.
    pub forgotten: u64,
    /// The hash of the last line.
    pub head: String,
}

/// The first break of a trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A broken line.
    #[error("line {line} {what}")]
    Line {
        /// The number of the line.
        line: i64,
        /// The defect of the line.
        what: &'static str,
    },
    /// A recorded booking that differs from the trail.
    #[error("booking {booking} {what}")]
    Booking {
        /// The name in the records.
        booking: String,
        /// The defect of the booking.
        what: &'static str,
    },
    /// A note of the desks that the trail does not contain.
    #[error("note {note} {what}")]
    Note {
        /// The id in the records.
        note: String,
        /// The defect of the note.
        what: &'static str,
    },
    /// The trail ends before a line that was once written.
    #[error("{0}")]
    Older(Older),
}

impl Trail {
    /// Opens a mode's trail, if there is one.
    ///
    /// # Errors
    /// If the file exists but can't be read, or existed and is missing.
    pub async fn open(folder: &Path, mode: Mode) -> Result<Option<Trail>> {
        let store = sqlite::open_existing(folder, mode).await?;
        Ok(store.map(|store| Trail {
            store: Mutex::new(Box::new(store)),
            folder: folder.to_owned(),
            mode,
            witness: Some(Witness::of(folder, mode)),
        }))
    }

    /// Opens the trail of a mode's shared records, at the host that accepts writes. If none can be reached, the first
    /// query fails.
    pub async fn open_shared(server: &Server, folder: &Path, mode: Mode) -> Trail {
        let primary = server.primary().await;
        let (store, _) = postgres::without_lease(primary.as_ref().unwrap_or(server), mode);
        Trail::of_shared(Box::new(store), folder, mode)
    }

    /// Opens the trail in any database that desks share.
    pub fn of_shared(store: Box<dyn Store>, folder: &Path, mode: Mode) -> Trail {
        Trail {
            store: Mutex::new(store),
            folder: folder.to_owned(),
            mode,
            witness: None,
        }
    }

    pub(super) async fn close(self) {
        // No writes are pending.
        let _ = self.store.into_inner().close().await;
    }

    /// Verifies the whole chain, and compares it with the recorded bookings.
    ///
    /// # Errors
    /// If the file can't be read, or the key file is gone. A broken trail is a result, not an error.
    pub async fn verify(&self) -> Result<Result<Whole, Break>> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        let seen = self.seen(&seal, &mut **store).await?;
        // A snapshot of lines and bookings, while desks work.
        store.begin_to_read().await?;
        let walked = walk(&mut **store, &seal, self.witness.is_some()).await;
        let older = self.older_than(seen, &seal, &mut **store).await;
        let silenced = match &walked {
            Ok(Ok((_, lines))) => self.silenced(lines, &mut **store).await,
            _ => Ok(None),
        };
        store.commit().await?;
        let found = silenced?.or(older?.map(Break::Older));
        Ok(walked?.and_then(|(whole, _)| found.map_or(Ok(whole), Err)))
    }

    /// Returns where the shared records misstate this desk's journal.
    async fn silenced(&self, lines: &LastLines, shared: &mut dyn Store) -> Result<Option<Break>> {
        // Another check finds own records that can't be read.
        let own = sqlite::open_existing(&self.folder, self.mode).await;
        match own {
            Ok(Some(mut own)) if self.witness.is_none() => {
                let found = silenced(&mut own, lines, shared).await;
                Box::new(own).close().await?;
                found
            }
            _ => Ok(None),
        }
    }

    /// Returns the finding if the trail lacks earlier lines.
    ///
    /// # Errors
    /// If the file can't be read, or the key file is gone.
    pub(super) async fn older(&self) -> Result<Option<Older>> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        let seen = self.seen(&seal, &mut **store).await?;
        self.older_than(seen, &seal, &mut **store).await
    }

    /// Reads the witness, if there is one: before the records, which may continue meanwhile.
    async fn seen(&self, seal: &Seal, store: &mut dyn Store) -> Result<Option<WitnessFile>> {
        match &self.witness {
            Some(witness) => Ok(Some(witness.look(seal, store).await?)),
            None => Ok(None),
        }
    }

    /// Returns the finding if the trail lacks what was witnessed; without a witness, what a desk has signed.
    async fn older_than(
        &self,
        seen: Option<WitnessFile>,
        seal: &Seal,
        store: &mut dyn Store,
    ) -> Result<Option<Older>> {
        match seen {
            Some(seen) => older(seen, store).await,
            None => heads::older(store, self.mode, seal).await,
        }
    }

    /// Updates the witness of its head after a write.
    pub(super) async fn update_witness(&self, seal: &Seal, store: &mut dyn Store) {
        if let Some(witness) = &self.witness {
            // The write is committed, witnessed or not.
            let _ = witness.go_on(seal, store).await;
        }
    }

    /// Returns the key with which the trail is chained.
    pub(super) async fn seal(&self, store: &mut dyn Store) -> Result<Seal> {
        let seal = key::existing(&self.folder, store).await?;
        chain_with_key(store, &seal).await?;
        Ok(seal)
    }

    /// Adds a line that is not about a person.
    ///
    /// # Errors
    /// If the records can't be written, or not without the key file.
    pub async fn record(&self, entry: AuditEntry, who: &Who, now: DateTime<Utc>) -> Result<()> {
        let mut store = self.store.lock().await;
        let seal = self.seal(&mut **store).await?;
        begin(&mut **store).await?;
        let done = append(&mut **store, &seal, who, vec![entry], now).await;
        end(&mut **store, done).await?;
        self.update_witness(&seal, &mut **store).await;
        Ok(())
    }
}

/// Verifies the chain of a trail, and compares it with the records. `is_alone` says that they are not shared.
async fn walk(
    store: &mut dyn Store,
    seal: &Seal,
    is_alone: bool,
) -> Result<Result<(Whole, LastLines), Break>> {
    let begins = base(store).await?;
    let first = begins.0;
    let mut last_lines = LastLines::default();
    let whole = match follow(store, seal, begins, &mut last_lines).await? {
        Ok(whole) => whole,
        Err(broken) => return Ok(Err(broken)),
    };
    if first != last_lines.let_go_up_to {
        let what = "is the first, and those before it were not let go: lines are missing";
        let line = first + 1;
        return Ok(Err(Break::Line { line, what }));
    }
    let mut differs = last_lines.differs(store).await?;
    if differs.is_none() {
        differs = last_lines.notes_differ(store, seal, is_alone).await?;
    }
    Ok(differs.map_or(Ok((whole, last_lines)), Err))
}

/// Verifies the lines after the one with this number and hash, and gathers the last line of each change.
async fn follow(
    store: &mut dyn Store,
    seal: &Seal,
    begins: (i64, String),
    last_lines: &mut LastLines,
) -> Result<Result<Whole, Break>> {
    let erased = erased_by_right(store).await?;
    let mut chains = Chains::after(begins.clone());
    let (mut seq, mut head) = begins;
    let mut lines = 0;
    let mut forgotten = 0;
    loop {
        let part = store.lines_after(seq).await?;
        if part.is_empty() {
            break;
        }
        for line in part {
            let before = chains.end_before(&line, store).await?;
            if let Some(what) = defect_of(&line, seq, before.as_deref(), seal, &erased) {
                return Ok(Err(Break::Line {
                    line: line.seq,
                    what,
                }));
            }
            lines += 1;
            forgotten += u64::from(line.salt.is_none());
            last_lines.add(&line);
            chains.go_on(&line);
            (seq, head) = (line.seq, line.hash);
        }
    }
    Ok(Ok(Whole {
        lines,
        forgotten,
        head,
    }))
}

/// The chains of a trail, line by line: one for each journal, and one for lines without a journal.
struct Chains {
    /// The number and hash of the line before the first one.
    begins: (i64, String),
    /// The hash of the last line without a journal.
    one: String,
    /// The number and hash of the last line of each journal's chain.
    of_journals: HashMap<String, (i64, String)>,
    /// The hashes of the latest lines, by number.
    latest: HashMap<i64, String>,
}

/// How many hashes of lines are remembered: the last line that a desk had seen is rarely old.
const LATEST: usize = 20_000;

impl Chains {
    fn after(begins: (i64, String)) -> Chains {
        Chains {
            one: begins.1.clone(),
            begins,
            of_journals: HashMap::new(),
            latest: HashMap::new(),
        }
    }

    /// Returns the hash of the line before this one in its chain; `None` if a line between them is missing.
    async fn end_before(&self, line: &TrailLine, store: &mut dyn Store) -> Result<Option<String>> {
        let (Some(journal), Some(place)) = (&line.journal, line.place) else {
            return Ok(Some(self.one.clone()));
        };
        let (last, hash) = match self.of_journals.get(journal) {
            Some(end) => end.clone(),
            None => self.end_at_beginning(journal, place, store).await?,
        };
        let is_next = last + 1 == place && self.has_seen(line, store).await?;
        Ok(is_next.then_some(hash))
    }

    /// Returns whether the trail still has the last line that the desk had seen before this one.
    async fn has_seen(&self, line: &TrailLine, store: &mut dyn Store) -> Result<bool> {
        let seq = line.seen_seq.unwrap_or_default();
        if seq <= self.begins.0 {
            return Ok(true);
        }
        Ok(match self.latest.get(&seq) {
            Some(hash) => line.seen_hash.as_ref() == Some(hash),
            None => store.line_hash(seq).await? == line.seen_hash,
        })
    }

    /// Returns the last line of a journal's chain before the first line.
    async fn end_at_beginning(
        &self,
        journal: &str,
        place: i64,
        store: &mut dyn Store,
    ) -> Result<(i64, String)> {
        let (begins, hash) = &self.begins;
        let before = "SELECT place, hash FROM audit WHERE journal = $1 AND seq <= $2 ORDER BY place DESC LIMIT 1";
        let values: [Value; 2] = [journal.into(), (*begins).into()];
        let before: Option<(i64, String)> = store.tuples(before, values).await?.pop();
        // Lines before the first one may have been removed by retention; a chain that lost all of them begins again.
        let let_go = (*begins > 0 && place > 1).then(|| (place - 1, hash.clone()));
        Ok(before.or(let_go).unwrap_or((0, BEGINNING.to_owned())))
    }

    fn go_on(&mut self, line: &TrailLine) {
        if self.latest.len() == LATEST {
            self.latest.clear();
        }
        self.latest.insert(line.seq, line.hash.clone());
        match (&line.journal, line.place) {
            (Some(journal), Some(place)) => {
                let end = (place, line.hash.clone());
                self.of_journals.insert(journal.clone(), end);
            }
            _ => self.one.clone_from(&line.hash),
        }
    }
}

impl RecordStore {
    /// Verifies what the recorded states of file rows depend on: that the trail is unaltered since a person last
    /// accepted the records, and that the records agree with it. Returns the first difference.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn verify_rows(&self, file: &HashSet<RowMark>) -> Result<Option<Break>> {
        let mut store = self.store.lock().await;
        store.begin_to_read().await?;
        let differs = self.difference(&mut **store, file).await;
        store.commit().await?;
        differs
    }

    async fn difference(
        &self,
        store: &mut dyn Store,
        file: &HashSet<RowMark>,
    ) -> Result<Option<Break>> {
        let mut last_lines = LastLines::default();
        let begins = match store.last_acceptance().await? {
            Some(before) => {
                last_lines.accepted = store.changes_up_to(before.0).await?;
                before
            }
            None => base(store).await?,
        };
        if let Err(broken) = follow(store, &self.seal, begins, &mut last_lines).await? {
            return Ok(Some(broken));
        }
        match last_lines.differs(store).await? {
            Some(differs) => Ok(Some(differs)),
            None => last_lines.differs_in(file, store).await,
        }
    }
}

fn defect_of(
    line: &TrailLine,
    seq: i64,
    before: Option<&str>,
    seal: &Seal,
    erased: &HashSet<i64>,
) -> Option<&'static str> {
    const LINES_MISSING: &str = "does not follow the one before: lines are missing";

    if line.seq != seq + 1 {
        return Some(LINES_MISSING);
    }
    let Some(head) = before else {
        return Some(LINES_MISSING);
    };
    if line.hash != line.hash_after(head, seal.chain()) {
        return Some("is not as it was written");
    }
    match line.salt {
        Some(_) if line.subject != line.subject() => {
            Some("is about someone else than when it was written")
        }
        None if !erased.contains(&line.seq) => {
            Some("was emptied by other means than forgetting someone")
        }
        _ => None,
    }
}

/// Returns the lines that were emptied for forgetting a person, as the trail records.
async fn erased_by_right(store: &mut dyn Store) -> Result<HashSet<i64>> {
    let fields = store.fields_of_lines(AuditAction::Forgotten.word()).await?;
    Ok(fields
        .iter()
        .flat_map(|seqs| seqs.split(' '))
        .filter_map(|seq| seq.parse().ok())
        .collect())
}

/// The last audit line of each change, gathered line by line.
#[derive(Debug, Default)]
pub(super) struct LastLines {
    /// The last line of each change, by the change's id.
    last: HashMap<String, Last>,
    /// The moment before which retention may have removed lines.
    let_go_before: Option<String>,
    /// The number of the last line that retention removed.
    let_go_up_to: i64,
    /// The last change of each row of a file, by the row's mark.
    rows: HashMap<String, String>,
    /// The changes that lines leave out.
    left_out: HashSet<String>,
    /// The last line of each note of the desks, by the note's id.
    notes: HashMap<String, LastOfNote>,
    /// The changes with lines from before a person accepted the records.
    accepted: HashSet<String>,
}

#[derive(Debug)]
struct Last {
    line: i64,
    at: String,
    what: String,
    /// Whether it was emptied for forgetting somebody, which also removes settled bookings.
    is_emptied: bool,
}

/// The last line about a note of the desks.
#[derive(Debug)]
struct LastOfNote {
    line: i64,
    /// When it was written, and the beginning of the time that the note is about.
    times: [Option<String>; 2],
    person: Option<String>,
    /// The note's fingerprint since then; `None` if it was removed, and in lines of an earlier version.
    revision: Option<String>,
    is_emptied: bool,
}

impl LastLines {
    /// Adds what a line says about a note.
    fn add_note(&mut self, line: &TrailLine) {
        let Some(id) = line.note() else {
            return;
        };
        let last = LastOfNote {
            line: line.seq,
            times: [Some(line.at.clone()), line.starts_at.clone()],
            person: line.person.clone(),
            revision: line.new_value.clone(),
            is_emptied: line.salt.is_none(),
        };
        self.notes.insert(id.to_owned(), last);
    }

    /// Returns the first note of the desks that differs from its last line, or is gone. For a desk that shares its
    /// records, the shared ones are compared, which have the lines of all desks. Records of a single desk have a line
    /// for each note.
    async fn notes_differ(
        &self,
        store: &mut dyn Store,
        seal: &Seal,
        is_alone: bool,
    ) -> Result<Option<Break>> {
        if store.fact(JOURNAL).await?.is_some() {
            return Ok(None);
        }
        let rows = store.note_rows().await?;
        let mut known: Vec<(&String, &LastOfNote)> = self.notes.iter().collect();
        known.sort_by_key(|(_, last)| last.line);
        for (id, last) in known {
            let Some(revision) = &last.revision else {
                continue;
            };
            if last.is_emptied {
                continue;
            }
            let line = last.line;
            let Some(row) = rows.iter().find(|row| row.id == *id) else {
                // A desk of an earlier version may have replaced it by another one about the same patient.
                let is_replaced = rows
                    .iter()
                    .any(|row| row.person.is_some() && row.person == last.person);
                let mut times = last.times.iter().flatten();
                if is_replaced || times.any(|at| self.may_be_deleted(at)) {
                    continue;
                }
                let what = "is about a note of the desks that is gone from the records";
                return Ok(Some(Break::Line { line, what }));
            };
            if row.fingerprint(seal).as_ref() != Some(revision) {
                let what = "is about a note of the desks that is not as it was written";
                return Ok(Some(Break::Line { line, what }));
            }
        }
        // Rows whose lines were removed by retention, or that a desk had before it joined the others, have none.
        if self.let_go_before.is_none() && self.let_go_up_to == 0 && is_alone {
            let unknown = rows.iter().find(|row| !self.notes.contains_key(&row.id));
            let what = "is among the notes of the desks, and has no line";
            return Ok(unknown.map(|row| Break::Note {
                note: row.id.clone(),
                what,
            }));
        }
        Ok(None)
    }

    pub(super) fn add(&mut self, line: &TrailLine) {
        self.add_note(line);
        if line.what == AuditAction::LetGo.word() {
            // An earlier version did not record the moment.
            let before = line.fields.clone().unwrap_or_else(|| line.at.clone());
            self.let_go_before = self.let_go_before.take().max(Some(before));
            let up_to = line
                .result
                .as_deref()
                .and_then(|result| result.rsplit_once(UP_TO));
            self.let_go_up_to = up_to
                .and_then(|(_, seq)| seq.parse().ok())
                .unwrap_or(self.let_go_up_to);
        }
        self.left_out.extend(line.left_out().map(str::to_owned));
        if let Some(change) = &line.change {
            if let Some(mark) = line.row() {
                self.rows.insert(mark.to_owned(), change.clone());
            }
            let at = line.at.clone();
            let what = line.what.clone();
            let is_emptied = line.salt.is_none();
            self.last.insert(
                change.clone(),
                Last {
                    line: line.seq,
                    at,
                    what,
                    is_emptied,
                },
            );
        }
    }

    /// Returns where the changes differ from the trail.
    async fn differs(&self, store: &mut dyn Store) -> Result<Option<Break>> {
        let bookings = store.states().await?;
        let elsewhere = store.changes_elsewhere().await?;
        let without = bookings.iter().find_map(|booking| self.mismatch(booking));
        let there = bookings
            .iter()
            .map(|(id, ..)| id)
            .chain(&elsewhere)
            .map(String::as_str);
        Ok(without.or_else(|| self.missing_booking(&there.collect())))
    }

    /// Returns the first file row whose recorded change is not the one in the trail, or is not made although the trail
    /// says so. A change that another desk settled has no line about that.
    async fn differs_in(
        &self,
        file: &HashSet<RowMark>,
        store: &mut dyn Store,
    ) -> Result<Option<Break>> {
        for mark in file {
            let Some(named) = self.rows.get(mark.as_str()) else {
                continue;
            };
            let last = self.last.get(named).filter(|last| !last.is_emptied);
            let Some(last) = last else { continue };
            let change = store.change_of_row(mark).await?;
            let is_made = last.what == AuditAction::Booked.word();
            let agrees = change
                .filter(|change| change.id == *named)
                .is_some_and(|change| !is_made || change.is(AuditAction::Booked));
            if !agrees {
                let booking = named.clone();
                let what = "was made by a row of this file, and is otherwise on record";
                return Ok(Some(Break::Booking { booking, what }));
            }
        }
        Ok(None)
    }

    fn mismatch(&self, (id, state, changed_at): &(String, String, String)) -> Option<Break> {
        let what = match self.last.get(id) {
            Some(last) if last.what == *state => return None,
            Some(_) => "is otherwise than its last line says",
            None if self.accepted.contains(id) || self.may_be_deleted(changed_at) => return None,
            None => "is on record, and its lines are missing",
        };
        Some(Break::Booking {
            booking: id.clone(),
            what,
        })
    }

    /// Returns the first line about a booking that is missing from the records, although it was neither removed nor
    /// forgotten.
    fn missing_booking(&self, there: &HashSet<&str>) -> Option<Break> {
        let is_gone = |(id, last): &(&String, &Last)| {
            !there.contains(id.as_str()) && !last.is_emptied && !self.may_be_deleted(&last.at)
        };
        let (_, last) = self
            .last
            .iter()
            .filter(is_gone)
            .min_by_key(|(_, last)| last.line)?;
        let what = "is about a booking that is gone from the records";
        Some(Break::Line {
            line: last.line,
            what,
        })
    }

    /// Returns whether the trail has lines about a change or that leave it out, or may have had some before lines were
    /// removed.
    pub(super) fn has(&self, id: &str, changed_at: &str) -> bool {
        self.last.contains_key(id) || self.left_out.contains(id) || self.may_be_deleted(changed_at)
    }

    fn may_be_deleted(&self, at: &str) -> bool {
        self.let_go_before
            .as_deref()
            .is_some_and(|before| at < before)
    }
}

impl dyn Store + '_ {
    /// Returns the number and the hash of the line before the last one by which a person accepted the records; `None`
    /// if nobody did.
    async fn last_acceptance(&mut self) -> Result<Option<(i64, String)>> {
        let accepted = "SELECT seq FROM audit WHERE what = $1 ORDER BY seq DESC LIMIT 1";
        let word = AuditAction::Accepted.word();
        let last: Option<i64> = self.column(accepted, [word]).await?.pop();
        let Some(seq) = last else {
            return Ok(None);
        };
        Ok(Some(match self.line_hash(seq - 1).await? {
            Some(hash) => (seq - 1, hash),
            None => base(self).await?,
        }))
    }

    /// Returns the ids of the changes that the lines up to this one are about.
    async fn changes_up_to(&mut self, seq: i64) -> Result<HashSet<String>> {
        let changes = "SELECT DISTINCT intent FROM audit WHERE intent IS NOT NULL AND seq <= $1";
        let ids: Vec<String> = self.column(changes, [seq]).await?;
        Ok(ids.into_iter().collect())
    }
}
