//! The notes of the desks about a patient.

use booking::{ClinicId, NoteText};
use i18n::say;

use crate::{Tone, Wording};

impl Wording<'_> {
    /// Returns the notes of the desks about a patient, a line each; those that are warnings say so.
    pub fn notes_about(&self, clinic: ClinicId, person: &str) -> Vec<(String, Tone)> {
        let notes = self.office.notes_about(clinic, person).into_iter();
        notes.map(|note| self.note_line(&note.text)).collect()
    }

    fn note_line(&self, text: &NoteText) -> (String, Tone) {
        let says = text.says();
        if text.is_warning() {
            return (format!("! {says}"), Tone::Warning);
        }
        let line = say!(self.language, "patient-note-line", says);
        (line, Tone::Plain)
    }
}
