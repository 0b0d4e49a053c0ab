//! The model as a holder of drafts, and the parts of a line in its form.

use std::time::Duration;

use booking::line::Resolved;
use booking::time::{Clock, Wish};
use booking::{ClinicId, Draft, Meaning, Setting};
use clerk::ReadTimes;
use i18n::say;
use office::{
    BookingCase, BookingForm, DraftHolder, DraftPosition, FoundTime, NotBooked, NotSent, Office,
    Parked, PutAside, SavedNewPatient, SubmissionId, TimeOfLine, park, save_drafts,
};
use words::{ANY_KEY, without_keys};

use super::{PlainModel, TypedLine};

impl DraftHolder for PlainModel {
    fn office(&self) -> &Office {
        &self.office
    }

    fn office_mut(&mut self) -> &mut Office {
        &mut self.office
    }

    fn clinic_in_front(&self) -> ClinicId {
        self.clinic
    }

    fn booking_form(&self, clinic: ClinicId) -> &BookingForm {
        &self.forms[clinic]
    }

    fn setting_of_form(&self, clinic: ClinicId) -> Setting {
        let form = &self.forms[clinic];
        self.words().setting_of(form.draft(), form.zone())
    }

    fn position(&self, clinic: ClinicId) -> DraftPosition {
        let in_form = DraftPosition::in_form(self.focus[clinic]);
        if clinic != self.clinic {
            return in_form;
        }
        DraftPosition {
            is_on_line: self.line.is_open(),
            line: self.line.text.clone(),
            line_is_filled: !self.line.is_open(),
            shows_patient: self.line.is_filled && self.line.shown_patient.is_some(),
            ..in_form
        }
    }

    fn is_line_open(&self) -> bool {
        self.line.is_open()
    }

    fn patients_to_save(&self) -> Vec<SavedNewPatient> {
        self.sheets.to_save()
    }

    fn restart_form(&mut self, draft: Draft) {
        let clinic = draft.clinic();
        self.forms[clinic].restart(draft);
        self.focus[clinic] = clinic.form()[0];
    }

    fn start_afresh(&mut self) {
        self.restart_form(Draft::new(self.clinic));
        self.line = TypedLine::default();
        self.office.read_lists_of(self.clinic);
    }

    fn begin_next_booking(&mut self, clinic: ClinicId) {
        self.line.clear_of(clinic);
        self.forms[clinic].begin_next();
        self.focus[clinic] = clinic.form()[0];
    }

    fn put_into_form(&mut self, parked: &Parked, letter: Option<char>) {
        let clinic = parked.clinic();
        self.forms[clinic].take_up(parked.content.clone(), letter);
        self.focus[clinic] = parked.focus;
        let after = self.setting_of_form(clinic).clock;
        let before = Clock {
            now: parked.since,
            ..after
        };
        self.forms[clinic].hold_days(&before, &after);
    }

    fn bring_to_front(&mut self, parked: Parked, letter: Option<char>) {
        self.put_into_form(&parked, letter);
        self.switch_to(parked.clinic());
        let is_filled = parked.line_is_filled && !parked.line.is_empty();
        let case = is_filled.then(|| BookingCase::of_typed(self.form().draft().clone()));
        self.line = TypedLine::taken_up(parked.line, case);
    }
}

impl PlainModel {
    /// Puts the draft of a change into its form, and makes that form current.
    pub(in crate::plain) fn take_up(&mut self, draft: Draft) {
        self.switch_to(draft.clinic());
        self.restart_form(draft);
    }

    /// Restores a booking of the Outbox that was not made to its form, if that is empty. Returns the message to say.
    pub(in crate::plain) fn bring_booking_back(&mut self, id: SubmissionId) -> Option<String> {
        let language = self.language();
        let open = self.office.changes().get(id)?;
        let clinic = open.change().clinic();
        if open.meaning() == Some(Meaning::Unknown) {
            return Some(self.without_keys(say!(language, "outbox-not-yet")));
        }
        if !self.forms[clinic].is_free() {
            let clinic = clinic.name();
            let text = say!(language, "note-form-not-empty", clinic, key = ANY_KEY);
            return Some(self.without_keys(&text));
        }
        let booking = open.change().booking()?.clone();
        let is_queued = open.meaning().is_none();
        let draft = if is_queued { None } else { open.draft.clone() };
        let draft = draft.unwrap_or_else(|| self.words().draft_of(&booking));
        self.take_up(draft);
        if self.manner.saves_drafts {
            // The draft is saved before the change leaves the records.
            save_drafts(self, Some(Duration::ZERO), false);
        }
        let open = self.office.take_up(id)?;
        if is_queued {
            let text = say!(language, "queue-taken-up", key = ANY_KEY);
            return Some(self.without_keys(&text));
        }
        self.forms[clinic].set_verdict(booking, NotBooked::Lost(Box::new(open)));
        Some(self.without_keys(say!(language, "note-brought-back")))
    }

    fn without_keys(&self, text: &str) -> String {
        without_keys(text, self.language())
    }

    /// Sends the rows of the list without conflicts. A form that still holds the list's draft is cleared.
    ///
    /// # Errors
    ///
    /// Returns why nothing is sent.
    pub(in crate::plain) fn send_list(&mut self) -> Result<(), NotSent> {
        self.office.send_bulk()?;
        if let Some(draft) = self.office.take_draft_of_bulk()
            && *self.forms[draft.clinic()].draft() == draft
        {
            self.begin_next_booking(draft.clinic());
        }
        Ok(())
    }

    /// Makes the form for the line current. Returns the draft that the line continues, and what became of a form for
    /// another patient. `None` if no letter is free for that.
    pub(in crate::plain) fn base_of_line(
        &mut self,
        clinic: ClinicId,
        patient: Option<&str>,
    ) -> Option<(Draft, Option<PutAside>)> {
        let form = &self.forms[clinic];
        let case = self.line.case.as_ref();
        let base = form.base_of_line(case.and_then(|case| case.base_of(form)), patient);
        let (base, parked) = match base {
            Some(base) => (base, None),
            None => (Draft::new(clinic), Some(park(self, clinic, false)?)),
        };
        self.switch_to(clinic);
        Some((base, parked))
    }

    /// Records that the line has asked for the appointments of a patient. Nothing is entered into the form. What an
    /// earlier line filled in for the same patient, if unedited, is removed; a form for another patient is unchanged.
    pub(in crate::plain) fn show_patient(&mut self, clinic: ClinicId, patient: String) {
        let form = &self.forms[clinic];
        let case = self.line.case.as_ref();
        let base = form.base_of_line(case.and_then(|case| case.base_of(form)), Some(&patient));
        let before = case
            .zip(base)
            .and_then(|(case, base)| case.taken_back(form, base));
        self.switch_to(clinic);
        if let Some(before) = before {
            *self.form_mut() = before;
        }
        self.line = TypedLine {
            text: self.line.text.clone(),
            is_filled: true,
            shown_patient: Some((clinic, patient)),
            ..TypedLine::default()
        };
    }

    /// Fills the current form from a line, except for its time. Returns the panels of the template that the clinic does
    /// not have.
    pub(in crate::plain) fn fill_from_line(
        &mut self,
        means: &Resolved,
        patient: Option<String>,
        base: Draft,
    ) -> Vec<String> {
        let clock = self.setting().clock;
        let form = &mut self.forms[self.clinic];
        let (case, unlisted) = BookingCase::fill(&self.office, form, means, patient, base, &clock);
        self.line.note_filled(case);
        self.review_forms();
        unlisted
    }

    /// Returns how the visit of the line gets its time, and enters a time on the line.
    pub(in crate::plain) fn time_of_line(&mut self, means: &Resolved, wish: &Wish) -> TimeOfLine {
        let clock = self.setting().clock;
        let form = &mut self.forms[self.clinic];
        match &mut self.line.case {
            Some(case) => case.time_of_line(form, means, wish, &clock),
            None => TimeOfLine::InForm,
        }
    }

    /// Enters a free time found among these.
    pub(in crate::plain) fn take_found(
        &mut self,
        found: &FoundTime,
        times: ReadTimes,
        wish: &Wish,
    ) {
        let clock = self.setting().clock;
        let form = &mut self.forms[self.clinic];
        if let Some(case) = &mut self.line.case {
            let first = found.first.clone();
            case.take_found(&self.office, form, first, times.calendars(), wish, &clock);
        }
        self.times = times.into_times_of(&found.first);
        self.review_forms();
    }

    /// Marks the current content of the form as filled in by the line.
    pub(in crate::plain) fn note_filled(&mut self) {
        self.form_mut().note_start_found();
        self.review_forms();
        let draft = self.form().draft().clone();
        if let Some(case) = &mut self.line.case {
            case.record(draft);
        }
    }
}
