//! The change of one or two steps that a person submitted last, and its outcome.

use crate::booking::{Appointment, AppointmentRef, ChangeStage, Meaning, Outcome};

use super::state::{Changes, Submission, SubmissionId};

/// A submitted change, and its outcome once that is certain.
#[derive(Clone, Debug)]
pub(super) struct SubmissionOutcome {
    pub(super) id: SubmissionId,
    pub(super) outcome: Option<Outcome>,
}

impl Changes {
    /// Returns the id of the change that was submitted last.
    pub fn submission(&self) -> Option<SubmissionId> {
        self.submission.as_ref().map(|submission| submission.id)
    }

    /// Returns the outcome of the submission, once it is no longer waited for. A change of two steps is made
    /// when its second step is; one that returned to its form unsent is a conflict.
    pub fn outcome(&self) -> Outcome {
        let Some(submission) = &self.submission else { return Outcome::Invalid };
        let meaning = self.get(submission.id).and_then(|open| match open.life.stage() {
            // Nobody waits for it any more, and it is being looked up.
            ChangeStage::Refused { .. } => Some(Meaning::Unknown),
            _ => open.meaning(),
        });
        submission.outcome.clone().or(meaning.map(Outcome::Failed)).unwrap_or(Outcome::Conflict)
    }

    /// Returns whether a step of the submission is under way or being looked up.
    pub fn is_submission_open(&self) -> bool {
        let is_step = |open: &Submission| {
            let new =
                self.submission.as_ref().and_then(|submission| submission.outcome.as_ref()?.appointment());
            Some(open.id) == self.submission() || new.is_some_and(|new| open.is_second_after(&new.id))
        };
        let is_refused = |open: &&Submission| matches!(open.life.stage(), ChangeStage::Refused { .. });
        self.awaited().chain(self.unknown()).chain(self.iter().filter(is_refused)).any(is_step)
    }

    /// Returns the changes of an appointment whose outcome is unknown, or whose second step is not made.
    pub fn left_about(&self, of: &AppointmentRef) -> impl Iterator<Item = &Submission> {
        let is_left = |open: &Submission| open.meaning() == Some(Meaning::Unknown) || open.is_unfinished();
        self.iter().filter(move |open| open.is_about(of) && is_left(open))
    }

    /// Records that a change was made. The submission is made with its last step.
    pub(super) fn note_made(&mut self, open: &Submission, appointment: &Appointment) {
        let made = appointment.clone();
        match (self.submission() == Some(open.id), open.change().then(None)) {
            (false, _) => self.note_second_step(open),
            (true, Some(_)) => self.note_outcome(open.id, Outcome::Incomplete(made)),
            (true, None) => self.note_outcome(open.id, Outcome::Made(open.change().kind(), made)),
        }
    }

    /// Records that the second step of the submission was made.
    pub(super) fn note_second_step(&mut self, open: &Submission) {
        if let Some(SubmissionOutcome { outcome: Some(outcome), .. }) = &mut self.submission
            && let Outcome::Incomplete(new) = outcome
            && open.is_second_after(&new.id)
        {
            *outcome = Outcome::Made(open.change().said_as(), new.clone());
        }
    }

    /// Records the outcome of a change if it was submitted last, or if it was queued.
    pub(super) fn note_outcome(&mut self, id: SubmissionId, outcome: Outcome) {
        if self.submission() == Some(id) || outcome == Outcome::Queued {
            self.submission = Some(SubmissionOutcome { id, outcome: Some(outcome) });
        }
    }
}

impl Submission {
    /// Returns whether the change alters or replaces this appointment.
    pub fn is_about(&self, of: &AppointmentRef) -> bool {
        self.change().starts_from().is_some_and(|about| about.clinic == of.clinic && about.id == of.id)
    }

    /// Returns whether this is the second step after the appointment with this id was made.
    pub fn is_second_after(&self, made: &str) -> bool {
        self.change().second_after() == Some(made)
    }
}
