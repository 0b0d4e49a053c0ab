//! Booking a visit again.

use serde_json::Value;

use crate::{Forms, Part, drafts, note};
use booking::{Appointment, Draft, FieldRole, Kind, Reference};

impl Part<'_, Forms> {
    /// Fills the form with the shown visit, without its time, and moves to the time field. Sends nothing.
    pub(crate) fn book_again(&mut self) {
        let Some(shown) = self.handle(|cx| cx.shown_to_act_on(note!("change-none"))) else {
            return;
        };
        let clinic = shown.appointment.clinic;
        if !self.form_of(clinic).is_free() {
            return self.note(drafts::form_not_empty(self, clinic));
        }
        let mut draft = draft_of(&shown.appointment);
        for (field, known) in [
            (clinic.patient_field(), &shown.person),
            (clinic.provider_field(), &shown.provider),
        ] {
            if let Some(id) = known.as_deref().filter(|_| draft.text(field).is_empty()) {
                draft.set(field, id);
            }
        }
        self.forms_mut()[clinic].fill(draft);
        *self.clinic_mut() = clinic;
        self.note(note!("shown-book-again"));
        self.read_lists();
        self.focus_on(clinic.start_field());
    }
}

/// Returns the draft that would make the appointment again, with no time and with the default status.
fn draft_of(appointment: &Appointment) -> Draft {
    let mut draft = Draft::new(appointment.clinic);
    let record = appointment.flat();
    for field in appointment.clinic.form() {
        let is_of_time = matches!(field.kind, Kind::Instant | Kind::Periods)
            || field.role == Some(FieldRole::Status);
        let is_of_end = !field.only_for.is_empty();
        let member = field.wire.and_then(|name| record.get(name));
        let text = match member.filter(|_| !is_of_time && !is_of_end) {
            Some(Value::String(text)) => Reference::without(text).to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        draft.set(*field, text);
    }
    draft
}
