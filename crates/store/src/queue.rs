//! Changes completed while their clinic could not be reached. Each waits for a person to take it up; the
//! change sent then is one of its own.

use chrono::{DateTime, Utc};

use super::audit::AuditAction;
use super::change_row::OVERRIDES;
use super::database::Store;
use super::record::{self, NewChange};
use super::{Outgoing, RecordId, RecordStore, Result};
use booking::{Change, UnsettledChange};

impl RecordStore {
    /// Records a change that waits for a person: nothing sends it as it is.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn queue(&self, change: &Change, now: DateTime<Utc>) -> Result<RecordId> {
        transact!(self, |store| self.queue_in(store, change, now).await)
    }

    /// Records a queued change within a transaction.
    pub(super) async fn queue_in(
        &self,
        store: &mut dyn Store,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<RecordId> {
        // Nothing is sent yet: its conflicts are asked about when a person takes it up.
        let claims = self.claims_against(store, &Outgoing::from(change.clone())).await?;
        let overrides = (!claims.is_empty()).then_some(OVERRIDES);
        let change = NewChange { overrides, ..record::of_change(change, &[])? };
        self.write_down(store, change, &[AuditAction::Queued], now).await
    }

    /// Returns the queued changes of this window, including those of windows that are gone once
    /// [`unsettled`](RecordStore::unsettled) has taken them over.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn queued(&self) -> Result<Vec<UnsettledChange>> {
        let mut store = self.store.lock().await;
        let rows = self.rows_in(&mut **store, ["queued"; 2]).await?;
        Ok(rows.iter().filter_map(|row| self.read_back(row)).collect())
    }

    /// Returns the number of this window's open changes that can't be read: their key file is gone, and no id
    /// tells the patient.
    ///
    /// # Errors
    /// If the records can't be read at all.
    pub async fn unreadable(&self) -> Result<usize> {
        let mut store = self.store.lock().await;
        let mut rows = self.rows_in(&mut **store, ["unknown", "not-there"]).await?;
        rows.extend(self.rows_in(&mut **store, ["queued"; 2]).await?);
        Ok(rows.iter().filter(|row| self.read_back(row).is_none()).count())
    }
}
