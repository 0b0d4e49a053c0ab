//! The rows of a file. Several may be submitted at once.

use std::sync::Arc;

use uuid::Uuid;

use super::super::{Effect, FileRow, Office, RowTurn, Ticket};
use super::submission::{ChangeOrigin, Phase, Submission, SubmissionId};
use booking::{Cause, Failure, Life, Report};

/// The change of a row of a file, checked and confirmed with the whole file.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// The change before it is sent.
    pub life: Life,
    /// The row of the file.
    pub row: FileRow,
    /// The recorded changes for the same visit or time that do not prevent sending it, by their names in the records.
    pub known_claims: Vec<Uuid>,
    /// Whether it is sent although the other desks may not see it yet.
    pub goes_alone: bool,
}

impl Office {
    /// Submits the change of a row of a file. Several may be under way at once; none affects the forms. A row that
    /// alters an appointment is first checked against it, like every change. Once recorded, each row waits for its
    /// turn. Returns the id of the change.
    pub fn submit_row(&mut self, change: RowChange) -> SubmissionId {
        let RowChange {
            life,
            row,
            known_claims,
            goes_alone,
        } = change;
        if goes_alone {
            self.go_alone();
        }
        self.submit(Submission {
            origin: ChangeOrigin::Row(Arc::new(row)),
            is_awaited: true,
            known_claims,
            ..Submission::new(life, None, self.moment.now)
        })
    }

    /// Notes that the row whose answer has this ticket is recorded and waits for its turn.
    pub(crate) fn on_row_recorded(&mut self, ticket: Ticket) {
        let mut changes = self.changes.iter_mut();
        if let Some(open) = changes.find(|open| open.answer == Some(ticket)) {
            open.awaits_turn = true;
        }
    }

    /// Ends the wait of a recorded row. Does nothing for a change that does not wait for its turn.
    pub fn give_turn(&mut self, id: SubmissionId, turn: RowTurn) {
        let waiting = self.changes.get_mut(id).filter(|open| open.awaits_turn);
        let Some(open) = waiting else {
            return;
        };
        open.awaits_turn = false;
        let ticket = open.answer;
        self.request(ticket.map(|ticket| Effect::Turn(ticket, turn)));
    }

    /// Stops sending all rows, each as with [`Office::stop_row`].
    pub fn stop_rows(&mut self) {
        let rows = self.changes.awaited().filter(|open| open.is_of_file());
        let ids: Vec<SubmissionId> = rows.map(Submission::id).collect();
        for id in ids {
            self.stop_row(id);
        }
    }

    /// Stops sending a row: one that is being checked is not sent, and one that a server has refused or asked to wait
    /// is not sent again. Does nothing for a change that is not under way as a row.
    pub fn stop_row(&mut self, id: SubmissionId) {
        let is_row = |open: &Submission| open.id() == id && open.is_of_file();
        let Some(mut open) = self.changes.take(is_row) else {
            return;
        };
        match open.phase() {
            Some(Phase::Checking) => {
                let stopped = Failure::NotSent(Report::of(Cause::StoppedBeforeSending));
                self.changes.note_failure(id, &stopped);
            }
            Some(Phase::Waiting) => {
                open.life.cannot_tell(self.moment.up);
                self.changes.put(Submission {
                    is_awaited: false,
                    ..open
                });
            }
            Some(Phase::Sending) | None => _ = self.changes.put(open),
        }
    }
}
