//! The clock on which the times of a form are read: the location's clock. When the location changes, a typed
//! time keeps its wall clock reading, which the patient was told, and a picked time keeps its moment.

use chrono::{DateTime, Utc};

use crate::model::PickedTime;
use crate::{Forms, Note, Pane, Part, in_hand};
use booking::time::{Clock, Span};
use booking::{ClinicId, FieldRole, Kind, Provider, texts_of_span, time};
use i18n::say;

impl Part<'_, Forms> {
    /// Enters a free time in the current form.
    pub(crate) fn put_moment(&mut self, at: DateTime<Utc>) {
        let text = time::typed(at, &self.setting().clock);
        let whose = in_hand::provider(self);
        let start = self.clinic.start_field();
        let form = self.form_mut();
        form.put(start, text.clone());
        form.taken = Some(PickedTime { whose, at, text });
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
        self.line_mut()
            .filled
            .take_if(|filled| filled.draft.clinic() != clinic);
        self.put_provider(provider.id());
        self.take_start(start, minutes);
        self.desk().focus_pane(Pane::Form);
        if in_hand::patient_named(self, clinic).is_empty() {
            self.focus_on(clinic.patient_field());
        }
    }

    /// Enters a practitioner or location in the current form.
    pub(crate) fn put_provider(&mut self, id: String) {
        let field = self.clinic.provider_field();
        self.form_mut().put(field, id);
    }

    /// Enters a practitioner or location in the current form, whose time is entered next: the clock of the time that is
    /// there does not matter any more.
    pub(crate) fn put_provider_before_time(&mut self, id: String) {
        let clinic = self.clinic;
        self.put_provider(id);
        let zone = self.setting_of(clinic).clock.zone;
        self.forms_mut()[clinic].clock = Some(zone);
    }

    /// Enters a start in the current form, and the length that follows from its end.
    pub(crate) fn put_span(&mut self, span: Span) {
        let clock = self.setting().clock;
        let texts = texts_of_span(self.clinic, span, &clock);
        let form = self.form_mut();
        for (field, text) in texts {
            form.put(field, text);
        }
    }

    /// Splits a range typed into the start field: the end moves to the length field.
    pub(crate) fn split_range(&mut self) {
        let form = self.form();
        let is_start = form.focus() == self.clinic.start_field();
        if !is_start
            || !time::is_range(form.typed())
            || self.clinic.field(FieldRole::Minutes).is_none()
        {
            return;
        }
        if let Ok(span) = time::span(form.typed(), &self.setting().clock) {
            self.put_span(span);
        }
    }

    /// Moves the times of each form to another clock, if the location has changed or its clock has become known,
    /// so that no time changes its meaning unnoticed.
    pub(crate) fn sync_clocks(&mut self) {
        for clinic in self.office.setup.clinics {
            let after = self.setting_of(clinic).clock;
            let before = self.forms_mut()[clinic].clock.replace(after.zone);
            let Some(before) = before.filter(|zone| *zone != after.zone) else {
                continue;
            };
            let note = self.move_to_clock(
                clinic,
                &Clock {
                    zone: before,
                    ..after
                },
                &after,
            );
            self.review_form(clinic);
            if clinic == self.clinic && note.is_some() {
                self.desk().note = note;
            }
        }
    }

    /// Moves the times of a form from one clock to another. Returns a note if the person should know about it.
    fn move_to_clock(&mut self, clinic: ClinicId, before: &Clock, after: &Clock) -> Option<Note> {
        let form = &mut self.forms_mut()[clinic];
        let start = clinic.start_field();
        if let Some(taken) = form
            .taken
            .take()
            .filter(|taken| form.draft().text(start) == taken.text)
        {
            let text = time::typed(taken.at, after);
            form.put(start, text.clone());
            form.taken = Some(PickedTime { text, ..taken });
            let at = taken.at;
            let zone = after.zone;
            return Some(Note::new(move |language| {
                say!(
                    language,
                    "clock-picked-stays",
                    time = time::echo(at, zone, language)
                )
            }));
        }
        let mut note = None;
        for field in clinic
            .form()
            .iter()
            .filter(|field| field.kind == Kind::Instant)
        {
            let text = form.draft().text(*field).to_owned();
            match reread(&text, before, after) {
                Reread::Same => continue,
                Reread::AsTyped => {}
                Reread::Dated(dated) => form.put(*field, dated),
            }
            note.get_or_insert_with(|| on_the_clock(form.draft().text(*field), after));
        }
        note
    }
}

/// The result of reading a typed time on another clock.
enum Reread {
    /// The text means the same moment, or no time at all.
    Same,
    /// The text shows the same wall clock time on the new clock.
    AsTyped,
    /// The text needs a date, or it would mean another day on the new clock.
    Dated(String),
}

fn reread(text: &str, before: &Clock, after: &Clock) -> Reread {
    let start_of = |clock| time::span(text, clock).ok().and_then(|span| span.start());
    let Some(instant) = start_of(before) else {
        return Reread::Same;
    };
    let wall = instant.with_timezone(&before.zone).naive_local();
    match start_of(after) {
        Some(there) if there == instant => Reread::Same,
        Some(there)
            if !time::is_range(text) && there.with_timezone(&after.zone).naive_local() != wall =>
        {
            Reread::Dated(time::typed_wall(wall, after))
        }
        _ => Reread::AsTyped,
    }
}

fn on_the_clock(text: &str, clock: &Clock) -> Note {
    let text = text.to_owned();
    let zone = clock.zone;
    Note::new(move |language| {
        say!(
            language,
            "clock-read-on",
            text = text.as_str(),
            town = time::town(zone, language)
        )
    })
}
