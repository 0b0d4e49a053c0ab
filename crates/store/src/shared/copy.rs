//! Copying a desk's journal into the shared records, each line once: the position is stored there, in the
//! transaction that writes the lines. A commit whose answer was lost is found done when it is tried again.

use std::collections::HashMap;
use std::slice;
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::sync::MutexGuard;

use super::SharedStore;
use super::claiming::Claiming;
use super::journal::JournalPart;
use super::writing::{Writing, next_run};
use crate::audit::{self, AuditAction, AuditEntry, TrailLine};
use crate::change_row::{ALONE, ChangeRow};
use crate::change_rows;
use crate::claims::Collision;
use crate::database::{NOTHING, ROWS, Statement, Store};
use crate::notes::NoteRow;
use crate::waiting::WaitingRow;
use crate::{RecordId, RecordStore, Result, SharedTip, StoreError, end, moment};
use booking::{LateNote, Obstacle, PatientNote, Settlement};

/// How often a part of the journal is written without keeping the other desks out while it is prepared: on a slow line,
/// while many write, another one is often quicker.
pub(super) const GATHERED: usize = 4;

/// A note of this desk that was not taken, because another desk had written another one since this desk read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OvertakenNote {
    /// About a patient.
    OfPatient(PatientNote),
    /// About who runs late.
    Late(LateNote),
}

/// Overtaken notes that are not told yet.
#[derive(Debug, Default)]
pub(super) struct Overtaken {
    count: usize,
    notes: Vec<NoteRow>,
}

impl SharedStore {
    /// Copies the new lines of a desk's own records. Returns the collisions between other desks' changes and
    /// those sent without their knowledge.
    ///
    /// # Errors
    /// If the server can't be reached; what was copied by then stays.
    pub async fn copy(&self, local: &RecordStore) -> Result<Vec<Collision>> {
        let mut unreported = self.unreported.lock().await;
        self.copy_part_by_part(local, &mut unreported, None).await?;
        Ok(std::mem::take(&mut unreported))
    }

    /// Returns the changes left by earlier runs that another change has kept from being sent.
    pub async fn kept_out(&self) -> Vec<RecordId> {
        std::mem::take(&mut *self.kept_out.lock().await)
    }

    /// Returns what the database said to each change and each entry of a list that the shared records have not taken. What
    /// comes behind them is copied.
    pub async fn set_aside(&self) -> Vec<String> {
        std::mem::take(&mut *self.set_aside.lock().await)
    }

    /// Copies the new lines of a desk's own records; the collisions are kept for the next [`copy`](SharedStore::copy).
    /// Returns whether every note was taken: another desk may have written one since this desk read it.
    ///
    /// # Errors
    /// As for [`copy`](SharedStore::copy).
    pub async fn copy_notes(&self, local: &RecordStore) -> Result<bool> {
        let mut unreported = self.unreported.lock().await;
        self.copy_part_by_part(local, &mut unreported, None).await?;
        Ok(self.overtaken.lock().await.count == 0)
    }

    /// Returns the notes of this desk that were not taken, because another desk had written them since this one read them;
    /// `None` if all were. A note that was taken away here is not among them.
    pub async fn overtaken(&self) -> Option<Vec<OvertakenNote>> {
        let overtaken = std::mem::take(&mut *self.overtaken.lock().await);
        let note = |row: &NoteRow| {
            let patient = self.records.patient_note(row).map(OvertakenNote::OfPatient);
            patient.or_else(|| self.records.late_note(row).map(OvertakenNote::Late))
        };
        (overtaken.count > 0).then(|| overtaken.notes.iter().filter_map(note).collect())
    }

    /// Returns the collisions found that could not be reported before the connection was lost.
    pub async fn unreported(&self) -> Vec<Collision> {
        std::mem::take(&mut *self.unreported.lock().await)
    }

    /// Copies all parts, and claims a change with the transaction that copies it. Returns the obstacles
    /// before each change that is new in the shared records.
    pub(super) async fn copy_part_by_part(
        &self,
        local: &RecordStore,
        collisions: &mut Vec<Collision>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<HashMap<RecordId, Vec<Obstacle>>> {
        self.join(local, collisions).await?;
        let mut obstacles = HashMap::new();
        let mut tries = 0;
        let mut is_one_by_one = false;
        loop {
            let copied = self.copied.load(Ordering::Relaxed);
            let part = local.journal_after(copied).await?.front();
            let Some(to) = part.end() else {
                return Ok(obstacles);
            };
            let manner = match tries {
                _ if is_one_by_one => CopyManner::OneByOne,
                0..GATHERED => CopyManner::Gathered,
                _ => CopyManner::Locked,
            };
            let written = match self
                .copy_part((&part, to), manner, collisions, claiming)
                .await
            {
                Err(StoreError::Rejected(_)) if !is_one_by_one => {
                    is_one_by_one = true;
                    continue;
                }
                written => written?,
            };
            let Some(written) = written else {
                self.check_journal(local).await?;
                tries += 1;
                continue;
            };
            tries = 0;
            is_one_by_one = false;
            self.set_aside.lock().await.extend(written.set_aside);
            if !written.overtaken.is_empty() {
                self.owes_lists.store(true, Ordering::Relaxed);
                let mut overtaken = self.overtaken.lock().await;
                overtaken.count += written.overtaken.len();
                overtaken.notes.extend(written.overtaken_notes);
            }
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

    /// Copies a part of the journal up to its last line. Returns `None` if another desk, or another window of this machine,
    /// was quicker: then nothing is written, and the position up to which the journal is copied is known again.
    async fn copy_part(
        &self,
        (part, to): (&JournalPart, i64),
        manner: CopyManner,
        collisions: &mut Vec<Collision>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<CopyProgress>> {
        let (mut store, tip) = self.begin_part(part, manner).await?;
        let from = self.copied.load(Ordering::Relaxed);
        // A write that is only gathered tells nobody how many rows it changes.
        if manner == CopyManner::Gathered && tip.copied != Some(from) {
            store.roll_back().await?;
            self.read_position(&mut **store).await?;
            return Ok(None);
        }
        let written = self
            .write_part(&mut **store, part, (to, tip.line), (manner, claiming))
            .await;
        if let Ok(None) = written {
            store.roll_back().await?;
            self.read_position(&mut **store).await?;
            return Ok(None);
        }
        // Noted before the commit: if its answer is lost, it may be done all the same, and they would not be found
        // again.
        let known = collisions.len();
        let found = written.iter().flatten();
        collisions.extend(found.flat_map(|written| written.collisions.iter().cloned()));
        match end(&mut **store, written).await {
            Err(StoreError::Overtaken) => {
                collisions.truncate(known);
                Ok(None)
            }
            written => written,
        }
    }

    /// Begins to write a part of the journal. If the writes are gathered, other desks are kept out only by the commit, which
    /// fails if one of them has written meanwhile.
    async fn begin_part(
        &self,
        part: &JournalPart,
        manner: CopyManner,
    ) -> Result<(MutexGuard<'_, Box<dyn Store>>, SharedTip)> {
        if manner != CopyManner::Gathered {
            let (store, line) = self.records.begin_at_tip().await?;
            return Ok((store, SharedTip { line, copied: None }));
        }
        let changes: Vec<&ChangeRow> = part.changes.iter().collect();
        let mut rest = &changes[..];
        let first = Some(next_run(&mut rest)).filter(|run| !run.is_empty());
        let beside = first.map(change_rows::beside_each);
        let records = &self.records;
        records.begin_gathering_at_tip(&self.journal, beside).await
    }

    /// Writes a change in its present state, with a line. Returns `None` if it was left out.
    pub(super) async fn write_with_line(
        &self,
        store: &mut dyn Store,
        change: &ChangeRow,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<Writing>> {
        let beside = store
            .beside_each(&[change])
            .await?
            .remove(&change.id)
            .unwrap_or_default();
        let Some(writing) = self
            .change_to_write(store, change, beside, claiming)
            .await?
        else {
            return Ok(None);
        };
        let tip = audit::tip(store).await?;
        for statement in Writing::statements(slice::from_ref(&writing))? {
            store.execute(statement).await?;
        }
        let at = change.changed_at.parse().unwrap_or_default();
        let done = writing
            .kept_out
            .or_else(|| AuditAction::of_word(&change.state))
            .unwrap_or_default();
        let entry = AuditEntry {
            done,
            ..change.clone().about()
        };
        let seal = &self.records.seal;
        let who = &self.records.who;
        let lines = audit::lines_of(seal, who, vec![entry], at);
        let lines = audit::chained(lines, tip, seal)?;
        store.insert_all("audit", &lines).await?;
        Ok(Some(writing))
    }

    /// Registers this journal in the shared records. Lines written before the desk joined are copied only by
    /// an import; but its open changes, and those made alone, are written now.
    async fn join(&self, local: &RecordStore, collisions: &mut Vec<Collision>) -> Result<()> {
        if self.copied.load(Ordering::Relaxed) >= 0 {
            return Ok(());
        }
        transact!(self.records, |store| {
            if self.position(store).await?.is_some() {
                return Ok(());
            }
            let position = match local.copied_before().await? {
                Some(position) => position,
                None => local.journal_end().await?,
            };
            for change in local.changes_to_join_with().await? {
                savepoint(store).await?;
                let done = self.write_with_line(store, &change, None).await;
                match unless_rejected(store, done).await? {
                    Ok(Some(writing)) => {
                        let id = change.id().into_iter();
                        collisions.extend(id.flat_map(|id| writing.collisions(id)));
                    }
                    Ok(None) => {}
                    Err(why) => self.set_aside.lock().await.push(why),
                }
            }
            self.write_lists_of(store, local).await?;
            let insert = "INSERT INTO journals (id, copied, joined) VALUES ($1, $2, $2)";
            let values: [Value; 2] = [self.journal.clone().into(), position.into()];
            store.run(insert, values).await.map(drop)
        })?;
        self.read_position(&mut **self.records.store.lock().await)
            .await?;
        local.forget_copied_before().await?;
        self.check_journal(local).await
    }

    /// Adds calls, the waiting list and the notes to the shared ones. A note about a subject of which the others have one
    /// is overtaken.
    async fn write_lists_of(&self, store: &mut dyn Store, local: &RecordStore) -> Result<()> {
        let lists = local.lists("").await?;
        for row in lists.calls {
            store.remove_calls_about(&row).await?;
            store.insert("calls", &row).await?;
        }
        for row in lists.waiting {
            store.put_waiting_row(&row).await?;
        }
        for row in lists.notes {
            let Some(there) = store.note_like(&row).await? else {
                store.insert("notes", &row).await?;
                continue;
            };
            let seal = &self.records.seal;
            if there.revision(seal) != row.revision(seal) {
                let mut overtaken = self.overtaken.lock().await;
                overtaken.count += 1;
                overtaken.notes.push(row);
            }
        }
        Ok(())
    }

    async fn position(&self, store: &mut dyn Store) -> Result<Option<i64>> {
        let position = "SELECT copied FROM journals WHERE id = $1";
        Ok(store.column(position, [self.journal.clone()]).await?.pop())
    }

    async fn read_position(&self, store: &mut dyn Store) -> Result<()> {
        let position = self.position(store).await?.unwrap_or(-1);
        self.copied.store(position, Ordering::Relaxed);
        Ok(())
    }

    /// Writes a part of the journal up to its last line, after the last one of the trail. Returns `None` if
    /// it is not the next part; then the transaction is to be rolled back.
    async fn write_part(
        &self,
        store: &mut dyn Store,
        part: &JournalPart,
        (to, tip): (i64, (i64, String)),
        (manner, claiming): (CopyManner, Option<&Claiming<'_>>),
    ) -> Result<Option<CopyProgress>> {
        let from = self.copied.load(Ordering::Relaxed);
        let update = "UPDATE journals SET copied = $1 WHERE id = $2 AND copied = $3";
        let values: [Value; 3] = [to.into(), self.journal.clone().into(), from.into()];
        // Statements that don't depend on each other go to the server at once: usually all of them.
        let mut at_once = vec![Statement::new(update, values)];
        let mut written = CopyProgress::default();
        let mut missing = Vec::new();
        for row in &part.elsewhere {
            let is_whole = row.is_under_way() && row.sealed.is_some();
            if is_whole && store.change(&row.id).await?.is_none() {
                // The shared records were restored to a state before it: this desk looks after it once more.
                missing.push(ChangeRow {
                    overrides: Some(ALONE.to_owned()),
                    ..row.clone()
                });
            } else {
                written.left_out.push(row.id.clone());
            }
        }
        let changes: Vec<&ChangeRow> = missing.iter().chain(&part.changes).collect();
        let mut rest = &changes[..];
        let one_by_one = match manner {
            CopyManner::OneByOne => std::mem::take(&mut rest),
            CopyManner::Gathered | CopyManner::Locked => &[],
        };
        for change in one_by_one {
            let mut of_change = CopyProgress::default();
            let statements = self
                .write_run(store, &[*change], claiming, &mut of_change)
                .await?;
            savepoint(store).await?;
            let done = execute_each(store, statements).await;
            match unless_rejected(store, done).await? {
                Ok(()) => written.extend(of_change),
                Err(why) => {
                    written.left_out.push(change.id.clone());
                    written.set_aside.push(why);
                }
            }
        }
        while !rest.is_empty() {
            let run = next_run(&mut rest);
            let mut statements = self.write_run(store, run, claiming, &mut written).await?;
            // The next changes have to see these.
            if rest.is_empty() && statements.len() == 1 {
                at_once.append(&mut statements);
            }
            for statement in statements {
                store.execute(statement).await?;
            }
        }
        self.write_lists(store, part, manner, &mut written).await?;
        let mut lines = to_copy(&part.lines, &written.left_out);
        for line in &mut lines {
            if written.overtaken.contains(&line.seq) {
                line.mark_overtaken();
            }
        }
        for (id, done) in written.stopped.drain(..) {
            let last = lines
                .iter()
                .rfind(|line| line.change.as_ref() == Some(&id))
                .cloned();
            lines.extend(last.map(|last| TrailLine {
                what: done.word().to_owned(),
                ..last
            }));
        }
        let lines = audit::chained(lines, tip, &self.records.seal)?;
        if lines.len() > ROWS {
            store.insert_all("audit", &lines).await?;
        } else if !lines.is_empty() {
            at_once.push(Statement::insert("audit", &lines)?);
        }
        let counts = store.execute_all(at_once).await?;
        Ok((counts.first() == Some(&1)).then_some(written))
    }

    /// Returns the statements that write changes which don't depend on each other.
    async fn write_run(
        &self,
        store: &mut dyn Store,
        run: &[&ChangeRow],
        claiming: Option<&Claiming<'_>>,
        written: &mut CopyProgress,
    ) -> Result<Vec<Statement>> {
        let mut beside = store.beside_each(run).await?;
        let mut writings = Vec::new();
        let own = store.lease();
        for change in run {
            let beside = beside.remove(&change.id).unwrap_or_default();
            let Some(mut writing) = self
                .change_to_write(store, change, beside, claiming)
                .await?
            else {
                let existing = store.change(&change.id).await?;
                let existing =
                    existing.filter(|existing| existing.lease == own && existing.is_kept_out());
                written.kept_out.extend(
                    existing
                        .and_then(|existing| existing.id())
                        .zip(moment(&change.changed_at)),
                );
                written.left_out.push(change.id.clone());
                continue;
            };
            let Some(id) = change.id() else { continue };
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
            writings.push(writing);
        }
        Writing::statements(&writings)
    }

    async fn write_lists(
        &self,
        store: &mut dyn Store,
        part: &JournalPart,
        manner: CopyManner,
        written: &mut CopyProgress,
    ) -> Result<()> {
        let mut entries = Vec::new();
        for line in &part.lines {
            match (AuditAction::of_word(&line.what), &line.fields) {
                (Some(AuditAction::Called), _) if line.appointment.is_some() => {
                    entries.push(ListEntry::Call(line));
                }
                (Some(AuditAction::NotWaiting), Some(id)) => {
                    entries.push(ListEntry::NotWaiting(id))
                }
                _ => {}
            }
        }
        entries.extend(part.waiting.iter().map(ListEntry::Waiting));
        entries.extend(self.notes_to_write(store, part, written).await?);
        for entry in entries {
            if manner == CopyManner::OneByOne {
                savepoint(store).await?;
                let done = entry.write(store).await;
                written
                    .set_aside
                    .extend(unless_rejected(store, done).await?.err());
            } else {
                entry.write(store).await?;
            }
        }
        Ok(())
    }

    /// Returns how the notes of a part of the journal are written into the shared records. A line about a note that another
    /// desk has written since this one read it is overtaken, and leaves the other desk's note as it is.
    async fn notes_to_write<'a>(
        &self,
        store: &mut dyn Store,
        part: &'a JournalPart,
        written: &mut CopyProgress,
    ) -> Result<Vec<ListEntry<'a>>> {
        let seal = &self.records.seal;
        let mut ids: Vec<&'a str> = Vec::new();
        for line in &part.lines {
            if let Some(id) = line.note()
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        let mut entries = Vec::new();
        for id in ids {
            let here = part.notes.iter().rfind(|row| row.id == id);
            let here_revision = here.and_then(|row| row.revision(seal));
            let there = store.note_row(id).await?;
            let mut revision = there.as_ref().and_then(|row| row.revision(seal));
            let is_there_already = here_revision.is_some() && revision == here_revision;
            let mut goes = false;
            for line in &part.lines {
                if line.note() != Some(id) || is_there_already {
                    continue;
                }
                // A line of an earlier version does not say which note was read.
                let is_unconditional = line.old_value.is_none() && line.new_value.is_none();
                // A note that both have taken away is away.
                let is_done = there.is_none() && line.new_value.is_none();
                if is_unconditional || is_done || revision == line.old_value {
                    revision.clone_from(&line.new_value);
                    goes = true;
                } else {
                    written.overtaken.push(line.seq);
                    written.overtaken_notes.extend(here.cloned());
                }
            }
            if goes {
                entries.push(here.map_or(ListEntry::NoNote(id), ListEntry::Note));
            }
        }
        Ok(entries)
    }
}

/// An entry of a list, as it is written into the shared records.
enum ListEntry<'a> {
    Call(&'a TrailLine),
    Waiting(&'a WaitingRow),
    NotWaiting(&'a str),
    Note(&'a NoteRow),
    NoNote(&'a str),
}

impl ListEntry<'_> {
    async fn write(self, store: &mut dyn Store) -> Result<()> {
        match self {
            ListEntry::Call(line) => store.merge_call(line).await,
            ListEntry::Waiting(row) => store.put_waiting_row(row).await,
            ListEntry::NotWaiting(id) => store.remove_waiting_row(id).await.map(drop),
            ListEntry::Note(row) => store.put_note_row(row).await,
            ListEntry::NoNote(id) => store.remove_note_row(id).await.map(drop),
        }
    }
}

/// How a part of the journal is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyManner {
    /// At once, without keeping the other desks out while it is prepared.
    Gathered,
    /// While the other desks are kept out.
    Locked,
    /// While the other desks are kept out, and without what the shared records refuse: they refuse something of it.
    OneByOne,
}

/// Begins what may be refused within a transaction: see [`unless_rejected`].
async fn savepoint(store: &mut dyn Store) -> Result<()> {
    store.run("SAVEPOINT one_by_one", NOTHING).await.map(drop)
}

/// Ends what was written since the [`savepoint`]. If one of the rules of the shared records is against it, returns the words
/// of the database: then nothing of it is written, and the transaction goes on.
async fn unless_rejected<T>(store: &mut dyn Store, done: Result<T>) -> Result<Result<T, String>> {
    match done {
        Ok(done) => {
            store.run("RELEASE SAVEPOINT one_by_one", NOTHING).await?;
            Ok(Ok(done))
        }
        Err(StoreError::Rejected(why)) => {
            let back = "ROLLBACK TO SAVEPOINT one_by_one";
            store.run(back, NOTHING).await?;
            Ok(Err(why))
        }
        Err(error) => Err(error),
    }
}

async fn execute_each(store: &mut dyn Store, statements: Vec<Statement>) -> Result<()> {
    for statement in statements {
        store.execute(statement).await?;
    }
    Ok(())
}

/// The result of writing a part of the journal.
#[derive(Default)]
struct CopyProgress {
    collisions: Vec<Collision>,
    /// The changes whose window ended before it noted that another one kept them from being sent, with the time
    /// of their last step.
    kept_out: Vec<(RecordId, DateTime<Utc>)>,
    /// The obstacles before each new change.
    obstacles: Vec<(RecordId, Vec<Obstacle>)>,
    /// This window's changes about to be sent that had no obstacle.
    claimed: Vec<RecordId>,
    /// The changes that were left out.
    left_out: Vec<String>,
    /// The changes that others keep from being sent, with the state that they have for it.
    stopped: Vec<(String, AuditAction)>,
    /// The words of the database about each change and each entry of a list that the shared records do not take.
    set_aside: Vec<String>,
    /// The numbers of the lines about notes that another desk has written since this one read them.
    overtaken: Vec<i64>,
    /// The notes that those lines have written here.
    overtaken_notes: Vec<NoteRow>,
}

impl CopyProgress {
    fn extend(&mut self, other: CopyProgress) {
        self.collisions.extend(other.collisions);
        self.kept_out.extend(other.kept_out);
        self.obstacles.extend(other.obstacles);
        self.claimed.extend(other.claimed);
        self.left_out.extend(other.left_out);
        self.stopped.extend(other.stopped);
        self.set_aside.extend(other.set_aside);
        self.overtaken.extend(other.overtaken);
        self.overtaken_notes.extend(other.overtaken_notes);
    }
}

/// Returns the lines that concern every desk. A line about a change that another desk has taken over, or that is not
/// claimed yet, notes that, and settles nothing.
pub(super) fn to_copy(lines: &[TrailLine], left_out: &[String]) -> Vec<TrailLine> {
    let mut lines: Vec<TrailLine> = lines
        .iter()
        .filter(|line| !is_housekeeping(line))
        .cloned()
        .collect();
    leave_out(&mut lines, left_out);
    lines
}

/// Leaves these changes out of lines, which note that.
pub(super) fn leave_out(lines: &mut [TrailLine], changes: &[String]) {
    for line in lines {
        if line.change.as_ref().is_some_and(|id| changes.contains(id)) {
            line.leave_change_out();
        }
    }
}

/// Returns whether a line concerns these records alone.
fn is_housekeeping(line: &TrailLine) -> bool {
    matches!(
        AuditAction::of_word(&line.what),
        Some(AuditAction::Forgotten | AuditAction::LetGo | AuditAction::Accepted)
    )
}
