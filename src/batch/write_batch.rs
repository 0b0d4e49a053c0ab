//! What is written down while rows are on the wire: one page at a time, each with one write to the disk. It takes along
//! all that has been answered by then, and the rows that are to go next.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::in_flight::{Ended, Turn};
use super::other_desks::OtherDesks;
use crate::booking::{Obstacle, PerVendor, Settlement, Vendor};
use crate::store::{Outgoing, RecordId, RecordStore, RowHeld, RowToSend, StoreError};

/// What is to be written down.
#[derive(Debug)]
pub(super) struct Page {
    /// What has become of rows.
    pub(super) ended: Vec<Ended>,
    /// Rows that are to be sent next.
    pub(super) turns: Vec<Turn>,
}

/// What is on the disk.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) ended: Vec<Ended>,
    /// The rows, and whether each may be sent.
    pub(super) turns: Vec<(Turn, Claimed)>,
}

/// Whether a row may be sent.
#[derive(Debug)]
pub(super) enum Claimed {
    /// It may, under this name.
    Own(RecordId),
    /// This desk's own records hold it already, or its visit; it is not written down.
    Held(RowHeld),
    /// It is written down, and another desk was first.
    Anothers(RecordId, Box<Obstacle>),
    /// It is written down, and the other desks can't be asked.
    Unasked(RecordId),
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.ended.is_empty() && self.turns.is_empty()
    }

    /// Writes it into the records of each clinic API, once where they are the same; then claims the rows in those that
    /// other desks share.
    pub(super) async fn write(
        self,
        stores: PerVendor<Arc<RecordStore>>,
        desks: &OtherDesks,
        now: DateTime<Utc>,
    ) -> Result<Written, StoreError> {
        let mut turns = Vec::with_capacity(self.turns.len());
        let mut rest = self.turns;
        for (backend, store) in stores.iter() {
            let first = stores.iter().find(|(_, one)| Arc::ptr_eq(one, store)).map(|(first, _)| first);
            let is_here = |of: Vendor| first == Some(backend) && Arc::ptr_eq(&stores[of], store);
            let ended = self.ended.iter().filter(|ended| is_here(ended.backend()));
            let outcomes: Vec<(RecordId, Settlement)> = ended.filter_map(Ended::settlement).collect();
            let (here, elsewhere) = rest.into_iter().partition::<Vec<_>, _>(|turn| is_here(turn.backend()));
            rest = elsewhere;
            if !outcomes.is_empty() || !here.is_empty() {
                let alone = |turn: &Turn| {
                    let RowToSend { mark, outgoing } = turn.ready.row.clone();
                    RowToSend { mark, outgoing: Outgoing { goes_alone: desks.is_alone(), ..outgoing } }
                };
                let rows: Vec<RowToSend> = here.iter().map(alone).collect();
                let written = store.turn_over(&outcomes, &rows, now).await?;
                turns.extend(desks.claim(store, here.into_iter().zip(written)).await);
            }
        }
        Ok(Written { ended: self.ended, turns })
    }
}
