//! Absences that a clinic has no place for: the desks note them in their own records.

use booking::{AwayNote, AwayTime, ClinicId, Mode};

use super::super::{Effect, Office, OfficeNews, StoreOp, Ticket};

/// An operation on the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteStep {
    /// Note these absences, all of one practitioner or location.
    Put(Vec<AwayTime>),
    /// Remove these notes, all of one practitioner or location.
    Remove(Vec<AwayNote>),
}

impl NoteStep {
    /// Returns the clinic of the practitioner or location; `None` if there is nothing to note.
    pub fn clinic(&self) -> Option<ClinicId> {
        match self {
            NoteStep::Put(times) => Some(times.first()?.slot_ref().clinic),
            NoteStep::Remove(notes) => Some(notes.first()?.provider.clinic()),
        }
    }
}

/// How the last note of the desks has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteEnd {
    /// The note is being written.
    Writing(Ticket),
    /// The note is written, or removed.
    Done,
    /// The note could not be written, or not be removed.
    NotWritten(String),
}

impl Office {
    /// Returns how the last note has ended.
    pub fn note_end(&self) -> Option<&NoteEnd> {
        self.absences.note.as_ref()
    }

    /// Writes or removes notes in the desks' own records.
    pub fn take_note_step(&mut self, step: NoteStep) {
        let ticket = self.ticket();
        self.absences.note = Some(NoteEnd::Writing(ticket));
        self.request([Effect::Store(StoreOp::NoteAway(ticket, Box::new(step)))]);
    }

    /// Handles the notes after a step.
    pub(crate) fn on_away_notes(&mut self, ticket: Ticket, answer: Result<Vec<AwayNote>, String>) {
        let is_last = self.absences.note == Some(NoteEnd::Writing(ticket));
        let end = match answer {
            Ok(notes) => {
                self.learn_away_notes(notes);
                NoteEnd::Done
            }
            Err(why) => NoteEnd::NotWritten(why),
        };
        if is_last {
            self.absences.note = Some(end);
            self.tell(OfficeNews::AwayNoted);
        }
    }

    /// Learns the notes in the records of a mode.
    pub(crate) fn learn_away_notes_of(&mut self, mode: Mode, notes: Vec<AwayNote>) {
        let clinics = self.setup.clinics.into_iter();
        let clinics: Vec<ClinicId> = clinics
            .filter(|clinic| self.mode_of(*clinic) == mode)
            .collect();
        self.book.learn_away_notes(&clinics, notes);
    }

    /// Learns the notes in all records.
    pub(crate) fn learn_away_notes(&mut self, notes: Vec<AwayNote>) {
        let clinics: Vec<ClinicId> = self.setup.clinics.into_iter().collect();
        self.book.learn_away_notes(&clinics, notes);
    }
}
