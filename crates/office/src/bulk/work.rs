//! Sending the list: one row after the other is sent like any change, until a person stops the list or the clinic can't be
//! used. Queued rows are recorded, so that a crash loses none.

use chrono::{DateTime, Utc};

use booking::{
    AppointmentRef, Change, Claim, Draft, Failure, Free, Life, ListId, ListPlace, Meaning, Outcome,
    Settlement,
};

use crate::{
    ChangeNews, ChangeOrigin, ChangeRef, Effect, Office, OfficeNews, Phase, StoreOp, Submission,
    SubmissionId, VisitTime, Withheld,
};

use super::leaving::TimesLeft;
use super::{Bulk, BulkRow, BulkStop, NotSent, RowFailure, RowState};

impl Office {
    /// Puts every row that may still be sent into the queue, each once, so that a crash loses none. Rows without
    /// conflicts are sent from there, one after the other; the others stay there until they get another time.
    ///
    /// # Errors
    ///
    /// Returns why nothing is sent.
    pub fn send_bulk(&mut self) -> Result<(), NotSent> {
        let Some(mut bulk) = self.bulk.take() else {
            return Err(NotSent::NothingReady);
        };
        let why = self.why_not_sent(&bulk);
        if why.is_none() {
            let is_new = |row: &&mut BulkRow| {
                row.is_pending() && row.open.is_none() && row.proposal.is_none()
            };
            let list = self.list_of(&bulk);
            bulk.list = Some(list);
            for row in &mut bulk.rows {
                row.is_held_back = row.has_conflict();
            }
            for row in bulk.rows.iter_mut().filter(is_new) {
                let place = self.next_place(list);
                row.open = Some(self.put_into_queue(row.change.clone(), Some(place)));
            }
            // Others were queued by themselves.
            for row in &bulk.rows {
                let place = self.next_place(list);
                let queued = self
                    .changes
                    .iter_mut()
                    .find(|open| Some(open.id()) == row.open);
                if let Some(open) = queued {
                    open.list = open.list.or(Some(place));
                }
            }
            (bulk.is_working, bulk.stopped) = (true, None);
        }
        self.bulk = Some(bulk);
        why.map_or(Ok(()), Err)
    }

    /// Returns the list to which the rows belong: that of rows which an earlier run has sent a part of, else a new one.
    fn list_of(&mut self, bulk: &Bulk) -> ListId {
        let queued = bulk
            .rows
            .iter()
            .filter_map(|row| self.changes.get(row.open?));
        let known = queued.filter_map(|open| open.list).map(|place| place.list);
        let known = bulk.list.or(known.min());
        known.unwrap_or_else(|| self.new_list_to_undo(&bulk.takes_back))
    }

    /// Returns the id of a list whose changes are sent from now on.
    pub fn new_list(&mut self) -> ListId {
        ListId::new(self.moment.now, self.ticket().number())
    }

    /// Returns the place of a change that is put into a list.
    pub fn next_place(&mut self, list: ListId) -> ListPlace {
        list.place(self.moment.now, self.ticket().number())
    }

    /// Does what follows from what is known by now: drops the collisions that are resolved, and finds the conflicts of the
    /// list and its times; what the list needs for that is read if `reads`. Returns the row that is to be submitted next, for
    /// the face to give it the draft of its booking. Is to be called after every event, and after everything that somebody
    /// does.
    pub fn follow_up(&mut self, reads: bool) -> Option<Submission> {
        self.drop_resolved_collisions();
        self.read_next_to_undo();
        self.sync_bulk(reads);
        self.take_next_row()
    }

    /// Takes the next row out of the queue for submission when the one before is done. Ends the list after the last
    /// one.
    fn take_next_row(&mut self) -> Option<Submission> {
        if self.changes.awaited().next().is_some() {
            return None;
        }
        let bulk = self.bulk.as_ref().filter(|bulk| bulk.is_working)?;
        let times = TimesLeft::of(bulk);
        let is_next = |index: &usize| {
            self.row_state(bulk, &bulk.rows[*index]) == RowState::Waiting
                && !self.awaits_another(bulk, &times, *index)
        };
        let next = times.order().into_iter().find(is_next);
        let needed = next.map(|index| times.needed_by(index)).unwrap_or_default();
        let left = needed.iter().map(|index| &bulk.rows[*index].change);
        let left: Vec<AppointmentRef> = left.filter_map(Change::leaves).cloned().collect();
        if self.are_slots_being_marked_at(&left) {
            return None;
        }
        let next = next.map(|index| &bulk.rows[index]);
        let Some((id, clinic)) = next.and_then(|row| Some((row.open?, row.change.clinic()))) else {
            self.finish_bulk();
            return None;
        };
        if self.is_unreachable(clinic) {
            self.stop_bulk(BulkStop::Unreachable(clinic));
            return None;
        }
        let open = self.changes.remove(id)?;
        if let Some(row) = self.row_mut(id) {
            row.queued = open.on_record;
        }
        let time = match &self.bulk {
            Some(bulk) => self.time_in_list(bulk, open.change(), &left),
            None => VisitTime::default(),
        };
        Some(Submission {
            time: VisitTime {
                leaving: Vec::new(),
                is_just_left: !left.is_empty(),
                ..time
            },
            beside: self.queued_beside(),
            origin: ChangeOrigin::Bulk,
            is_awaited: true,
            ..open
        })
    }

    /// Returns the queued changes of the list.
    fn queued_beside(&self) -> Vec<ChangeRef> {
        let rows = self.bulk.iter().flat_map(|bulk| &bulk.rows);
        let waiting = |row: &BulkRow| {
            self.changes
                .get(row.open?)
                .filter(|open| open.is_queued())?
                .record()
        };
        rows.filter_map(|row| row.queued.reference().or_else(|| waiting(row)))
            .collect()
    }

    /// Updates the outcomes of rows that were unknown.
    pub(super) fn learn_outcomes(&self, bulk: &mut Bulk) {
        for row in bulk.rows.iter_mut().filter(|row| row.outcome.is_none()) {
            let open = row.open.and_then(|id| self.changes.get(id));
            let outcome = open.and_then(|open| open.life.outcome());
            row.outcome = outcome.filter(|outcome| !matches!(outcome, Outcome::Failed(_)));
        }
    }

    fn row_mut(&mut self, id: SubmissionId) -> Option<&mut BulkRow> {
        self.bulk.as_mut()?.row_of(id)
    }

    /// Ends the list, and reports its outcome.
    fn finish_bulk(&mut self) {
        let Some(bulk) = self.bulk.as_deref() else {
            return;
        };
        let end = self.end_of(bulk);
        if let Some(bulk) = &mut self.bulk {
            bulk.is_working = false;
        }
        self.tell(OfficeNews::BulkEnded(end));
    }

    /// Stops the list. A row that has not been sent yet stays queued.
    pub fn stop_bulk(&mut self, why: BulkStop) {
        let under_way = self.row_under_way();
        let checked = under_way.filter(|open| open.phase() == Some(Phase::Checking));
        let checked = checked.map(Submission::id);
        if let Some(open) = checked.and_then(|id| self.changes.remove(id)) {
            self.requeue(&open);
        }
        if let Some(bulk) = &mut self.bulk {
            (bulk.is_working, bulk.stopped) = (false, Some(why.clone()));
        }
        self.tell(OfficeNews::BulkStopped(why));
    }

    /// Closes the list unless its changes are being sent. Unsent changes stay queued.
    pub fn close_idle_bulk(&mut self) {
        self.bulk.take_if(|bulk| !bulk.is_working);
    }

    /// Returns the rows of the list, to be altered; empty if there is no list.
    pub fn bulk_rows_mut(&mut self) -> &mut [BulkRow] {
        match &mut self.bulk {
            Some(bulk) => &mut bulk.rows,
            None => &mut [],
        }
    }

    /// Sets the reason of all rows of the list that are still to be cancelled.
    pub fn give_bulk_reason(&mut self, reason: &str) {
        if let Some(bulk) = &mut self.bulk {
            bulk.give_reason(reason);
        }
    }

    /// Takes the draft that the list was made from.
    pub fn take_draft_of_bulk(&mut self) -> Option<Draft> {
        self.bulk.as_mut()?.made_of.take()
    }

    /// Closes the list. Visits of a series that are not free or were left out are forgotten; other unsent changes stay
    /// queued.
    pub fn close_bulk(&mut self) {
        let Some(bulk) = self.bulk.take() else {
            return;
        };
        if !bulk.is_series {
            return;
        }
        let is_over = |row: &&BulkRow| {
            let state = self.row_state(&bulk, row);
            matches!(
                state,
                RowState::Conflict | RowState::NoTime | RowState::LeftOut
            )
        };
        let rows = bulk.rows.iter();
        let over: Vec<SubmissionId> = rows.filter(is_over).filter_map(|row| row.open).collect();
        for id in over {
            if self.waits_for_its_turn(id) {
                self.drop_change(id);
            }
        }
    }

    /// Queues a row again that was not sent or not made, under its existing record.
    fn requeue(&mut self, open: &Submission) {
        let row = self.row_mut(open.id());
        let on_record = row.map(|row| row.queued).unwrap_or_default();
        let life = Life::new(open.change().clone(), Vec::new());
        self.changes.put(Submission {
            life,
            draft: None,
            asked: None,
            is_awaited: false,
            in_book: None,
            on_record,
            ..open.clone()
        });
    }

    /// Notes news about a submitted row of the list. Other news is ignored.
    pub(crate) fn note_row(&mut self, news: &ChangeNews) {
        match news {
            ChangeNews::Withheld(open, why) if open.is_of_bulk() => self.on_row_withheld(open, why),
            ChangeNews::Made(open, ..) if open.is_of_bulk() => self.on_row_made(open),
            ChangeNews::NotMade(open, failure) if open.is_of_bulk() => {
                self.on_row_failed(open, failure)
            }
            ChangeNews::Unknown(open) if open.is_of_bulk() => self.on_row_unknown(open),
            _ => {}
        }
    }

    fn on_row_withheld(&mut self, open: &Submission, why: &Withheld) {
        match why {
            Withheld::Altered(_) | Withheld::SuccessorLost(_) => {
                self.withhold_row(open, Meaning::NotSent, RowFailure::Altered);
            }
            Withheld::Unread => self.withhold_row(open, Meaning::NotSent, RowFailure::Unread),
            Withheld::TimeGone(free) => self.on_row_taken(open, Some(free.clone())),
            Withheld::Conflicts(_) => self.on_row_taken(open, None),
            Withheld::Claimed(claim) => self.on_row_claimed(open, claim),
        }
    }

    /// Handles a time that has been taken meanwhile: the row is not sent, and another time is searched for.
    fn on_row_taken(&mut self, open: &Submission, free: Option<Free>) {
        self.requeue(open);
        let moment = self.moment;
        let to = open.change().placed();
        let days = to.and_then(|to| self.days_of(to));
        let provider = open.change().provider();
        if let (Some(row), Some(_)) = (self.row_mut(open.id()), &free) {
            row.is_gone = true;
        }
        let times = self.bulk.iter_mut().flat_map(|bulk| &mut bulk.free);
        let mut times = times.filter(|times| Some(&times.question().provider) == provider.as_ref());
        if let (Some(times), Some(days), Some(free)) = (times.next(), days, free) {
            times.read(days.first(), free, moment);
        }
    }

    /// Handles a claim by another recorded change on a row's visit or time: the row is not sent.
    fn on_row_claimed(&mut self, open: &Submission, claim: &Claim) {
        if let Some(row) = self.row_mut(open.id()) {
            (row.is_gone, row.claim) = (true, Some(claim.clone()));
        }
        self.on_row_taken(open, None);
    }

    /// Queues a row that was not made, with the reason.
    fn withhold_row(&mut self, open: &Submission, meaning: Meaning, refusal: RowFailure) {
        self.requeue(open);
        if let Some(row) = self.row_mut(open.id()) {
            (row.outcome, row.refusal, row.alternative) =
                (Some(Outcome::Failed(meaning)), Some(refusal), None);
        }
    }

    /// Handles a row that was not made. If its cause affects all other rows too, the list stops.
    fn on_row_failed(&mut self, open: &Submission, failure: &Failure) {
        if !failure.stops_others() {
            let refusal = RowFailure::Failed(failure.clone());
            return self.withhold_row(open, failure.meaning(), refusal);
        }
        self.requeue(open);
        let change = Box::new(open.change().clone());
        self.stop_bulk(BulkStop::Failed(change, failure.clone()));
    }

    fn on_row_made(&mut self, open: &Submission) {
        let Some(row) = self.row_mut(open.id()) else {
            return;
        };
        row.outcome = open.life.outcome();
        let settled = row.leave_queue();
        self.request(settled);
    }

    /// Handles a lost answer to a row: the change is looked up like any other, and the next row is sent meanwhile.
    fn on_row_unknown(&mut self, open: &Submission) {
        let settled = self.row_mut(open.id()).and_then(BulkRow::leave_queue);
        self.request(settled);
    }

    /// Gives a row another time. In the records the new change replaces the old one. The rows of a series stay in order
    /// of date. Returns the new index of the row; `None` if the change can't have that time.
    pub fn retime_row(&mut self, index: usize, start: DateTime<Utc>) -> Option<usize> {
        let mut bulk = self.bulk.take()?;
        let change = self.row_at(&bulk.rows[index], start);
        let index = change.map(|change| {
            let row = &mut bulk.rows[index];
            row.retime(change.clone());
            if let Some(old) = row.open.and_then(|id| self.changes.remove(id)) {
                row.open = Some(self.put_into_queue(change, old.list));
                self.request(old.record().map(taken_up));
            }
            bulk.put_in_order(index)
        });
        self.bulk = Some(bulk);
        index
    }
}

/// Returns the effect that settles the record of a queued change.
pub(super) fn taken_up(record: ChangeRef) -> Effect {
    Effect::Store(StoreOp::Settle(
        record,
        Settlement::ByHand("taken-up"),
        None,
    ))
}
