//! The notes in the desks' own records: about patients, about calls to be made, about who runs late, and about absences that
//! a clinic has no place for.

use chrono::{DateTime, Utc};

use super::{Book, Subject};
use crate::clinic::same_id;
use crate::{AwayNote, CallBack, ClinicId, LateNote, NoteText, PatientNote, Provider};

/// The notes of the desks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskNotes {
    /// The notes about absences.
    pub absences: Vec<AwayNote>,
    /// The notes about patients, one of each patient at most.
    pub patients: Vec<PatientNote>,
    /// The patients who are to be called back, the longest waiting first.
    pub call_backs: Vec<CallBack>,
    /// The notes about who runs late, also those of earlier days.
    pub late: Vec<LateNote>,
    /// The clinic of each entry that can't be read.
    pub unread: Vec<ClinicId>,
}

impl DeskNotes {
    /// Keeps only the notes about clinics that `is_kept` accepts.
    pub fn retain(&mut self, is_kept: impl Fn(ClinicId) -> bool) {
        self.absences.retain(|note| is_kept(note.provider.clinic()));
        self.patients.retain(|note| is_kept(note.clinic));
        self.call_backs.retain(|call| is_kept(call.request.clinic));
        self.late.retain(|note| is_kept(note.provider.clinic()));
        self.unread.retain(|clinic| is_kept(*clinic));
    }

    /// Adds other notes behind these.
    pub fn extend(&mut self, other: DeskNotes) {
        self.absences.extend(other.absences);
        self.patients.extend(other.patients);
        self.call_backs.extend(other.call_backs);
        self.call_backs.sort_by_key(|call| (call.at, call.id));
        self.late.extend(other.late);
        self.unread.extend(other.unread);
    }
}

impl Book {
    /// Learns all notes of the desks about these clinics.
    pub fn learn_notes(&mut self, clinics: &[ClinicId], notes: DeskNotes) {
        let mut all = self.notes.clone();
        all.retain(|clinic| !clinics.contains(&clinic));
        all.extend(notes);
        if self.notes != all {
            self.notes = all;
            self.edition += 1;
        }
    }

    /// Returns the number of entries in the notes that can't be read.
    pub fn unread_notes(&self) -> usize {
        self.notes.unread.len()
    }

    /// Returns the note of this day that a practitioner or location runs late.
    pub fn late_note(&self, provider: &Provider, now: DateTime<Utc>) -> Option<&LateNote> {
        let mut notes = self.notes.late.iter().rev();
        notes.find(|note| note.provider == *provider && now < note.until)
    }

    /// Returns the note about a patient of a clinic.
    pub fn note_of_patient(&self, clinic: ClinicId, person: &str) -> Option<&PatientNote> {
        let mut notes = self.notes.patients.iter();
        notes.find(|note| note.clinic == clinic && same_id(Some(&note.person), Some(person)))
    }

    /// Returns the notes about the patient of these calendars, each text once.
    pub fn notes_of_patient(&self, subjects: &[Subject]) -> Vec<&PatientNote> {
        let mut notes: Vec<&PatientNote> = Vec::new();
        for subject in subjects {
            let Some(id) = subject.person_id() else {
                continue;
            };
            let note = self.note_of_patient(subject.clinic(), id);
            let is_new = |note: &&PatientNote| notes.iter().all(|known| known.text != note.text);
            notes.extend(note.filter(is_new));
        }
        notes
    }

    /// Returns the warnings among the notes about the patient of these calendars.
    pub fn warnings_about_patient(&self, subjects: &[Subject]) -> Vec<NoteText> {
        let notes = self.notes_of_patient(subjects).into_iter();
        let texts = notes.map(|note| &note.text);
        texts.filter(|text| text.is_warning()).cloned().collect()
    }
}
