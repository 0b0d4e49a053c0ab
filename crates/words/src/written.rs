//! What will be written once somebody agrees, read out before the question. Faces without a screen say it, so that the
//! user agrees to what was heard: patient, practitioner, kind of visit, length, and effect.

use booking::id_list::named;
use booking::time::Minutes;
use booking::{
    Appointment, AppointmentRef, Booking, CallBackRequest, Change, ClinicId, Draft, FieldId,
    FieldRole, LateWish, NamedEntries, PatientCall, Visit, Waiter,
};
use i18n::say;
use office::{AskedAbsence, AskedChange, Bulk, PatientSheet, ReadDraft};

use crate::{ANY_KEY, Shown, Wording, without_keys};

/// What will be written once somebody agrees.
#[derive(Clone, Copy)]
pub enum Written<'a> {
    /// A change, with the appointment that it alters if that was read.
    Change(&'a AskedChange, Option<&'a Appointment>),
    /// The changes of a list.
    List(&'a Bulk),
    /// The outcome of a sent change as a person knows it, or that the change is given up.
    Outcome(&'a Change),
    /// The panels of an appointment that has been made.
    Panels(&'a Shown),
    /// An absence to be entered or removed.
    Absence(&'a AskedAbsence),
    /// A patient who is added, or whose data are corrected.
    Patient(&'a PatientSheet),
    /// The lateness of a practitioner or location, which the desks keep.
    Late(&'a LateWish),
    /// A patient whom the desks put on their call list.
    CallBack(&'a CallBackRequest),
    /// A patient whom the desks put on their waiting list.
    Waiter(&'a Waiter),
}

impl Wording<'_> {
    /// Returns what will be written, line by line.
    pub fn written(&self, written: Written<'_>) -> Vec<String> {
        match written {
            Written::Change(asked, read) => {
                let change = &asked.change;
                let what = match (change, &asked.read) {
                    (Change::Book(booking), read) => self.written_booking(booking, read.as_ref()),
                    _ => self.written_change(change, read),
                };
                vec![self.goes_out(change.clinic(), &what)]
            }
            Written::List(bulk) => self.written_list(bulk),
            Written::Outcome(change) => vec![self.written_change(change, None)],
            Written::Panels(shown) => {
                let of = shown.named();
                let mut parts = self.facts_of_appointment(&of, Some(&shown.appointment));
                let order = self.office.panels().of(&of.id);
                let panels = order.and_then(|order| self.panels_ordered(order));
                parts.extend(panels.map(|(label, panels)| format!("{label} {panels}")));
                vec![self.goes_out(of.clinic, &parts.join("; "))]
            }
            Written::Absence(asked) => self.written_absence(asked),
            Written::Patient(sheet) => self.written_patient(sheet),
            Written::Late(wish) => vec![self.written_lateness(wish)],
            Written::CallBack(request) => vec![self.written_call_back(request)],
            Written::Waiter(waiter) => vec![self.written_waiter(waiter)],
        }
    }

    fn written_lateness(&self, wish: &LateWish) -> String {
        let clinic = wish.provider.clinic();
        let who = self.provider(clinic, wish.provider.id());
        let by = match wish.minutes {
            Some(minutes) => say!(self.language, "written-late", minutes = minutes.get()),
            None => say!(self.language, "written-not-late").to_owned(),
        };
        let label = clinic.provider_field().label(self.language);
        self.kept_by_desks(&[format!("{label} {who}"), by])
    }

    fn written_call_back(&self, request: &CallBackRequest) -> String {
        let says = self.call_back_request(request);
        let says = says.trim_end_matches('.');
        self.kept_by_desks(&[
            self.patient_with_label(request.clinic, &request.person),
            say!(self.language, "call-back-line", says),
        ])
    }

    fn written_waiter(&self, waiter: &Waiter) -> String {
        let label = waiter.clinic.provider_field().label(self.language);
        let wished = self.waiter_in_full(waiter);
        self.kept_by_desks(&[
            self.patient_with_label(waiter.clinic, &waiter.person),
            format!("{label} {}", self.provider_waited_for(waiter)),
            say!(self.language, "written-waits", wished),
        ])
    }

    /// Returns the sentence that something is written into the desks' own records.
    fn kept_by_desks(&self, parts: &[String]) -> String {
        say!(self.language, "written-for-desks", what = parts.join("; "))
    }

    /// Returns the sentence that something is sent to a clinic.
    fn goes_out(&self, clinic: ClinicId, what: &str) -> String {
        let mode = self.office.mode_of(clinic).word();
        let what = what.trim_end_matches('.');
        say!(
            self.language,
            "plain-goes-out",
            clinic = clinic.name(),
            mode,
            what
        )
    }

    /// Returns a booking with every field that is filled in.
    fn written_booking(&self, booking: &Booking, read: Option<&ReadDraft>) -> String {
        let clinic = booking.clinic();
        let draft = match read {
            Some(read) => read.draft.clone(),
            None => self.draft_of(booking),
        };
        let mut parts = self.facts_of_booking(booking, &draft);
        if booking.start().is_some() {
            parts.push(self.when_of(&booking.visit()));
        }
        let is_said = |field: &FieldId| {
            let of_visit = [
                clinic.patient_field(),
                clinic.provider_field(),
                clinic.start_field(),
            ];
            let is_of_length = matches!(field.role, Some(FieldRole::End | FieldRole::Minutes));
            of_visit.contains(field) || is_of_length
        };
        for field in draft.asked().filter(|field| !is_said(field)) {
            let text = draft.text(field).trim();
            if text.is_empty() {
                continue;
            }
            let echo = read.and_then(|read| read.review.echo(field));
            let echo = echo
                .map(|echo| echo.text.as_str())
                .filter(|echo| !echo.is_empty());
            let value = match field.kind.entries {
                NamedEntries::Several(directory) => {
                    let ids = named(field.kind, text).into_iter();
                    let names = ids.map(|id| match self.office.lists.known(directory, id) {
                        Some(entry) => entry.name.clone(),
                        None => id.to_owned(),
                    });
                    names.collect::<Vec<_>>().join(", ")
                }
                NamedEntries::One(_) | NamedEntries::None => echo
                    .unwrap_or(field.kind.text_shown(text, self.language))
                    .to_owned(),
            };
            let label = field.label(self.language);
            parts.push(format!("{label} {}", value.trim_end_matches('.')));
        }
        parts.join("; ")
    }

    /// Returns a change of an appointment, and the patient.
    fn written_change(&self, change: &Change, read: Option<&Appointment>) -> String {
        let Some(of) = change.starts_from() else {
            return match change {
                Change::Book(booking) => self.written_booking(booking, None),
                _ => self.change_text(change),
            };
        };
        let mut parts = self.facts_of_appointment(of, read);
        parts.push(self.change_text(change));
        if let Change::Move(_) = change
            && change.provider() != of.provider()
        {
            let label = of.clinic.provider_field().label(self.language);
            let from = self.provider(of.clinic, of.provider.as_deref().unwrap_or_default());
            let moved = self.from_to(&from, &self.provider_of_change(change));
            parts.push(format!("{label} {moved}"));
        }
        parts.join("; ")
    }

    /// Returns the rows of a list, after the facts that all of them share.
    fn written_list(&self, bulk: &Bulk) -> Vec<String> {
        let differing = self.differing_parts(bulk);
        let mut lines = Vec::new();
        if let Some(first) = bulk.rows.first().map(|row| &row.change) {
            let of_one = !differing.has_patients && !differing.has_providers;
            let facts = match (first, first.starts_from()) {
                (Change::Book(booking), _) => {
                    self.facts_of_booking(booking, &self.draft_of(booking))
                }
                (_, Some(of)) => self.facts_of_appointment(of, None),
                (_, None) => Vec::new(),
            };
            if of_one && !facts.is_empty() {
                lines.push(self.goes_out(first.clinic(), &facts.join("; ")));
            }
        }
        lines.extend(self.cancels_for_good(bulk));
        let rows = bulk.rows.iter().zip(1..).map(|(row, number)| {
            let parts = [
                self.row_text(differing, row),
                self.row_word(bulk, row),
                self.row_remark(bulk, row),
            ];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            format!("{number} {}", parts.collect::<Vec<_>>().join(", "))
        });
        lines.extend(rows);
        lines
    }

    fn written_absence(&self, asked: &AskedAbsence) -> Vec<String> {
        let (state, _) = self.absence_state(asked, ANY_KEY);
        let rows = self
            .absence_rows(asked)
            .into_iter()
            .map(|row| self.absence_line(asked, &row).to_text());
        let texts = [self.absence_title(asked), state].into_iter().chain(rows);
        texts
            .map(|text| without_keys(&text, self.language))
            .filter(|text| !text.is_empty())
            .collect()
    }

    fn written_patient(&self, sheet: &PatientSheet) -> Vec<String> {
        let mut parts = Vec::new();
        for rule in sheet.asked() {
            let text = sheet.text(rule.field).trim();
            let text = sheet.echo(rule.field).unwrap_or(text);
            let label = rule.label(self.language);
            match (sheet.call(), sheet.was(rule.field)) {
                (PatientCall::Correct, None) => {}
                (PatientCall::Correct, Some("")) => {
                    let nothing = say!(self.language, "details-nothing");
                    parts.push(format!("{label} {}", self.from_to(nothing, text)));
                }
                (PatientCall::Correct, Some(was)) => {
                    parts.push(format!("{label} {}", self.from_to(was, text)));
                }
                (PatientCall::Add, _) if text.is_empty() => {}
                (PatientCall::Add, _) => parts.push(format!("{label} {text}")),
            }
        }
        let what = parts.join("; ");
        vec![format!("{}: {what}", self.patient_title(sheet))]
    }

    /// Returns the patient, the practitioner, the kind and the length of a booking.
    fn facts_of_booking(&self, booking: &Booking, draft: &Draft) -> Vec<String> {
        let kind = self.purpose_of(draft, None);
        self.facts(&booking.visit(), kind, booking.minutes())
    }

    /// Returns the patient, the practitioner, the kind and the length of an appointment. The kind comes from the
    /// appointment as read, else from what is known of it.
    fn facts_of_appointment(&self, of: &AppointmentRef, read: Option<&Appointment>) -> Vec<String> {
        let kind = match read.filter(|read| read.key() == of.key()) {
            Some(read) => self.kind_of_appointment(read),
            None => self.kind_known_of(of),
        };
        self.facts(&of.visit(), kind, of.minutes())
    }

    /// Returns the kind of visit of an appointment: its template, else its reason, else the clinic's purpose.
    fn kind_of_appointment(&self, appointment: &Appointment) -> String {
        let templates = &self.office.setup.templates;
        match self.office.lists.template_of(appointment, templates) {
            Some(template) => template.name(self.language).to_owned(),
            None => self.purpose_of(&Draft::of_appointment(appointment), None),
        }
    }

    /// Returns the kind of visit of an appointment that was not read completely.
    fn kind_known_of(&self, of: &AppointmentRef) -> String {
        if let Some(template) = self.office.template_of_key(of.key()) {
            return template.name(self.language).to_owned();
        }
        match self.office.book.purpose_of(of.clinic, &of.id) {
            Some(purpose) => purpose.shown().clone(),
            None => of.clinic.purpose(self.language).to_owned(),
        }
    }

    fn facts(&self, visit: &Visit, kind: String, length: Option<Minutes>) -> Vec<String> {
        let language = self.language;
        let clinic = visit.clinic;
        let with = match visit.provider.as_deref() {
            Some(id) => self.provider(clinic, id),
            None => say!(language, "written-nobody").to_owned(),
        };
        let mut facts = vec![
            self.patient_with_label(clinic, &visit.person),
            format!("{} {with}", clinic.provider_field().label(language)),
            kind,
        ];
        match length {
            Some(length) => facts.push(say!(language, "line-length", count = length.get())),
            None if clinic.field(FieldRole::Minutes).is_some() => {
                facts.push(say!(language, "written-no-length").to_owned());
            }
            // The clinic stores no lengths.
            None => {}
        }
        facts
    }

    /// Returns a patient after the label of the field, with the id if there is a namesake.
    fn patient_with_label(&self, clinic: ClinicId, person: &str) -> String {
        let label = clinic.patient_field().label(self.language);
        let who = self.patient(clinic, person);
        if self.has_namesake(clinic, person) {
            format!("{label} {who}, {person}")
        } else {
            format!("{label} {who}")
        }
    }
}
