//! The times of a form: picked, typed as a range, and read on the clock of its location.

use chrono::{DateTime, Utc};

use crate::{Forms, Note, Pane, Part, current};
use booking::Provider;

impl Part<'_, Forms> {
    /// Enters a free time in the current form.
    pub(crate) fn put_moment(&mut self, at: DateTime<Utc>) {
        let clock = self.setting().clock;
        self.form_mut().enter(|form| form.put_moment(at, &clock));
    }

    /// Begins a booking: enters practitioner or location and start in the form of their clinic.
    pub(crate) fn begin_booking(
        &mut self,
        provider: &Provider,
        start: DateTime<Utc>,
        minutes: Option<u32>,
    ) {
        let clinic = provider.clinic();
        while self.clinic != clinic {
            self.switch_clinic();
        }
        self.line_mut().keep_filled_at(clinic);
        self.put_provider(provider.id().to_owned());
        self.take_start(start, minutes);
        self.focus_pane(Pane::Form);
        if current::patient_named(self, clinic).is_empty() {
            self.focus_on(clinic.patient_field());
        }
    }

    /// Enters a practitioner or location in the current form.
    pub(crate) fn put_provider(&mut self, id: String) {
        let field = self.clinic.provider_field();
        self.form_mut().put(field, id);
    }

    /// Enters a practitioner or location in the current form. Its time is entered next, so it is not converted.
    pub(crate) fn put_provider_before_time(&mut self, id: String) {
        self.put_provider(id);
        let zone = self.setting().clock.zone;
        self.form_mut().enter(|form| form.set_zone(zone));
    }

    /// Splits a range typed into the start field: the end moves to the length field.
    pub(crate) fn split_range(&mut self) {
        if self.form().focus() == self.clinic.start_field() {
            let clock = self.setting().clock;
            self.form_mut().enter(|form| form.split_range(&clock));
        }
    }

    /// Reads the times of each form on the clock of its location, if that has changed or has become known.
    pub(crate) fn sync_clocks(&mut self) {
        for clinic in self.office.setup.clinics {
            let clock = self.setting_of(clinic).clock;
            let before = self.form_of(clinic).zone();
            let moved = self.forms_mut()[clinic].enter(|form| form.read_on(&clock));
            if before.is_some_and(|zone| zone != clock.zone) {
                self.review_form(clinic);
            }
            if clinic == self.clinic
                && let Some(moved) = moved
            {
                let note = Note::new(move |language| moved.to_text(language));
                self.note(note);
            }
        }
    }
}
