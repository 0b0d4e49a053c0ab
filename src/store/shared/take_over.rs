//! What a desk that is gone was at is looked after by exactly one of those that are there.

use chrono::{DateTime, Utc};

use super::SharedStore;
use crate::booking::{Settlement, Unsettled};
use crate::store::audit::Done;
use crate::store::change_rows::ChangeRow;
use crate::store::database::Store;
use crate::store::{RecordStore, StoreError, begin, end};

/// What was taken over.
#[derive(Debug, Default)]
pub struct TakenOver {
    /// The changes whose outcome nobody knows.
    pub unsettled: Vec<Unsettled>,
    /// Those that wait for a person.
    pub queued: Vec<Unsettled>,
}

impl SharedStore {
    /// Takes over what desks have left whose lease has lapsed, into a desk's own records: what was being sent is unknown
    /// from then on. Each change is taken over by one desk alone.
    ///
    /// # Errors
    /// When the server can't be reached; then another desk, or the next try, finds the same.
    pub async fn take_over(&self, local: &RecordStore, now: DateTime<Utc>) -> Result<TakenOver, StoreError> {
        let mut taken = TakenOver::default();
        let mut rows = self.not_taken_on(local, now).await?;
        rows.extend(self.take_left(now).await?);
        for row in rows {
            local.take_on(&row, now).await?;
            let Some(open) = self.records.read_back(&row) else { continue };
            let is_queued = row.is(Done::Queued);
            if is_queued { &mut taken.queued } else { &mut taken.unsettled }.push(open);
        }
        Ok(taken)
    }

    /// The open changes of desks whose lease has lapsed: they are under this desk's lease from then on.
    async fn take_left(&self, now: DateTime<Utc>) -> Result<Vec<ChangeRow>, StoreError> {
        let mut store = self.records.store.lock().await;
        let own = store.lease();
        let leases = store.leases_of_changes(&own).await?;
        let vacant = store.take_vacant(leases).await?;
        let mut taken = Vec::new();
        for lease in vacant {
            begin(&mut **store).await?;
            let done = self.take_rows_of(&mut **store, &lease.name, now).await;
            taken.extend(end(&mut **store, done).await?);
        }
        Ok(taken)
    }

    /// What is under this desk's lease, and not in its own records: it was stopped while it took that over.
    async fn not_taken_on(
        &self,
        local: &RecordStore,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        let own = self.records.store.lock().await.lease();
        let open = "SELECT id FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued') AND lease = $1";
        let ids: Vec<String> = self.records.store.lock().await.column(open, [own]).await?;
        let mut rows = Vec::new();
        for id in ids {
            if local.looks_after(&id).await? {
                continue;
            }
            let mut store = self.records.begin().await?;
            let done = self.made_unknown(&mut **store, &id, now).await;
            rows.extend(end(&mut **store, done).await?);
        }
        Ok(rows)
    }

    async fn made_unknown(
        &self,
        store: &mut dyn Store,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<ChangeRow>, StoreError> {
        if let Some(id) = store.change(id).await?.filter(|row| row.is(Done::Sending)).and_then(|row| row.id())
        {
            self.records.settle_in(store, id, &Settlement::Unknown, now).await?;
        }
        store.change(id).await
    }

    async fn take_rows_of(
        &self,
        store: &mut dyn Store,
        lease: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>, StoreError> {
        for row in store.changes_in(["sending"; 2], lease).await? {
            if let Some(id) = row.id() {
                self.records.settle_in(store, id, &Settlement::Unknown, now).await?;
            }
        }
        let mut rows = store.changes_in(["unknown", "not-there"], lease).await?;
        rows.extend(store.changes_in(["queued"; 2], lease).await?);
        let own = store.lease();
        store.hand_over_changes(lease, &own).await?;
        Ok(rows)
    }
}
