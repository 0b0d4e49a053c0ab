//! The change of one or two steps that a person has handed in last, and what came of it.

use crate::booking::{Appointment, Outcome};

use super::state::{Changes, OpenChange, OpenId};

/// A change that a person has handed in, and its outcome as soon as that is certain.
#[derive(Clone, Debug)]
pub(super) struct Submission {
    pub(super) id: OpenId,
    pub(super) outcome: Option<Outcome>,
}

impl Changes {
    /// The change that a person has handed in last.
    pub fn submission(&self) -> Option<OpenId> {
        self.submission.as_ref().map(|submission| submission.id)
    }

    /// What came of it, once nobody waits for it any more. One of two steps is made when its second step is; one that
    /// came back to its form unsent has something against it.
    pub fn outcome(&self) -> Outcome {
        let Some(submission) = &self.submission else { return Outcome::Invalid };
        let meaning = self.get(submission.id).and_then(OpenChange::meaning);
        submission.outcome.clone().or(meaning.map(Outcome::Failed)).unwrap_or(Outcome::Conflict)
    }

    /// Whether a step of it is on its way, or being looked up.
    pub fn is_submission_open(&self) -> bool {
        let is_step = |open: &OpenChange| {
            let new =
                self.submission.as_ref().and_then(|submission| submission.outcome.as_ref()?.appointment());
            Some(open.id) == self.submission() || new.is_some_and(|new| open.is_second_after(&new.id))
        };
        self.awaited().chain(self.unknown()).any(is_step)
    }

    /// The clinic has made a change. What was handed in is made with its last step.
    pub(super) fn note_made(&mut self, open: &OpenChange, appointment: &Appointment) {
        let made = appointment.clone();
        match (self.submission() == Some(open.id), open.change().then(None)) {
            (false, _) => self.note_second_step(open),
            (true, Some(_)) => self.note_outcome(open.id, Outcome::Incomplete(made)),
            (true, None) => self.note_outcome(open.id, Outcome::Made(open.change().kind(), made)),
        }
    }

    /// The second step of what was handed in is made.
    pub(super) fn note_second_step(&mut self, open: &OpenChange) {
        if let Some(Submission { outcome: Some(outcome), .. }) = &mut self.submission
            && let Outcome::Incomplete(new) = outcome
            && open.is_second_after(&new.id)
        {
            *outcome = Outcome::Made(open.change().said_as(), new.clone());
        }
    }

    /// What came of a change, if it was handed in last; what is queued has been.
    pub(super) fn note_outcome(&mut self, id: OpenId, outcome: Outcome) {
        if self.submission() == Some(id) || outcome == Outcome::Queued {
            self.submission = Some(Submission { id, outcome: Some(outcome) });
        }
    }
}

impl OpenChange {
    /// Whether it is the second step after that appointment was made.
    pub fn is_second_after(&self, made: &str) -> bool {
        self.change().second_after() == Some(made)
    }
}
