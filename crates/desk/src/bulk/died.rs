//! A patient has died: all that is coming is cancelled at every clinic, every desk has a note, and the clinic's record of the
//! patient says so where it can.

use crate::bulk::work::bulk_under_way;
use crate::in_hand::current_patient;
use crate::{Part, PatientNoteCard, Submissions, note};
use booking::{AppointmentRef, CalendarEntry, ClinicId, NoteText, Verb};
use i18n::say;
use office::{NoteStep, SeveralAsked};

impl Part<'_, Submissions> {
    /// Lists the cancellations of all that is coming for the current patient, who has died, once all of it is read.
    pub(crate) fn begin_death(&mut self) {
        if let Some(note) = bulk_under_way(self) {
            return self.note(note);
        }
        let Some((clinic, person)) = current_patient(self) else {
            return self.note(note!("patient-note-whom"));
        };
        self.office_mut().want_upcoming(clinic, &person);
        self.bulk_view_mut().died = Some((clinic, person));
        self.list_death_if_read();
    }

    /// Opens that list as soon as it can be opened. Forgets it if another patient is in hand by then.
    pub(super) fn list_death_if_read(&mut self) {
        let Some((clinic, person)) = self.bulk_view.died.clone() else {
            return;
        };
        if current_patient(self) != Some((clinic, person.clone())) {
            self.bulk_view_mut().died = None;
            return;
        }
        self.office_mut().want_all_upcoming();
        let Some(upcoming) = self.office.upcoming_of(clinic, &person) else {
            return self.note(note!("past-visits-not-read"));
        };
        if !self.office.has_all_upcoming() {
            return self.note(note!("past-visits-not-read"));
        }
        let people: Vec<(ClinicId, String)> = upcoming
            .people()
            .map(|(clinic, id)| (clinic, id.to_owned()))
            .collect();
        let unread = self.office.unread_upcoming(upcoming).next().is_some();
        let coming = self.office.coming_up(clinic);
        let entries = coming.map(|(_, entries)| entries).unwrap_or_default();
        let of = entries.into_iter().filter_map(CalendarEntry::on_record);
        let of: Vec<AppointmentRef> = of.map(AppointmentRef::from).collect();
        self.bulk_view_mut().died = None;
        self.show_note(unread.then(|| note!("line-appointments-not-read")));
        for (clinic, person) in people.clone() {
            self.patients(|forms, cx| forms.offer_to_record_death(clinic, &person, cx));
        }
        if of.is_empty() {
            let text = self.note_of_death(clinic, &person);
            let text = text.map(|text| text.typed().to_owned()).unwrap_or_default();
            return self.handle(|cx| PatientNoteCard::open_with(clinic, person, text, cx));
        }
        let reason = say!(self.setup.language, "died-reason").to_owned();
        let asked = SeveralAsked {
            reason: Some(reason.into()),
            ..SeveralAsked::of(Verb::Cancel)
        };
        self.change_several(of, &asked);
        self.bulk_view_mut().to_note = people;
    }

    /// Writes for every desk that the patient of the list has died, once the list is sent.
    pub(super) fn note_death(&mut self) {
        let people = std::mem::take(&mut self.bulk_view_mut().to_note);
        for (clinic, person) in people {
            let seen = self.office.book.note_of_patient(clinic, &person);
            let seen = seen.map(|note| note.text.clone());
            let text = self.note_of_death(clinic, &person);
            self.office_mut().take_note_step(NoteStep::OfPatient {
                clinic,
                person,
                text,
                seen,
            });
        }
    }

    /// Returns the note about a patient who has died, before the one that there is.
    fn note_of_death(&self, clinic: ClinicId, person: &str) -> Option<NoteText> {
        let died = say!(self.setup.language, "died-note");
        let before = self.office.book.note_of_patient(clinic, person);
        let both = before.and_then(|note| NoteText::new(&format!("{died}; {}", note.text.says())));
        both.or_else(|| NoteText::new(died))
    }
}
