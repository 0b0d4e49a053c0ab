//! Claiming a change in the shared records before it is sent: its visit, its time and its appointment.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::SharedStore;
use crate::audit::AuditAction;
use crate::change_row::ChangeRow;
use crate::claims::claim_on_appointment;
use crate::desks::LeaseCheck;
use crate::{Outgoing, RecordId, RecordStore, Result, StoreError};
use booking::{Obstacle, Unshared};

/// A change that is being claimed: if another one keeps it out, that is recorded with the transaction that copies it.
/// Should its window end before it notes that, nobody takes the other's appointment for it.
pub(super) struct Claiming<'a> {
    pub(super) id: RecordId,
    pub(super) outgoing: &'a Outgoing,
    pub(super) local: &'a RecordStore,
    pub(super) fence: &'a LeaseCheck,
    /// This window, by its name in the local records.
    pub(super) window: String,
}

/// Changes about to be sent that were copied with another change's claim while nothing was in their way: they are
/// claimed already, as long as the lease of that claim certainly holds.
#[derive(Default)]
pub(super) struct CopiedClaims(Mutex<HashMap<RecordId, LeaseCheck>>);

impl CopiedClaims {
    pub(super) fn add(&self, changes: impl IntoIterator<Item = RecordId>, fence: &LeaseCheck) {
        self.lock().extend(changes.into_iter().map(|id| (id, Arc::clone(fence))));
    }

    /// Returns the fence of the claim, which is not kept any longer.
    fn take(&self, id: RecordId) -> Option<LeaseCheck> {
        self.lock().remove(&id).filter(|fence| fence())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RecordId, LeaseCheck>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CopiedClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CopiedClaims").field(&self.lock().len()).finish()
    }
}

impl SharedStore {
    /// Claims a recorded change, and returns the check that its claim still holds: the number of the lease is
    /// read before the claim. Or returns the obstacle that keeps the change from being sent: one that was in
    /// the shared records before it, and that it does not override.
    ///
    /// # Errors
    /// If the server can't be reached: then nobody knows whether another desk has taken the time.
    pub async fn claim(
        &self,
        local: &RecordStore,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> Result<Result<LeaseCheck, Obstacle>> {
        if let Some(fence) = self.claimed.take(id) {
            return Ok(Ok(fence));
        }
        let mut untold = self.untold.lock().await;
        // Another change's claim may have copied this one while it waited.
        if let Some(fence) = self.claimed.take(id) {
            return Ok(Ok(fence));
        }
        let fence = self.desks.fence();
        let claiming = Claiming { id, outgoing, local, fence: &fence, window: local.window().await };
        let stood = self.copy_part_by_part(local, &mut untold, Some(&claiming)).await?;
        drop(untold);
        Ok(self.obstacle(&claiming, stood).await?.map_or(Ok(fence), Err))
    }

    async fn obstacle(
        &self,
        claiming: &Claiming<'_>,
        mut stood: HashMap<RecordId, Vec<Obstacle>>,
    ) -> Result<Option<Obstacle>> {
        let Claiming { id, outgoing, local, .. } = *claiming;
        if let Some(stood) = stood.remove(&id) {
            // The change was written just now, so everything that was there before it is known.
            return self.first_in_the_way(local, stood, outgoing).await;
        }
        let mut store = self.records.store.lock().await;
        let (id, own) = (id.to_string(), store.lease());
        let is_own =
            |row: &ChangeRow| row.lease == own && (row.is(AuditAction::Sending) || row.is_kept_out());
        let there = store.change(&id).await?;
        if there.is_none() {
            drop(store);
            let stood = self.write_left_out(claiming).await?;
            return self.first_in_the_way(local, stood, outgoing).await;
        }
        let Some(row) = there.filter(is_own) else { return Err(not_own()) };
        let is_here = |other: &ChangeRow| other.lease == own;
        let on_appointment = self.records.claims_on_appointment(&mut **store, outgoing, is_here).await?;
        let is_other = |intent: Uuid| RecordId::from(intent) != claiming.id;
        let mut on_appointment = on_appointment.into_iter().filter(|claim| is_other(claim.intent));
        if row.is_kept_out() {
            // The change that kept it out may have ended since.
            let before = on_appointment.next().or_else(|| claim_on_appointment(&row, true));
            return Ok(before.map(Obstacle::Appointment));
        }
        let obstacles = on_appointment.map(Obstacle::Appointment);
        let against = self.records.claims_against(&mut **store, outgoing).await?;
        let against = against.into_iter().filter(|claim| is_other(claim.intent));
        let mut stood = Vec::new();
        for obstacle in obstacles.chain(against.map(Obstacle::Visit)) {
            let was_first = "SELECT EXISTS (SELECT 1 FROM changes AS one, changes AS other \
                 WHERE one.id = $1 AND other.id = $2 AND one.first_seq < other.first_seq)";
            if store.is_true(was_first, [intent_of(&obstacle).to_string(), id.clone()]).await? {
                stood.push(obstacle);
            }
        }
        drop(store);
        self.first_in_the_way(local, stood, outgoing).await
    }

    /// Writes a change that was left out when its lines were copied. Returns the neighbours before it.
    async fn write_left_out(&self, claiming: &Claiming<'_>) -> Result<Vec<Obstacle>> {
        let written = transact!(self.records, |store| {
            // Later states of the change are copied after this transaction.
            let here = claiming.local.store.lock().await.change(&claiming.id.to_string()).await?;
            let here = here.filter(|here| here.is(AuditAction::Sending)).ok_or_else(not_own)?;
            self.write_with_line(store, &here, Some(claiming)).await
        })?;
        Ok(written.and_then(|written| written.stood).unwrap_or_default())
    }

    /// Returns the first of the obstacles before a change that it does not override.
    pub(super) async fn first_in_the_way(
        &self,
        local: &RecordStore,
        stood: Vec<Obstacle>,
        outgoing: &Outgoing,
    ) -> Result<Option<Obstacle>> {
        let is_other = |obstacle: &Obstacle| outgoing.takes_up != Some(RecordId::from(intent_of(obstacle)));
        for obstacle in stood.into_iter().filter(is_other) {
            let stands = match &obstacle {
                Obstacle::Appointment(_) => true,
                Obstacle::Visit(claim) if outgoing.overrides_claim(claim) => false,
                Obstacle::Visit(claim) => {
                    claim.is_same_visit || !local.is_of_file(claim, &outgoing.file).await?
                }
            };
            if stands {
                return Ok(Some(obstacle));
            }
        }
        Ok(None)
    }
}

/// Returns the error of a claim on behalf of a change that is not this window's to send any more.
fn not_own() -> StoreError {
    StoreError::Away(Unshared::Other("another desk looks after this change by now".to_owned()))
}

/// Returns the name of the change that is the obstacle.
fn intent_of(obstacle: &Obstacle) -> Uuid {
    match obstacle {
        Obstacle::Visit(claim) => claim.intent,
        Obstacle::Appointment(claim) => claim.intent,
    }
}
