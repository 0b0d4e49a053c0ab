//! The part of a desk's own records that is copied to the shared ones, and the part copied from other desks. The audit
//! trail is the journal: every write has its line there, in order.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::audit::{AuditAction, LINES, TrailLine, tip};
use crate::calls::CallsRow;
use crate::change_row::{ALONE, ChangeRow, ELSEWHERE, KNOWN_HERE};
use crate::database::{Durability, NOTHING, Statement, Store};
use crate::facts::JOURNAL;
use crate::notes::{ChangedNotes, NoteRow};
use crate::seal::Seal;
use crate::written_call::ListEntry;
use crate::{AuditEntry, RecordStore, Result, end, written};

/// The fact with the last line that was copied under an earlier name.
const COPIED_BEFORE: &str = "journal_copied";

/// The fact with the position up to which these records have other desks' changes: a [`MirrorPosition`].
const MIRRORED: &str = "mirrored";

/// Selects the changes that this desk neither sent nor looked after: its trail has no line about them.
const NOT_IN_TRAIL: &str = "id NOT IN (SELECT intent FROM audit WHERE intent IS NOT NULL)";

/// The number of changes read or written by one statement.
const AT_ONCE: usize = 100;

/// The position up to which a desk's own records have other desks' changes.
pub(super) struct MirrorPosition {
    /// The number of the last change.
    pub(super) seq: i64,
    /// The last line of the shared trail at that change, by number and hash. The numbers continue from the
    /// position only if the trail still has that line.
    pub(super) line: (i64, String),
}

impl MirrorPosition {
    /// Returns `None` for a position from an earlier version, which has no line.
    fn read(fact: &str) -> Option<MirrorPosition> {
        let [seq, line, hash] = fact.split(' ').collect::<Vec<_>>().try_into().ok()?;
        Some(MirrorPosition {
            seq: seq.parse().ok()?,
            line: (line.parse().ok()?, hash.to_owned()),
        })
    }
}

/// The lines after a position in the journal, and the current state of their changes.
pub(super) struct JournalPart {
    pub(super) lines: Vec<TrailLine>,
    pub(super) changes: Vec<ChangeRow>,
    /// The changes that another desk looks after or has settled by now. That desk writes them itself.
    pub(super) elsewhere: Vec<ChangeRow>,
    /// The notes that were written.
    pub(super) notes: Vec<NoteRow>,
    /// Whether there were no more lines after it.
    pub(super) is_last: bool,
}

/// The lists that are copied as a whole.
pub(super) struct WholeLists {
    pub(super) calls: Vec<CallsRow>,
    pub(super) notes: Vec<NoteRow>,
}

impl JournalPart {
    /// Returns whether all of its changes are bookings about to be sent.
    pub(super) fn has_only_new_bookings(&self) -> bool {
        let mut changes = self.changes.iter();
        self.elsewhere.is_empty()
            && changes.all(|change| change.is(AuditAction::Sending) && change.is_booking())
    }

    /// Returns the ids of the notes that other desks have written since. The records were restored to an earlier state,
    /// and this desk has what it had read by then.
    pub(super) fn replaced_notes(&self, seal: &Seal) -> HashSet<String> {
        let mut replaced = HashSet::new();
        for row in &self.notes {
            let mut lines = self.lines.iter();
            let last = lines.rfind(|line| line.note() == Some(&row.id));
            let written = last.and_then(|line| line.new_value.clone());
            if row.revision.is_some() && written.is_some() && written != row.fingerprint(seal) {
                replaced.insert(row.id.clone());
            }
        }
        replaced
    }

    /// Returns the number of the last line.
    pub(super) fn end(&self) -> Option<i64> {
        self.lines.last().map(|line| line.seq)
    }
}

impl RecordStore {
    /// Returns the name of these records among the copied journals, assigned once.
    ///
    /// # Errors
    /// If the records can't be read or written.
    pub async fn journal(&self) -> Result<String> {
        transact!(self, |store| {
            if let Some(name) = store.fact(JOURNAL).await? {
                return Ok(name);
            }
            let name = Uuid::new_v4().to_string();
            store.set_fact(JOURNAL, &name).await?;
            Ok(name)
        })
    }

    /// Gives these records a new name among the copied journals. The lines up to `copied` were copied under the old
    /// name.
    pub(super) async fn name_journal_anew(&self, copied: i64) -> Result<()> {
        transact!(self, |store| {
            let name = Uuid::new_v4().to_string();
            store.set_fact(JOURNAL, &name).await?;
            store.set_fact(COPIED_BEFORE, &copied.to_string()).await
        })
    }

    /// Returns the number of the last line that was copied under an earlier name, if there was one.
    pub(super) async fn copied_before(&self) -> Result<Option<i64>> {
        let fact = self.store.lock().await.fact(COPIED_BEFORE).await?;
        Ok(fact.and_then(|fact| fact.parse().ok()))
    }

    /// Forgets that number, once the lines after it are copied under the current name.
    pub(super) async fn forget_copied_before(&self) -> Result<()> {
        let forget = "DELETE FROM facts WHERE name = $1";
        let mut store = self.store.lock().await;
        store.run(forget, [COPIED_BEFORE]).await.map(drop)
    }

    /// Returns the number of the last line of the journal.
    pub(crate) async fn journal_end(&self) -> Result<i64> {
        Ok(tip(&mut **self.store.lock().await).await?.0)
    }

    /// Returns the lines after that one, at most a thousand.
    pub(super) async fn journal_after(&self, seq: i64) -> Result<JournalPart> {
        let mut store = self.store.lock().await;
        store.begin_to_read().await?;
        let part = part_after(&mut **store, seq).await;
        end(&mut **store, part).await
    }

    /// Returns the changes that the other desks must know from the start: open ones, and those made while this desk
    /// could not yet reach the shared records.
    pub(super) async fn changes_to_join_with(&self) -> Result<Vec<ChangeRow>> {
        let changes = "SELECT * FROM changes WHERE (state IN ('sending', 'unknown', 'not-there', 'queued') \
             OR overrides = $1 AND state IN ('booked', 'by-hand')) \
             AND substr(lease, 1, 1) <> $2 ORDER BY prepared_at, id";
        let values = [ALONE.to_owned(), ELSEWHERE.to_string()];
        let changes: Vec<ChangeRow> = self.store.lock().await.rows(changes, values).await?;
        let fitted = changes.into_iter().filter_map(ChangeRow::fitted);
        Ok(fitted.collect())
    }

    /// Stores other desks' changes with this desk's own. An own change that another desk has taken over becomes the
    /// other desk's; the desk's `own` ones get the dates that they have among the others'. They are complete up to a
    /// position.
    pub(super) async fn store_foreign_changes(
        &self,
        changes: &[ChangeRow],
        own: &[ChangeRow],
        MirrorPosition {
            seq,
            line: (line, hash),
        }: &MirrorPosition,
    ) -> Result<()> {
        transact!(self, Durability::Unsynced, |store| {
            store_copies(store, changes).await?;
            date_as_shared(store, own).await?;
            store
                .set_fact(MIRRORED, &format!("{seq} {line} {hash}"))
                .await
        })
    }

    /// Returns the changes that are open in these records, whoever looks after them.
    pub(super) async fn open_changes(&self) -> Result<Vec<String>> {
        let open =
            "SELECT id FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued')";
        self.store.lock().await.column(open, NOTHING).await
    }

    /// Returns the position up to which these records have other desks' changes; `None` if unknown.
    pub(super) async fn mirrored(&self) -> Result<Option<MirrorPosition>> {
        let fact = self.store.lock().await.fact(MIRRORED).await?;
        Ok(fact.and_then(|fact| MirrorPosition::read(&fact)))
    }

    /// Drops the copies of other desks' changes. Today's are read again.
    pub(super) async fn drop_changes_of_others(&self) -> Result<()> {
        self.store
            .lock()
            .await
            .run("DELETE FROM facts WHERE name = $1", [MIRRORED])
            .await?;
        // Later than every moment, which is written with the year first.
        self.drop_changes_of_others_before("9").await
    }

    /// Drops the copies of other desks' changes older than a moment.
    pub(super) async fn drop_changes_of_others_before(&self, moment: &str) -> Result<()> {
        let delete = format!(
            "DELETE FROM changes WHERE substr(lease, 1, 1) = $1 AND changed_at < $2 AND {NOT_IN_TRAIL}"
        );
        let delete = Statement::new(delete, [ELSEWHERE.to_string().as_str(), moment]);
        let mut store = self.store.lock().await;
        store
            .execute_alone(delete, Durability::Unsynced)
            .await
            .map(drop)
    }

    /// Returns the notes of calls since a moment, and the notes.
    pub(super) async fn lists(&self, since: &str) -> Result<WholeLists> {
        let mut store = self.store.lock().await;
        Ok(WholeLists {
            calls: store.calls_from(since).await?,
            notes: store.note_rows().await?,
        })
    }

    /// Replaces the calls since a moment and the notes, unless the journal has lines about any after `copied`. Returns
    /// whether they were replaced.
    pub(super) async fn keep_lists(
        &self,
        copied: i64,
        since: &str,
        lists: &WholeLists,
    ) -> Result<bool> {
        transact!(self, Durability::Unsynced, |store| {
            if tip(store).await?.0 != copied {
                return Ok(false);
            }
            store.remove_calls_from(since).await?;
            store.run("DELETE FROM notes", NOTHING).await?;
            store.insert_all("calls", &lists.calls).await?;
            store.insert_all("notes", &lists.notes).await.map(|()| true)
        })
    }

    /// Stores list entries as the shared records have them, unless the journal has lines after `copied`. Returns the
    /// notes that changed; `None` if nothing was stored.
    pub(super) async fn keep_entries(
        &self,
        copied: i64,
        entries: &[ListEntry],
    ) -> Result<Option<ChangedNotes>> {
        transact!(self, Durability::Unsynced, |store| {
            if tip(store).await?.0 != copied {
                return Ok(None);
            }
            let mut changed = ChangedNotes::default();
            for entry in entries {
                for row in entry.like(store).await? {
                    self.read_note(&row, &mut changed.before);
                }
                entry.keep(store).await?;
                for row in entry.like(store).await? {
                    self.read_note(&row, &mut changed.after);
                }
            }
            Ok(Some(changed))
        })
    }

    /// Returns whether a window of this machine looks after this change.
    pub(super) async fn looks_after(&self, id: &str) -> Result<bool> {
        let change = self.store.lock().await.change(id).await?;
        Ok(change.is_some_and(|change| !change.is_elsewhere() && change.is_under_way()))
    }

    /// Takes on a change left by a desk that is gone, so that this window looks after it. If this desk knows that it
    /// was made, or settled by hand, the others learn that with the copy of its line. If this desk knows that it was
    /// not made, a person takes it up or drops it, whatever its state elsewhere.
    pub(super) async fn take_on(&self, change: &ChangeRow, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let here = store
                .change(&change.id)
                .await?
                .filter(|here| !here.is_under_way());
            let not_there = || ChangeRow {
                state: AuditAction::NotThere.word().to_owned(),
                changed_at: written(now),
                ..change.clone()
            };
            let row = match here {
                None => change.clone(),
                Some(here) if here.is(AuditAction::Booked) || here.is(AuditAction::ByHand) => here,
                Some(_) => not_there(),
            };
            let mut own = ChangeRow {
                lease: store.lease(),
                ..row
            };
            store.remove_changes(&[&own.id]).await?;
            if let Some(claimed) = &own.claims
                && store
                    .changes_on(&own.clinic, claimed)
                    .await?
                    .iter()
                    .any(|other| !other.is_elsewhere())
            {
                // A change that was sent from here has the claim.
                own.claims = None;
            }
            store.insert("changes", &own).await?;
            let done = AuditAction::of_word(&own.state).unwrap_or_default();
            self.append(
                store,
                AuditEntry {
                    done,
                    ..own.about()
                },
                now,
            )
            .await
        })
    }
}

async fn part_after(store: &mut dyn Store, seq: i64) -> Result<JournalPart> {
    let lines = store.lines_after(seq).await?;
    let ids: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line.change.as_deref())
        .collect();
    let mut changes = Vec::new();
    let mut elsewhere = Vec::new();
    let mut notes = Vec::new();
    for ids in ids.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
        let rows = store.changes_among(ids).await?.into_iter();
        let (others, own): (Vec<_>, Vec<_>) = rows.partition(ChangeRow::is_another_desks);
        elsewhere.extend(others);
        changes.extend(own);
    }
    // Ordered by time of recording, so that the first of two changes for one time comes first there, too.
    changes.sort_by(|first, other| {
        (&first.prepared_at, &first.id).cmp(&(&other.prepared_at, &other.id))
    });
    for line in &lines {
        if let Some(id) = line.note() {
            notes.extend(store.note_row(id).await?);
        }
    }
    let part = JournalPart {
        is_last: lines.len() < LINES,
        lines,
        changes,
        elsewhere,
        notes,
    };
    Ok(part.fitted())
}

/// Gives this desk's changes the dates that they have among the others in the shared records.
async fn date_as_shared(store: &mut dyn Store, own: &[ChangeRow]) -> Result<()> {
    for own in own.chunks(AT_ONCE) {
        let ids: Vec<&str> = own.iter().map(|change| change.id.as_str()).collect();
        for here in store.changes_among(&ids).await? {
            let shared = own.iter().find(|shared| shared.id == here.id);
            let is_dated_otherwise = |shared: &&ChangeRow| {
                here.is(AuditAction::Booked)
                    && shared.is(AuditAction::Booked)
                    && shared.changed_at != here.changed_at
            };
            if let Some(shared) = shared.filter(is_dated_otherwise) {
                let date = "UPDATE changes SET changed_at = $1 WHERE id = $2";
                store.run(date, [&*shared.changed_at, &*here.id]).await?;
            }
        }
    }
    Ok(())
}

async fn store_copies(store: &mut dyn Store, changes: &[ChangeRow]) -> Result<()> {
    for changes in changes.chunks(AT_ONCE) {
        let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let existing: HashMap<String, ChangeRow> = store
            .changes_among(&ids)
            .await?
            .into_iter()
            .map(|here| (here.id.clone(), here))
            .collect();
        // A settled change stays settled. A desk that seemed to be gone may know more than the one that looks after its
        // change, but an appointment that the latter has found must not be attributed to another change here.
        let stays = |here: &ChangeRow, change: &ChangeRow| {
            let is_others = here.is_elsewhere() || here.lease == KNOWN_HERE;
            let is_found = change.is(AuditAction::Booked) && !here.is(AuditAction::Booked);
            !here.is_under_way() && !is_found && (!is_others || change.is_under_way())
        };
        // The payload is with the desk that looks after the change. This one keeps what it wrote itself, in case the
        // shared records lose the change.
        let payload = |here: Option<&ChangeRow>| here.and_then(|here| here.sealed.clone());
        let rows: Vec<ChangeRow> = changes
            .iter()
            .filter_map(|change| match existing.get(&change.id) {
                // This desk settled it before it knew that another one looks after it.
                Some(here) if stays(here, change) => {
                    (change.is_under_way() && !here.is_elsewhere()).then(|| ChangeRow {
                        lease: KNOWN_HERE.to_owned(),
                        ..here.clone()
                    })
                }
                here => Some(ChangeRow {
                    lease: format!("{ELSEWHERE}{}", change.lease),
                    sealed: if change.is_under_way() {
                        payload(here)
                    } else {
                        None
                    },
                    ..change.clone()
                }),
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let ids: Vec<&str> = rows.iter().map(|change| change.id.as_str()).collect();
        store.remove_changes(&ids).await?;
        store.insert_all("changes", &rows).await?;
    }
    Ok(())
}
