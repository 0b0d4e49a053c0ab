//! The messages about the outcome of a change.

use crate::{Desk, Note, OutcomeSource};
use booking::{Appointment, Change};

/// Returns the outcome of a change, by the appointment as the clinic has it now; on screen with its facts.
pub(super) fn outcome_note(
    desk: &Desk,
    change: &Change,
    appointment: &Appointment,
    source: OutcomeSource,
) -> Note {
    desk.each_language(|words| {
        let facts = desk
            .setup
            .is_on_screen
            .then(|| words.facts_after(change, appointment));
        words.outcome_text(change, appointment, source, facts.flatten())
    })
}
