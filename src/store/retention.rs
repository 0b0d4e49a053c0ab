//! Removes what is older than the retention period. A wrong clock removes nothing: the present is never taken to be
//! later than a server has confirmed, or, where none ever has, than the newest record.

use chrono::{DateTime, TimeDelta, Utc};

use super::database::Store;
use super::{RecordStore, StoreError, audit, drafts, end, written};

/// The fact that says until when servers have confirmed this machine's clock.
const CONFIRMED: &str = "clock";

impl RecordStore {
    /// Removes audit lines, settled bookings, calls, entries of the waiting list and drafts older than `keep`. The trail
    /// says where it begins since then.
    /// What tells the rows of a file that are done stays, without whom they were for; and so does a booking whose visit is
    /// still to come.
    ///
    /// # Errors
    /// When it can't be written; then nothing is removed.
    pub async fn let_go(&self, keep: TimeDelta, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.begin().await?;
        let done = async {
            let Some(present) = sure(&mut **store, now).await? else { return Ok(()) };
            let before = present.checked_sub_signed(keep).unwrap_or(DateTime::UNIX_EPOCH);
            let gone = store.remove_changes_before(&written(before), &written(present)).await?;
            store.remove_calls_before(&written(before), &written(present)).await?;
            drafts::let_go(&mut **store, before).await?;
            store.remove_waiting_before(&written(before)).await?;
            audit::let_go(&mut **store, &self.seal, &self.who, (before, gone), now).await
        };
        let done = done.await;
        self.end(&mut **store, done).await
    }

    /// Remembers that this machine's clock is right by a server's: what has grown old by then may be let go.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn confirm_clock(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.begin().await?;
        let done = store.set_fact(CONFIRMED, &written(now)).await;
        end(&mut **store, done).await
    }
}

/// The latest moment that is certain to be past; none where nothing is on record.
async fn sure(store: &mut dyn Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let known = match store.fact(CONFIRMED).await? {
        Some(confirmed) => Some(confirmed),
        None => store.last_line_at().await?,
    };
    let known: Option<DateTime<Utc>> = known.and_then(|known| known.parse().ok());
    Ok(known.map(|known| known.min(now)))
}
