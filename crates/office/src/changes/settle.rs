//! Settling lost changes by hand or by dropping them; and taking on the changes that an earlier run left behind.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::{
    ChangeRef, Effect, Loss, Office, OfficeNews, Overridden, Override, Reason, StoreOp,
};
use super::submission::{OnRecord, Submission, SubmissionId};
use booking::{
    Change, ChangeStage, Failure, Life, LookupSchedule, Meaning, Outcome, Settlement,
    UnsettledChange,
};

/// Why a person can't state the outcome of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettleObstacle {
    /// The outcome has become known.
    Known,
    /// The clinic's own answer may still arrive, so nobody can know yet that the change was not made.
    AnswerMayCome,
}

/// The word that settles a queued change that is not sent any more.
pub(crate) const TAKEN_OFF: &str = "taken-off";

impl Office {
    /// Notes why a change was not made.
    pub fn note_failure(&mut self, id: SubmissionId, failure: &Failure) {
        self.changes.note_failure(id, failure);
    }

    /// Forgets a change that is neither under way nor recorded.
    pub fn forget_change(&mut self, id: SubmissionId) {
        self.changes.remove(id);
    }

    fn settlement_by_hand(&self, open: &Submission, is_made: bool, reason: Reason) -> Override {
        let kind = if is_made {
            "settled-as-booked"
        } else {
            "settled-as-not-booked"
        };
        let settled_as = |appointment| Overridden { kind, appointment };
        let lookup = open.life.lookup();
        let candidates = lookup.and_then(LookupSchedule::candidates).unwrap_or(&[]);
        let settled = if candidates.is_empty() {
            vec![settled_as(None)]
        } else {
            let ids = candidates.iter().cloned();
            ids.map(|id| settled_as(Some(id))).collect()
        };
        self.override_of(open.change().visit(), settled, reason)
    }

    /// Returns why a person can't state the outcome of a change, if so.
    pub fn obstacle_to_settling(&self, id: SubmissionId, is_made: bool) -> Option<SettleObstacle> {
        let open = self.changes.get(id);
        let Some(open) = open.filter(|open| open.meaning() == Some(Meaning::Unknown)) else {
            return Some(SettleObstacle::Known);
        };
        (open.answer.is_some() && !is_made).then_some(SettleObstacle::AnswerMayCome)
    }

    /// Records the outcome of an unknown change, and how a person knows it.
    ///
    /// # Errors
    ///
    /// Returns why nothing is recorded.
    pub fn settle_by_hand(
        &mut self,
        id: SubmissionId,
        is_made: bool,
        reason: Reason,
    ) -> Result<(), SettleObstacle> {
        if let Some(obstacle) = self.obstacle_to_settling(id, is_made) {
            return Err(obstacle);
        }
        let Some(mut open) = self.changes.remove(id) else {
            return Err(SettleObstacle::Known);
        };
        let record = self.settlement_by_hand(&open, is_made, reason);
        // With several candidates, it is unknown which one it is.
        let candidate = match open.life.lookup().and_then(LookupSchedule::candidates) {
            Some([only]) => Some(only.clone()),
            _ => None,
        };
        // A change that was not made still needs someone, until its draft is taken up or dropped.
        open.life.settle_by_hand(is_made);
        open.answer = None;
        let ticket = self.ticket();
        self.request([Effect::Store(StoreOp::RecordOverride(
            ticket,
            Box::new(record),
        ))]);
        if is_made {
            self.settle_made(&open, candidate.as_deref());
            if let Some(change) = open.in_book {
                self.book.mark_made_by_hand(change, self.moment.up);
            }
            self.changes.note_outcome(id, Outcome::ByHand);
            self.changes.note_second_step(&open);
        } else {
            self.request(open.settled_as(open.settlement()));
            self.record_not_made(open.in_book);
        }
        self.changes.put(open);
        Ok(())
    }

    /// Forgets a change, unless it may have been made.
    pub fn drop_change(&mut self, id: SubmissionId) {
        if self.may_be_made(id) {
            return;
        }
        if let Some(open) = self.changes.remove(id) {
            self.request(open.settled_as(Settlement::ByHand(TAKEN_OFF)));
        }
    }

    /// Returns whether it is unknown if a change was made.
    fn may_be_made(&self, id: SubmissionId) -> bool {
        let open = self.changes.get(id);
        open.is_some_and(|open| open.answer.is_some() || open.meaning() == Some(Meaning::Unknown))
    }

    /// Removes a change from the list of waiting ones, because a person takes it up again. `None` if there is no such
    /// change, or if it may have been made, because it could then be sent twice.
    pub fn take_up(&mut self, id: SubmissionId) -> Option<Submission> {
        if self.may_be_made(id) {
            return None;
        }
        let open = self.changes.remove(id)?;
        self.request(open.settled_as(Settlement::ByHand("taken-up")));
        Some(open)
    }

    /// Takes on the unsettled changes that an earlier run left behind, and reports their ids here.
    pub(crate) fn take_on_each(&mut self, unsettled: Vec<UnsettledChange>) {
        let left = unsettled.into_iter();
        let taken_on = left.filter_map(|change| self.take_on(change)).collect();
        self.tell(OfficeNews::TakenOn(taken_on));
    }

    /// Takes on an unsettled change that an earlier run left behind. Returns its id; `None` if it is still under way
    /// here and therefore unchanged.
    fn take_on(&mut self, unsettled: UnsettledChange) -> Option<SubmissionId> {
        let UnsettledChange {
            name,
            change,
            at,
            lost_at,
            others,
            is_not_made,
            is_alone,
            list,
        } = unsettled;
        // The change may return from a desk that had taken it over.
        let is_same = |open: &Submission| open.record() == Some(ChangeRef::Left(name));
        let is_at_work_here = |open: &Submission| is_same(open) && open.is_at_work();
        if self.changes.iter().any(is_at_work_here) {
            return None;
        }
        if let Some(open) = self.changes.take(is_same) {
            self.record_not_made(open.in_book);
        }
        self.changes
            .drop_each(|open| open.is_second_of(&change, &others));
        // The clinic may have made a new appointment after a look-up did not find it.
        let is_looked_up = !is_not_made || change.makes().is_some();
        let in_book = is_looked_up.then(|| self.book.record(&change));
        if let Some(in_book) = in_book {
            self.book.mark_lost(in_book);
            if let Some(place) = list {
                self.book.put_into_list(in_book, place.list);
            }
        }
        let lookup = if is_not_made {
            LookupSchedule::once_more(Duration::ZERO, self.moment.up)
        } else {
            self.lookup_of(&change, &others, lost_at)
        };
        let life = if is_looked_up {
            Life::left_behind(change, others, lookup)
        } else {
            Life::not_made(change, others)
        };
        let id = self.changes.put(Submission {
            on_record: OnRecord::As(ChangeRef::Left(name)),
            in_book,
            is_alone,
            list,
            ..Submission::new(life, None, at)
        });
        self.changes.submit(id);
        Some(id)
    }

    /// Returns the look-up schedule of a change that an earlier run left, or that this desk mistook for one
    /// of `others`.
    fn lookup_of(
        &mut self,
        change: &Change,
        others: &[String],
        lost_at: Option<DateTime<Utc>>,
    ) -> LookupSchedule {
        let call_limit = self.setup.call_limit;
        let up = self.moment.up;
        let is_taken = |open: &Submission| match open.life.stage() {
            ChangeStage::Made { id: Some(id), .. } => {
                open.change() == change && others.contains(id)
            }
            _ => false,
        };
        let before = self.changes.take(is_taken);
        let again = before.and_then(|open| match open.life.stage() {
            ChangeStage::Made { lookup, .. } => Some(lookup.as_ref()?.again(call_limit, up)),
            _ => None,
        });
        if let Some(again) = again {
            return again;
        }
        let lookup = LookupSchedule::left_behind(call_limit, up).with_lag(change.lag());
        let age = lost_at.and_then(|lost| (self.moment.now - lost).to_std().ok());
        match age {
            // A wrong clock must not let a new appointment be made twice; a change of one is the same made twice.
            Some(age) if change.appointment().is_some() => lookup.lost_for(age),
            _ => lookup,
        }
    }

    /// Records that another desk has taken over a change.
    pub(crate) fn note_loss(&mut self, record: ChangeRef, loss: Loss) {
        let is_same = |open: &&mut Submission| open.record() == Some(record);
        if let Some(open) = self.changes.iter_mut().find(is_same) {
            open.loss = Some(loss);
        }
        self.drop_taken_over();
    }

    /// Renames a change that returns from another desk before this window has learnt of the loss, so that it is listed
    /// once, under its name in the records.
    pub(crate) fn rename_returned(&mut self, record: ChangeRef, name: Uuid) {
        let is_same = |open: &&mut Submission| open.record() == Some(record);
        if let Some(open) = self.changes.iter_mut().find(is_same) {
            open.on_record = OnRecord::As(ChangeRef::Left(name));
            open.loss = None;
        }
    }
}
