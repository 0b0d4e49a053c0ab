//! A patient has died: the case of the office on screen. What is coming is listed to be cancelled, then it is asked about each
//! entry of the desks' own waiting list, and each clinic's own record of the patient is opened to enter it.

use crate::bulk::work::bulk_under_way;
use crate::current::current_patient;
use crate::{Ask, BulkOverlay, Part, PatientNoteCard, Submissions, note};
use booking::NoteText;
use office::{DeathCase, DeathStage, asked_for_death};

impl Part<'_, Submissions> {
    /// Begins the case of the current patient, who has died: reads what is coming. Nothing is sent.
    pub(crate) fn begin_death(&mut self) {
        if let Some(note) = bulk_under_way(self) {
            return self.note(note);
        }
        let Some((clinic, person)) = current_patient(self) else {
            return self.note(note!("patient-note-whom"));
        };
        let case = DeathCase::of(clinic, person);
        self.office_mut().read_for_death(&case);
        self.bulk_view_mut().death = Some(case);
        self.note(note!("past-visits-not-read"));
        self.go_on_with_death();
    }

    /// Goes on with the case as far as that is possible now. Called after every message.
    pub(super) fn go_on_with_death(&mut self) {
        let Some(case) = self.bulk_view_mut().death.take() else {
            return;
        };
        let case = match case.stage() {
            DeathStage::Reading => self.list_death_if_read(case),
            DeathStage::Known => self.note_death_if_agreed(case),
            DeathStage::Noted => self.record_death(case),
        };
        if case.is_some() {
            self.bulk_view_mut().death = case;
        }
    }

    /// Lists the cancellations once all that is coming is read; without any, opens the note. Leaves the case if another
    /// patient is in hand by then.
    fn list_death_if_read(&mut self, mut case: DeathCase) -> Option<DeathCase> {
        let (clinic, person) = case.patient();
        let person = person.to_owned();
        if current_patient(self) != Some((clinic, person.clone())) {
            return None;
        }
        let Some(known) = self.office_mut().known_of_death(&mut case) else {
            return Some(case);
        };
        let language = self.setup.language;
        let missing = if !known.unread.is_empty() {
            Some(self.each_language(|words| words.not_asked_about_death(&known.unread)))
        } else if known.has_unsettled {
            Some(note!("line-not-on-record-yet"))
        } else {
            None
        };
        self.show_note(missing);
        if !known.visits.is_empty() {
            self.change_several(known.visits, &asked_for_death(language));
        }
        if self.overlays.get::<BulkOverlay>().is_none() {
            let office = &self.office;
            let before = office.book.note_of_patient(clinic, &person);
            let before = before.map(|note| note.text.clone());
            let text = office.note_of_death(clinic, &person, language).or(before);
            let text = text.as_ref().map_or("", NoteText::typed).to_owned();
            self.handle(|cx| PatientNoteCard::open_with(clinic, person, text, cx));
        }
        Some(case)
    }

    /// Writes the note for every desk, as the list is sent.
    pub(super) fn note_death(&mut self) {
        let case = self.bulk_view_mut().death.take();
        let Some(mut case) = case.filter(|case| case.stage() == DeathStage::Known) else {
            return;
        };
        let language = self.setup.language;
        self.office_mut().note_death(&mut case, language);
        self.bulk_view_mut().death = Some(case);
    }

    /// Goes on once the card with the note is closed, at the patient's other clinics, too. Leaves the case if neither the list
    /// was sent nor the note was written.
    fn note_death_if_agreed(&mut self, mut case: DeathCase) -> Option<DeathCase> {
        if self.is_before_a_person() {
            return Some(case);
        }
        let (clinic, person) = case.patient();
        let language = self.setup.language;
        let is_noted = self
            .office
            .note_of_death(clinic, person, language)
            .is_none();
        if !is_noted {
            return None;
        }
        self.office_mut().note_death(&mut case, language);
        Some(case)
    }

    /// Asks about the next entry of the desks' own waiting list, or opens the next clinic's record of the patient, once nothing
    /// else is open. Leaves the case after the last.
    fn record_death(&mut self, mut case: DeathCase) -> Option<DeathCase> {
        if !self.overlays.is_empty() || self.question.is_some() {
            return Some(case);
        }
        if let Some(waiter) = case.next_to_take_off() {
            self.ask(Ask::NotWaiting(Box::new(waiter)));
            return Some(case);
        }
        let before = case.clone();
        let (clinic, person) = case.next_to_record()?;
        let is_opened = self.patients(|forms, cx| forms.open_for_death(clinic, &person, cx));
        Some(if is_opened { case } else { before })
    }

    /// Whether the list or the card is still open.
    fn is_before_a_person(&self) -> bool {
        self.overlays.get::<BulkOverlay>().is_some()
            || self.overlays.get::<PatientNoteCard>().is_some()
    }
}
