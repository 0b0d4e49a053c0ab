//! Rows of a file in the records. Writes that arrive while the disk is busy are made together, with one sync.

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::sleep;
use tracing::error;

use booking::{Cause, ClinicId, RowMark, Settlement};
use office::Ticket;
use store::{Outgoing, RecordId, RowHeld, RowToSend, StoreError, StoredRowState};

use super::stores::{Stores, lock};

/// How long the outcome of a row waits to be written with others. If the program is killed, it is looked up.
const OUTCOME_DELAY: Duration = Duration::from_millis(20);

/// Whether a row is recorded as being sent, and the name of its record.
type RowWritten = store::Result<Result<RecordId, RowHeld>>;

/// The writes of rows that wait for the previous write.
#[derive(Default)]
pub(super) struct RowWriter {
    /// The tickets of rows that were sent and have no recorded outcome.
    sent: Mutex<HashSet<Ticket>>,
    waiting: Mutex<Vec<(ClinicId, RowWrite)>>,
    /// Held while something is being written.
    writing: tokio::sync::Mutex<()>,
}

/// A write that waits to be made with others.
enum RowWrite {
    Dispatch(Box<RowToSend>, oneshot::Sender<RowWritten>),
    Outcome(RecordId, Settlement),
}

impl RowWriter {
    /// Returns whether anything waits to be written.
    pub(super) fn is_waiting(&self) -> bool {
        !lock(&self.waiting).is_empty()
    }

    /// Returns whether this is the first outcome of a row, which needs no further check.
    pub(super) fn is_first_outcome(&self, ticket: Ticket) -> bool {
        lock(&self.sent).remove(&ticket)
    }
}

impl Stores {
    /// Records that a row is about to be sent, or returns what prevents that.
    ///
    /// # Errors
    ///
    /// Returns an error if the records can't be written.
    pub(super) async fn send_off_row(
        &self,
        ticket: Ticket,
        mark: &RowMark,
        outgoing: &Outgoing,
    ) -> store::Result<Result<RecordId, Cause>> {
        let clinic = self.first_of(outgoing.change.clinic());
        let (sender, mut written) = oneshot::channel();
        let row = RowToSend {
            mark: mark.clone(),
            outgoing: outgoing.clone(),
        };
        lock(&self.rows.waiting).push((clinic, RowWrite::Dispatch(Box::new(row), sender)));
        self.write_rows_of(clinic).await;
        Ok(
            match written.try_recv().map_err(|_| StoreError::NotWaiting)?? {
                Ok(id) => {
                    lock(&self.rows.sent).insert(ticket);
                    Ok(id)
                }
                Err(RowHeld::Obstacle(obstacle)) => Err(obstacle.into()),
                Err(RowHeld::Row(StoredRowState::Booked(id))) => Err(Cause::EarlierTry(Some(id))),
                Err(RowHeld::Row(_)) => Err(Cause::EarlierTry(None)),
            },
        )
    }

    /// Adds the first outcome of a row to the next write.
    pub(super) fn add_outcome(&self, clinic: ClinicId, id: RecordId, settlement: Settlement) {
        let outcome = RowWrite::Outcome(id, settlement);
        lock(&self.rows.waiting).push((self.first_of(clinic), outcome));
    }

    /// Writes the waiting outcomes after a short delay, together with other writes that arrive meanwhile.
    pub(super) async fn write_outcomes_soon(self: Arc<Self>) {
        sleep(OUTCOME_DELAY).await;
        self.write_all_rows().await;
    }

    /// Writes everything that waits, after the write under way.
    pub(super) async fn write_all_rows(&self) {
        for (clinic, _) in self.each_open() {
            self.write_rows_of(clinic).await;
        }
        self.notify_tasks();
    }

    /// Writes everything that waits for the records of this clinic. If that fails, the next start treats what was sent
    /// as unknown.
    pub(super) async fn write_rows_of(&self, clinic: ClinicId) {
        let clinic = self.first_of(clinic);
        let _writing = self.rows.writing.lock().await;
        let waiting = mem::take(&mut *lock(&self.rows.waiting));
        let (now, others): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(of, _)| *of == clinic);
        lock(&self.rows.waiting).extend(others);
        let Ok(Some(store)) = self.state(clinic) else {
            return;
        };
        let mut rows = Vec::new();
        let mut answers = Vec::new();
        let mut outcomes = Vec::new();
        for (_, write) in now {
            match write {
                RowWrite::Dispatch(row, answer) => {
                    rows.push(*row);
                    answers.push(answer);
                }
                RowWrite::Outcome(id, settlement) => outcomes.push((id, settlement)),
            }
        }
        if rows.is_empty() && outcomes.is_empty() {
            return;
        }
        // Nobody waits for a row of a session that has ended.
        match store.write_rows(&outcomes, &rows, (self.clock)()).await {
            Ok(written) => answers
                .into_iter()
                .zip(written)
                .for_each(|(answer, row)| _ = answer.send(Ok(row))),
            Err(error) => {
                error!(%error, "rows not written down");
                self.unusable(&error.into());
                answers
                    .into_iter()
                    .for_each(|answer| _ = answer.send(Err(StoreError::NotWaiting)));
            }
        }
    }
}
