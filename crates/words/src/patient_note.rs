//! The notes of the desks about a patient.

use booking::{ClinicId, DeskNotes, LateNote, NoteText};
use i18n::say;
use office::NoteStep;

use crate::{Tone, Wording};

impl Wording<'_> {
    /// Returns the notes of the desks about a patient, a line each; those that are warnings say so.
    pub fn notes_about(&self, clinic: ClinicId, person: &str) -> Vec<(String, Tone)> {
        let notes = self.office.notes_about(clinic, person).into_iter();
        notes.map(|note| self.note_line(&note.text)).collect()
    }

    /// Returns what another desk has noted in place of what was to be noted of a patient or of who runs late, and that the
    /// same once more replaces it.
    pub fn overtaken(&self, step: &NoteStep) -> String {
        let says = match step {
            NoteStep::OfPatient { clinic, person, .. } => {
                let note = self.office.book.note_of_patient(*clinic, person);
                note.map(|note| note.text.typed().to_owned())
            }
            NoteStep::Late(wish) => {
                let note = self
                    .office
                    .book
                    .late_note(&wish.provider, self.office.moment.now);
                note.map(|note| self.late_said(note))
            }
            NoteStep::Put(_)
            | NoteStep::Remove(_)
            | NoteStep::CallBack(_)
            | NoteStep::NoCallBack(_) => None,
        };
        match says {
            Some(says) => say!(self.language, "noted-overtaken", says),
            None => say!(self.language, "noted-overtaken-gone").to_owned(),
        }
    }

    /// Returns that notes of this desk were not taken, because another desk had written others, with what they say.
    pub fn notes_overtaken(&self, notes: &DeskNotes) -> String {
        let of_patients = notes.patients.iter().map(|note| {
            let who = self.patient(note.clinic, &note.person);
            format!("{who}: {}", note.text.typed())
        });
        let late = notes.late.iter().map(|note| self.late_said(note));
        let said: Vec<String> = of_patients.chain(late).collect();
        if said.is_empty() {
            return say!(self.language, "noted-overtaken-kept").to_owned();
        }
        say!(self.language, "notes-overtaken", said = said.join("; "))
    }

    fn late_said(&self, note: &LateNote) -> String {
        let who = self.provider(note.provider.clinic(), &note.provider.id());
        let late = say!(self.language, "day-late", minutes = note.minutes.get());
        format!("{who} {late}")
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
