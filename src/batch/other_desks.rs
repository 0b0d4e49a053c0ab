//! The other desks of the clinic: each row is claimed in the records that they share before it is sent, and what has
//! become of rows is copied there.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::check::whole;
use super::in_flight::Turn;
use super::write_batch::Claimed;
use super::{Batch, Told};
use crate::booking::{Problem, Vendor};
use crate::client::Fence;
use crate::runtime::Shared;
use crate::store::{Older, Outgoing, RecordId, RecordStore, RowHeld, SharedStore, StoreError};

/// The shared records, beside those of this desk that are copied there; none where nothing is shared.
#[derive(Debug, Default)]
pub(super) struct OtherDesks {
    reached: Vec<(Arc<RecordStore>, Arc<SharedStore>)>,
    /// Why nobody can tell any more what the others do.
    lost: Mutex<Option<String>>,
    /// Whether rows go out though nobody can ask them.
    is_alone: bool,
}

impl OtherDesks {
    /// Opens the shared records, and learns what the other desks have done.
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

    /// The other desks can't be asked, and the rows go out all the same.
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

    /// Copies what was written down, and claims the rows of it that are to be sent.
    pub(super) async fn claim(
        &self,
        local: &Arc<RecordStore>,
        rows: impl Iterator<Item = (Turn, Result<RecordId, RowHeld>)>,
    ) -> Vec<(Turn, Claimed)> {
        if let Some(shared) = self.beside(local) {
            let (shared, local) = (Arc::clone(shared), Arc::clone(local));
            self.ask(async move { shared.copy(&local).await }).await;
        }
        let mut claimed = Vec::new();
        for (turn, row) in rows {
            let claim = match row {
                Err(held) => Claimed::Held(held),
                Ok(id) => self.claim_row(local, id, turn.ready.row.outgoing.clone()).await,
            };
            claimed.push((turn, claim));
        }
        claimed
    }

    /// Claims what is written down under this name.
    pub(super) async fn claim_row(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: Outgoing,
    ) -> Claimed {
        let Some(shared) = self.beside(local) else { return Claimed::Own(id) };
        let (shared, local) = (Arc::clone(shared), Arc::clone(local));
        match self.ask(async move { shared.claim(&local, id, &outgoing).await }).await {
            Some(None) => Claimed::Own(id),
            Some(Some(claim)) => Claimed::Anothers(id, Box::new(claim)),
            None => Claimed::Unasked(id),
        }
    }

    /// Asks the server something, unless it is lost; it is from the first time on that it does not answer.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Option<T> {
        if self.why_lost().is_some() {
            return None;
        }
        // It goes on to its end also where nobody waits for it any more.
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

    /// Why nothing more is sent to clinics whose records are shared.
    pub(super) fn trouble(&self) -> Option<Vec<Problem>> {
        let why = self.why_lost()?;
        let what = format!("Nobody can tell what other desks have booked: {why}.");
        Some(vec![whole(what, "Run the file again once that is mended.")])
    }

    /// What says whether the claims on a clinic's rows certainly hold; none where they are no other desk's.
    pub(super) fn fence(&self, local: &RecordStore) -> Option<Fence> {
        Some(self.beside(local)?.fence())
    }

    /// Whether the records of a clinic are shared.
    pub(super) fn share(&self, batch: &Batch, vendor: Vendor) -> bool {
        self.beside(batch.store(vendor)).is_some()
    }

    /// Renews the lease for as long as it is awaited. Where that fails, what was claimed may be another desk's by now.
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

    /// Copies what was written last, and says where the shared records lack what they once had. The lease lapses by
    /// itself: another window of this desk may be at work under it.
    pub(super) async fn leave(&self, now: DateTime<Utc>) -> Option<Older> {
        let mut found = None;
        for (local, shared) in &self.reached {
            let (local, shared) = (Arc::clone(local), Arc::clone(shared));
            let last = async move {
                shared.copy(&local).await?;
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
    shared.copy(local).await?;
    shared.mirror(local, (batch.clock)()).await?;
    Ok(shared)
}

/// That a dry run knows nothing of the other desks.
pub(super) fn not_met(error: &StoreError) -> Told<'static> {
    Told::Note(format!("{error}. What other desks have booked is held against nothing."))
}
