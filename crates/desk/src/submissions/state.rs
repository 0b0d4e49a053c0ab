//! The changes that have left their form: under way, of unknown outcome, waiting for a person, or recently
//! settled; and the outcomes of those that were submitted.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{ChangeForm, Effect, Loss, Override, RecordRef, Settlement, StoreOp, Ticket};
use booking::{Appointment, Change, ChangeId, ChangeStage, Draft, Failure, Life, Meaning, Outcome};

/// The maximum number of settled changes that stay listed: each is drawn in every frame.
const MOST_SETTLED: usize = 5;

/// The id of a change on this desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubmissionId(u64);

/// The party that waits for a change. At most one change at a time has a person or a list waiting for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeWaiter {
    /// A person who pressed the booking key.
    Person,
    /// The bulk list of which it is a row: the next row is sent once this one has ended.
    Bulk,
    /// Only the first step of the same change.
    FirstStep,
    /// The row of a file that begins in this line. Any number of rows may be under way at once.
    Row(u64),
}

/// The phase of a change that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The appointment or the time is being checked before the change is sent.
    Checking,
    /// The change has been sent.
    Sending,
    /// The server refused, or asked to wait; a look-up is to show whether the change was made anyway.
    Waiting,
}

/// A change, with its draft and its pending requests.
#[derive(Clone, Debug)]
pub struct Submission {
    pub(crate) id: SubmissionId,
    /// The change and its stage.
    pub life: Life,
    /// The draft from which it was made, if it was typed in a form.
    pub draft: Option<Draft>,
    /// The form for a change of an appointment from which it was made, until the change is made.
    pub(crate) form: Option<Box<ChangeForm>>,
    /// The override it is sent with, until that is recorded.
    pub(crate) override_entry: Option<Box<Override>>,
    /// The reference to the change in the records, once they have it.
    pub intent: Option<RecordRef>,
    /// The id in the book, once it has been sent.
    pub(crate) recorded: Option<ChangeId>,
    /// The recorded changes for the same visit despite which it is sent.
    pub(crate) known_claims: Vec<Uuid>,
    /// The party that waits for it.
    pub(crate) waiter: Option<ChangeWaiter>,
    /// When the check or the sending began, on the monotonic clock.
    pub since: Duration,
    /// When it was given up or queued, by the wall clock.
    pub at: DateTime<Utc>,
    /// The ticket of a check or a look-up.
    pub(crate) asked: Option<Ticket>,
    /// The ticket under which its own answer may still come.
    pub answer: Option<Ticket>,
    /// Whether it was sent without the other desks' changes being known.
    pub(crate) is_alone: bool,
    /// Whether the records have it: an unrecorded change is lost when the desk ends.
    pub is_recorded: bool,
    /// The desk that has taken it over, if one has.
    pub(crate) loss: Option<Loss>,
}

impl Submission {
    /// Creates a change that has just left its form.
    pub(crate) fn new(life: Life, draft: Option<Draft>, at: DateTime<Utc>) -> Submission {
        Submission {
            id: SubmissionId::default(),
            life,
            draft,
            form: None,
            override_entry: None,
            intent: None,
            recorded: None,
            known_claims: Vec::new(),
            waiter: None,
            since: Duration::ZERO,
            at,
            asked: None,
            answer: None,
            is_alone: false,
            is_recorded: true,
            loss: None,
        }
    }

    /// Returns the id on this desk.
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// Returns the requested change.
    pub fn change(&self) -> &Change {
        self.life.change()
    }

    /// Returns the phase, while the change is waited for.
    pub fn phase(&self) -> Option<Phase> {
        let phase = match self.life.stage() {
            ChangeStage::Ready => Phase::Checking,
            ChangeStage::Sending => Phase::Sending,
            ChangeStage::Refused { .. } => Phase::Waiting,
            ChangeStage::Unknown { .. } | ChangeStage::NotMade(_) | ChangeStage::Made { .. } => {
                return None;
            }
        };
        self.waiter.map(|_| phase)
    }

    /// Returns the meaning of a lost change's outcome.
    pub fn meaning(&self) -> Option<Meaning> {
        self.life.meaning()
    }

    /// Returns the outcome once the change is no longer waited for.
    pub fn outcome(&self) -> Outcome<String> {
        self.life.outcome().unwrap_or(Outcome::Queued)
    }

    /// Whether it waits for a person to release it.
    pub fn is_queued(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Ready) && self.waiter.is_none()
    }

    /// Whether another desk has taken it over and nothing is awaited here.
    pub(super) fn is_lost(&self) -> bool {
        let is_left = self.is_queued() || (self.waiter.is_none() && self.meaning().is_some());
        self.loss.is_some() && self.answer.is_none() && is_left
    }

    /// Whether the change is waited for here, or an answer may still arrive.
    pub(super) fn is_at_work(&self) -> bool {
        self.waiter.is_some() || self.answer.is_some()
    }

    /// Whether it is a row of a bulk list under way.
    pub(crate) fn is_of_bulk(&self) -> bool {
        self.waiter == Some(ChangeWaiter::Bulk)
    }

    /// Returns the line of the file in which its row begins, while it is under way as one.
    pub(crate) fn row(&self) -> Option<u64> {
        match self.waiter {
            Some(ChangeWaiter::Row(line)) => Some(line),
            _ => None,
        }
    }

    /// Whether it is a second step under way.
    pub(crate) fn is_second_step(&self) -> bool {
        self.waiter == Some(ChangeWaiter::FirstStep)
    }

    /// Whether it is made.
    pub fn is_settled(&self) -> bool {
        matches!(self.life.stage(), ChangeStage::Made { .. })
    }

    /// Returns the settlement to record. A second step that was not made stays on record and waits for a
    /// person.
    pub(super) fn settlement(&self) -> Settlement {
        match self.life.stage() {
            ChangeStage::NotMade(_) if self.is_second_step() => Settlement::NotThere,
            _ => self.life.settlement(),
        }
    }

    /// Returns the effect that records this outcome; `None` if the change is not on record.
    pub(super) fn settled_as(&self, settlement: Settlement) -> Option<Effect> {
        Some(Effect::Store(StoreOp::Settle(
            self.intent?,
            settlement,
            None,
        )))
    }
}

/// A submitted change, and its outcome once that is certain.
#[derive(Clone, Debug, Default)]
pub struct SubmissionOutcome {
    /// The line of the file in which its row begins, if it is of a file.
    pub(super) line: Option<u64>,
    pub(super) outcome: Option<Outcome>,
    /// Why it was not made.
    pub failure: Option<Failure>,
    /// Whether its first step was found by a look-up.
    pub is_found: bool,
}

impl SubmissionOutcome {
    /// Returns the id of the appointment that it has made.
    pub fn made(&self) -> Option<&str> {
        Some(self.outcome.as_ref()?.appointment()?.id.as_str())
    }

    /// Marks a change of two steps as made if this is its second step.
    fn complete(&mut self, second: &Submission) {
        if let Some(Outcome::Incomplete(new)) = &self.outcome
            && second.is_second_after(&new.id)
        {
            self.outcome = Some(Outcome::Made(second.change().reported_kind(), new.clone()));
        }
    }
}

/// All changes that have left their form.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    list: Vec<Submission>,
    /// The number of the newest change.
    last_number: u64,
    /// The change that a person submitted last.
    last_submitted: Option<SubmissionId>,
    pub(super) submissions: BTreeMap<SubmissionId, SubmissionOutcome>,
}

impl Changes {
    /// Adds a change. The changes are in the order in which they left their forms, settled ones last.
    pub(crate) fn put(&mut self, mut open: Submission) -> SubmissionId {
        if open.id == SubmissionId::default() {
            self.last_number += 1;
            open.id = SubmissionId(self.last_number);
        }
        if open.is_settled() {
            open.form = None;
        }
        let id = open.id;
        match open.waiter {
            Some(ChangeWaiter::Person) if self.submission() != Some(id) => {
                self.submit_for_person(id)
            }
            Some(ChangeWaiter::Row(line)) if self.submitted(id).is_none() => {
                self.submit(id, Some(line))
            }
            _ => {}
        }
        let is_later =
            |other: &Submission| !open.is_settled() && !other.is_settled() && other.id > id;
        let place = self
            .list
            .iter()
            .position(is_later)
            .unwrap_or(self.list.len());
        self.list.insert(place, open);
        let mut excess = self.list.iter().filter(|open| open.is_settled()).count();
        self.list.retain(|open| {
            let is_dropped = open.is_settled() && excess > MOST_SETTLED;
            excess -= usize::from(is_dropped);
            !is_dropped
        });
        id
    }

    /// Removes and returns the first change that matches.
    pub(super) fn take(&mut self, matches: impl Fn(&Submission) -> bool) -> Option<Submission> {
        let place = self.list.iter().position(matches)?;
        Some(self.list.remove(place))
    }

    /// Removes all changes that match.
    pub(super) fn drop_each(&mut self, matches: impl Fn(&Submission) -> bool) {
        self.list.retain(|open| !matches(open));
    }

    pub(crate) fn remove(&mut self, id: SubmissionId) -> Option<Submission> {
        self.take(|open| open.id == id)
    }

    /// Returns the change with this id.
    pub fn get(&self, id: SubmissionId) -> Option<&Submission> {
        self.list.iter().find(|open| open.id == id)
    }

    pub(super) fn get_mut(&mut self, id: SubmissionId) -> Option<&mut Submission> {
        self.list.iter_mut().find(|open| open.id == id)
    }

    /// Returns all changes.
    pub fn iter(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Submission> {
        self.list.iter_mut()
    }

    /// Returns the forms from which changes of appointments were sent.
    pub(crate) fn forms(&mut self) -> impl Iterator<Item = &mut ChangeForm> {
        self.iter_mut().filter_map(|open| open.form.as_deref_mut())
    }

    /// Returns the change that a person waits for.
    pub fn under_way(&self) -> Option<&Submission> {
        self.list
            .iter()
            .find(|open| open.waiter == Some(ChangeWaiter::Person))
    }

    /// Returns the changes that a person, a list or a first step waits for.
    pub fn awaited(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.waiter.is_some())
    }

    /// Returns the lost changes, in order: their outcome is unknown, or they were not made and their draft
    /// waits for a person.
    pub fn lost(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.meaning().is_some())
    }

    /// Returns the changes of unknown outcome.
    pub fn unknown(&self) -> impl Iterator<Item = &Submission> {
        self.list
            .iter()
            .filter(|open| open.meaning() == Some(Meaning::Unknown))
    }

    /// Returns the changes that wait for a person to release them.
    pub fn queued(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.is_queued())
    }

    /// Returns the lost changes that turned out to be made, the last first.
    pub fn settled(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().rev().filter(|open| open.is_settled())
    }

    /// Returns the change whose check or look-up is answered under this ticket.
    pub(super) fn asked_under(&self, ticket: Ticket) -> Option<&Submission> {
        self.list.iter().find(|open| open.asked == Some(ticket))
    }

    /// Returns the id of the change that a person submitted last.
    pub fn submission(&self) -> Option<SubmissionId> {
        self.last_submitted
    }

    /// Returns a submitted change.
    pub fn submitted(&self, id: SubmissionId) -> Option<&SubmissionOutcome> {
        self.submissions.get(&id)
    }

    /// Notes a change as submitted.
    pub(super) fn submit(&mut self, id: SubmissionId, line: Option<u64>) {
        self.submissions.insert(
            id,
            SubmissionOutcome {
                line,
                ..SubmissionOutcome::default()
            },
        );
    }

    /// Notes a change as the one that a person submitted last.
    pub(super) fn submit_for_person(&mut self, id: SubmissionId) {
        if let Some(before) = self.last_submitted.replace(id) {
            self.submissions.remove(&before);
        }
        self.submit(id, None);
    }

    /// Records that a change was made. A submission is made with its last step.
    pub(super) fn note_made(&mut self, open: &Submission, appointment: &Appointment) {
        let made = appointment.clone();
        if let Some(submission) = self.submissions.get_mut(&open.id) {
            submission.outcome = Some(match open.change().then(None) {
                Some(_) => Outcome::Incomplete(made),
                None => Outcome::Made(open.change().kind(), made),
            });
            submission.is_found = matches!(
                open.life.stage(),
                ChangeStage::Made {
                    lookup: Some(_),
                    ..
                }
            );
        }
        self.note_second_step(open);
    }

    /// Records that the second step of a submission was made.
    pub(super) fn note_second_step(&mut self, open: &Submission) {
        if open.change().second_after().is_some() {
            self.submissions
                .values_mut()
                .for_each(|submission| submission.complete(open));
        }
    }

    /// Records that a submitted change was queued.
    pub(super) fn note_queued(&mut self, id: SubmissionId) {
        self.submit_for_person(id);
        self.note_outcome(id, Outcome::Queued);
    }

    /// Records why a submitted change was not made.
    pub(super) fn note_failure(&mut self, id: SubmissionId, failure: &Failure) {
        self.note_outcome(id, Outcome::of_failure(failure));
        if let Some(submission) = self.submissions.get_mut(&id) {
            submission.failure = Some(failure.clone());
        }
    }

    pub(super) fn note_outcome(&mut self, id: SubmissionId, outcome: Outcome) {
        if let Some(submission) = self.submissions.get_mut(&id) {
            submission.outcome = Some(outcome);
        }
    }
}
