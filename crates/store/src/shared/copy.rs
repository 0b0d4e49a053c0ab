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
use crate::database::{ROWS, Statement, Store};
use crate::{RecordId, RecordStore, Result, SharedTip, StoreError, end, moment};
use booking::{Claim, Obstacle, Settlement};

/// How often a part of the journal is written without keeping the other desks out while it is prepared: on a slow line,
/// while many write, another one is often quicker.
pub(super) const GATHERED: usize = 4;

/// The words before the name of a change that is left out.
pub(crate) const LEFT_OUT: &str = "left out: ";

/// A collision found while a change is written into the shared records: another change takes the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The change, by its name in the records.
    pub change: RecordId,
    /// The claim with which it collides.
    pub with: Claim,
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
        loop {
            let copied = self.copied.load(Ordering::Relaxed);
            let part = local.journal_after(copied).await?.front();
            let Some(to) = part.end() else {
                return Ok(obstacles);
            };
            let written = self
                .copy_part((&part, to), tries, collisions, claiming)
                .await?;
            let Some(written) = written else {
                self.check_journal(local).await?;
                tries += 1;
                continue;
            };
            tries = 0;
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
        tries: usize,
        collisions: &mut Vec<Collision>,
        claiming: Option<&Claiming<'_>>,
    ) -> Result<Option<CopyProgress>> {
        let (mut store, tip) = self.begin_part(part, tries).await?;
        let from = self.copied.load(Ordering::Relaxed);
        // A write that is only gathered tells nobody how many rows it changes.
        let is_gathered = tries < GATHERED;
        if is_gathered && tip.copied != Some(from) {
            store.roll_back().await?;
            self.read_position(&mut **store).await?;
            return Ok(None);
        }
        let written = self
            .write_part(&mut **store, part, (to, tip.line), claiming)
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

    /// Begins to write a part of the journal. Other desks are kept out only by the commit, which fails if one of them has
    /// written meanwhile; if that has happened too often, they are kept out from here on.
    async fn begin_part(
        &self,
        part: &JournalPart,
        tries: usize,
    ) -> Result<(MutexGuard<'_, Box<dyn Store>>, SharedTip)> {
        if tries >= GATHERED {
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
                if let Some(writing) = self.write_with_line(store, &change, None).await? {
                    collisions.extend(
                        change
                            .id()
                            .into_iter()
                            .flat_map(|id| writing.collisions(id)),
                    );
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

    /// Adds calls, the waiting list and the notes to the shared ones.
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
            store.put_note_row(&row).await?;
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
        claiming: Option<&Claiming<'_>>,
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
        self.write_lists(store, part).await?;
        let mut lines = to_copy(&part.lines, &written.left_out);
        for (id, done) in written.stopped.drain(..) {
            let last = lines
                .iter()
                .rfind(|line| line.intent.as_ref() == Some(&id))
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

    async fn write_lists(&self, store: &mut dyn Store, part: &JournalPart) -> Result<()> {
        for line in &part.lines {
            match AuditAction::of_word(&line.what) {
                Some(AuditAction::Called) if line.appointment.is_some() => {
                    store.merge_call(line).await?;
                }
                Some(AuditAction::NotWaiting) => {
                    if let Some(id) = &line.fields {
                        store.remove_waiting_row(id).await?;
                    }
                }
                Some(done) if done.removes_note() => {
                    if let Some(id) = &line.fields {
                        store.remove_note_row(id).await?;
                    }
                }
                _ => {}
            }
        }
        for row in &part.waiting {
            store.put_waiting_row(row).await?;
        }
        for row in &part.notes {
            store.put_note_row(row).await?;
        }
        Ok(())
    }
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
        if let Some(intent) = line.intent.take_if(|intent| changes.contains(intent)) {
            line.fields = Some(format!("{LEFT_OUT}{intent}"));
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
