//! The second step of a change: confirmed by a person together with the first one, and sent automatically once the
//! first is certainly made. It is queued in the same transaction as the outcome of the first and sent out of the queue,
//! so that no crash loses or repeats it. No person waits for it; if it can't be made, it is listed for a person.

use super::super::{ChangeRef, Effect, Office, SecondStep, StoreOp};
use super::news::ChangeNews;
use super::submission::{ChangeOrigin, OnRecord, Submission, SubmissionId};
use booking::{Appointment, Change, Life, Settlement};

impl Office {
    /// Records that the first step was made, and checks the second one before it is sent.
    pub(super) fn begin_second_step(&mut self, open: &Submission, change: Change) {
        let ticket = self.ticket();
        let second = SecondStep {
            ticket,
            change: change.clone(),
        };
        let settled = open.record().map(|record| {
            Effect::Store(StoreOp::Settle(
                record,
                open.settlement(),
                Some(Box::new(second)),
            ))
        });
        let second = Submission {
            on_record: OnRecord::As(ChangeRef::Sent(ticket)),
            origin: ChangeOrigin::FirstStep,
            is_awaited: true,
            ..Submission::new(Life::new(change, Vec::new()), None, self.moment.now)
        };
        self.request(settled);
        self.submit(second);
    }

    /// Sends a second step that waits or was not made, or looks once more for a first step that was not found. This is
    /// required before the next change of its appointment.
    pub fn finish_change(&mut self, id: SubmissionId) {
        if self.changes.get(id).is_some_and(Submission::is_missed) {
            return self.look_again(id);
        }
        let Some(open) = self
            .changes
            .take(|open| open.id() == id && open.is_unfinished())
        else {
            return;
        };
        self.submit(Submission {
            life: Life::new(open.change().clone(), Vec::new()),
            asked: None,
            in_book: None,
            loss: None,
            origin: ChangeOrigin::FirstStep,
            is_awaited: true,
            ..open
        });
    }

    /// If a person submits a cancellation that a waiting second step would make, returns that second step instead, with
    /// the person's reason. It is sent out of the queue, and waits again if it can't be made.
    pub(super) fn continue_second_step(&mut self, open: Submission) -> Submission {
        if open.origin != ChangeOrigin::Person || open.is_dry_run {
            return open;
        }
        let Some((id, on_record, change)) = self.waiting_second_step(open.change()) else {
            return open;
        };
        self.changes.remove(id);
        self.changes.submit_for_person(id);
        Submission {
            id,
            life: Life::new(change, Vec::new()),
            on_record,
            origin: ChangeOrigin::FirstStep,
            is_awaited: true,
            ..open
        }
    }

    /// Returns the waiting second step that does the same as this cancellation, with the cancellation's reason.
    fn waiting_second_step(
        &self,
        cancellation: &Change,
    ) -> Option<(SubmissionId, OnRecord, Change)> {
        let mut unfinished = self.changes.unfinished_about(cancellation.starts_from()?);
        let waiting = unfinished.find(|waiting| waiting.is_unfinished())?;
        let change = waiting.change().for_reason_of(cancellation)?;
        Some((waiting.id(), waiting.on_record, change))
    }

    /// Settles a second step whose appointment is already cancelled.
    pub(super) fn note_second_step_done(&mut self, open: &Submission, read: &Appointment) {
        self.tell_of_change(ChangeNews::Left);
        self.changes.note_made(open, read);
        self.request(open.settled_as(Settlement::ByHand("booked")));
    }

    /// Withholds a second step because one of its appointments has changed. It stays queued and waits for a person.
    pub(super) fn withhold_second_step(&mut self, open: Submission) {
        let open = Submission {
            is_awaited: false,
            ..open
        };
        self.changes.put(open.clone());
        self.tell_of_change(ChangeNews::SecondStepWithheld(open));
    }

    /// Handles a second step that was not made: it waits for a person.
    pub(super) fn on_second_step_failed(&mut self, open: Submission) {
        self.record_not_made(open.in_book);
        self.tell_of_change(ChangeNews::SecondStepFailed(open.change().clinic()));
        self.changes.put(Submission {
            is_awaited: false,
            ..open
        });
    }
}
