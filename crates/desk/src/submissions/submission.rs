//! Queries of the submitted changes of one or two steps: that of a person, those of the rows of a file, and those
//! that an earlier run left behind.

use crate::RecordRef;
use booking::{AppointmentRef, ChangeStage, Meaning, Outcome, Visit};
use uuid::Uuid;

use super::state::{Changes, Submission, SubmissionId, SubmissionOutcome};

impl Changes {
    /// Returns the id of the change that was submitted last for the row in this line of a file.
    pub fn of_row(&self, line: u64) -> Option<SubmissionId> {
        let mut submitted = self.submissions.iter().rev();
        submitted
            .find(|(_, submission)| submission.line == Some(line))
            .map(|(id, _)| *id)
    }

    /// Returns the change that has this name in the records and was left behind by an earlier run.
    pub fn by_record(&self, name: Uuid) -> Option<&Submission> {
        self.iter()
            .find(|open| open.intent == Some(RecordRef::Left(name)))
    }

    /// Returns the outcome of the change that a person submitted last.
    pub fn outcome(&self) -> Outcome {
        self.submission()
            .map_or(Outcome::Invalid, |id| self.outcome_of(id))
    }

    /// Returns the outcome of a submitted change, once it is no longer waited for. A change of two steps is
    /// made when its second step is; one that was not sent and has not failed is a conflict.
    pub fn outcome_of(&self, id: SubmissionId) -> Outcome {
        let known = self
            .submitted(id)
            .and_then(|submission| submission.outcome.clone());
        let meaning = self.get(id).and_then(|open| match open.life.stage() {
            // The change is being looked up, and nobody waits for it any more.
            ChangeStage::Refused { .. } => Some(Meaning::Unknown),
            _ => open.meaning(),
        });
        known
            .or(meaning.map(Outcome::Failed))
            .unwrap_or(Outcome::Conflict)
    }

    /// Whether a step of the change that a person submitted last is under way or being looked up.
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

    /// Returns the second step of a submitted change that is not made.
    pub fn second_of(&self, id: SubmissionId) -> Option<&Submission> {
        let new = self.submitted(id).and_then(SubmissionOutcome::made)?;
        self.iter()
            .find(|open| open.is_second_after(new) && !open.is_settled())
    }

    /// Returns the changes of an appointment whose outcome is unknown, or whose second step is not made.
    pub fn unfinished_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        let is_left =
            |open: &Submission| open.meaning() == Some(Meaning::Unknown) || open.is_unfinished();
        self.iter()
            .filter(move |open| open.is_about(of) && is_left(open))
    }

    /// Whether a booking of this visit is being looked up, and no person has to decide.
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

    /// Returns the changes of two steps of an appointment whose first step was not there when it was looked up.
    /// The clinic may have made it since.
    pub fn missed_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        self.iter()
            .filter(move |open| open.is_about(of) && open.is_missed())
    }
}

impl Submission {
    /// Whether the change alters or replaces this appointment.
    pub fn is_about(&self, of: &AppointmentRef) -> bool {
        self.change()
            .starts_from()
            .is_some_and(|about| about.clinic == of.clinic && about.id == of.id)
    }

    /// Whether this is the first of two steps, and was not there when it was looked up.
    pub(super) fn is_missed(&self) -> bool {
        let is_first = self.change().then(None).is_some();
        is_first && self.meaning() == Some(Meaning::NotThere) && !self.is_at_work()
    }

    /// Whether this is the second step after the appointment with this id was made.
    pub fn is_second_after(&self, made: &str) -> bool {
        self.change().second_after() == Some(made)
    }
}
