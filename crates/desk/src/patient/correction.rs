//! The correction that a sheet makes, and the clinic's data it starts from.

use booking::time::Clock;
use booking::{PatientCorrection, PatientDraft, PatientReview, Person};

/// A correction being typed.
#[derive(Clone)]
pub(super) struct Correction {
    /// The patient's id.
    pub(super) id: String,
    /// The clinic's data when they were read last.
    pub(super) before: PatientDraft,
    /// Whether the data have been read.
    pub(super) is_read: bool,
    /// The correction to send; `None` while a field has a problem.
    pub(super) ready: Option<PatientCorrection>,
    /// The correction sent last, until the clinic is known to have taken or refused it.
    pub(super) sent: Option<PatientCorrection>,
}

impl Correction {
    /// Creates a correction of a patient whose data have not been read yet.
    pub(super) fn of(id: &str, blank: &PatientDraft) -> Correction {
        Correction { id: id.to_owned(), before: blank.clone(), is_read: false, ready: None, sent: None }
    }

    /// Compares the draft with the clinic's data. An unchanged field has no problem.
    pub(super) fn review(&mut self, draft: &PatientDraft, clock: &Clock) -> PatientReview {
        let review = draft.review(clock);
        let (ready, problems) = match PatientCorrection::between(&self.id, &self.before, draft, clock) {
            Ok(ready) => (Some(ready), Vec::new()),
            Err(problems) => (None, problems),
        };
        self.ready = ready;
        PatientReview { patient: None, problems, ..review }
    }

    /// Whether the draft would change something, or can't be read.
    pub(super) fn has_changes(&self) -> bool {
        self.ready.as_ref().is_none_or(|ready| !ready.is_empty())
    }

    /// Whether the clinic's data include the correction sent last.
    pub(super) fn is_made(&self, person: &Person, clock: &Clock) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.is_made(person, clock))
    }
}
