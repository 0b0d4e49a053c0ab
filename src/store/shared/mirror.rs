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
    /// Those that others look after: this desk may have looked after some of them.
    pub elsewhere: Vec<Elsewhere>,
}

/// A change that another desk looks after.
#[derive(Debug)]
pub struct Elsewhere {
    /// Its name in the records.
    pub id: RecordId,
    lease: String,
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
            let (changes, to) = self.changes_of_others(now).await?;
            if !changes.is_empty() {
                local.keep_changes_of_others(&changes).await?;
                mirrored.count += changes.len();
                let open = changes.into_iter().filter(ChangeRow::is_under_way);
                mirrored
                    .elsewhere
                    .extend(open.filter_map(|row| Some(Elsewhere { id: row.id()?, lease: row.lease })));
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

    /// The next changes of others, a thousand at most, and up to which number they are all there are.
    async fn changes_of_others(&self, now: DateTime<Utc>) -> Result<(Vec<ChangeRow>, i64), StoreError> {
        const SINCE: &str = "SELECT * FROM changes WHERE seq > $1 AND seq <= $2 AND changed_at >= $3 \
             AND lease <> $4 ORDER BY seq";
        let mut store = self.records.store.lock().await;
        let from = self.mirrored.load(Ordering::Relaxed);
        let last = "SELECT COALESCE(MAX(seq), 0) FROM (SELECT seq FROM changes WHERE seq > $1 ORDER BY seq LIMIT 1000) AS next";
        // At the first time whatever is too old is passed over.
        let last = if from < 0 { "SELECT COALESCE(MAX(seq), 0) FROM changes WHERE seq > $1" } else { last };
        let to: Option<i64> = store.column(last, [from]).await?.pop();
        let to = to.unwrap_or_default().max(from);
        let values: [serde_json::Value; 4] =
            [from.into(), to.into(), written(now - BACK).into(), store.lease().into()];
        Ok((store.rows(SINCE, values).await?, to))
    }

    /// Copies calls and the waiting list, which are short, as a whole.
    async fn mirror_lists(&self, local: &RecordStore, now: DateTime<Utc>) -> Result<(), StoreError> {
        let since = written(now - BACK);
        let (calls, waiting) = self.records.lists(&since).await?;
        local.keep_lists(self.copied.load(Ordering::Relaxed), &since, &calls, &waiting).await
    }
}
