//! The notes of the desks about a patient.

use booking::{CallBackRequest, ClinicId, DeskNotes, LateNote, NoteText};
use i18n::say;
use office::NoteStep;

use crate::{Tone, Wording};

impl Wording<'_> {
    /// Returns the notes of the desks about a patient, one line each; warnings are marked as such.
    pub fn notes_about(&self, clinic: ClinicId, person: &str) -> Vec<(String, Tone)> {
        let notes = self.office.notes_about(clinic, person).into_iter();
        notes.map(|note| self.note_line(&note.text)).collect()
    }

    /// Returns the message that another desk noted something first: its note, and what repeating the step does.
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
            NoteStep::CallBack { request, .. } => return self.call_back_overtaken(request),
            NoteStep::Waiting { waiter, .. } => {
                let mut kept = self.office.book.kept_waiting().iter();
                let Some(there) = kept.find(|kept| kept.is_beside(waiter)) else {
                    return say!(self.language, "noted-overtaken-gone").to_owned();
                };
                let who = self.patient(there.clinic, &there.person);
                let says = self.waiter_in_full(there);
                return say!(self.language, "waiting-overtaken", who, says);
            }
            NoteStep::NoCallBack(_) | NoteStep::NotWaiting(_) => {
                return say!(self.language, "noted-overtaken-kept").to_owned();
            }
            NoteStep::Put(_) | NoteStep::Remove(_) => None,
        };
        match says {
            Some(says) => say!(self.language, "noted-overtaken", says),
            None => say!(self.language, "noted-overtaken-gone").to_owned(),
        }
    }

    /// Returns the message that another desk put the patient on the call list first, and that repeating the step adds
    /// both entries.
    pub fn call_back_overtaken(&self, request: &CallBackRequest) -> String {
        let Some(there) = self.office.call_back_beside(request) else {
            return say!(self.language, "noted-overtaken-gone").to_owned();
        };
        let who = self.patient(request.clinic, &request.person);
        let says = self.call_back_request(&there.request);
        say!(self.language, "call-back-overtaken", who, says)
    }

    /// Returns the message that notes of this desk were rejected because another desk had written others, which it
    /// quotes.
    pub fn notes_overtaken(&self, notes: &DeskNotes) -> String {
        let of_patients = notes.patients.iter().map(|note| {
            let who = self.patient(note.clinic, &note.person);
            format!("{who}: {}", note.text.typed())
        });
        let late = notes.late.iter().map(|note| self.late_said(note));
        let calls = notes.call_backs.iter().map(|call| {
            let who = self.patient(call.request.clinic, &call.request.person);
            format!("{who}: {}", self.call_back_request(&call.request))
        });
        let waiting = notes.waiting.iter().map(|waiter| {
            let who = self.patient(waiter.clinic, &waiter.person);
            format!("{who}: {}", self.waiter_in_full(waiter))
        });
        let said = of_patients.chain(late).chain(calls).chain(waiting);
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return say!(self.language, "noted-overtaken-kept").to_owned();
        }
        say!(self.language, "notes-overtaken", said = said.join("; "))
    }

    fn late_said(&self, note: &LateNote) -> String {
        let who = self.provider(note.provider.clinic(), note.provider.id());
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
