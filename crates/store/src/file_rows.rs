//! The rows of a file of bookings. A keyed fingerprint of the content identifies each, so that the same file can be run
//! again without sending a row twice.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::audit::AuditAction;
use super::database::Store;
use super::{Outgoing, RecordId, RecordStore, Result};
use booking::{Claim, Obstacle, RowMark, Settlement};

/// A row to be sent.
#[derive(Clone, Debug)]
pub struct RowToSend {
    /// The fingerprint.
    pub mark: RowMark,
    /// The booking of the row.
    pub outgoing: Outgoing,
}

/// The recorded state of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredRowState {
    /// The row was not booked, and may be sent.
    Open,
    /// The row was booked, under this id.
    Booked(String),
    /// The first step made an appointment, and the second step is not known to be made.
    Unfinished {
        /// The new appointment.
        made: String,
        /// The second step.
        second: RecordId,
    },
    /// The outcome is unknown, and this window looks after it.
    Unknown(RecordId),
    /// A look-up did not find what was sent under this id, and this window looks after it. If a look-up of this window
    /// does not find it either, the row may be sent again.
    NotThere(RecordId),
    /// Another window works on it.
    Elsewhere,
    /// A person at the desk has dealt with it.
    ByHand,
}

/// What keeps a row from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowHeld {
    /// The recorded state of the row.
    Row(StoredRowState),
    /// Another change, which claims its visit, its time or its appointment.
    Obstacle(Obstacle),
}

impl RecordStore {
    /// Returns the mark of a row with this content.
    pub fn mark(&self, content: &[u8]) -> RowMark {
        RowMark::new(
            self.seal.mark_row(content),
            self.seal.earlier_mark_of_row(content),
        )
    }

    /// Returns the recorded state of a row.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn row(&self, mark: &RowMark) -> Result<StoredRowState> {
        let mut store = self.store.lock().await;
        self.state_of(&mut **store, mark).await
    }

    /// Returns whether a change belongs to a row of a file. Only the desk's own records show the row.
    pub(super) async fn is_of_file(&self, claim: &Claim, file: &HashSet<RowMark>) -> Result<bool> {
        if file.is_empty() {
            return Ok(false);
        }
        let change = self
            .store
            .lock()
            .await
            .change(&claim.change.to_string())
            .await?;
        let mark = change.and_then(|change| change.row_mark);
        Ok(mark.is_some_and(|mark| file.contains(&RowMark::recorded(mark))))
    }

    /// Records the outcome of bookings that were sent, and records and claims further rows, with one write to the disk.
    /// A row whose answer is a name may be sent now, once; the other answers hold the obstacle.
    ///
    /// # Errors
    /// If the records can't be written; then none of the rows may be sent, and the next run treats what was sent as
    /// unknown.
    pub async fn write_rows(
        &self,
        settled: &[(RecordId, Settlement)],
        rows: &[RowToSend],
        now: DateTime<Utc>,
    ) -> Result<Vec<Result<RecordId, RowHeld>>> {
        transact!(self, |store| {
            for (id, settlement) in settled {
                self.settle_in(store, *id, settlement, now).await?;
            }
            let mut claims = Vec::with_capacity(rows.len());
            for row in rows {
                claims.push(self.send_off_row(store, row, now).await?);
            }
            Ok(claims)
        })
    }

    async fn send_off_row(
        &self,
        store: &mut dyn Store,
        row: &RowToSend,
        now: DateTime<Utc>,
    ) -> Result<Result<RecordId, RowHeld>> {
        let earlier = match self.state_of(store, &row.mark).await? {
            StoredRowState::Open => None,
            StoredRowState::NotThere(earlier) => Some(earlier),
            held @ (StoredRowState::Booked(_)
            | StoredRowState::Unfinished { .. }
            | StoredRowState::Unknown(_)
            | StoredRowState::Elsewhere
            | StoredRowState::ByHand) => return Ok(Err(RowHeld::Row(held))),
        };
        let id = match self
            .claim_and_write_down(store, &row.outgoing, Some(&row.mark), now)
            .await?
        {
            Ok(id) => id,
            Err(obstacle) => return Ok(Err(RowHeld::Obstacle(obstacle))),
        };
        if let Some(earlier) = earlier {
            // The earlier try needs no more attention.
            let taken_up = Settlement::ByHand(TAKEN_UP);
            self.settle_in(store, earlier, &taken_up, now).await?;
        }
        store.mark_change(&id.to_string(), &row.mark).await?;
        Ok(Ok(id))
    }

    async fn state_of(&self, store: &mut dyn Store, mark: &RowMark) -> Result<StoredRowState> {
        let Some(row) = store.change_of_row(mark).await? else {
            return Ok(StoredRowState::Open);
        };
        let is_ours = row.lease == store.lease();
        if row.is(AuditAction::Booked)
            && let Some(made) = row.appointment.clone()
            && let Some(then) = store.second_step_after(&row.clinic, &made).await?
            && let Some(second) = then.id()
        {
            return Ok(if then.lease == store.lease() {
                StoredRowState::Unfinished { made, second }
            } else {
                StoredRowState::Elsewhere
            });
        }
        Ok(match row.id() {
            _ if row.is(AuditAction::Booked) => {
                StoredRowState::Booked(row.appointment.unwrap_or_default())
            }
            _ if row.is(AuditAction::Refused) || row.is(AuditAction::NotSent) => {
                StoredRowState::Open
            }
            _ if row.is(AuditAction::ByHand) => StoredRowState::ByHand,
            Some(id) if row.is(AuditAction::NotThere) && is_ours => StoredRowState::NotThere(id),
            Some(id) if is_ours => StoredRowState::Unknown(id),
            _ => StoredRowState::Elsewhere,
        })
    }
}

/// The recorded word for a booking that was not found and was booked again, and for a queued change that is sent.
pub(super) const TAKEN_UP: &str = "taken-up";
