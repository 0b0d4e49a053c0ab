//! The rows of a file, submitted several at once by a driver.

use super::super::Office;
use super::submission::{ChangeWaiter, Phase, Submission, SubmissionId};
use booking::{Cause, Failure, Life, Report};

/// The change of a row of a file, checked and confirmed with the whole file.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// The line of the file in which the row begins, by which the records identify it.
    pub line: u64,
    /// The change before it is sent.
    pub life: Life,
    /// Whether it is sent although the other desks may not see it yet.
    pub goes_alone: bool,
}

/// An order of a driver that submits the rows of a file. Several may be under way at once; none of them touches
/// the forms.
#[derive(Clone, Debug)]
pub enum RowOrder {
    /// Send the change of a row.
    Send(Box<RowChange>),
    /// Stop sending the row that begins in this line, or all rows if `None`.
    Stop(Option<u64>),
}

impl Office {
    /// Follows the order of a driver that submits the rows of a file. A row that alters an appointment is sent
    /// once that appointment has been read.
    pub fn follow_row_order(&mut self, order: RowOrder) {
        let RowChange {
            line,
            life,
            goes_alone,
        } = match order {
            RowOrder::Send(row) => *row,
            RowOrder::Stop(line) => return self.stop_rows(line),
        };
        if goes_alone {
            self.sharing.goes_alone = true;
        }
        let waiter = Some(ChangeWaiter::Row(line));
        self.submit(Submission {
            waiter,
            ..Submission::new(life, None, self.moment.now)
        });
    }

    /// Stops sending the row that begins in this line, or all rows: those still being checked are not sent, and
    /// those that a server has refused or asked to wait are not sent again.
    fn stop_rows(&mut self, only: Option<u64>) {
        let up = self.moment.up;
        let is_stopped = |line: u64| only.is_none_or(|only| only == line);
        let rows = self
            .changes
            .awaited()
            .filter(|open| open.row().is_some_and(is_stopped));
        let ids: Vec<SubmissionId> = rows.map(Submission::id).collect();
        for id in ids {
            let Some(mut open) = self.changes.remove(id) else {
                continue;
            };
            match open.phase() {
                Some(Phase::Checking) => {
                    let stopped = Failure::NotSent(Report::of(Cause::StoppedBeforeSending));
                    self.changes.note_failure(id, &stopped);
                }
                Some(Phase::Waiting) => {
                    open.life.cannot_tell(up);
                    self.changes.put(Submission {
                        waiter: None,
                        ..open
                    });
                }
                Some(Phase::Sending) | None => _ = self.changes.put(open),
            }
        }
    }
}
