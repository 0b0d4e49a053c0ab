//! The submitted changes of one or two steps, and their outcomes: that of a person, those of the rows of a file,
//! and those that an earlier run left behind.

use crate::RecordRef;
use booking::{Appointment, AppointmentRef, ChangeStage, Failure, Meaning, Outcome};
use uuid::Uuid;

use super::state::{Changes, Submission, SubmissionId};

/// A submitted change, and its outcome once that is certain.
#[derive(Clone, Debug, Default)]
pub struct SubmissionOutcome {
    /// The line of the file in which its row begins, if it is of a file.
    pub(super) line: Option<u64>,
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

    /// Takes the last step of a change of two steps for made.
    fn complete(&mut self, second: &Submission) {
        if let Some(Outcome::Incomplete(new)) = &self.outcome
            && second.is_second_after(&new.id)
        {
            self.outcome = Some(Outcome::Made(second.change().said_as(), new.clone()));
        }
    }
}

impl Changes {
    /// Returns the id of the change that a person submitted last.
    pub fn submission(&self) -> Option<SubmissionId> {
        self.last_submitted
    }

    /// Returns a submitted change.
    pub fn submitted(&self, id: SubmissionId) -> Option<&SubmissionOutcome> {
        self.submissions.get(&id)
    }

    /// Returns the id of the change that was submitted last for the row in this line of a file.
    pub fn of_row(&self, line: u64) -> Option<SubmissionId> {
        let mut submitted = self.submissions.iter().rev();
        submitted.find(|(_, submission)| submission.line == Some(line)).map(|(id, _)| *id)
    }

    /// Returns the change that has this name in the records and was left behind by an earlier run.
    pub fn left_as(&self, name: Uuid) -> Option<&Submission> {
        self.iter().find(|open| open.intent == Some(RecordRef::Left(name)))
    }

    /// Returns the outcome of the change that a person submitted last.
    pub fn outcome(&self) -> Outcome {
        self.submission().map_or(Outcome::Invalid, |id| self.outcome_of(id))
    }

    /// Returns the outcome of a submitted change, once it is no longer waited for. A change of two steps is
    /// made when its second step is; one that was not sent and has not failed is a conflict.
    pub fn outcome_of(&self, id: SubmissionId) -> Outcome {
        let known = self.submitted(id).and_then(|submission| submission.outcome.clone());
        let meaning = self.get(id).and_then(|open| match open.life.stage() {
            // Nobody waits for it any more, and it is being looked up.
            ChangeStage::Refused { .. } => Some(Meaning::Unknown),
            _ => open.meaning(),
        });
        known.or(meaning.map(Outcome::Failed)).unwrap_or(Outcome::Conflict)
    }

    /// Returns whether a step of the change that a person submitted last is under way or being looked up.
    pub fn is_submission_open(&self) -> bool {
        self.submission().is_some_and(|id| self.step_of(id).is_some())
    }

    /// Returns the step of a submitted change that is under way or being looked up.
    pub fn step_of(&self, id: SubmissionId) -> Option<&Submission> {
        let new = self.submitted(id).and_then(SubmissionOutcome::made);
        let is_step = |open: &&Submission| open.id == id || new.is_some_and(|new| open.is_second_after(new));
        let is_refused = |open: &&Submission| matches!(open.life.stage(), ChangeStage::Refused { .. });
        self.awaited().chain(self.unknown()).chain(self.iter().filter(is_refused)).find(is_step)
    }

    /// Returns the second step of a submitted change that is not made.
    pub fn second_of(&self, id: SubmissionId) -> Option<&Submission> {
        let new = self.submitted(id).and_then(SubmissionOutcome::made)?;
        self.iter().find(|open| open.is_second_after(new) && !open.is_settled())
    }

    /// Returns the changes of an appointment whose outcome is unknown, or whose second step is not made.
    pub fn left_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        let is_left = |open: &Submission| open.meaning() == Some(Meaning::Unknown) || open.is_unfinished();
        self.iter().filter(move |open| open.is_about(of) && is_left(open))
    }

    /// Returns the changes of two steps of an appointment whose first step was not there when it was looked up.
    /// The clinic may have made it since.
    pub fn missed_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        self.iter().filter(move |open| open.is_about(of) && open.is_missed())
    }

    /// Notes a change as submitted.
    pub(super) fn submit(&mut self, id: SubmissionId, line: Option<u64>) {
        self.submissions.insert(id, SubmissionOutcome { line, ..SubmissionOutcome::default() });
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
            submission.is_found = matches!(open.life.stage(), ChangeStage::Made { lookup: Some(_), .. });
        }
        self.note_second_step(open);
    }

    /// Records that the second step of a submission was made.
    pub(super) fn note_second_step(&mut self, open: &Submission) {
        if open.change().second_after().is_some() {
            self.submissions.values_mut().for_each(|submission| submission.complete(open));
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

impl Submission {
    /// Returns whether the change alters or replaces this appointment.
    pub fn is_about(&self, of: &AppointmentRef) -> bool {
        self.change().starts_from().is_some_and(|about| about.clinic == of.clinic && about.id == of.id)
    }

    /// Whether this is the first of two steps, and was not there when it was looked up.
    pub(super) fn is_missed(&self) -> bool {
        let is_first = self.change().then(None).is_some();
        is_first && self.meaning() == Some(Meaning::NotThere) && !self.is_at_work()
    }

    /// Returns whether this is the second step after the appointment with this id was made.
    pub fn is_second_after(&self, made: &str) -> bool {
        self.change().second_after() == Some(made)
    }
}
