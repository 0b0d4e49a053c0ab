//! Whose data a sheet corrects, and what the clinic had when it was read.

use crate::booking::time::Clock;
use crate::booking::{PatientCorrection, PatientDraft, PatientReview, Person};

/// A correction while it is typed.
#[derive(Clone)]
pub(super) struct Correction {
    /// The patient's id.
    pub(super) id: String,
    /// The data as the clinic had them when they were read last.
    pub(super) before: PatientDraft,
    /// Whether they were read at all.
    pub(super) is_read: bool,
    /// What is to be sent; none while something stands in the way.
    pub(super) ready: Option<PatientCorrection>,
    /// What was sent last, while the clinic is not known to have taken or refused it.
    pub(super) sent: Option<PatientCorrection>,
}

impl Correction {
    /// A correction of a patient whose data have not been read yet.
    pub(super) fn of(id: &str, blank: &PatientDraft) -> Correction {
        Correction { id: id.to_owned(), before: blank.clone(), is_read: false, ready: None, sent: None }
    }

    /// Compares what is typed with what the clinic has. A field that nobody has changed is never wrong.
    pub(super) fn review(&mut self, draft: &PatientDraft, clock: &Clock) -> PatientReview {
        let review = draft.review(clock);
        let (ready, problems) = match PatientCorrection::between(&self.id, &self.before, draft, clock) {
            Ok(ready) => (Some(ready), Vec::new()),
            Err(problems) => (None, problems),
        };
        self.ready = ready;
        PatientReview { patient: None, problems, ..review }
    }

    /// Whether anything that is typed would change something, or can't be read.
    pub(super) fn has_changes(&self) -> bool {
        self.ready.as_ref().is_none_or(|ready| !ready.is_empty())
    }

    /// Whether the clinic has by now what was sent last.
    pub(super) fn is_made(&self, person: &Person, clock: &Clock) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.is_made(person, clock))
    }
}
