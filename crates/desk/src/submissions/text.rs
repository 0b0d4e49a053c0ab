//! The messages about the outcome of a change.

use crate::{Action, Desk, Note, OutcomeSource};
use booking::{Appointment, Change};
use i18n::say;

/// Returns the outcome of a change, by the appointment as the clinic has it now; on screen with its facts.
pub(super) fn outcome_note(
    desk: &Desk,
    change: &Change,
    appointment: &Appointment,
    source: OutcomeSource,
) -> Note {
    let outcome = desk.each_language(|words| {
        let facts = desk
            .setup
            .is_on_screen
            .then(|| words.facts_after(change, appointment));
        words.outcome_text(change, appointment, source, facts.flatten())
    });
    outcome.and(note_of_death(desk, change))
}

/// Returns that a note still says that the patient has died whose visit a change has take place again.
fn note_of_death(desk: &Desk, change: &Change) -> Option<Note> {
    change.takes_back(desk.setup.language)?;
    let patient = (change.clinic(), change.patient());
    let key = desk.setup.keys.key(Action::PatientNote);
    let says = desk.each_language(|words| {
        let key = key.shown(words.language);
        let how = say!(words.language, "undo-noted-as-dead-key", key);
        words.still_noted_as_dead([patient.clone()], &how).join(" ")
    });
    let is_noted = !desk.office.noted_as_dead([patient]).is_empty();
    is_noted.then_some(says)
}
