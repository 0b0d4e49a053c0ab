//! Which bookings on record hold their visit, so that a second one for the same is not sent unasked: asked in the
//! transaction that writes the second one down, it is decided between all windows and processes.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use super::audit::Done;
use super::{Outgoing, Store, StoreError, written};
use crate::booking::{Claim, ClaimState, Visit};

/// The word under which a person settles an unknown booking as made.
pub(super) const BOOKED_BY_HAND: &str = "booked";

/// A booking on record for someone at a moment: its name, state, the word that it was settled by hand with, provider,
/// appointment, and when it was written down and changed last.
type Held = (String, String, Option<String>, Option<String>, Option<String>, String, String);

impl Store {
    /// What is on record for a visit: bookings that are made, being sent or unknown, the oldest first.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn claims(&self, visit: &Visit) -> Result<Vec<Claim>, StoreError> {
        self.claims_on(&mut *self.connection.lock().await, visit).await
    }

    /// The same within a transaction.
    pub(super) async fn claims_on(
        &self,
        connection: &mut SqliteConnection,
        visit: &Visit,
    ) -> Result<Vec<Claim>, StoreError> {
        let held: Vec<Held> = sqlx::query_as(
            "SELECT id, state, result, provider, appointment, prepared_at, changed_at FROM intents \
             WHERE person = $1 AND backend = $2 AND starts_at IS NOT DISTINCT FROM $3 ORDER BY prepared_at, id",
        )
        .bind(self.seal.stand_in(&visit.person))
        .bind(visit.backend.word())
        .bind(visit.start.map(written))
        .fetch_all(connection)
        .await?;
        let is_for_it = |held: &Held| visit.is_same_as(&Visit { provider: held.3.clone(), ..visit.clone() });
        Ok(held.into_iter().filter(is_for_it).filter_map(claim).collect())
    }

    /// The booking on record that keeps another one from being sent, if one does.
    pub(super) async fn claim_against(
        &self,
        connection: &mut SqliteConnection,
        outgoing: &Outgoing,
    ) -> Result<Option<Claim>, StoreError> {
        let claims = self.claims_on(connection, &outgoing.booking.visit()).await?;
        Ok(claims.into_iter().find(|claim| !outgoing.goes_ahead_of(claim)))
    }
}

fn claim((id, state, result, _, appointment, prepared_at, changed_at): Held) -> Option<Claim> {
    let state = claims_as(&state, result.as_deref())?;
    let since = if state == ClaimState::Booked { changed_at } else { prepared_at };
    let since: DateTime<Utc> = since.parse().unwrap_or_default();
    Some(Claim { intent: id.parse::<Uuid>().ok()?, state, since, appointment })
}

/// How a booking in this state, settled by hand with that word, holds its visit. What was refused, never left, is not
/// there or waits in the Outbox does not.
fn claims_as(state: &str, result: Option<&str>) -> Option<ClaimState> {
    let is = |done: Done| state == done.word();
    match result {
        _ if is(Done::Sending) => Some(ClaimState::Sending),
        _ if is(Done::Unknown) => Some(ClaimState::Unknown),
        _ if is(Done::Booked) => Some(ClaimState::Booked),
        Some(BOOKED_BY_HAND) if is(Done::ByHand) => Some(ClaimState::Booked),
        _ => None,
    }
}
