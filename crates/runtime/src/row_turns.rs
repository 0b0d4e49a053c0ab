//! Rows of a file that are recorded and claimed, and wait for the batch to give them their turn.

use std::collections::HashMap;
use std::sync::Mutex;

use tokio::sync::oneshot;

use booking::{Cause, Failure, Report};
use office::{OfficeEvent, RowTurn, Ticket};

use super::EventSink;
use super::stores::lock;

/// The waiting rows, by the tickets for sending them.
#[derive(Default)]
pub(super) struct RowTurns(Mutex<HashMap<Ticket, oneshot::Sender<RowTurn>>>);

impl RowTurns {
    /// Reports that a row is recorded, and waits for its turn.
    ///
    /// # Errors
    ///
    /// Returns an error if the row must not be sent.
    pub(super) async fn wait(&self, ticket: Ticket, report: &EventSink) -> Result<(), Failure> {
        let (sender, turn) = oneshot::channel();
        lock(&self.0).insert(ticket, sender);
        report(OfficeEvent::RowRecorded(ticket));
        match turn.await {
            Ok(RowTurn::Send) => Ok(()),
            Ok(RowTurn::KeepBack) | Err(_) => {
                Err(Failure::NotSent(Report::of(Cause::StoppedBeforeSending)))
            }
        }
    }

    /// Ends the wait of the row with this ticket.
    pub(super) fn give(&self, ticket: Ticket, turn: RowTurn) {
        if let Some(waiting) = lock(&self.0).remove(&ticket) {
            // The call is given up only when the session ends.
            let _ = waiting.send(turn);
        }
    }
}
