//! Booking a shown appointment again: the same visit at another time, after the shown one was called off or
//! is over.

use serde_json::Value;

use crate::booking::{Appointment, Draft, FieldRole, Kind, Reference};
use crate::desk::{Desk, Effect, note};

impl Desk {
    /// Fills the form with the shown visit, without its time, and moves to the time field. Sends nothing.
    pub(in crate::desk) fn book_again(&mut self) -> Vec<Effect> {
        let Some(shown) = self.shown_to_act_on(note!("change-none")) else { return Vec::new() };
        let vendor = shown.appointment.backend;
        if !self.form_of(vendor).is_free() {
            self.note = Some(self.form_not_empty(vendor));
            return Vec::new();
        }
        let mut draft = draft_of(&shown.appointment);
        for (field, known) in
            [(vendor.patient_field(), &shown.person), (vendor.provider_field(), &shown.provider)]
        {
            if let Some(id) = known.as_deref().filter(|_| draft.text(field).is_empty()) {
                draft.set(field, id);
            }
        }
        self.forms[vendor].fill(draft);
        self.backend = vendor;
        self.note = Some(note!("shown-book-again"));
        self.refresh_all();
        let mut effects = self.lists_for_form();
        effects.extend(self.focus_on(vendor.start_field()));
        effects
    }
}

/// Returns the draft that would make the appointment again, with no time and with the default status.
fn draft_of(appointment: &Appointment) -> Draft {
    let mut draft = Draft::new(appointment.backend);
    for field in appointment.backend.form() {
        let is_of_time =
            matches!(field.kind, Kind::Instant | Kind::Periods) || field.role == Some(FieldRole::Status);
        let is_of_end = !field.only_for.is_empty();
        let member = field.wire.and_then(|name| appointment.record.shown().get(name));
        let text = match member.filter(|_| !is_of_time && !is_of_end) {
            Some(Value::String(text)) => Reference::without(text).to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        draft.set(*field, text);
    }
    draft
}
