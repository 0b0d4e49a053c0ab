//! Claiming a change in the shared records before it is sent: its visit, its time and its appointment.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::SharedStore;
use crate::audit::AuditAction;
use crate::change_row::ChangeRow;
use crate::claims::claim_on_appointment;
use crate::database::Store;
use crate::desks::LeaseCheck;
use crate::{Outgoing, RecordId, RecordStore, Result, StoreError};
use booking::{AppointmentClaim, Obstacle, Unshared};

/// A change that is being claimed. If another one prevents it from being sent, the transaction that copies it records
/// that: even if its window ends without noting it, nobody mistakes the other's appointment for it.
pub(super) struct Claiming<'a> {
    pub(super) id: RecordId,
    pub(super) outgoing: &'a Outgoing,
    pub(super) local: &'a RecordStore,
    pub(super) fence: &'a LeaseCheck,
    /// This window, by its name in the local records.
    pub(super) window: String,
}

impl Claiming<'_> {
    /// Returns whether this is the name of another change.
    fn is_of_another(&self, change: Uuid) -> bool {
        RecordId::from(change) != self.id
    }

    /// Returns the first obstacle that the change does not override.
    pub(super) async fn first_obstacle(
        &self,
        obstacles: Vec<Obstacle>,
    ) -> Result<Option<Obstacle>> {
        let Claiming {
            outgoing, local, ..
        } = self;
        let is_other =
            |obstacle: &Obstacle| outgoing.continues != Some(RecordId::from(change_of(obstacle)));
        for obstacle in obstacles.into_iter().filter(is_other) {
            let is_in_the_way = match &obstacle {
                Obstacle::Appointment(_) => true,
                Obstacle::Visit(claim) if outgoing.overrides_claim(claim) => false,
                Obstacle::Visit(claim) => {
                    claim.is_same_visit || !local.is_of_file(claim, &outgoing.file).await?
                }
            };
            if is_in_the_way {
                return Ok(Some(obstacle));
            }
        }
        Ok(None)
    }
}

/// Changes about to be sent that were copied with another change's claim and had no obstacle. They count as claimed as
/// long as the lease of that claim certainly holds.
#[derive(Default)]
pub(super) struct CopiedClaims(Mutex<HashMap<RecordId, LeaseCheck>>);

impl CopiedClaims {
    pub(super) fn add(&self, changes: impl IntoIterator<Item = RecordId>, fence: &LeaseCheck) {
        self.lock()
            .extend(changes.into_iter().map(|id| (id, Arc::clone(fence))));
    }

    /// Removes the claim of a change. Returns its fence, if that still holds.
    fn take(&self, id: RecordId) -> Option<LeaseCheck> {
        self.lock().remove(&id).filter(|fence| fence())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RecordId, LeaseCheck>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CopiedClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CopiedClaims")
            .field(&self.lock().len())
            .finish()
    }
}

impl SharedStore {
    /// Claims a recorded change, and returns the check that its claim still holds; the number of the lease is read
    /// before the claim. Or returns the obstacle that prevents sending: one that was in the shared records first, and
    /// that the change does not override.
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
        let mut unreported = self.unreported.lock().await;
        // The claim of another change may have copied this one while it waited.
        if let Some(fence) = self.claimed.take(id) {
            return Ok(Ok(fence));
        }
        let fence = self.desks.fence();
        let claiming = Claiming {
            id,
            outgoing,
            local,
            fence: &fence,
            window: local.window().await,
        };
        let obstacles = self
            .copy_part_by_part(local, &mut unreported, Some(&claiming))
            .await?;
        drop(unreported);
        Ok(self
            .obstacle(&claiming, obstacles)
            .await?
            .map_or(Ok(fence), Err))
    }

    /// Returns the obstacle that prevents the change from being sent. `before` maps changes to the obstacles found
    /// while they were copied.
    async fn obstacle(
        &self,
        claiming: &Claiming<'_>,
        mut before: HashMap<RecordId, Vec<Obstacle>>,
    ) -> Result<Option<Obstacle>> {
        if let Some(obstacles) = before.remove(&claiming.id) {
            // The change was written just now, so everything written before it is known.
            return claiming.first_obstacle(obstacles).await;
        }
        let mut store = self.records.store.lock().await;
        let Some(row) = store.change(&claiming.id.to_string()).await? else {
            drop(store);
            let obstacles = self.write_left_out(claiming).await?;
            return claiming.first_obstacle(obstacles).await;
        };
        if row.lease != store.lease() || !(row.is(AuditAction::Sending) || row.is_kept_out()) {
            return Err(not_own());
        }
        let on_appointment = self.claims_of_others(&mut **store, claiming).await?;
        if row.is_kept_out() {
            // The change that prevented it may have ended since.
            let before = on_appointment.into_iter().next();
            let before = before.or_else(|| claim_on_appointment(&row, true));
            return Ok(before.map(Obstacle::Appointment));
        }
        let obstacles = self
            .obstacles_written_first(&mut **store, claiming, on_appointment)
            .await?;
        drop(store);
        claiming.first_obstacle(obstacles).await
    }

    /// Returns other changes' claims on the appointment of a change that is already written.
    async fn claims_of_others(
        &self,
        store: &mut dyn Store,
        claiming: &Claiming<'_>,
    ) -> Result<Vec<AppointmentClaim>> {
        let own = store.lease();
        let is_here = |other: &ChangeRow| other.lease == own;
        let mut claims = self
            .records
            .claims_on_appointment(store, claiming.outgoing, is_here)
            .await?;
        claims.retain(|claim| claiming.is_of_another(claim.change));
        Ok(claims)
    }

    /// Returns the obstacles that were in the shared records before the change, from these claims on its appointment
    /// and from the claims on its visit and time.
    async fn obstacles_written_first(
        &self,
        store: &mut dyn Store,
        claiming: &Claiming<'_>,
        on_appointment: Vec<AppointmentClaim>,
    ) -> Result<Vec<Obstacle>> {
        let mut against = self
            .records
            .claims_against(store, claiming.outgoing)
            .await?;
        against.retain(|claim| claiming.is_of_another(claim.change));
        let on_appointment = on_appointment.into_iter().map(Obstacle::Appointment);
        let id = claiming.id.to_string();
        let mut obstacles = Vec::new();
        for obstacle in on_appointment.chain(against.into_iter().map(Obstacle::Visit)) {
            let was_first = "SELECT EXISTS (SELECT 1 FROM changes AS one JOIN changes AS other \
                 ON one.first_seq < other.first_seq WHERE one.id = $1 AND other.id = $2)";
            let ids = [change_of(&obstacle).to_string(), id.clone()];
            if store.is_true(was_first, ids).await? {
                obstacles.push(obstacle);
            }
        }
        Ok(obstacles)
    }

    /// Writes a change that was left out when its lines were copied. Returns the obstacles.
    async fn write_left_out(&self, claiming: &Claiming<'_>) -> Result<Vec<Obstacle>> {
        // Later states of the change are copied after this call.
        let here = claiming
            .local
            .store
            .lock()
            .await
            .change(&claiming.id.to_string())
            .await?;
        let here = here
            .filter(|here| here.is(AuditAction::Sending))
            .ok_or_else(not_own)?;
        here.check_fits()?;
        let written = self.write_with_line(&here, Some(claiming)).await?;
        Ok(written
            .and_then(|written| written.obstacles)
            .unwrap_or_default())
    }
}

/// Returns the error of claiming a change that this window may no longer send.
fn not_own() -> StoreError {
    StoreError::Away(Unshared::Other(
        "another desk looks after this change by now".to_owned(),
    ))
}

/// Returns the name of the change that is the obstacle.
fn change_of(obstacle: &Obstacle) -> Uuid {
    match obstacle {
        Obstacle::Visit(claim) => claim.change,
        Obstacle::Appointment(claim) => claim.change,
    }
}
