//! Rows of a file in the records: writes that come while the disk is busy are made together, with one sync.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot, watch};
use tokio::time::sleep;
use tracing::error;

use booking::{Cause, ClinicId, Failure, PerClinic, Report, Settlement};
use office::Ticket;
use store::{Outgoing, RecordId, RowHeld, RowToSend, StoreError, StoredRowState};

use super::stores::{Stores, lock};

/// How long the outcome of a row waits to be written with others. If the program is killed, it is looked up.
const OUTCOME_DELAY: Duration = Duration::from_millis(20);

/// Whether a row is recorded as being sent, and its name there.
type RowWritten = store::Result<Result<RecordId, RowHeld>>;

/// Whether the recorded rows of a file may be sent to a clinic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowGate {
    /// Every row may be sent.
    #[default]
    Open,
    /// The clinic has asked to wait.
    Waiting,
    /// No row is sent there any more.
    Shut,
}

/// The rows of a file that are being sent.
#[derive(Default)]
pub(super) struct RowPages {
    /// The rows to be sent, by the lines in which they begin.
    rows: Mutex<HashMap<u64, FileRow>>,
    /// The tickets of rows that were sent and have no outcome on record.
    sent: Mutex<HashSet<Ticket>>,
    waiting: Mutex<Vec<(ClinicId, RowWrite)>>,
    /// Held while a page is being written.
    turn: tokio::sync::Mutex<()>,
    /// The calls of rows that may be under way at once, if they are limited. More rows may be recorded and claimed.
    calls: OnceLock<Semaphore>,
    gates: watch::Sender<PerClinic<RowGate>>,
}

/// A row of a file, as it is recorded when it is sent.
struct FileRow {
    row: RowToSend,
    /// The recorded state that has kept it from being sent.
    held: Option<StoredRowState>,
    /// Whether it counts as one of the calls under way.
    is_called: bool,
}

/// A write that waits for its page.
enum RowWrite {
    Dispatch(Box<RowToSend>, oneshot::Sender<RowWritten>),
    Outcome(RecordId, Settlement),
}

impl RowPages {
    /// Returns the change that is recorded for a row.
    pub(super) fn outgoing(&self, line: u64) -> Option<Outgoing> {
        Some(lock(&self.rows).get(&line)?.row.outgoing.clone())
    }

    /// Returns whether anything waits to be written.
    pub(super) fn is_waiting(&self) -> bool {
        !lock(&self.waiting).is_empty()
    }

    /// Waits until the recorded row of this line may be sent to a clinic. It counts as a call under way until
    /// [`Stores::end_row_call`].
    ///
    /// # Errors
    ///
    /// Returns an error if no row is sent there any more.
    pub(super) async fn begin_call(&self, clinic: ClinicId, line: u64) -> Result<(), Failure> {
        let Some(calls) = self.calls.get() else {
            return Ok(());
        };
        let stopped = || Failure::NotSent(Report::of(Cause::StoppedBeforeSending));
        let gate_of = |gates: &PerClinic<RowGate>| gates.get(clinic).copied().unwrap_or_default();
        let mut gates = self.gates.subscribe();
        loop {
            match lock(&self.rows).get(&line).map(|row| row.is_called) {
                Some(false) => {}
                // The second step of a change belongs to the call of the first.
                Some(true) => return Ok(()),
                None => return Err(stopped()),
            }
            let gate = gates
                .wait_for(|gates| gate_of(gates) != RowGate::Waiting)
                .await;
            if gate.is_ok_and(|gates| gate_of(&gates) == RowGate::Shut) {
                return Err(stopped());
            }
            tokio::select! {
                biased;
                _ = gates.changed() => {}
                permit = calls.acquire() => {
                    permit.map_err(|_| stopped())?.forget();
                    lock(&self.rows).entry(line).and_modify(|row| row.is_called = true);
                }
            }
        }
    }

    /// Returns whether this is the first outcome of a row, which needs no further check.
    pub(super) fn is_first_outcome(&self, ticket: Ticket) -> bool {
        lock(&self.sent).remove(&ticket)
    }
}

impl Stores {
    /// Keeps the record of the row that begins in this line, until it is sent.
    pub(super) fn prepare_row(&self, line: u64, row: RowToSend) {
        lock(&self.pages.rows).insert(
            line,
            FileRow {
                row,
                held: None,
                is_called: false,
            },
        );
    }

    /// Limits how many rows have calls under way at once.
    pub(super) fn limit_row_calls(&self, at_once: usize) {
        self.pages.calls.get_or_init(|| Semaphore::new(at_once));
    }

    /// Ends the call of a row, whose result was handled, so that another row may be sent.
    pub(super) fn end_row_call(&self, line: u64) {
        let was_called = lock(&self.pages.rows)
            .get_mut(&line)
            .map(|row| mem::take(&mut row.is_called));
        if let Some(calls) = self.pages.calls.get().filter(|_| was_called == Some(true)) {
            calls.add_permits(1);
        }
    }

    /// Sets whether recorded rows may be sent to each clinic.
    pub(super) fn set_row_gates(&self, gates: PerClinic<RowGate>) {
        self.pages.gates.send_if_modified(|known| {
            let has_changed = !known.iter().eq(gates.iter());
            *known = gates;
            has_changed
        });
    }

    /// Drops a row. Returns the recorded state that has kept it from being sent.
    pub(super) fn take_row_state(&self, line: u64) -> Option<StoredRowState> {
        lock(&self.pages.rows).remove(&line)?.held
    }

    /// Records that a row is about to be sent, or returns what keeps it from being sent.
    ///
    /// # Errors
    ///
    /// Returns an error if the records can't be written.
    pub(super) async fn send_off_row(
        &self,
        (ticket, line): (Ticket, u64),
        outgoing: &Outgoing,
    ) -> store::Result<Result<RecordId, Cause>> {
        let mark = lock(&self.pages.rows)
            .get(&line)
            .map(|row| row.row.mark.clone());
        let clinic = self.first_of(outgoing.change.clinic());
        let (sender, mut written) = oneshot::channel();
        let row = RowToSend {
            mark: mark.ok_or(StoreError::NotWaiting)?,
            outgoing: outgoing.clone(),
        };
        lock(&self.pages.waiting).push((clinic, RowWrite::Dispatch(Box::new(row), sender)));
        self.write_page(clinic).await;
        Ok(
            match written.try_recv().map_err(|_| StoreError::NotWaiting)?? {
                Ok(id) => {
                    lock(&self.pages.sent).insert(ticket);
                    Ok(id)
                }
                Err(RowHeld::Obstacle(obstacle)) => Err(obstacle.into()),
                Err(RowHeld::Row(state)) => {
                    lock(&self.pages.rows)
                        .entry(line)
                        .and_modify(|row| row.held = Some(state));
                    Err(Cause::NotRecorded(StoreError::NotWaiting.to_string()))
                }
            },
        )
    }

    /// Adds the first outcome of a row to the next page.
    pub(super) fn add_outcome(&self, clinic: ClinicId, id: RecordId, settlement: Settlement) {
        let outcome = RowWrite::Outcome(id, settlement);
        lock(&self.pages.waiting).push((self.first_of(clinic), outcome));
    }

    /// Writes the waiting outcomes after a short delay, together with other writes that come meanwhile.
    pub(super) async fn write_outcomes_soon(self: Arc<Self>) {
        sleep(OUTCOME_DELAY).await;
        self.write_pages().await;
    }

    /// Writes everything that waits to be written, after the page that is being written.
    pub(super) async fn write_pages(&self) {
        for (clinic, _) in self.each_open() {
            self.write_page(clinic).await;
        }
        self.notify_tasks();
    }

    /// Writes everything that waits to be written to the records of this clinic. If that fails, the next start
    /// takes what was sent for unknown.
    pub(super) async fn write_page(&self, clinic: ClinicId) {
        let clinic = self.first_of(clinic);
        let _turn = self.pages.turn.lock().await;
        let waiting = mem::take(&mut *lock(&self.pages.waiting));
        let (page, others): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(of, _)| *of == clinic);
        lock(&self.pages.waiting).extend(others);
        let Ok(Some(store)) = self.state(clinic) else {
            return;
        };
        let mut rows = Vec::new();
        let mut answers = Vec::new();
        let mut outcomes = Vec::new();
        for (_, write) in page {
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
