//! Copies what other desks have done back into a desk's own records, where everything that asks for changes, calls and
//! the waiting list finds it: also while the server is away.

use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};

use super::SharedStore;
use crate::store::change_rows::ChangeRow;
use crate::store::{RecordId, RecordStore, StoreError, written};

/// How far back the changes of others are read when a desk opens. What is older the clinics tell.
const BACK: TimeDelta = TimeDelta::days(2);

/// How many changes are read at once.
const AT_ONCE: i64 = 1000;

/// What was copied.
#[derive(Debug, Default)]
pub struct Mirrored {
    /// How many changes.
    pub count: usize,
    /// Those that others look after, or have settled: this window may have looked after some of them.
    pub elsewhere: Vec<Elsewhere>,
}

/// A change that another desk, or another window of this one, looks after or has settled.
#[derive(Debug)]
pub struct Elsewhere {
    /// Its name in the records.
    pub id: RecordId,
    /// Whether nothing is left to look after.
    pub is_settled: bool,
    lease: String,
}

impl Elsewhere {
    fn of(row: ChangeRow) -> Option<Elsewhere> {
        Some(Elsewhere { id: row.id()?, is_settled: !row.is_under_way(), lease: row.lease })
    }
}

impl SharedStore {
    /// Copies everything that others have changed since the last time, or since the day before yesterday. None is
    /// missed, and none comes twice: changes are numbered in the order in which they were committed.
    ///
    /// # Errors
    /// When the server can't be reached, or the desk's own records can't be written.
    pub async fn mirror(&self, local: &RecordStore, now: DateTime<Utc>) -> Result<Mirrored, StoreError> {
        let mut mirrored = Mirrored::default();
        if self.mirrored.load(Ordering::Relaxed) < 0 {
            local.drop_changes_of_others().await?;
        }
        loop {
            let Changes { own, others, to } = self.changes_since(now).await?;
            if !others.is_empty() {
                local.keep_changes_of_others(&others).await?;
                mirrored.count += others.len();
                mirrored.elsewhere.extend(others.into_iter().filter_map(Elsewhere::of));
            }
            for row in own {
                if local.is_another_windows(&row.id).await? {
                    mirrored.elsewhere.extend(Elsewhere::of(row));
                }
            }
            let from = self.mirrored.swap(to, Ordering::Relaxed);
            // So few can't be a thousand changes.
            if from >= 0 && to - from < AT_ONCE {
                break;
            }
        }
        self.mirror_lists(local, now).await?;
        Ok(mirrored)
    }

    /// What the desk is called that looks after a change; none where it has no name, or is gone.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn desk_of(&self, change: &Elsewhere) -> Result<Option<String>, StoreError> {
        self.desks.desk_of(&change.lease).await
    }

    /// The next changes, a thousand at most: those of others, and the open ones of this desk.
    async fn changes_since(&self, now: DateTime<Utc>) -> Result<Changes, StoreError> {
        const SINCE: &str = "SELECT * FROM changes WHERE seq > $1 AND seq <= $2 AND changed_at >= $3 \
             AND (lease <> $4 OR state IN ('sending', 'unknown', 'not-there', 'queued')) ORDER BY seq";
        let mut store = self.records.store.lock().await;
        let from = self.mirrored.load(Ordering::Relaxed);
        let last = "SELECT COALESCE(MAX(seq), 0) FROM (SELECT seq FROM changes WHERE seq > $1 ORDER BY seq LIMIT 1000) AS next";
        // At the first time whatever is too old is passed over.
        let last = if from < 0 { "SELECT COALESCE(MAX(seq), 0) FROM changes WHERE seq > $1" } else { last };
        let to: Option<i64> = store.column(last, [from]).await?.pop();
        let to = to.unwrap_or_default().max(from);
        let lease = store.lease();
        let values: [serde_json::Value; 4] =
            [from.into(), to.into(), written(now - BACK).into(), lease.clone().into()];
        let rows: Vec<ChangeRow> = store.rows(SINCE, values).await?;
        let (own, others) = rows.into_iter().partition(|row| row.lease == lease);
        Ok(Changes { own, others, to })
    }

    /// Copies calls and the waiting list, which are short, as a whole.
    async fn mirror_lists(&self, local: &RecordStore, now: DateTime<Utc>) -> Result<(), StoreError> {
        let since = written(now - BACK);
        let (calls, waiting) = self.records.lists(&since).await?;
        local.keep_lists(self.copied.load(Ordering::Relaxed), &since, &calls, &waiting).await
    }
}

/// Changes that were written since the last time.
struct Changes {
    /// Those that are open under this desk's lease.
    own: Vec<ChangeRow>,
    /// Those of others.
    others: Vec<ChangeRow>,
    /// Up to which number they are all there are.
    to: i64,
}
