//! Overridden warnings, and the reasons.

use super::{Desk, Part, Submissions, note};
use crate::office::{Overridden, Reason, as_recorded};
use booking::ClinicId;
use i18n::{Language, MessageId};

impl Reason {
    /// Returns the reason as the question names it.
    pub fn label(self, language: Language) -> &'static str {
        MessageId::attribute("override-reason", self.into()).text(language)
    }
}

/// Returns the conflicts of a form's booking as they are recorded.
pub(crate) fn overridden(desk: &Desk, clinic: ClinicId) -> Vec<Overridden> {
    as_recorded(desk.form_of(clinic).conflicts())
}

impl Part<'_, Submissions> {
    /// Handles the outcome of recording a settlement by hand.
    pub(super) fn recorded(&mut self, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.note(note!("outbox-unrecorded", why = why));
        }
    }
}
