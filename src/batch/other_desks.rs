//! The other desks of the clinic: each row is claimed in the shared records before it is sent, and outcomes
//! are copied there.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::check::whole;
use super::in_flight::Turn;
use super::write_batch::Claimed;
use super::{Batch, Told};
use crate::booking::{Problem, Vendor};
use crate::runtime::Shared;
use crate::store::{Older, Outgoing, RecordId, RecordStore, RowHeld, SharedStore, StoreError};

/// The shared records, each with the local records that are copied there. Empty if nothing is shared.
#[derive(Debug, Default)]
pub(super) struct OtherDesks {
    reached: Vec<(Arc<RecordStore>, Arc<SharedStore>)>,
    /// Why the shared records can no longer be relied on.
    lost: Mutex<Option<String>>,
    /// Whether rows are sent although the other desks can't be asked.
    is_alone: bool,
}

impl OtherDesks {
    /// Opens the shared records and reads what the other desks have done.
    pub(super) async fn open(batch: &Batch) -> Result<OtherDesks, StoreError> {
        let Some(shared) = &batch.records.shared else { return Ok(OtherDesks::default()) };
        let mut reached = Vec::new();
        for local in batch.each_store() {
            if shared.vendors.iter().any(|vendor| batch.modes[*vendor] == local.mode()) {
                reached.push((Arc::clone(local), Arc::new(join(batch, shared, local).await?)));
            }
        }
        Ok(OtherDesks { reached, ..OtherDesks::default() })
    }

    /// Returns a value for rows that are sent without asking the other desks.
    pub(super) fn alone() -> OtherDesks {
        OtherDesks { is_alone: true, ..OtherDesks::default() }
    }

    pub(super) fn is_alone(&self) -> bool {
        self.is_alone
    }

    fn beside(&self, local: &RecordStore) -> Option<&Arc<SharedStore>> {
        let is_it = |own: &RecordStore| own.mode() == local.mode();
        self.reached.iter().find(|(own, _)| is_it(own)).map(|(_, shared)| shared)
    }

    /// Copies the local records, and claims the rows that are to be sent.
    pub(super) async fn claim(
        &self,
        local: &Arc<RecordStore>,
        rows: impl Iterator<Item = (Turn, Result<RecordId, RowHeld>)>,
        now: DateTime<Utc>,
    ) -> Vec<(Turn, Result<Claimed, RowHeld>)> {
        if let Some(shared) = self.beside(local) {
            let (shared, local) = (Arc::clone(shared), Arc::clone(local));
            self.ask(async move { copy(&shared, &local, now).await }).await;
        }
        let mut claimed = Vec::new();
        for (turn, row) in rows {
            let claim = match row {
                Err(held) => Err(held),
                Ok(id) => Ok(self.claim_row(local, id, turn.ready.row.outgoing.clone()).await),
            };
            claimed.push((turn, claim));
        }
        claimed
    }

    /// Claims the change that is on record under `id`.
    pub(super) async fn claim_row(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: Outgoing,
    ) -> Claimed {
        let Some(shared) = self.beside(local) else { return Claimed::Own(id, None) };
        let (shared, local) = (Arc::clone(shared), Arc::clone(local));
        match self.ask(async move { shared.claim(&local, id, &outgoing).await }).await {
            Some(Ok(fence)) => Claimed::Own(id, Some(fence)),
            kept => Claimed::Kept(id, kept.and_then(Result::err).map(Box::new)),
        }
    }

    /// Asks the server of the shared records, unless it was given up. The first failure or timeout gives it
    /// up.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Option<T> {
        if self.why_lost().is_some() {
            return None;
        }
        // The spawned task runs to its end even after the timeout.
        match timeout(Shared::PATIENCE, tokio::spawn(question)).await {
            Ok(Ok(Ok(answer))) => return Some(answer),
            Ok(Ok(Err(error))) => self.lose(error.to_string()),
            Ok(Err(error)) => self.lose(error.to_string()),
            Err(_) => self.lose("the server of the shared records does not answer".to_owned()),
        }
        None
    }

    fn lose(&self, why: String) {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
    }

    fn why_lost(&self) -> Option<String> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns why nothing more is sent to clinics with shared records; `None` if all is well.
    pub(super) fn trouble(&self) -> Option<Vec<Problem>> {
        let why = self.why_lost()?;
        let what = format!("Nobody can tell what other desks have booked: {why}.");
        Some(vec![whole(what, "Run the file again once that is mended.")])
    }

    /// Returns whether the records of a clinic are shared.
    pub(super) fn share(&self, batch: &Batch, vendor: Vendor) -> bool {
        self.beside(batch.store(vendor)).is_some()
    }

    /// Renews the lease for as long as it is polled. After a failure another desk may hold the claims.
    pub(super) async fn stay(&self) -> Infallible {
        let mut renewal = interval(Shared::RENEW);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            renewal.tick().await;
            for (_, shared) in &self.reached {
                let shared = Arc::clone(shared);
                if self.ask(async move { shared.renew().await }).await == Some(false) {
                    self.lose("another desk looks after what was claimed here".to_owned());
                }
            }
        }
    }

    /// Copies the last records, and returns what the shared records have lost, if anything. The lease is left
    /// to expire, because another window of this desk may be working under it.
    pub(super) async fn leave(&self, now: DateTime<Utc>) -> Option<Older> {
        let mut found = None;
        for (local, shared) in &self.reached {
            let (local, shared) = (Arc::clone(local), Arc::clone(shared));
            let last = async move {
                copy(&shared, &local, now).await?;
                shared.countersign(now).await
            };
            found = found.or(self.ask(last).await.flatten());
        }
        found
    }
}

async fn join(batch: &Batch, shared: &Shared, local: &RecordStore) -> Result<SharedStore, StoreError> {
    let vendors = batch.modes.iter().map(|(vendor, _)| vendor).collect();
    let shared = shared.open(&batch.records, vendors, local).await?;
    copy(&shared, local, (batch.clock)()).await?;
    shared.mirror(local, (batch.clock)()).await?;
    Ok(shared)
}

/// Copies the local records. Keeps what collides with other desks' changes until a person has seen to it at
/// this machine's desk.
async fn copy(shared: &SharedStore, local: &RecordStore, now: DateTime<Utc>) -> Result<(), StoreError> {
    for collision in shared.copy(local).await? {
        local.keep_collision(&collision, now).await?;
    }
    Ok(())
}

/// Returns the note that a dry run does not know the other desks' bookings.
pub(super) fn not_met(error: &StoreError) -> Told<'static> {
    Told::Note(format!("{error}. What other desks have booked is held against nothing."))
}
