//! A form as typed so far, valid or not. Its text is never lost, trimmed or cut.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::text::units;
use crate::time::{Clock, typed};
use crate::{
    Appointment, Booking, ClinicId, FieldId, FieldRole, FormValue, Id, Language, Reference, Status,
    Timing,
};

/// The raw text of each field of one form.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    clinic: ClinicId,
    /// The text of each field, in form order; shared, because texts may be long and drafts are copied often.
    texts: Vec<Arc<str>>,
    /// The length of each text in UTF-16 units.
    lengths: Vec<usize>,
}

impl Draft {
    /// Creates an empty form: every field holds its preset.
    pub fn new(clinic: ClinicId) -> Draft {
        let presets = || clinic.form().iter().map(|field| field.preset);
        Draft {
            clinic,
            texts: presets().map(Arc::from).collect(),
            lengths: presets().map(units).collect(),
        }
    }

    /// Creates the form that would make a booking again, with its times on this clock.
    pub fn of(booking: &Booking, clock: &Clock) -> Draft {
        let mut draft = Draft::new(booking.clinic());
        // With a start and a length, the end is left empty.
        let has_length = booking.parts().span.start().is_some() && booking.minutes().is_some();
        for field in booking.clinic().form() {
            let text = match booking.value_of(*field) {
                Some(FormValue::Moment(_)) if has_length && field.role == Some(FieldRole::End) => {
                    String::new()
                }
                Some(FormValue::Moment(at)) => typed(at, clock),
                Some(FormValue::Text(text)) => text.to_owned(),
                Some(FormValue::Number(number)) => number.to_string(),
                Some(FormValue::Ids(ids)) => {
                    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
                }
                None => String::new(),
            };
            draft.set(*field, text);
        }
        draft
    }

    /// Creates the form that would make an appointment again, without its time and with the default status.
    pub fn of_appointment(appointment: &Appointment) -> Draft {
        let mut draft = Draft::new(appointment.clinic);
        let record = appointment.flat();
        for field in appointment.clinic.form() {
            let is_of_time =
                field.kind.time != Timing::None || field.role == Some(FieldRole::Status);
            let is_of_end = !field.only_for.is_empty();
            if is_of_time || is_of_end {
                continue;
            }
            let text = match field.wire.and_then(|name| record.get(name)) {
                Some(Value::String(text)) => Reference::without(text).to_owned(),
                Some(Value::Number(number)) => number.to_string(),
                _ => continue,
            };
            draft.set(*field, text);
        }
        draft
    }

    /// Returns the form for the next booking, which keeps only the practitioner or location.
    pub fn next(&self) -> Draft {
        let mut next = Draft::new(self.clinic);
        let provider = self.clinic.provider_field();
        next.set(provider, self.shared(provider));
        next
    }

    /// Returns the clinic of the form.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns a field's text exactly as typed; empty if this form has no such field.
    pub fn text(&self, id: FieldId) -> &str {
        self.place(id).map_or("", |place| &self.texts[place])
    }

    /// Returns the length of a field's text in UTF-16 units, counted when it was set.
    pub fn length(&self, id: FieldId) -> usize {
        self.place(id).map_or(0, |place| self.lengths[place])
    }

    /// Returns the text of the field with this role; empty if this form has none.
    pub fn text_of(&self, role: FieldRole) -> &str {
        self.clinic.field(role).map_or("", |id| self.text(id))
    }

    /// Returns the note for the patient that is not sent; empty if the clinic API has a field for it.
    pub fn desk_note(&self) -> &str {
        let field = self
            .clinic
            .field(FieldRole::Instruction)
            .filter(|field| field.wire.is_none());
        field.map_or("", |field| self.text(field))
    }

    /// Sets the field with this role, if this form has one.
    pub fn set_role(&mut self, role: FieldRole, text: impl Into<Arc<str>>) {
        if let Some(id) = self.clinic.field(role) {
            self.set(id, text);
        }
    }

    /// Returns a field's text, shared.
    pub fn shared(&self, id: FieldId) -> Arc<str> {
        self.place(id)
            .map(|place| Arc::clone(&self.texts[place]))
            .unwrap_or_default()
    }

    /// Sets a field to `text` unchanged, if this form has it.
    pub fn set(&mut self, id: FieldId, text: impl Into<Arc<str>>) {
        if let Some(place) = self.place(id) {
            self.texts[place] = text.into();
            self.lengths[place] = units(&self.texts[place]);
        }
    }

    fn place(&self, id: FieldId) -> Option<usize> {
        self.clinic.position(id)
    }

    /// Returns the status whose word on the wire is in the form. The field is set to that word when the cursor leaves
    /// it.
    pub fn status(&self) -> Option<Status> {
        Status::named(self.text_of(FieldRole::Status), Language::En)
    }

    /// Returns whether the form asks for the field, given its present status.
    pub fn asks(&self, field: FieldId) -> bool {
        field.only_for.is_empty()
            || self
                .status()
                .is_some_and(|status| field.only_for.contains(&status))
    }

    /// Returns the fields that the form asks for, given its present status, in form order.
    pub fn asked(&self) -> impl DoubleEndedIterator<Item = FieldId> + '_ {
        self.clinic
            .form()
            .iter()
            .copied()
            .filter(|field| self.asks(*field))
    }

    /// Returns whether it is for the waiting list, so that it asks for the wished times.
    pub fn asks_for_wish(&self) -> bool {
        self.asked()
            .any(|field| field.role == Some(FieldRole::Wished))
    }

    /// Returns the fields in screen order: the ones that callers are seldom asked for come last.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = FieldId> + '_ {
        self.asked()
            .filter(|field| !field.is_further)
            .chain(self.asked().filter(|field| field.is_further))
    }

    /// Returns whether discarding the form would lose nothing: except for the practitioner or location, it holds only
    /// presets.
    pub fn is_blank(&self) -> bool {
        let provider = self.clinic.provider_field();
        let mut texts = self.clinic.form().iter().zip(&self.texts);
        texts.all(|(field, text)| *field == provider || **text == *field.preset)
    }
}

/// Prints the fields that hold a text, never the texts.
impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = self
            .clinic
            .form()
            .iter()
            .filter(|field| !self.text(**field).is_empty());
        f.debug_struct("Draft")
            .field("backend", &self.clinic)
            .field("filled", &filled.collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::SHIPPED;

    #[test]
    fn a_form_ignores_the_fields_of_another() {
        for clinic in SHIPPED {
            let mut draft = Draft::new(clinic);
            let others = SHIPPED.after(clinic).form();
            for field in clinic.form() {
                draft.set(*field, "here".to_owned());
            }
            others
                .iter()
                .for_each(|field| draft.set(*field, "there".to_owned()));
            assert!(others.iter().all(|field| draft.text(*field).is_empty()));
            assert!(
                clinic
                    .form()
                    .iter()
                    .all(|field| draft.text(*field) == "here")
            );
        }
    }
}
