//! Removing what is older than the retention period. A wrong clock removes nothing: the present is never
//! taken to be later than a server has confirmed, or, if none ever has, than the newest record.

use chrono::{DateTime, TimeDelta, Utc};

use super::database::Store;
use super::{RecordStore, StoreError, audit, drafts, written};

/// The fact that holds the last moment at which a server confirmed this machine's clock.
const CONFIRMED: &str = "clock";

impl RecordStore {
    /// Removes audit lines, settled bookings, calls, entries of the waiting list and drafts older than
    /// `keep`. The trail notes where it begins since then. The marks of finished file rows stay, without
    /// their patients; so does a booking whose visit is still to come.
    ///
    /// # Errors
    /// If the records can't be written; then nothing is removed.
    pub async fn let_go(&self, keep: TimeDelta, now: DateTime<Utc>) -> Result<(), StoreError> {
        transact!(self, |store| {
            let Some(present) = sure(store, now).await? else { return Ok(()) };
            let before = present.checked_sub_signed(keep).unwrap_or(DateTime::UNIX_EPOCH);
            let gone = store.remove_changes_before(&written(before), &written(present)).await?;
            store.remove_calls_before(&written(before), &written(present)).await?;
            drafts::let_go(store, before).await?;
            store.remove_waiting_before(&written(before)).await?;
            audit::let_go(store, &self.seal, &self.who, (before, gone), now).await
        })
    }

    /// Records that a server has confirmed this machine's clock: records that are old by then may be removed.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn confirm_clock(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        transact!(self, |store| store.set_fact(CONFIRMED, &written(now)).await)
    }
}

/// Returns the latest moment that is certainly past; `None` if nothing is recorded.
async fn sure(store: &mut dyn Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let known = match store.fact(CONFIRMED).await? {
        Some(confirmed) => Some(confirmed),
        None => store.last_line_at().await?,
    };
    let known: Option<DateTime<Utc>> = known.and_then(|known| known.parse().ok());
    Ok(known.map(|known| known.min(now)))
}
