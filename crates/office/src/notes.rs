//! The notes in the desks' own records: about patients, calls to be made, late practitioners, absences that a clinic
//! has no place for, and patients who wait for a time.

use booking::time::{Minutes, midnight};
use booking::{
    AppointmentRef, CallBack, CallBackProblem, CallBackRequest, Change, ClinicId, DeskNotes,
    LateWish, Mode, NoteText, PatientNote, Provider, Subject,
};

use super::{
    Effect, NoteStep, NoteSubject, Office, OfficeNews, StoreOp, StoreTrouble, Ticket, VisitTime,
};

/// The outcome of a note of the desks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteEnd {
    /// The note is being written.
    Writing(Ticket),
    /// The note was written or removed.
    Done,
    /// Another desk has written the note since it was read. Its note is left as it is, and has been read.
    Overtaken,
    /// The note could not be written or removed.
    NotWritten(String),
}

/// The notes of the desks after writing one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesAnswer {
    /// All notes.
    pub notes: DeskNotes,
    /// The reach of that note.
    pub reach: NoteReach,
}

/// The reach of a note that a desk was to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteReach {
    /// Every desk on the same records has it.
    #[default]
    EveryDesk,
    /// This desk has it; the others see it when the shared records are reached.
    ThisDesk,
    /// No desk has it: another desk has written one since it was read.
    Overtaken,
}

/// The outcome of the last note about each kind of subject.
#[derive(Clone, Debug, Default)]
pub struct NoteEnds {
    /// The reach of the last note that was written.
    reach: NoteReach,
    /// The notes of this desk that another desk's have replaced, as reported.
    overtaken: Vec<DeskNotes>,
    absence: Option<NoteEnd>,
    patient: Option<NoteEnd>,
    call_back: Option<NoteEnd>,
    late: Option<NoteEnd>,
    waiting: Option<NoteEnd>,
    /// The last step of the call list or the waiting list.
    step: Option<NoteStep>,
    /// The entry of the call list that prevented the last one, and was reported.
    told: Option<CallBack>,
}

impl NoteEnds {
    fn of(&self, subject: NoteSubject) -> Option<&NoteEnd> {
        match subject {
            NoteSubject::Absence => self.absence.as_ref(),
            NoteSubject::Patient => self.patient.as_ref(),
            NoteSubject::CallBack => self.call_back.as_ref(),
            NoteSubject::Late => self.late.as_ref(),
            NoteSubject::Waiting => self.waiting.as_ref(),
        }
    }

    fn put(&mut self, subject: NoteSubject, end: NoteEnd) {
        match subject {
            NoteSubject::Absence => self.absence = Some(end),
            NoteSubject::Patient => self.patient = Some(end),
            NoteSubject::CallBack => self.call_back = Some(end),
            NoteSubject::Late => self.late = Some(end),
            NoteSubject::Waiting => self.waiting = Some(end),
        }
    }

    /// Returns the subject of the note that is written with this ticket, if it is the last one.
    fn written_under(&self, ticket: Ticket) -> Option<NoteSubject> {
        let writing = NoteEnd::Writing(ticket);
        let mut subjects = NoteSubject::ALL.into_iter();
        subjects.find(|subject| self.of(*subject) == Some(&writing))
    }
}

impl Office {
    /// Returns the outcome of the last note about this kind of subject.
    pub fn note_end(&self, subject: NoteSubject) -> Option<&NoteEnd> {
        self.notes.of(subject)
    }

    /// Returns the notes of this desk that were rejected since it began, because another desk had written others.
    pub fn overtaken_notes(&self) -> &[DeskNotes] {
        &self.notes.overtaken
    }

    /// Handles notes of this desk that were rejected.
    pub(crate) fn on_notes_overtaken(&mut self, notes: DeskNotes) {
        self.notes.overtaken.push(notes.clone());
        self.tell(OfficeNews::NotesOvertaken(notes));
    }

    /// Returns whether the other desks don't have the last note yet; they see it when the shared records are reached.
    pub fn is_noted_here_only(&self) -> bool {
        self.notes.reach == NoteReach::ThisDesk
    }

    /// Returns the delay to note today for a practitioner or location, on the clock there; without minutes, there is
    /// none any more.
    pub(crate) fn late_wish(
        &self,
        provider: Provider,
        minutes: Option<Minutes>,
    ) -> Option<LateWish> {
        let seen = self.book.late_note(&provider, self.moment.now);
        let seen = seen.map(|note| note.minutes);
        let zone = self.zone_at(provider.clinic(), provider.id());
        let today = self.moment.now.with_timezone(&zone).date_naive();
        Some(LateWish {
            provider,
            minutes,
            seen,
            until: midnight(today.succ_opt()?, zone)?,
        })
    }

    /// Puts a patient on the call list. An entry that prevented the last attempt and was reported stays on it, followed
    /// by these words.
    ///
    /// # Errors
    /// If there are too many words.
    pub fn ask_call_back(&mut self, request: CallBackRequest) -> Result<(), CallBackProblem> {
        let told = self.notes.told.take();
        let seen = told.filter(|told| told.request.is_beside(&request));
        let request = match &seen {
            Some(seen) => request.joined_to(&seen.request)?,
            None => request,
        };
        self.take_note_step(NoteStep::CallBack { request, seen });
        Ok(())
    }

    /// Returns the newest entry of the call list for the same patient and the same caller.
    pub fn call_back_beside(&self, request: &CallBackRequest) -> Option<&CallBack> {
        let calls = self.book.call_backs();
        calls.filter(|call| call.request.is_beside(request)).last()
    }

    /// Writes or removes notes in the desks' own records.
    pub fn take_note_step(&mut self, step: NoteStep) {
        let ticket = self.ticket();
        if matches!(step.subject(), NoteSubject::CallBack | NoteSubject::Waiting) {
            self.notes.step = Some(step.clone());
        }
        self.notes.put(step.subject(), NoteEnd::Writing(ticket));
        self.request([Effect::Store(StoreOp::Note(ticket, Box::new(step)))]);
    }

    /// Handles the notes after a step.
    pub(crate) fn on_notes(&mut self, ticket: Ticket, answer: Result<NotesAnswer, String>) {
        let end = match answer {
            Ok(NotesAnswer { notes, reach }) => {
                self.learn_notes(notes);
                self.notes.reach = reach;
                match reach {
                    NoteReach::EveryDesk | NoteReach::ThisDesk => NoteEnd::Done,
                    NoteReach::Overtaken => NoteEnd::Overtaken,
                }
            }
            Err(why) => NoteEnd::NotWritten(why),
        };
        let Some(subject) = self.notes.written_under(ticket) else {
            return;
        };
        self.notes.put(subject, end.clone());
        let step = self.notes.step.take_if(|step| step.subject() == subject);
        match step {
            Some(step) if subject == NoteSubject::Waiting => self.on_kept_waiting(step, &end),
            Some(NoteStep::CallBack { request, .. }) if end == NoteEnd::Overtaken => {
                self.notes.told = self.call_back_beside(&request).cloned();
                self.tell(OfficeNews::Noted(subject));
            }
            _ => self.tell(OfficeNews::Noted(subject)),
        }
    }

    /// Learns the changed notes in the records of a mode.
    pub(crate) fn learn_changed_notes(&mut self, before: &DeskNotes, after: DeskNotes) {
        self.book.replace_notes(before, after);
        self.note_unread_notes();
    }

    /// Learns the notes in the records of a mode.
    pub(crate) fn learn_notes_of(&mut self, mode: Mode, notes: DeskNotes) {
        let clinics: Vec<ClinicId> = self
            .setup
            .clinics
            .into_iter()
            .filter(|clinic| self.mode_of(*clinic) == mode)
            .collect();
        self.book.learn_notes(&clinics, notes);
        self.note_unread_notes();
    }

    /// Learns the notes in all records.
    pub(crate) fn learn_notes(&mut self, notes: DeskNotes) {
        let clinics: Vec<ClinicId> = self.setup.clinics.into_iter().collect();
        self.book.learn_notes(&clinics, notes);
        self.note_unread_notes();
    }

    /// Reports the number of unreadable entries in the notes, if it has changed.
    fn note_unread_notes(&mut self) {
        let count = self.book.unread_notes();
        let trouble = (count > 0).then_some(StoreTrouble::UnreadNotes(count));
        let is_other = |known: &StoreTrouble| {
            matches!(known, StoreTrouble::UnreadNotes(_)) && Some(known) != trouble.as_ref()
        };
        self.records.troubles.retain(|known| !is_other(known));
        if let Some(trouble) = trouble
            && !self.records.troubles.contains(&trouble)
        {
            self.on_store_trouble(trouble);
        }
    }

    /// Returns the notes about a patient, also those with the same person's ids at other clinics.
    pub fn notes_about(&self, clinic: ClinicId, person: &str) -> Vec<&PatientNote> {
        let mut subjects = vec![Subject::person(clinic, person)];
        let upcoming = self.upcoming_of(clinic, person).into_iter();
        subjects.extend(upcoming.flat_map(|upcoming| upcoming.subjects()));
        self.book.notes_of_patient(&subjects)
    }

    /// Returns the warnings that the desks have noted about the patient of a new visit; none if an appointment of the
    /// same patient is moved.
    pub(crate) fn warnings_before(
        &self,
        time: &VisitTime,
        moved: Option<&AppointmentRef>,
    ) -> Vec<NoteText> {
        if let (Some(of), Some(to)) = (moved, &time.candidate)
            && of.is_of(&to.person)
        {
            return Vec::new();
        }
        self.book.warnings_about_patient(&time.subjects)
    }

    /// Returns the warnings that the desks have noted about the patients of the list's bookings, each once.
    pub fn warnings_about_list(&self) -> Vec<NoteText> {
        let rows = self.bulk().map(|bulk| bulk.rows.as_slice());
        let mut warnings: Vec<NoteText> = Vec::new();
        for row in rows.unwrap_or_default() {
            let Some(booking) = row.change.booking() else {
                continue;
            };
            let subject = Subject::person(booking.clinic(), &row.change.patient());
            for note in self.book.warnings_about_patient(&[subject]) {
                if !warnings.contains(&note) {
                    warnings.push(note);
                }
            }
        }
        warnings
    }

    /// Returns the warnings that the desks have noted about the patient who gets the appointment of another one.
    pub fn warnings_about_new_patient(&self, change: &Change) -> Vec<NoteText> {
        match change.placed() {
            Some(to) if change.is_for_another_patient() => {
                let time = self.time_of(to, None, None, None);
                self.warnings_before(&time, change.starts_from())
            }
            _ => Vec::new(),
        }
    }
}
