//! The rows of a list that leave their times to one another: the order in which they are sent, and the rows that can't be
//! sent because another one stays.

use booking::AppointmentRef;

use crate::{Office, Submission};

use super::{Bulk, BulkRow, RowState};

/// For each row of a list, the rows whose appointments have to leave the time that it gets.
pub(super) struct TimesLeft {
    needs: Vec<Vec<usize>>,
}

impl TimesLeft {
    pub(super) fn of(bulk: &Bulk) -> TimesLeft {
        TimesLeft {
            needs: bulk.rows.iter().map(|row| needs_of(bulk, row)).collect(),
        }
    }

    /// Takes in that a row has got another time.
    pub(super) fn retime(&mut self, bulk: &Bulk, index: usize) {
        self.needs[index] = needs_of(bulk, &bulk.rows[index]);
    }

    /// Returns the rows whose appointments have to leave the time of this one.
    pub(super) fn needed_by(&self, index: usize) -> &[usize] {
        &self.needs[index]
    }

    /// Returns all rows, each behind those that it needs, otherwise in their own order. Of rows that need one another any
    /// may be first.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut is_seen = vec![false; self.needs.len()];
        for index in 0..self.needs.len() {
            self.put_behind_needed(index, &mut is_seen, &mut order);
        }
        order
    }

    fn put_behind_needed(&self, index: usize, is_seen: &mut [bool], order: &mut Vec<usize>) {
        if is_seen[index] {
            return;
        }
        is_seen[index] = true;
        for needed in &self.needs[index] {
            self.put_behind_needed(*needed, is_seen, order);
        }
        order.push(index);
    }

    /// Returns, for each row, whether it needs this one to leave, or another one that does.
    fn are_behind(&self, index: usize) -> Vec<bool> {
        let mut is_behind = vec![false; self.needs.len()];
        let mut reached = vec![index];
        while let Some(last) = reached.pop() {
            for (other, needs) in self.needs.iter().enumerate() {
                if needs.contains(&last) && !is_behind[other] {
                    is_behind[other] = true;
                    reached.push(other);
                }
            }
        }
        is_behind
    }
}

impl Office {
    /// Returns the appointments of other rows that leave their times before this one is sent. A row that waits for this one
    /// does not.
    pub(super) fn leaving_before(
        &self,
        bulk: &Bulk,
        times: &TimesLeft,
        index: usize,
    ) -> Vec<AppointmentRef> {
        let is_behind = times.are_behind(index);
        let others = bulk.rows.iter().zip(is_behind).enumerate();
        let leaving = others.filter(|(other, (row, is_behind))| {
            *other != index && !is_behind && self.is_leaving(bulk, row)
        });
        leaving
            .filter_map(|(_, (row, _))| row.change.leaves().cloned())
            .collect()
    }

    /// Whether the appointment of a row is going to leave its time, and has not left it yet.
    pub(super) fn is_leaving(&self, bulk: &Bulk, row: &BulkRow) -> bool {
        let Some(of) = row.change.leaves() else {
            return false;
        };
        match self.row_state(bulk, row) {
            RowState::Reading
            | RowState::Ready
            | RowState::Waiting
            | RowState::Checking
            | RowState::Sending
            | RowState::AskedToWait => true,
            // The appointment that another one replaces is cancelled by a second step.
            RowState::Made => {
                let is_second = |open: &&Submission| open.is_second_step() && open.is_about(of);
                self.changes.awaited().any(|open| is_second(&open))
            }
            RowState::LeftOut
            | RowState::Conflict
            | RowState::NoTime
            | RowState::NotMade
            | RowState::Unknown => false,
        }
    }

    /// Whether a row has to wait until the appointment of another one has left its time.
    pub(super) fn awaits_another(&self, bulk: &Bulk, times: &TimesLeft, index: usize) -> bool {
        let mut needed = times.needed_by(index).iter();
        needed.any(|other| self.is_leaving(bulk, &bulk.rows[*other]))
    }

    /// Returns the row of the list whose appointment stays at the time that this one, which has a conflict, was to get.
    pub fn row_in_the_way<'b>(&self, bulk: &'b Bulk, row: &BulkRow) -> Option<&'b BulkRow> {
        if row.against.is_empty() {
            return None;
        }
        let stays = |other: &&BulkRow| {
            let state = self.row_state(bulk, other);
            state != RowState::Made && !self.is_leaving(bulk, other)
        };
        let mut others = bulk.rows.iter().filter(|other| is_needed_by(other, row));
        others.find(stays)
    }
}

/// Returns the rows whose appointments have to leave the time of a row.
fn needs_of(bulk: &Bulk, row: &BulkRow) -> Vec<usize> {
    let others = bulk.rows.iter().enumerate();
    let others = others.filter(|(_, other)| is_needed_by(other, row));
    others.map(|(index, _)| index).collect()
}

/// Whether the appointment of one row has the time that another row gets.
fn is_needed_by(one: &BulkRow, row: &BulkRow) -> bool {
    let of = one.change.leaves();
    row.proposal.is_none() && of.is_some_and(|of| row.change.needs_time_of(of))
}
