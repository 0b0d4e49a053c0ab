//! Which changes on record claim a visit, so that a second booking of it is not sent unasked. The check runs in the
//! transaction that records the second one, which decides between all windows and processes.

use super::audit::Done;
use super::change_rows::ChangeRow;
use super::database::Store;
use super::{Outgoing, RecordStore, StoreError, moment, written};
use crate::booking::{ChangeKind, Claim, ClaimState, Visit};

/// The word under which a person settles an unknown booking as made.
pub(super) const BOOKED_BY_HAND: &str = "booked";

impl RecordStore {
    /// What is on record for a visit: bookings and moves that are made, being sent or unknown, the oldest first. An
    /// appointment that was moved away or called off since holds it no more.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn claims(&self, visit: &Visit) -> Result<Vec<Claim>, StoreError> {
        self.claims_on(&mut **self.store.lock().await, visit).await
    }

    /// The same within a transaction.
    pub(super) async fn claims_on(
        &self,
        store: &mut dyn Store,
        visit: &Visit,
    ) -> Result<Vec<Claim>, StoreError> {
        let (person, start) = (self.seal.pseudonym(&visit.person), visit.start.map(written));
        let mut claims = Vec::new();
        for row in store.changes_at(visit.backend.word(), &person, start.as_deref()).await? {
            let its_visit = Visit { provider: row.provider.clone(), ..visit.clone() };
            let makes_visit = row.kind.parse().is_ok_and(ChangeKind::makes_visit);
            if makes_visit && visit.is_same_as(&its_visit) && !store.is_altered_later(&row).await? {
                claims.extend(claim(row));
            }
        }
        Ok(claims)
    }

    /// The booking on record that keeps another one from being sent, if one does.
    pub(super) async fn claim_against(
        &self,
        store: &mut dyn Store,
        outgoing: &Outgoing,
    ) -> Result<Option<Claim>, StoreError> {
        if outgoing.change.target().is_none() {
            return Ok(None);
        }
        let claims = self.claims_on(store, &outgoing.change.visit()).await?;
        Ok(claims.into_iter().find(|claim| !outgoing.goes_ahead_of(claim)))
    }
}

fn claim(row: ChangeRow) -> Option<Claim> {
    let state = claims_as(&row)?;
    let since = if state == ClaimState::Booked { &row.changed_at } else { &row.prepared_at };
    let since = moment(since).unwrap_or_default();
    Some(Claim { intent: row.id()?.into(), state, since, appointment: row.appointment })
}

/// How a change claims its visit. One that was refused, never sent, is not there or waits in the Outbox does not.
fn claims_as(row: &ChangeRow) -> Option<ClaimState> {
    match row.result.as_deref() {
        _ if row.is(Done::Sending) => Some(ClaimState::Sending),
        _ if row.is(Done::Unknown) => Some(ClaimState::Unknown),
        _ if row.is(Done::Booked) => Some(ClaimState::Booked),
        Some(BOOKED_BY_HAND) if row.is(Done::ByHand) => Some(ClaimState::Booked),
        _ => None,
    }
}
