//! The second step of a change: confirmed by a person together with the first one, and sent automatically
//! once the first is certainly made. The second step is queued in the same transaction as the outcome of the
//! first, and sent out of the queue, so that no crash loses or repeats it. Nobody waits for it; a second step
//! that can't be made is listed for a person.

use crate::{
    Asker, Effect, Intent, Pane, Part, RecordRef, SecondStep, Settlement, StoreOp, Submissions,
    note,
};
use booking::{Appointment, Change, Language, Life, Meaning};
use i18n::say;

use super::state::{ChangeWaiter, Submission, SubmissionId};

impl Part<'_, Submissions> {
    /// Records that the first step was made, and checks the second one before it is sent.
    pub(super) fn begin_second_step(&mut self, open: &Submission, change: Change) {
        let ticket = self.ticket(Asker::Change);
        let second = SecondStep {
            ticket,
            change: change.clone(),
        };
        let settled = open.intent.map(|intent| {
            Effect::Store(StoreOp::Settle(
                intent,
                open.settlement(),
                Some(Box::new(second)),
            ))
        });
        let second = Submission {
            intent: Some(RecordRef::Sent(ticket)),
            waiter: Some(ChangeWaiter::FirstStep),
            ..Submission::new(Life::new(change, Vec::new()), None, self.office.moment.now)
        };
        self.request(settled);
        self.check(second);
    }

    /// Sends a second step that waits or was not made, or looks once more for a first step that was not there.
    /// This is required before the next change of its appointment.
    pub(crate) fn finish_change(&mut self, id: SubmissionId) {
        if self
            .office
            .changes
            .get(id)
            .is_some_and(Submission::is_missed)
        {
            return self.look_again(id);
        }
        let Some(open) = self
            .office_mut()
            .changes
            .take(|open| open.id() == id && open.is_unfinished())
        else {
            return;
        };
        let life = Life::new(open.change().clone(), Vec::new());
        let (asked, recorded, loss, waiter) = (None, None, None, Some(ChangeWaiter::FirstStep));
        self.check(Submission {
            life,
            asked,
            recorded,
            loss,
            waiter,
            ..open
        })
    }

    /// Settles a second step whose appointment is already cancelled.
    pub(super) fn note_second_step_done(&mut self, open: &Submission, read: &Appointment) {
        self.clamp_outbox_selection();
        self.office_mut().changes.note_made(open, read);
        self.request(open.settled_as(Settlement::ByHand("booked")));
    }

    /// Withholds a second step whose appointment has changed. It stays queued and waits for a person.
    pub(super) fn withhold_second_step(&mut self, open: Submission) {
        self.office_mut().changes.put(Submission {
            waiter: None,
            ..open
        });
        self.note(note!("second-step-withheld"));
        self.want(Intent::BringToFront(Pane::Outbox));
    }

    /// Handles a second step that was not made: it waits for a person.
    pub(super) fn on_second_step_failed(&mut self, open: Submission) {
        self.record_not_made(open.recorded);
        let clinic = open.change().clinic().name();
        self.note(note!("second-step-failed", clinic = clinic));
        self.office_mut().changes.put(Submission {
            waiter: None,
            ..open
        });
        self.want(Intent::ChooseNoProblem);
        self.want(Intent::ShowProblems);
    }
}

impl Submission {
    /// Returns the consequence of a second step that is not known to be made.
    pub(crate) fn left_behind(&self, language: Language) -> Option<String> {
        let (new, old) = (self.change().second_after()?, self.change().appointment()?);
        let is_unknown = (self.meaning() == Some(Meaning::Unknown)).to_string();
        Some(say!(
            language,
            "second-step-twice",
            new,
            old = old.id.as_str(),
            unknown = is_unknown
        ))
    }

    /// Whether this is a second step that has not been sent, or was not made.
    pub fn is_unfinished(&self) -> bool {
        let is_left = self.is_queued()
            || self
                .meaning()
                .is_some_and(|meaning| meaning != Meaning::Unknown);
        self.change().second_after().is_some() && !self.is_at_work() && is_left
    }

    /// Whether this is the second step of `change`, which was taken for one of these appointments and turned
    /// out to be another.
    pub(super) fn is_second_of(&self, change: &Change, others: &[String]) -> bool {
        let about = |change: &Change| change.appointment().map(|of| of.id.clone());
        let is_after = self
            .change()
            .second_after()
            .is_some_and(|id| others.iter().any(|other| other == id));
        is_after
            && change
                .then(None)
                .is_some_and(|then| about(&then) == about(self.change()))
    }
}
