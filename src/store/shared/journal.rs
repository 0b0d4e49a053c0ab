//! What a desk's own records have to tell the shared ones, and what they keep of other desks. The audit trail is the
//! journal: whatever is written has its line there, in the order in which it was written.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::audit::{Done, tip};
use crate::store::audit_rows::LINES;
use crate::store::calls::CallsRow;
use crate::store::chain::Line;
use crate::store::change_rows::ChangeRow;
use crate::store::database::{Durability, NOTHING, Statement, Store};
use crate::store::waiting::WaitingRow;
use crate::store::{Entry, RecordStore, StoreError, begin_with, end, written};

/// The fact that holds the name of these records among the journals that are copied.
const JOURNAL: &str = "journal";

/// The fact that says up to which number these records have the changes of other desks.
const MIRRORED: &str = "mirrored";

/// How many changes of others are kept with one statement.
const AT_ONCE: usize = 100;

/// What the lease of another desk's change begins with in these records: no window's does.
pub(in crate::store) const ELSEWHERE: char = '@';

/// The lease, in these records, of another desk's change of which this one knows more: no window's is called so.
pub(in crate::store) const KNOWN_HERE: &str = "known-here";

/// The lines behind a place in the journal, and the changes that they are about, as these are now.
pub(super) struct Part {
    pub(super) lines: Vec<Line>,
    pub(super) changes: Vec<ChangeRow>,
    /// Who was put on the waiting list.
    pub(super) waiting: Vec<WaitingRow>,
}

impl Part {
    /// The number of the last line.
    pub(super) fn end(&self) -> Option<i64> {
        self.lines.last().map(|line| line.seq)
    }

    /// Whether there may be more behind it.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() >= LINES
    }
}

impl RecordStore {
    /// The name of these records among the journals that are copied: given once.
    ///
    /// # Errors
    /// When it can't be read or written.
    pub async fn journal(&self) -> Result<String, StoreError> {
        let mut store = self.begin().await?;
        let done = async {
            if let Some(name) = store.fact(JOURNAL).await? {
                return Ok(name);
            }
            let name = Uuid::new_v4().to_string();
            store.set_fact(JOURNAL, &name).await?;
            Ok(name)
        };
        let done = done.await;
        end(&mut **store, done).await
    }

    /// The number of the last line of the journal.
    pub(super) async fn journal_end(&self) -> Result<i64, StoreError> {
        Ok(tip(&mut **self.store.lock().await).await?.0)
    }

    /// The lines behind that one, a thousand at most.
    pub(super) async fn journal_after(&self, seq: i64) -> Result<Part, StoreError> {
        let mut store = self.store.lock().await;
        store.begin_to_read().await?;
        let part = part_after(&mut **store, seq).await;
        end(&mut **store, part).await
    }

    /// The changes of these records that are open.
    pub(super) async fn open_changes(&self) -> Result<Vec<ChangeRow>, StoreError> {
        let open = "SELECT * FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued') \
             AND substr(lease, 1, 1) <> $1 ORDER BY prepared_at, id";
        self.store.lock().await.rows(open, [ELSEWHERE.to_string()]).await
    }

    /// Keeps what other desks have changed beside its own changes. Where one of these has become another desk's, which has
    /// taken it over, that is so from now on. They are all there are up to this number.
    pub(super) async fn keep_changes_of_others(
        &self,
        changes: &[ChangeRow],
        to: i64,
    ) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_with(Durability::Unsynced, &mut **store).await?;
        let done = async {
            keep_changes(&mut **store, changes).await?;
            store.set_fact(MIRRORED, &to.to_string()).await
        };
        let done = done.await;
        end(&mut **store, done).await
    }

    /// Up to which number these records have the changes of other desks; none where that is not known.
    pub(super) async fn mirrored(&self) -> Result<Option<i64>, StoreError> {
        Ok(self.store.lock().await.fact(MIRRORED).await?.and_then(|number| number.parse().ok()))
    }

    /// Lets go of what was kept of other desks' changes: those of today are read anew.
    pub(super) async fn drop_changes_of_others(&self) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_with(Durability::Unsynced, &mut **store).await?;
        let done = async {
            store.run("DELETE FROM changes WHERE substr(lease, 1, 1) = $1", [ELSEWHERE.to_string()]).await?;
            store.run("DELETE FROM facts WHERE name = $1", [MIRRORED]).await
        };
        let done = done.await;
        end(&mut **store, done).await.map(drop)
    }

    /// Lets go of what is older than a moment of what was kept of other desks' changes.
    pub(super) async fn drop_changes_of_others_before(&self, moment: &str) -> Result<(), StoreError> {
        let gone = "DELETE FROM changes WHERE substr(lease, 1, 1) = $1 AND changed_at < $2";
        let gone = Statement::new(gone, [ELSEWHERE.to_string().as_str(), moment]);
        let mut store = self.store.lock().await;
        store.execute_alone(gone, Durability::Unsynced).await.map(drop)
    }

    /// What is noted of calls from a moment on, and who is on the waiting list.
    pub(super) async fn lists(&self, since: &str) -> Result<(Vec<CallsRow>, Vec<WaitingRow>), StoreError> {
        let mut store = self.store.lock().await;
        Ok((store.calls_from(since).await?, store.waiting_rows().await?))
    }

    /// Keeps these as the calls from a moment on and the waiting list, unless something was written that stands behind
    /// `copied` in the journal and is in neither: says whether they are kept.
    pub(super) async fn keep_lists(
        &self,
        copied: i64,
        since: &str,
        calls: &[CallsRow],
        waiting: &[WaitingRow],
    ) -> Result<bool, StoreError> {
        let mut store = self.store.lock().await;
        begin_with(Durability::Unsynced, &mut **store).await?;
        let done = async {
            if tip(&mut **store).await?.0 != copied {
                return Ok(false);
            }
            store.remove_calls_from(since).await?;
            store.run("DELETE FROM waiting", NOTHING).await?;
            store.insert_all("calls", calls).await?;
            store.insert_all("waiting", waiting).await.map(|()| true)
        };
        let done = done.await;
        end(&mut **store, done).await
    }

    /// Whether it has a change that one of this machine's windows looks after.
    pub(super) async fn looks_after(&self, id: &str) -> Result<bool, StoreError> {
        let change = self.store.lock().await.change(id).await?;
        Ok(change.is_some_and(|change| !change.is_elsewhere() && change.is_under_way()))
    }

    /// Whether another window of this machine looks after a change.
    pub(super) async fn is_another_windows(&self, id: &str) -> Result<bool, StoreError> {
        let mut store = self.store.lock().await;
        let (own, change) = (store.lease(), store.change(id).await?);
        Ok(change.is_some_and(|change| change.is_another_windows(&own)))
    }

    /// Takes on a change that a desk which is gone has left: this window looks after it. What this desk knows to be made,
    /// or settled by hand, is so for the others, too, once that line is copied. What it knows not to be made is a person's
    /// to take up or drop: wherever it was looked after meanwhile, it stood for whatever else was kept of it. Says whether
    /// there is anything left to look after.
    pub(super) async fn take_on(&self, change: &ChangeRow, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut store = self.begin().await?;
        let done = async {
            let here = store.change(&change.id).await?.filter(|here| !here.is_under_way());
            let not_there = || ChangeRow {
                state: Done::NotThere.word().to_owned(),
                changed_at: written(now),
                ..change.clone()
            };
            let as_it_is = match here {
                None => change.clone(),
                Some(here) if here.is(Done::Booked) || here.is(Done::ByHand) => here,
                Some(_) => not_there(),
            };
            let mut own = ChangeRow { lease: store.lease(), ..as_it_is };
            store.remove_change(&own.id).await?;
            if let Some(claimed) = &own.claims
                && store.changes_on(&own.vendor, claimed).await?.iter().any(|other| !other.is_elsewhere())
            {
                // A change that went out from here has the claim.
                own.claims = None;
            }
            store.insert_change(&own).await?;
            let is_under_way = own.is_under_way();
            let done = Done::of_word(&own.state).unwrap_or_default();
            self.append(&mut **store, Entry { done, ..own.about() }, now).await?;
            Ok(is_under_way)
        };
        let done = done.await;
        self.end(&mut **store, done).await
    }
}

async fn part_after(store: &mut dyn Store, seq: i64) -> Result<Part, StoreError> {
    let lines = store.lines_after(seq).await?;
    let ids: BTreeSet<&str> = lines.iter().filter_map(|line| line.intent.as_deref()).collect();
    let (mut changes, mut waiting) = (Vec::new(), Vec::new());
    for id in ids {
        // Whoever looks after it tells how far it is.
        let is_told = |row: &ChangeRow| !(row.is_elsewhere() && row.is_under_way());
        changes.extend(store.change(id).await?.filter(is_told));
    }
    // In the order in which they were written down: the first of two for one time is the first there, too.
    changes.sort_by(|one, other| (&one.prepared_at, &one.id).cmp(&(&other.prepared_at, &other.id)));
    for line in lines.iter().filter(|line| line.what == Done::Waiting.word()) {
        if let Some(id) = &line.fields {
            waiting.extend(store.waiting_row(id).await?);
        }
    }
    Ok(Part { lines, changes, waiting })
}

async fn keep_changes(store: &mut dyn Store, changes: &[ChangeRow]) -> Result<(), StoreError> {
    for changes in changes.chunks(AT_ONCE) {
        let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let there = store.changes_among(&ids).await?.into_iter().map(|here| (here.id.clone(), here));
        let there: HashMap<String, ChangeRow> = there.collect();
        // What is settled stays so. A desk that was taken for gone may know more than the one that looks after its change;
        // but what that one has found an appointment to be, nothing else is found to be here.
        let stays = |here: &ChangeRow, change: &ChangeRow| {
            let is_others = here.is_elsewhere() || here.lease == KNOWN_HERE;
            let is_found = change.is(Done::Booked) && !here.is(Done::Booked);
            !here.is_under_way() && !is_found && (!is_others || change.is_under_way())
        };
        let news =
            changes.iter().filter(|change| !there.get(&change.id).is_some_and(|here| stays(here, change)));
        // Whoever looks after it has its payload.
        let kept = news.map(|change| ChangeRow {
            lease: format!("{ELSEWHERE}{}", change.lease),
            sealed: None,
            ..change.clone()
        });
        let kept: Vec<ChangeRow> = kept.collect();
        if kept.is_empty() {
            continue;
        }
        let ids: Vec<&str> = kept.iter().map(|change| change.id.as_str()).collect();
        store.remove_changes(&ids).await?;
        store.insert_all("changes", &kept).await?;
    }
    Ok(())
}
