//! Copies a desk's journal to the shared records, each line once: the position is stored there, in the transaction that
//! writes the lines. If the answer to a commit was lost, the next attempt finds it done.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::SharedStore;
use super::claiming::Claiming;
use super::journal::JournalPart;
use super::writing::{Writing, next_run};
use crate::audit::{self, AuditAction, AuditEntry, TrailLine};
use crate::call::{JournalMove, RelatedTo, SeenChanges, StoreCall, Write};
use crate::calls::CallsRow;
use crate::change_row::{ALONE, ChangeRow};
use crate::change_rows::Neighbours;
use crate::claims::Collision;
use crate::database::{CallReply, Store};
use crate::notes::{NoteKind, NoteRow};
use crate::written_call::ListEntry;
use crate::{RecordId, RecordStore, Result, StoreError, moment};
use booking::{CallBack, LateNote, Obstacle, PatientNote, Settlement, Waiter};

/// How often a call is repeated because another desk was faster with something that it depends on.
pub(super) const TRIES: usize = 100;

/// A note of this desk that was rejected because another desk had written it since this desk read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OvertakenNote {
    /// About a patient.
    OfPatient(PatientNote),
    /// About lateness.
    Late(LateNote),
    /// About a patient to be called back.
    CallBack(CallBack),
    /// About a patient who waits for a time.
    Waiting(Waiter),
}

/// Overtaken notes that have not been reported yet.
#[derive(Debug, Default)]
pub(super) struct Overtaken {
    count: usize,
    notes: Vec<NoteRow>,
}

impl SharedStore {
    /// Copies the new lines of a desk's own records. Returns the collisions between other desks' changes and those sent
    /// without knowledge of them.
    ///
    /// # Errors
    /// If the server can't be reached; what was copied by then is kept.
    pub async fn copy(&self, local: &RecordStore) -> Result<Vec<Collision>> {
        let mut unreported = self.unreported.lock().await;
        self.copy_part_by_part(local, &mut unreported, None).await?;
        Ok(std::mem::take(&mut unreported))
    }

    /// Returns the changes left by earlier runs that another change has prevented from being sent.
    pub async fn kept_out(&self) -> Vec<RecordId> {
        std::mem::take(&mut *self.kept_out.lock().await)
    }

    /// Returns the database's message about each change and each list entry that the shared records have rejected. What
    /// follows them is copied.
    pub async fn set_aside(&self) -> Vec<String> {
        std::mem::take(&mut *self.set_aside.lock().await)
    }

    /// Copies the new lines of a desk's own records. Collisions are kept for the next [`copy`](SharedStore::copy).
    /// Returns whether every note was accepted: another desk may have written one since this desk read it.
    ///
    /// # Errors
    /// As for [`copy`](SharedStore::copy).
    pub async fn copy_notes(&self, local: &RecordStore) -> Result<bool> {
        let mut unreported = self.unreported.lock().await;
        self.copy_part_by_part(local, &mut unreported, None).await?;
        Ok(self.overtaken.lock().await.count == 0)
    }

    /// Returns the notes of this desk that were rejected because another desk had written them since this one read
    /// them; `None` if all were accepted. Notes removed at this desk are not included.
    pub async fn overtaken(&self) -> Option<Vec<OvertakenNote>> {
        let overtaken = std::mem::take(&mut *self.overtaken.lock().await);
        let records = &self.records;
        let note = |row: &NoteRow| {
            let patient = records.patient_note(row).map(OvertakenNote::OfPatient);
            let late = || records.late_note(row).map(OvertakenNote::Late);
            let call_back = || records.call_back(row).map(OvertakenNote::CallBack);
            let waiting = || records.waiter(row).map(OvertakenNote::Waiting);
            patient.or_else(late).or_else(call_back).or_else(waiting)
        };
        (overtaken.count > 0).then(|| overtaken.notes.iter().filter_map(note).collect())
    }

    /// Returns the collisions that could not be reported before the connection was lost.
    pub async fn unreported(&self) -> Vec<Collision> {
        std::mem::take(&mut *self.unreported.lock().await)
    }

    /// Copies the journal part by part, and claims a change with the call that copies it. Returns the obstacles to each
    /// change that is new in the shared records.
    pub(super) async fn copy_part_by_part(
        &self,
        local: &RecordStore,
        collisions: &mut Vec<Collision>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<HashMap<RecordId, Vec<Obstacle>>> {
        self.join(local, collisions).await?;
        let mut obstacles = HashMap::new();
        let mut left_out = LeftOut::default();
        let mut tries = 0;
        let mut has_unseen = false;
        loop {
            let copied = self.copied.load(Ordering::Relaxed);
            let part = local.journal_after(copied).await?.front();
            let Some(to) = part.end() else {
                return Ok(obstacles);
            };
            // Most bookings have no neighbour: then one message claims them.
            let is_unread = !has_unseen && claiming.is_some() && part.has_only_new_bookings();
            let mut planned = self.plan(&part, &left_out, is_unread, claiming).await?;
            let call = StoreCall {
                moves: Some(JournalMove::Copied { from: copied, to }),
                ..planned.call
            };
            // Recorded first: if the answer is lost, the call may have succeeded all the same, and they would not be
            // found again.
            let known = collisions.len();
            collisions.append(&mut planned.progress.collisions);
            let entries = match self.ask(call).await? {
                CallReply::Written { entries } => read_entries(entries)?,
                CallReply::Stale { writes } => {
                    collisions.truncate(known);
                    left_out.add_stale(&planned.names, &writes);
                    continue;
                }
                CallReply::Rejected { write, why } => {
                    collisions.truncate(known);
                    let Some(name) = planned.names.into_iter().nth(write) else {
                        return Err(StoreError::Rejected(why));
                    };
                    left_out.refused.insert(name, why);
                    continue;
                }
                reply @ (CallReply::Overtaken
                | CallReply::Unseen
                | CallReply::NoLease
                | CallReply::OtherVersion { .. }) => {
                    collisions.truncate(known);
                    self.check_journal(local).await?;
                    has_unseen |= matches!(reply, CallReply::Unseen);
                    tries += 1;
                    if tries == TRIES {
                        return Err(StoreError::Overtaken);
                    }
                    continue;
                }
            };
            let written = planned.progress;
            tries = 0;
            has_unseen = false;
            let LeftOut { refused, .. } = std::mem::take(&mut left_out);
            self.set_aside.lock().await.extend(refused.into_values());
            self.keep_as_there(local, to, entries, &written.overtaken)
                .await?;
            obstacles.extend(written.obstacles);
            if let Some(claiming) = claiming {
                self.claimed.add(
                    written.claimed.into_iter().filter(|id| *id != claiming.id),
                    claiming.fence,
                );
            }
            self.copied.store(to, Ordering::Relaxed);
            for (id, at) in written.kept_out {
                local.settle(id, &Settlement::NotThere, at).await?;
                self.kept_out.lock().await.push(id);
            }
            if part.is_last {
                return Ok(obstacles);
            }
        }
    }

    /// Keeps the list entries of a part of the journal, whose last line is `to`, as the shared records have them: those
    /// that were written, and those that were not because another desk had written them before. Reports the latter,
    /// unless they say the same.
    async fn keep_as_there(
        &self,
        local: &RecordStore,
        to: i64,
        mut entries: Vec<ListEntry>,
        overtaken: &[StaleEntry],
    ) -> Result<()> {
        for stale in overtaken {
            let there = self.there(stale).await;
            let is_same = match (stale, &there) {
                (StaleEntry::Note(_, Some(here)), Ok(ListEntry::Note { row: there })) => {
                    self.says_the_same(here, there)
                }
                _ => false,
            };
            if !is_same {
                let mut told = self.overtaken.lock().await;
                told.count += 1;
                if let StaleEntry::Note(_, Some(here)) = stale {
                    told.notes.push(here.clone());
                }
            }
            entries.push(there?);
        }
        self.keep_entries(local, to, &entries).await.map(drop)
    }

    /// Returns what the shared records have in place of an entry.
    async fn there(&self, stale: &StaleEntry) -> Result<ListEntry> {
        let mut store = self.records.store.lock().await;
        match stale {
            StaleEntry::Calls(row) => {
                let there = store.calls_about(row).await?;
                let row = there.unwrap_or_else(|| row.clone());
                Ok(ListEntry::Calls { row })
            }
            StaleEntry::Note(id, here) => {
                let like = match here {
                    Some(here) => store.notes_like(here).await?,
                    None => store.note_row(id).await?.into_iter().collect(),
                };
                let there = like.into_iter().max_by_key(|row| row.revision);
                Ok(ListEntry::of_note(id, there))
            }
        }
    }

    /// Returns whether two notes are equivalent: they say the same, or are about one absence.
    fn says_the_same(&self, one: &NoteRow, other: &NoteRow) -> bool {
        let seal = &self.records.seal;
        one.kind == NoteKind::Absence.word() || one.fingerprint(seal) == other.fingerprint(seal)
    }

    /// Returns a call that writes nothing yet.
    pub(super) fn call(&self) -> StoreCall {
        StoreCall {
            version: self.version,
            journal: self.journal.clone(),
            chain: self.chain_end().clone(),
            lease: None,
            moves: None,
            seen: None,
            writes: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Returns lines that continue this journal's chain.
    pub(super) fn chained(&self, lines: Vec<TrailLine>) -> Result<Vec<TrailLine>> {
        let end = self.chain_end().clone();
        let seen = self.seen_line().clone();
        let chain = audit::Chain::OfJournal {
            journal: &self.journal,
            seen: &seen,
        };
        audit::chained(lines, chain, end, &self.records.seal)
    }

    /// Has the shared records carry out a call. If it was overtaken, rereads the position up to which the journal is
    /// copied and the end of its chain, and takes a new lease if the old one was taken.
    ///
    /// # Errors
    /// If the server can't be reached, or the tables are those of another version.
    pub(super) async fn ask(&self, call: StoreCall) -> Result<CallReply> {
        let end = call.lines.last().map(|line| {
            let place = line.place.unwrap_or_default();
            (place, line.hash.clone())
        });
        let lease = call.lease_of_changes();
        let call = serde_json::to_value(StoreCall { lease, ..call })?;
        let answer = self.records.store.lock().await.call(call).await;
        if lease.is_some() {
            // Even without an answer.
            self.open_changes.note();
        }
        let answer = answer?;
        match (&answer, end) {
            (CallReply::Written { .. }, Some(end)) => *self.chain_end() = end,
            (CallReply::Overtaken, _) => self.read_position().await?,
            (CallReply::NoLease, _) => self.desks.renew().await.map(drop)?,
            (CallReply::OtherVersion { version }, _) if *version > self.version => {
                return Err(StoreError::Outgrown {
                    there: *version,
                    here: self.version,
                });
            }
            (CallReply::OtherVersion { .. }, _) => return Err(StoreError::NotSetUp),
            _ => {}
        }
        Ok(answer)
    }

    /// Reads the position up to which the journal is copied, the end of its chain, and the last line of all chains.
    pub(super) async fn read_position(&self) -> Result<()> {
        let position = "SELECT (SELECT copied FROM journals WHERE id = $1) AS copied, \
             (SELECT place FROM audit WHERE journal = $1 ORDER BY place DESC LIMIT 1) AS place, \
             (SELECT hash FROM audit WHERE journal = $1 ORDER BY place DESC LIMIT 1) AS hash, \
             (SELECT seq FROM audit ORDER BY seq DESC LIMIT 1) AS last_seq, \
             (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1) AS last_hash";
        let mut store = self.records.store.lock().await;
        let rows: Vec<Position> = store.rows(position, [self.journal.clone()]).await?;
        let position = rows.into_iter().next().unwrap_or_default();
        let end = position.place.zip(position.hash);
        let last = position.last_seq.zip(position.last_hash);
        let beginning = || (0, audit::BEGINNING.to_owned());
        *self.chain_end() = end.unwrap_or_else(beginning);
        *self.seen_line() = last.unwrap_or_else(beginning);
        self.copied
            .store(position.copied.unwrap_or(-1), Ordering::Relaxed);
        Ok(())
    }

    /// Writes a change in its current state, with a line. Returns `None` if it was left out.
    ///
    /// # Errors
    /// If the server can't be reached, or a rule forbids it.
    pub(super) async fn write_with_line(
        &self,
        change: &ChangeRow,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        for _ in 0..TRIES {
            let mut guard = self.records.store.lock().await;
            let store = &mut **guard;
            let mut beside = store.beside_each(&[change]).await?;
            let of_change = beside.take(&change.id);
            let Some(writing) = self
                .change_to_write(store, change, of_change, &[], claiming)
                .await?
            else {
                return Ok(None);
            };
            drop(guard);
            let at = change.changed_at.parse().unwrap_or_default();
            let done = writing
                .kept_out
                .or_else(|| AuditAction::of_word(&change.state))
                .unwrap_or_default();
            let entry = AuditEntry {
                done,
                ..change.clone().about()
            };
            let records = &self.records;
            let lines = audit::lines_of(&records.seal, &records.who, vec![entry], at);
            let call = StoreCall {
                seen: Some(SeenChanges {
                    newest: beside.newest,
                    wanted: vec![RelatedTo::of(change)],
                }),
                writes: writing.writes(),
                lines: self.chained(lines)?,
                ..self.call()
            };
            match self.ask(call).await? {
                CallReply::Written { .. } => return Ok(Some(writing)),
                CallReply::Rejected { why, .. } => return Err(StoreError::Rejected(why)),
                CallReply::Overtaken
                | CallReply::Unseen
                | CallReply::NoLease
                | CallReply::Stale { .. }
                | CallReply::OtherVersion { .. } => {}
            }
        }
        Err(StoreError::Overtaken)
    }

    /// Registers this journal in the shared records. Lines written before the desk joined are copied only by an import,
    /// but its open changes and those made alone are written now.
    async fn join(&self, local: &RecordStore, collisions: &mut Vec<Collision>) -> Result<()> {
        if self.copied.load(Ordering::Relaxed) >= 0 {
            return Ok(());
        }
        self.read_position().await?;
        if self.copied.load(Ordering::Relaxed) < 0 {
            let position = match local.copied_before().await? {
                Some(position) => position,
                None => local.journal_end().await?,
            };
            for change in local.changes_to_join_with().await? {
                match self.write_with_line(&change, None).await {
                    Ok(Some(writing)) => {
                        let id = change.id().into_iter();
                        collisions.extend(id.flat_map(|id| writing.collisions(id)));
                    }
                    Ok(None) => {}
                    Err(StoreError::Rejected(why)) => self.set_aside.lock().await.push(why),
                    Err(error) => return Err(error),
                }
            }
            self.join_at(position, local).await?;
            self.read_position().await?;
        }
        local.forget_copied_before().await?;
        self.check_journal(local).await
    }

    /// Registers the journal as copied up to a position, and adds calls and notes to the shared ones. A note about a
    /// subject that the others have noted is overtaken.
    async fn join_at(&self, position: i64, local: &RecordStore) -> Result<()> {
        let mut left_out = LeftOut::default();
        for _ in 0..TRIES {
            let lists = local.lists("").await?;
            let mut names = Vec::new();
            let mut writes = Vec::new();
            let mut overtaken = Vec::new();
            for (number, row) in lists.calls.into_iter().enumerate() {
                names.push(format!("calls {number}"));
                writes.push(Write::Calls { row });
            }
            for row in lists.notes {
                let name = note_name(&row.id);
                if left_out.stale.contains(&name) {
                    overtaken.push(StaleEntry::Note(row.id.clone(), Some(row)));
                    continue;
                }
                names.push(name);
                writes.push(Write::Note { row, over: None });
            }
            let mut kept = names
                .iter()
                .map(|name| !left_out.refused.contains_key(name));
            writes.retain(|_| kept.next().unwrap_or_default());
            names.retain(|name| !left_out.refused.contains_key(name));
            let call = StoreCall {
                moves: Some(JournalMove::Joined { to: position }),
                writes,
                ..self.call()
            };
            match self.ask(call).await? {
                CallReply::Written { entries } => {
                    let refused = left_out.refused.into_values();
                    self.set_aside.lock().await.extend(refused);
                    return self
                        .keep_as_there(local, position, read_entries(entries)?, &overtaken)
                        .await;
                }
                CallReply::Stale { writes } => left_out.add_stale(&names, &writes),
                CallReply::Rejected { write, why } => {
                    let Some(name) = names.into_iter().nth(write) else {
                        return Err(StoreError::Rejected(why));
                    };
                    left_out.refused.insert(name, why);
                }
                // Another window of this machine has joined.
                _ if self.copied.load(Ordering::Relaxed) >= 0 => return Ok(()),
                CallReply::Overtaken
                | CallReply::Unseen
                | CallReply::NoLease
                | CallReply::OtherVersion { .. } => {}
            }
        }
        Err(StoreError::Overtaken)
    }

    /// Returns the call that writes a part of the journal, without the position and without what is left out. If
    /// `is_unread`, the changes are assumed to have no neighbours, which the database checks.
    async fn plan(
        &self,
        part: &JournalPart,
        LeftOut { refused, stale }: &LeftOut,
        is_unread: bool,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<PlannedCopy> {
        let mut guard = self.records.store.lock().await;
        let store = &mut **guard;
        let mut plan = PlannedCopy {
            call: self.call(),
            names: Vec::new(),
            progress: CopyProgress::default(),
        };
        let left_out = &mut plan.progress.left_out;
        let mut missing = Vec::new();
        for row in &part.elsewhere {
            let is_whole = row.is_under_way() && row.sealed.is_some();
            if is_whole && store.change(&row.id).await?.is_none() {
                // The shared records were restored to a state before it, so this desk looks after it again.
                missing.push(ChangeRow {
                    overrides: Some(ALONE.to_owned()),
                    ..row.clone()
                });
            } else {
                left_out.push(row.id.clone());
            }
        }
        let mut changes: Vec<&ChangeRow> = missing.iter().chain(&part.changes).collect();
        changes.retain(|change| {
            let is_refused = refused.contains_key(&change.id);
            if is_refused {
                left_out.push(change.id.clone());
            }
            !is_refused
        });
        let mut rest = &changes[..];
        let mut newest = None;
        let mut before = Vec::new();
        while !rest.is_empty() {
            let run = next_run(&mut rest);
            let beside = if is_unread {
                Neighbours::default()
            } else {
                store.beside_each(run).await?
            };
            newest.get_or_insert(beside.newest);
            self.plan_run(store, run, (beside, &mut before), claiming, &mut plan)
                .await?;
        }
        plan.call.seen = newest.map(|newest| SeenChanges {
            newest,
            wanted: changes.iter().map(|change| RelatedTo::of(change)).collect(),
        });
        drop(guard);
        for (name, write) in list_writes(part) {
            if stale.contains(&name) {
                plan.progress.overtaken.extend(StaleEntry::of(write));
            } else if !refused.contains_key(&name) {
                plan.add(name, write);
            }
        }
        let progress = &mut plan.progress;
        let mut lines = to_copy(&part.lines, &progress.left_out);
        let replaced = part.replaced_notes(&self.records.seal);
        for line in &mut lines {
            if entry_name(line).is_some_and(|name| stale.contains(&name))
                || line.note().is_some_and(|id| replaced.contains(id))
            {
                line.mark_overtaken();
            }
        }
        for (id, done) in progress.stopped.drain(..) {
            let last = lines
                .iter()
                .rfind(|line| line.change.as_ref() == Some(&id))
                .cloned();
            lines.extend(last.map(|last| TrailLine {
                what: done.word().to_owned(),
                ..last
            }));
        }
        plan.call.lines = self.chained(lines)?;
        Ok(plan)
    }

    /// Adds changes that don't depend on each other, given their neighbours and what is written before them.
    async fn plan_run(
        &self,
        store: &mut dyn Store,
        run: &[&ChangeRow],
        (mut beside, before): (Neighbours, &mut Vec<ChangeRow>),
        claiming: Option<&Claiming<'_>>,
        plan: &mut PlannedCopy,
    ) -> Result<()> {
        let own = store.lease();
        let mut rows = Vec::new();
        for change in run {
            let beside = beside.take(&change.id);
            let Some(mut writing) = self
                .change_to_write(store, change, beside, before, claiming)
                .await?
            else {
                let existing = store.change(&change.id).await?;
                let existing =
                    existing.filter(|existing| existing.lease == own && existing.is_kept_out());
                plan.progress.kept_out.extend(
                    existing
                        .and_then(|existing| existing.id())
                        .zip(moment(&change.changed_at)),
                );
                plan.progress.left_out.push(change.id.clone());
                continue;
            };
            let Some(id) = change.id() else { continue };
            let written = &mut plan.progress;
            written.collisions.extend(writing.collisions(id));
            written
                .stopped
                .extend(writing.kept_out.map(|done| (change.id.clone(), done)));
            let is_free = writing.obstacles.as_ref().is_some_and(Vec::is_empty);
            let is_of_window = claiming.is_some_and(|claiming| claiming.window == change.lease);
            if change.is(AuditAction::Sending) && is_free && is_of_window {
                written.claimed.push(id);
            }
            written
                .obstacles
                .extend(writing.obstacles.take().map(|obstacles| (id, obstacles)));
            for write in writing.writes() {
                plan.add(change.id.clone(), write);
            }
            rows.push(writing.into_row());
        }
        before.append(&mut rows);
        Ok(())
    }
}

fn read_entries(entries: Vec<Value>) -> Result<Vec<ListEntry>> {
    Ok(serde_json::from_value(Value::Array(entries))?)
}

/// Returns the name for the write of a note.
fn note_name(id: &str) -> String {
    format!("note {id}")
}

/// Returns the name for the write of the list entry that a line is about, if any.
fn entry_name(line: &TrailLine) -> Option<String> {
    if let Some(id) = line.note() {
        return Some(note_name(id));
    }
    let is_call = AuditAction::of_word(&line.what) == Some(AuditAction::Called);
    (is_call && line.appointment.is_some()).then(|| format!("call {}", line.seq))
}

/// Returns the writes for the list entries of a part of the journal, each with its name. The first line about a note
/// says which revision it replaces; the others were written after it.
fn list_writes(part: &JournalPart) -> Vec<(String, Write)> {
    let mut writes: Vec<(String, Write)> = Vec::new();
    for line in &part.lines {
        let Some(name) = entry_name(line) else {
            continue;
        };
        if writes.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let over = line.old_value.as_deref().and_then(|over| over.parse().ok());
        let write = match line.note() {
            Some(id) => match part.notes.iter().rfind(|row| row.id == id) {
                Some(row) => Write::Note {
                    row: row.clone(),
                    over,
                },
                None => Write::NoNote {
                    id: id.to_owned(),
                    over,
                },
            },
            None => {
                let (row, result) = CallsRow::of_line(line);
                Write::Called { row, result, over }
            }
        };
        writes.push((name, write));
    }
    writes
}

/// The writes of a part of the journal that the shared records reject, by name.
#[derive(Default)]
struct LeftOut {
    /// Writes that break a rule, with the database's message.
    refused: HashMap<String, String>,
    /// Writes of list entries that another desk had written before.
    stale: HashSet<String>,
}

impl LeftOut {
    fn add_stale(&mut self, names: &[String], places: &[usize]) {
        let names = places.iter().filter_map(|place| names.get(*place));
        self.stale.extend(names.cloned());
    }
}

/// A list entry that was not written because another desk had written it before.
enum StaleEntry {
    Calls(CallsRow),
    /// A note by its id, as this desk has it; `None` if it was removed.
    Note(String, Option<NoteRow>),
}

impl StaleEntry {
    fn of(write: Write) -> Option<StaleEntry> {
        match write {
            Write::Called { row, .. } => Some(StaleEntry::Calls(row)),
            Write::Note { row, .. } => Some(StaleEntry::Note(row.id.clone(), Some(row))),
            Write::NoNote { id, .. } => Some(StaleEntry::Note(id, None)),
            Write::Change { .. }
            | Write::GoesOn { .. }
            | Write::HandOver { .. }
            | Write::Calls { .. }
            | Write::Draft { .. }
            | Write::NoDraft { .. }
            | Write::TellOfDrafts
            | Write::Head { .. } => None,
        }
    }
}

/// The ends of a journal and of the trail in the shared records.
#[derive(Default, Deserialize)]
struct Position {
    copied: Option<i64>,
    /// The last line of the journal's chain.
    place: Option<i64>,
    hash: Option<String>,
    /// The last line of all.
    last_seq: Option<i64>,
    last_hash: Option<String>,
}

/// A call that writes a part of the journal.
struct PlannedCopy {
    call: StoreCall,
    /// The subject of each write: the id of a change, or an entry of a list.
    names: Vec<String>,
    progress: CopyProgress,
}

impl PlannedCopy {
    fn add(&mut self, name: String, write: Write) {
        self.names.push(name);
        self.call.writes.push(write);
    }
}

/// The result of writing a part of the journal.
#[derive(Default)]
struct CopyProgress {
    collisions: Vec<Collision>,
    /// The changes whose window ended before it noted that another one had prevented them from being sent, with the
    /// time of their last step.
    kept_out: Vec<(RecordId, DateTime<Utc>)>,
    /// The obstacles to each new change.
    obstacles: Vec<(RecordId, Vec<Obstacle>)>,
    /// This window's changes about to be sent that had no obstacle.
    claimed: Vec<RecordId>,
    /// The changes that were left out.
    left_out: Vec<String>,
    /// The changes that others prevent from being sent, with their state in the shared records.
    stopped: Vec<(String, AuditAction)>,
    /// The list entries that were left out because another desk had written them before.
    overtaken: Vec<StaleEntry>,
}

/// Returns the lines that concern every desk. A line about a change that another desk has taken over, or that is not
/// claimed yet, says so and settles nothing.
pub(super) fn to_copy(lines: &[TrailLine], left_out: &[String]) -> Vec<TrailLine> {
    let mut lines: Vec<TrailLine> = lines
        .iter()
        .filter(|line| !is_housekeeping(line))
        .cloned()
        .collect();
    leave_out(&mut lines, left_out);
    lines
}

/// Leaves these changes out of lines, which then say so.
pub(super) fn leave_out(lines: &mut [TrailLine], changes: &[String]) {
    for line in lines {
        if line.change.as_ref().is_some_and(|id| changes.contains(id)) {
            line.leave_change_out();
        }
    }
}

/// Returns whether a line concerns only these records.
fn is_housekeeping(line: &TrailLine) -> bool {
    matches!(
        AuditAction::of_word(&line.what),
        Some(AuditAction::Forgotten | AuditAction::LetGo | AuditAction::Accepted)
    )
}
