//! The progress of the rows of a list.

use strum::IntoStaticStr;

use booking::{Meaning, Outcome};

use crate::{Office, Phase, Submission, SubmissionId};

use super::{Bulk, BulkEnd, BulkRow, NotSent};

/// The states of rows that need a person's attention once the list is done.
const OPEN: [RowState; 3] = [RowState::Conflict, RowState::NoTime, RowState::NotMade];

/// The state of a row.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum RowState {
    /// A person has left it out.
    LeftOut,
    /// The calendar of its day is still to be read.
    Reading,
    /// The row is sent with the list.
    Ready,
    /// A conflict prevents sending it.
    Conflict,
    /// No time was found for the move, so it is not sent.
    NoTime,
    /// The row is queued.
    Waiting,
    /// The time or the appointment is being checked.
    Checking,
    /// The change was sent.
    Sending,
    /// The server asked to wait.
    AskedToWait,
    /// The change was made.
    Made,
    /// The change was not made.
    NotMade,
    /// The outcome is unknown and being looked up.
    Unknown,
}

impl RowState {
    /// Returns the word for scripts.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Office {
    /// Returns the row of the list that is being checked or sent.
    pub fn row_under_way(&self) -> Option<&Submission> {
        self.changes.awaited().find(|open| open.is_of_bulk())
    }

    /// Returns whether a list is being sent, or a row of it still awaits its answer.
    pub fn is_bulk_at_work(&self) -> bool {
        let is_working = self.bulk.as_ref().is_some_and(|bulk| bulk.is_working);
        is_working || self.row_under_way().is_some()
    }

    /// Returns whether a row's change is queued.
    pub fn waits_for_its_turn(&self, id: SubmissionId) -> bool {
        self.changes.get(id).is_some_and(Submission::is_queued)
    }

    /// Returns the state of a row.
    pub fn row_state(&self, bulk: &Bulk, row: &BulkRow) -> RowState {
        let open = row.open.and_then(|id| self.changes.get(id));
        match (
            &row.outcome,
            open.map(|open| (open, open.phase(), open.meaning())),
        ) {
            (Some(Outcome::Failed(_)), _) => RowState::NotMade,
            (Some(_), _) => RowState::Made,
            (None, Some((_, Some(Phase::Checking), _))) => RowState::Checking,
            (None, Some((_, Some(Phase::Sending), _))) => RowState::Sending,
            (None, Some((_, Some(Phase::Waiting), _))) => RowState::AskedToWait,
            (None, Some((_, _, Some(Meaning::Unknown)))) => RowState::Unknown,
            (None, Some((_, _, Some(_)))) => RowState::NotMade,
            _ if row.is_left_out => RowState::LeftOut,
            // A person has removed the change from the Outbox.
            (None, None) if row.open.is_some() => RowState::LeftOut,
            _ if row.no_time().is_some() => RowState::NoTime,
            _ if row.proposal.is_some() => RowState::Reading,
            _ if row.has_conflict() => RowState::Conflict,
            _ if bulk.is_working && row.is_held_back => RowState::Conflict,
            (None, Some(_)) if bulk.is_working => RowState::Waiting,
            _ if self.has_read_row(bulk, row) => RowState::Ready,
            _ => RowState::Reading,
        }
    }

    /// Returns the number of rows in these states.
    pub fn rows_in(&self, bulk: &Bulk, states: &[RowState]) -> usize {
        bulk.rows
            .iter()
            .filter(|row| states.contains(&self.row_state(bulk, row)))
            .count()
    }

    /// Returns the final counts of the rows.
    pub fn end_of(&self, bulk: &Bulk) -> BulkEnd {
        BulkEnd {
            count: bulk.rows.len(),
            made: self.rows_in(bulk, &[RowState::Made]),
            unknown: self.rows_in(bulk, &[RowState::Unknown]),
            open: self.rows_in(bulk, &OPEN),
        }
    }

    /// Returns why a list can't be sent, if it can't.
    pub fn why_not_sent(&self, bulk: &Bulk) -> Option<NotSent> {
        if self.rows_in(bulk, &[RowState::Reading]) > 0 {
            return Some(NotSent::Reading);
        }
        let is_ready = |row: &&BulkRow| self.row_state(bulk, row) == RowState::Ready;
        let Some(first) = bulk.rows.iter().find(is_ready) else {
            return Some(NotSent::NothingReady);
        };
        let clinic = first.change.clinic();
        self.is_unreachable(clinic)
            .then_some(NotSent::Unreachable(clinic))
    }

    /// Returns the visits of a series, or of a part of it, that were not booked because their times are not free.
    pub fn visits_not_free(&self, bulk: &Bulk) -> Vec<BulkRow> {
        if !bulk.is_series {
            return Vec::new();
        }
        let is_not_free = |row: &&BulkRow| {
            let state = self.row_state(bulk, row);
            row.open.is_some() && matches!(state, RowState::Conflict | RowState::NoTime)
        };
        bulk.rows.iter().filter(is_not_free).cloned().collect()
    }

    /// Returns whether the list was sent, and nothing is left to do in it: every row is made, left out or being looked up.
    pub fn is_finished(&self, bulk: &Bulk) -> bool {
        let sent = self.rows_in(bulk, &[RowState::Made, RowState::Unknown]);
        let left_out = self.rows_in(bulk, &[RowState::LeftOut]);
        !self.is_bulk_at_work() && sent > 0 && sent + left_out == bulk.rows.len()
    }
}
