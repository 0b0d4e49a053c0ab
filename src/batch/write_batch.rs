//! Writes to the records while rows are being sent, one page at a time. A page takes one write to the disk:
//! all outcomes known by then, and the rows to send next.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::in_flight::{Ended, Turn};
use super::other_desks::OtherDesks;
use crate::booking::{ClinicId, Failure, PerClinic, Report, Settlement};
use crate::client::Fence;
use crate::store::{RecordId, RecordStore, RowHeld, RowToSend, StoreError, StoredRowState};

/// A page to be written.
#[derive(Debug)]
pub(super) struct Page {
    /// Outcomes of rows.
    pub(super) ended: Vec<Ended>,
    /// Rows to send next.
    pub(super) turns: Vec<Turn>,
}

/// A page on disk.
pub(super) struct Written {
    pub(super) ended: Vec<Ended>,
    /// The rows to send, each with its name on record and the check of its claim, or with what keeps it from
    /// being sent.
    pub(super) turns: Vec<(Turn, RowClaim)>,
}

/// The name of a row on record and the check of its claim, or why the row is not sent.
type RowClaim = Result<(RecordId, Option<Fence>), RowNotClaimed>;

/// Why a row is not sent.
pub(super) enum RowNotClaimed {
    /// An earlier run of the file has sent it.
    State(StoredRowState),
    /// Another change stands in its way, or the other desks can't be asked.
    Failed(Failure),
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.ended.is_empty() && self.turns.is_empty()
    }

    /// Writes the page to the records, once per store, and then claims the rows in the shared records.
    pub(super) async fn write(
        self,
        stores: PerClinic<Arc<RecordStore>>,
        desks: &OtherDesks,
        now: DateTime<Utc>,
    ) -> Result<Written, StoreError> {
        let mut turns = Vec::with_capacity(self.turns.len());
        let mut rest = self.turns;
        for (clinic, store) in stores.iter() {
            let first = stores.iter().find(|(_, one)| Arc::ptr_eq(one, store)).map(|(first, _)| first);
            let is_here = |of: ClinicId| first == Some(clinic) && Arc::ptr_eq(&stores[of], store);
            let ended = self.ended.iter().filter(|ended| is_here(ended.clinic()));
            let outcomes: Vec<(RecordId, Settlement)> = ended.filter_map(Ended::settlement).collect();
            let (here, elsewhere) = rest.into_iter().partition::<Vec<_>, _>(|turn| is_here(turn.clinic()));
            rest = elsewhere;
            if !outcomes.is_empty() || !here.is_empty() {
                let mut rows: Vec<RowToSend> = here.iter().map(|turn| turn.ready.row.clone()).collect();
                rows.iter_mut().for_each(|row| row.outgoing.goes_alone = desks.goes_alone);
                let written = store.turn_over(&outcomes, &rows, now).await?;
                for ((turn, row), written) in here.into_iter().zip(rows).zip(written) {
                    let claimed = match written {
                        Ok(id) => {
                            let fence = desks.stores.claim(store, id, &row.outgoing).await;
                            fence.map(|fence| (id, fence)).map_err(RowNotClaimed::Failed)
                        }
                        Err(RowHeld::Row(state)) => Err(RowNotClaimed::State(state)),
                        Err(RowHeld::Obstacle(obstacle)) => {
                            let failure = Failure::NotSent(Report::of(obstacle.into()));
                            Err(RowNotClaimed::Failed(failure))
                        }
                    };
                    turns.push((turn, claimed));
                }
                desks.stores.notify_tasks();
            }
        }
        Ok(Written { ended: self.ended, turns })
    }
}
