//! The notes in the desks' own records: about patients, calls to be made, late practitioners, absences that a clinic
//! has no place for, and patients who wait for a time.

use chrono::{DateTime, Utc};

use super::{Book, Subject};
use crate::clinic::same_id;
use crate::{AwayNote, CallBack, ClinicId, LateNote, NoteText, PatientNote, Provider, Waiter};

/// The notes of the desks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskNotes {
    /// The notes about absences.
    pub absences: Vec<AwayNote>,
    /// The notes about patients; at most one for each.
    pub patients: Vec<PatientNote>,
    /// The patients who are to be called back, the longest waiting first.
    pub call_backs: Vec<CallBack>,
    /// The notes about late practitioners and locations, including earlier days.
    pub late: Vec<LateNote>,
    /// The patients who wait for a time, the longest waiting first.
    pub waiting: Vec<Waiter>,
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
        self.waiting.retain(|waiter| is_kept(waiter.clinic));
        self.unread.retain(|clinic| is_kept(*clinic));
    }

    /// Adds other notes.
    pub fn extend(&mut self, other: DeskNotes) {
        self.absences.extend(other.absences);
        self.patients.extend(other.patients);
        self.call_backs.extend(other.call_backs);
        self.late.extend(other.late);
        self.waiting.extend(other.waiting);
        self.unread.extend(other.unread);
        self.sort();
    }

    /// Sorts the notes whose order counts: absences by time, the others by how long the patient has waited.
    pub fn sort(&mut self) {
        self.absences.sort_by_key(|note| note.time);
        self.call_backs.sort_by_key(|call| (call.at, call.id));
        self.waiting.sort_by_key(|waiter| waiter.since);
    }

    /// Replaces the notes of `before` by the notes of `after`.
    fn replace(&mut self, before: &DeskNotes, after: DeskNotes) {
        self.absences.retain(|note| !before.absences.contains(note));
        self.patients.retain(|note| !before.patients.contains(note));
        self.call_backs
            .retain(|call| !before.call_backs.contains(call));
        self.late.retain(|note| !before.late.contains(note));
        self.waiting
            .retain(|waiter| !before.waiting.contains(waiter));
        for clinic in &before.unread {
            let place = self.unread.iter().position(|unread| unread == clinic);
            place.map(|place| self.unread.remove(place));
        }
        self.extend(after);
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

    /// Learns the notes that replace others.
    pub fn replace_notes(&mut self, before: &DeskNotes, after: DeskNotes) {
        self.notes.replace(before, after);
        self.edition += 1;
    }

    /// Returns the patients on the waiting list that the desks keep, the longest waiting first.
    pub fn kept_waiting(&self) -> &[Waiter] {
        &self.notes.waiting
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
