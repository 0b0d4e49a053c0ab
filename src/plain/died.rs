//! A patient has died: what is coming is cancelled at every clinic, every desk has a note, and each clinic enters it in its own
//! record of the patient. Each of it after a yes.

use booking::{ClinicId, NoteText};
use clerk::read_upcoming;
use i18n::say;
use office::{DeathCase, NoteEnd, NoteSubject, VisitsOfDeath, asked_for_death};
use words::Written;

use super::conversation::Conversation;
use super::lines::End;

impl Conversation {
    /// Does what is done once the current patient has died.
    pub(super) fn patient_died(&mut self) -> Result<(), End> {
        match self.model().current_patient() {
            Some((clinic, id)) => self.aside(|talk| talk.death_of(clinic, id)),
            None => self.print_without_keys(say!(self.language(), "patient-note-whom")),
        }
    }

    /// Does what is done once this patient has died. Meanwhile they are the one in question, whose visits are read.
    pub(super) fn death_of(&mut self, clinic: ClinicId, id: String) -> Result<(), End> {
        let patient = (clinic, id.clone());
        let before = self.with_model(|model| model.line.ask_about_instead(Some(patient)));
        let ended = self.case_of_death(DeathCase::of(clinic, id));
        self.with_model(|model| model.line.ask_about_instead(before));
        ended
    }

    fn case_of_death(&mut self, mut case: DeathCase) -> Result<(), End> {
        let language = self.language();
        let (clinic, id) = case.patient();
        let id = id.to_owned();
        read_upcoming(self, clinic, &id)?;
        self.work(|office| office.read_for_death(&case));
        self.settle()?;
        let Some(known) = self.work(|office| office.known_of_death(&mut case)) else {
            return self.print(say!(language, "past-visits-not-read"));
        };
        if !self.agrees_to_death(&case, known)? {
            return Ok(());
        }
        self.work(|office| office.note_death(&mut case, language));
        self.settle()?;
        self.has_written = true;
        let says = match self.office().note_end(NoteSubject::Patient) {
            Some(NoteEnd::NotWritten(why)) => {
                say!(language, "patient-note-not-written", why = why.as_str())
            }
            _ => self.note_of_death_as_read(clinic, &id),
        };
        self.print(&says)?;
        while let Some(waiter) = case.next_to_take_off() {
            let language = self.language();
            let written = self.words().written(Written::Waiter(&waiter));
            if !self.agrees_to_write(written, say!(language, "plain-died-take-off"))? {
                continue;
            }
            let who = self.words().patient(waiter.clinic, &waiter.person);
            self.work(|office| office.take_off_waiting_list(waiter));
            self.settle()?;
            let says = match self.office().note_end(NoteSubject::Waiting) {
                Some(NoteEnd::Done) => say!(language, "died-taken-off", who),
                Some(NoteEnd::NotWritten(why)) => {
                    say!(language, "patient-note-not-written", why = why.as_str())
                }
                _ => say!(language, "plain-left-as-it-was").to_owned(),
            };
            self.print(&says)?;
        }
        while let Some((clinic, id)) = case.next_to_record() {
            if self.with_model(|model| model.open_for_death(clinic, &id)) {
                self.patient_sheet()?;
            }
        }
        Ok(())
    }

    /// Sends the cancellations after a yes; without any, asks whether the note is to be written. Returns whether it was
    /// agreed to.
    fn agrees_to_death(&mut self, case: &DeathCase, known: VisitsOfDeath) -> Result<bool, End> {
        let language = self.language();
        if !known.unread.is_empty() {
            let says = self.words().not_asked_about_death(&known.unread);
            self.print(&says)?;
        }
        if known.has_unsettled {
            self.print(say!(language, "line-not-on-record-yet"))?;
        }
        if !known.visits.is_empty() {
            return self.change_several(known.visits, &asked_for_death(language));
        }
        let (clinic, id) = case.patient();
        let text = self.office().note_of_death(clinic, id, language);
        let Some(text) = text.as_ref().map(NoteText::typed) else {
            return Ok(true);
        };
        let who = self.words().patient(clinic, id);
        let written = say!(language, "died-would-note", who, note = text);
        self.agrees_to_write(vec![written], say!(language, "plain-write-here"))
    }

    fn note_of_death_as_read(&self, clinic: ClinicId, id: &str) -> String {
        let note = self.office().book.note_of_patient(clinic, id);
        let note = note.map_or("", |note| note.text.typed());
        let who = self.words().patient(clinic, id);
        say!(self.language(), "died-noted", who, note)
    }
}
