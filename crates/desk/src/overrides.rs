//! Overridden warnings, and the reasons.

use super::{Desk, Part, Submissions, note};
use crate::office::{Overridden, Override, Reason, as_recorded};
use booking::{ClinicId, Visit};
use i18n::{Language, MessageId};

impl Reason {
    /// Returns the reason as the question names it.
    pub fn label(self, language: Language) -> &'static str {
        MessageId::attribute("override-reason", self.into()).text(language)
    }
}

/// Returns the record of a booking sent despite these conflicts, and the reason.
pub(crate) fn override_of(
    desk: &Desk,
    visit: Visit,
    conflicts: Vec<Overridden>,
    reason: Reason,
) -> Override {
    let Visit {
        clinic,
        person,
        provider,
        start,
    } = visit;
    Override {
        at: desk.office.moment.now,
        operator: desk.office.setup.operator.clone(),
        mode: desk.mode_of(clinic),
        clinic,
        person,
        provider,
        start,
        conflicts,
        reason,
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
