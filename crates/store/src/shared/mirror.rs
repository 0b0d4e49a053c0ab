//! Copies other desks' writes to a desk's own records, where everything that reads changes, calls and notes finds them,
//! even while the server is unreachable.

use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;

use super::SharedStore;
use super::journal::MirrorPosition;
use crate::change_row::{ChangeRow, ELSEWHERE};
use crate::claims::Collision;
use crate::database::NOTHING;
use crate::notes::ChangedNotes;
use crate::witness::{Older, WitnessFile, older};
use crate::written_call::{ListEntry, WrittenCall};
use crate::{RecordId, RecordStore, Result, written};

/// How far back others' changes are read when a desk opens. Older ones are read from the clinics.
const BACK: TimeDelta = TimeDelta::days(2);

/// The number of changes read at once.
const AT_ONCE: usize = 1000;

/// The result of copying.
#[derive(Debug, Default)]
pub struct MirrorProgress {
    /// The number of changes.
    pub count: usize,
    /// The names of the changes in the records.
    pub changes: Vec<RecordId>,
    /// The changes that others look after or have settled. This window may have looked after some of them.
    pub elsewhere: Vec<ForeignChange>,
    /// The collisions with changes made without knowledge of this desk's, kept until a person has dealt with them.
    pub collisions: Vec<Collision>,
    /// The finding that the shared records lack what this desk has copied from them.
    pub older: Option<Older>,
}

impl MirrorProgress {
    /// Adds what was copied later.
    fn with(mut self, other: MirrorProgress) -> MirrorProgress {
        self.count += other.count;
        self.changes.extend(other.changes);
        self.elsewhere.extend(other.elsewhere);
        self.collisions.extend(other.collisions);
        self.older = self.older.or(other.older);
        self
    }
}

/// The changes written before the records were opened. A desk copies only the part that it keeps.
struct Backlog {
    /// The last of them, with the last line of the trail.
    end: MirrorPosition,
    /// The moment from which on the desk keeps others' changes.
    since: String,
    /// The changes that are open in its own records: another desk may have settled them meanwhile.
    open: Vec<String>,
}

/// A change with its number, and the last line of the trail.
#[derive(Deserialize)]
struct Numbered {
    seq: i64,
    tip_seq: Option<i64>,
    tip_hash: Option<String>,
    #[serde(flatten)]
    change: ChangeRow,
}

impl Numbered {
    fn position(&self) -> MirrorPosition {
        MirrorPosition {
            seq: self.seq,
            line: (
                self.tip_seq.unwrap_or_default(),
                self.tip_hash.clone().unwrap_or_default(),
            ),
        }
    }
}

/// A change that another desk or window looks after or has settled.
#[derive(Debug)]
pub struct ForeignChange {
    /// The name in the records.
    pub id: RecordId,
    /// Whether nobody needs to look after it.
    pub is_settled: bool,
    lease: String,
}

impl ForeignChange {
    fn of(row: ChangeRow) -> Option<ForeignChange> {
        Some(ForeignChange {
            id: row.id()?,
            is_settled: !row.is_under_way(),
            lease: row.lease,
        })
    }
}

impl RecordStore {
    /// Returns the changes among a window's that another desk or window looks after or has settled, as far as these
    /// records know, even if another window of this machine copied that.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn elsewhere_among(&self, changes: &[RecordId]) -> Result<Vec<ForeignChange>> {
        let mut store = self.store.lock().await;
        let own = store.lease();
        let mut elsewhere = Vec::new();
        for some in changes.chunks(AT_ONCE) {
            let ids: Vec<String> = some.iter().map(RecordId::to_string).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let rows = store.changes_among(&ids).await?.into_iter();
            let foreign = rows.filter_map(|row| match row.lease.strip_prefix(ELSEWHERE) {
                Some(lease) => Some(ChangeRow {
                    lease: lease.to_owned(),
                    ..row
                }),
                None => row.is_another_windows(&own).then_some(row),
            });
            elsewhere.extend(foreign.filter_map(ForeignChange::of));
        }
        Ok(elsewhere)
    }
}

impl SharedStore {
    /// Copies others' changes since the last time, including an earlier run's, or since the day before yesterday. None
    /// is missed, even if its desk was alone for long, and none is copied twice: changes are numbered in the order of
    /// their commits.
    ///
    /// # Errors
    /// If the server can't be reached, or the desk's own records can't be written.
    pub async fn mirror_changes(
        &self,
        local: &RecordStore,
        now: DateTime<Utc>,
    ) -> Result<MirrorProgress> {
        let mut mirrored = MirrorProgress::default();
        let mut backlog = None;
        if self.mirrored.load(Ordering::Relaxed) < 0 {
            let since = written(now - BACK);
            let (to, older) = self.start_of_mirror(local, &since).await?;
            self.mirrored.store(to, Ordering::Relaxed);
            mirrored.older = older;
            backlog = self.backlog(local, since).await?;
        }
        loop {
            let (changes, lease) = self.next_changes(backlog.as_ref()).await?;
            let Some(last) = changes.last() else {
                self.end_backlog(local, backlog).await?;
                return Ok(mirrored);
            };
            let position = last.position();
            let is_last = changes.len() < AT_ONCE;
            let changes = changes.into_iter().map(|numbered| numbered.change);
            let changes = (changes.collect(), position);
            self.keep_changes(local, &lease, changes, &mut mirrored, now)
                .await?;
            if is_last {
                self.end_backlog(local, backlog).await?;
                return Ok(mirrored);
            }
        }
    }

    /// Stores others' writes that came with notifications. If something between them is missing, it is read.
    ///
    /// # Errors
    /// As for [`mirror_changes`](SharedStore::mirror_changes).
    pub async fn mirror_calls(
        &self,
        local: &RecordStore,
        calls: Vec<WrittenCall>,
        now: DateTime<Utc>,
    ) -> Result<MirrorProgress> {
        let mut mirrored = MirrorProgress::default();
        let lease = self.records.store.lock().await.lease();
        for call in calls {
            let known = self.mirrored.load(Ordering::Relaxed);
            if known < 0 || (call.before > known && !call.changes.is_empty()) {
                return self
                    .mirror_changes(local, now)
                    .await
                    .map(|read| mirrored.with(read));
            }
            let line = call.tip();
            let mut changes = call.changes;
            changes.retain(|change| change.seq > known);
            if let Some(seq) = changes.last().map(|change| change.seq) {
                let changes = changes.into_iter().map(|numbered| numbered.change);
                let changes = (changes.collect(), MirrorPosition { seq, line });
                self.keep_changes(local, &lease, changes, &mut mirrored, now)
                    .await?;
            }
        }
        Ok(mirrored)
    }

    /// Stores the next changes, which are complete up to a position. `lease` is this desk's.
    async fn keep_changes(
        &self,
        local: &RecordStore,
        lease: &str,
        (changes, position): (Vec<ChangeRow>, MirrorPosition),
        mirrored: &mut MirrorProgress,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (own, others): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|row| row.lease == lease);
        let collisions = local.collisions_with(&others).await?;
        local
            .store_foreign_changes(&others, &own, &position)
            .await?;
        for collision in &collisions {
            local.record_collision(collision, now).await?;
        }
        mirrored.collisions.extend(collisions);
        self.mirrored.store(position.seq, Ordering::Relaxed);
        *self.seen_line() = position.line;
        mirrored.count += others.len();
        let ids = others.iter().filter_map(ChangeRow::id);
        mirrored.changes.extend(ids);
        mirrored
            .elsewhere
            .extend(others.into_iter().filter_map(ForeignChange::of));
        // Another window of this machine may look after them, or have settled them.
        let own: Vec<RecordId> = own.iter().filter_map(ChangeRow::id).collect();
        let elsewhere = local.elsewhere_among(&own).await?.into_iter();
        mirrored
            .elsewhere
            .extend(elsewhere.map(|change| ForeignChange {
                lease: lease.to_owned(),
                ..change
            }));
        Ok(())
    }

    /// Stores others' list entries that came with notifications. Returns the notes that changed.
    ///
    /// # Errors
    /// If the desk's own records can't be written.
    pub async fn mirror_entries(
        &self,
        local: &RecordStore,
        calls: &[WrittenCall],
    ) -> Result<ChangedNotes> {
        let entries: Vec<ListEntry> = calls
            .iter()
            .flat_map(|call| &call.entries)
            .cloned()
            .collect();
        self.keep_entries(local, self.copied.load(Ordering::Relaxed), &entries)
            .await
    }

    /// Stores list entries as the shared records have them. If this desk has written more to its own since `copied`,
    /// the lists must be read later. Returns the notes that changed.
    pub(super) async fn keep_entries(
        &self,
        local: &RecordStore,
        copied: i64,
        entries: &[ListEntry],
    ) -> Result<ChangedNotes> {
        if entries.is_empty() || self.owes_lists() {
            return Ok(ChangedNotes::default());
        }
        let kept = local.keep_entries(copied, entries).await?;
        if kept.is_none() {
            self.owes_lists.store(true, Ordering::Relaxed);
        }
        Ok(kept.unwrap_or_default())
    }

    /// Returns the changes written before now; `None` if there is none.
    async fn backlog(&self, local: &RecordStore, since: String) -> Result<Option<Backlog>> {
        let end =
            "SELECT (SELECT MAX(seq) FROM changes), seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
        let mut store = self.records.store.lock().await;
        let end: Option<(Option<i64>, i64, String)> = store.tuples(end, NOTHING).await?.pop();
        drop(store);
        let Some((Some(seq), line, hash)) = end else {
            return Ok(None);
        };
        let line = (line, hash);
        Ok(Some(Backlog {
            end: MirrorPosition { seq, line },
            since,
            open: local.open_changes().await?,
        }))
    }

    /// Records that the desk has copied its part of those changes.
    async fn end_backlog(&self, local: &RecordStore, backlog: Option<Backlog>) -> Result<()> {
        let known = self.mirrored.load(Ordering::Relaxed);
        let Some(Backlog { end, .. }) = backlog.filter(|backlog| backlog.end.seq > known) else {
            return Ok(());
        };
        local.store_foreign_changes(&[], &[], &end).await?;
        self.mirrored.store(end.seq, Ordering::Relaxed);
        Ok(())
    }

    /// Returns the number up to which the desk's own records have others' changes from an earlier connection. If the
    /// shared records don't continue from there, because they were restored from an older state, starts again with the
    /// changes since a moment.
    async fn start_of_mirror(
        &self,
        local: &RecordStore,
        since: &str,
    ) -> Result<(i64, Option<Older>)> {
        let mut missing = None;
        if let Some(MirrorPosition {
            seq,
            line: (line, hash),
        }) = local.mirrored().await?
        {
            missing = older(
                WitnessFile::Head(line, hash),
                &mut **self.records.store.lock().await,
            )
            .await?;
            if missing.is_none() {
                local.drop_changes_of_others_before(since).await?;
                return Ok((seq, None));
            }
        }
        local.drop_changes_of_others().await?;
        // The sum keeps a database from scanning all numbers for the lowest.
        let before = "SELECT COALESCE(MIN(seq + 0) - 1, (SELECT MAX(seq) FROM changes), 0) \
             FROM changes WHERE changed_at >= $1";
        let before: Option<i64> = self
            .records
            .store
            .lock()
            .await
            .column(before, [since])
            .await?
            .pop();
        Ok((before.unwrap_or_default(), missing))
    }

    /// Returns the name of the desk that looks after a change; `None` if it has no name, or is gone.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn desk_of(&self, change: &ForeignChange) -> Result<Option<String>> {
        self.desks.desk_of(&change.lease).await
    }

    /// Returns the next changes in order, and this desk's lease. Of a backlog, these are the recent changes, those that
    /// may still be made, those made alone, and those that are open at this desk.
    async fn next_changes(&self, backlog: Option<&Backlog>) -> Result<(Vec<Numbered>, String)> {
        let mut values = vec![Value::from(self.mirrored.load(Ordering::Relaxed))];
        let mut of_backlog = String::new();
        if let Some(Backlog { end, since, open }) = backlog {
            values.extend([Value::from(end.seq), Value::from(since.as_str())]);
            let known = match open.len() {
                0 => String::new(),
                count => {
                    let places = (4..4 + count)
                        .map(|place| format!("${place}"))
                        .collect::<Vec<_>>()
                        .join(", ");
                    format!(" OR id IN ({places})")
                }
            };
            values.extend(open.iter().map(|id| Value::from(id.as_str())));
            of_backlog = format!(
                " AND (seq > $2 OR changed_at >= $3 OR state IN ('sending', 'unknown', 'not-there', 'queued') \
                 OR overrides = 'alone'{known})"
            );
        }
        let next = format!(
            "SELECT *, (SELECT seq FROM audit ORDER BY seq DESC LIMIT 1) AS tip_seq, \
             (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1) AS tip_hash FROM changes WHERE seq > $1{of_backlog} \
             ORDER BY seq LIMIT 1000"
        );
        let mut store = self.records.store.lock().await;
        let lease = store.lease();
        Ok((store.rows(next, values).await?, lease))
    }

    /// Copies the calls and the notes as a whole.
    ///
    /// # Errors
    /// As for [`mirror_changes`](SharedStore::mirror_changes).
    pub async fn mirror_lists(&self, local: &RecordStore, now: DateTime<Utc>) -> Result<()> {
        self.owes_lists.store(true, Ordering::Relaxed);
        let since = written(now - BACK);
        let lists = self.records.lists(&since).await?;
        let copied = self.copied.load(Ordering::Relaxed);
        let is_kept = local.keep_lists(copied, &since, &lists).await?;
        self.owes_lists.store(!is_kept, Ordering::Relaxed);
        Ok(())
    }

    /// Returns whether an earlier copy of the lists was refused because this desk's own lines had not been copied yet.
    pub fn owes_lists(&self) -> bool {
        self.owes_lists.load(Ordering::Relaxed)
    }
}
