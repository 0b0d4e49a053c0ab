//! All changes that have left their form: under way, with an unknown outcome, waiting for a person, or recently
//! settled; and the outcomes of the submitted ones.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::{ChangeRef, Ticket};
use super::submission::{Submission, SubmissionId};
use booking::{Appointment, AppointmentRef, ChangeStage, Failure, Meaning, Outcome, Visit};

/// The most settled changes that stay listed: each is drawn in every frame.
const MOST_SETTLED: usize = 5;

/// The state of a submitted change, with its outcome if certain.
#[derive(Clone, Debug, Default)]
pub struct SubmissionOutcome {
    outcome: Option<Outcome>,
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
    submissions: BTreeMap<SubmissionId, SubmissionOutcome>,
}

impl Changes {
    /// Adds a change. The changes are in the order in which they left their forms, settled ones last.
    pub fn put(&mut self, mut open: Submission) -> SubmissionId {
        if open.id == SubmissionId::default() {
            open.id = self.next_id();
        }
        let id = open.id;
        if open.is_of_person() && self.submission() != Some(id) {
            self.submit_for_person(id);
        }
        if open.is_of_file() && self.submitted(id).is_none() {
            self.submit(id);
        }
        let is_later = |other: &Submission| !open.is_made() && !other.is_made() && other.id > id;
        let place = self
            .list
            .iter()
            .position(is_later)
            .unwrap_or(self.list.len());
        self.list.insert(place, open);
        let mut excess = self.list.iter().filter(|open| open.is_made()).count();
        self.list.retain(|open| {
            let is_dropped = open.is_made() && excess > MOST_SETTLED;
            excess -= usize::from(is_dropped);
            !is_dropped
        });
        id
    }

    /// Creates the id of the next change.
    pub fn next_id(&mut self) -> SubmissionId {
        self.last_number += 1;
        SubmissionId(self.last_number)
    }

    /// Removes and returns the first change that matches.
    pub fn take(&mut self, matches: impl Fn(&Submission) -> bool) -> Option<Submission> {
        let place = self.list.iter().position(matches)?;
        Some(self.list.remove(place))
    }

    /// Removes all changes that match.
    pub(crate) fn drop_each(&mut self, matches: impl Fn(&Submission) -> bool) {
        self.list.retain(|open| !matches(open));
    }

    /// Removes and returns the change with this id.
    pub fn remove(&mut self, id: SubmissionId) -> Option<Submission> {
        self.take(|open| open.id == id)
    }

    /// Returns the change with this id.
    pub fn get(&self, id: SubmissionId) -> Option<&Submission> {
        self.list.iter().find(|open| open.id == id)
    }

    /// Returns the change with this id, to alter it.
    pub fn get_mut(&mut self, id: SubmissionId) -> Option<&mut Submission> {
        self.list.iter_mut().find(|open| open.id == id)
    }

    /// Returns all changes.
    pub fn iter(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter()
    }

    /// Returns all changes, to alter them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Submission> {
        self.list.iter_mut()
    }

    /// Returns the change that a person waits for.
    pub fn under_way(&self) -> Option<&Submission> {
        self.list.iter().find(|open| open.is_of_person())
    }

    /// Returns the changes that a person, a list or a first step waits for.
    pub fn awaited(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.is_awaited)
    }

    /// Returns the changes that wait for a person, in order: those with an unknown outcome, and those not made whose
    /// draft waits.
    pub fn unresolved(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.meaning().is_some())
    }

    /// Returns the changes with an unknown outcome.
    pub fn unknown(&self) -> impl Iterator<Item = &Submission> {
        self.list
            .iter()
            .filter(|open| open.meaning() == Some(Meaning::Unknown))
    }

    /// Returns the changes that wait for a person to release them.
    pub fn queued(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().filter(|open| open.is_queued())
    }

    /// Returns the lost changes that turned out to be made, latest first.
    pub fn settled(&self) -> impl Iterator<Item = &Submission> {
        self.list.iter().rev().filter(|open| open.is_made())
    }

    /// Returns the changes that the Outbox lists: lost ones in the order they were lost, then queued ones in order,
    /// then settled ones, latest first.
    pub fn in_outbox(&self) -> impl Iterator<Item = &Submission> {
        self.unresolved().chain(self.queued()).chain(self.settled())
    }

    /// Returns the change whose check or look-up has this ticket.
    pub(crate) fn asked_under(&self, ticket: Ticket) -> Option<&Submission> {
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
    pub fn submit(&mut self, id: SubmissionId) {
        self.submissions.insert(id, SubmissionOutcome::default());
    }

    /// Notes a change as the one that a person submitted last.
    pub(crate) fn submit_for_person(&mut self, id: SubmissionId) {
        if let Some(before) = self.last_submitted.replace(id) {
            self.submissions.remove(&before);
        }
        self.submit(id);
    }

    /// Records that a change was made. A submission is made when its last step is.
    pub fn note_made(&mut self, open: &Submission, appointment: &Appointment) {
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
    pub(crate) fn note_second_step(&mut self, open: &Submission) {
        if open.change().second_after().is_some() {
            self.submissions
                .values_mut()
                .for_each(|submission| submission.complete(open));
        }
    }

    /// Records that a submitted change was queued.
    pub(crate) fn note_queued(&mut self, id: SubmissionId) {
        self.submit_for_person(id);
        self.note_outcome(id, Outcome::Queued);
    }

    /// Records why a submitted change was not made.
    pub fn note_failure(&mut self, id: SubmissionId, failure: &Failure) {
        self.note_outcome(id, Outcome::of_failure(failure));
        if let Some(submission) = self.submissions.get_mut(&id) {
            submission.failure = Some(failure.clone());
        }
    }

    /// Records the outcome of a submitted change.
    pub(crate) fn note_outcome(&mut self, id: SubmissionId, outcome: Outcome) {
        if let Some(submission) = self.submissions.get_mut(&id) {
            submission.outcome = Some(outcome);
        }
    }
}

impl Changes {
    /// Returns the change that has this name in the records and was left behind by an earlier run.
    pub fn by_record(&self, name: Uuid) -> Option<&Submission> {
        self.iter()
            .find(|open| open.record() == Some(ChangeRef::Left(name)))
    }

    /// Returns the outcome of the change that a person submitted last.
    pub fn outcome(&self) -> Outcome {
        self.submission()
            .map_or(Outcome::Invalid, |id| self.outcome_of(id))
    }

    /// Returns the outcome of a submitted change that is not waited for any more. A change of two steps is made when
    /// its second step is. One that was not sent and has not failed is a conflict.
    pub fn outcome_of(&self, id: SubmissionId) -> Outcome {
        let known = self
            .submitted(id)
            .and_then(|submission| submission.outcome.clone());
        let meaning = self.get(id).and_then(|open| match open.life.stage() {
            // The change is being looked up, and nobody waits for it any more.
            ChangeStage::Refused { .. } if open.life.is_refused() => Some(Meaning::Refused),
            ChangeStage::Refused { .. } => Some(Meaning::Unknown),
            ChangeStage::Ready
            | ChangeStage::Sending
            | ChangeStage::Unknown { .. }
            | ChangeStage::NotMade(_)
            | ChangeStage::Made { .. } => open.meaning(),
        });
        known
            .or(meaning.map(Outcome::Failed))
            .unwrap_or(Outcome::Conflict)
    }

    /// Returns whether a step of the change that a person submitted last is under way or being looked up.
    pub fn is_submission_open(&self) -> bool {
        self.submission()
            .is_some_and(|id| self.step_of(id).is_some())
    }

    /// Returns the step of a submitted change that is under way or being looked up.
    pub fn step_of(&self, id: SubmissionId) -> Option<&Submission> {
        let new = self.submitted(id).and_then(SubmissionOutcome::made);
        let is_step =
            |open: &&Submission| open.id == id || new.is_some_and(|new| open.is_second_after(new));
        let is_refused =
            |open: &&Submission| matches!(open.life.stage(), ChangeStage::Refused { .. });
        self.awaited()
            .chain(self.unknown())
            .chain(self.iter().filter(is_refused))
            .find(is_step)
    }

    /// Returns the second step of a submitted change that was not made.
    pub fn second_of(&self, id: SubmissionId) -> Option<&Submission> {
        let new = self.submitted(id).and_then(SubmissionOutcome::made)?;
        self.iter()
            .find(|open| open.is_second_after(new) && !open.is_made())
    }

    /// Returns the changes of an appointment whose outcome is unknown, or whose second step was not made.
    pub fn unfinished_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        let is_left =
            |open: &Submission| open.meaning() == Some(Meaning::Unknown) || open.is_unfinished();
        self.iter()
            .filter(move |open| open.is_about(of) && is_left(open))
    }

    /// Returns whether a booking of this visit is being looked up without needing a person.
    pub fn is_looking_for(&self, visit: &Visit) -> bool {
        let mut unknown = self.unknown();
        unknown.any(|open| {
            let is_same = open
                .change()
                .booking()
                .is_some_and(|booking| booking.visit().is_same_as(visit));
            let lookup = open.life.lookup();
            is_same && lookup.is_some_and(|lookup| lookup.candidates().is_none())
        })
    }

    /// Returns the two-step changes of an appointment whose first step a look-up did not find. The clinic may have made
    /// it since.
    pub fn missed_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        self.iter()
            .filter(move |open| open.is_about(of) && open.is_missed())
    }
}
