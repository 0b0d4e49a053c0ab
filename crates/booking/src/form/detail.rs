//! The fields of an appointment that can be changed once it is made.

use super::{FieldId, FieldValue, Reference};
use crate::api::NOTHING;
use crate::{Appointment, ClinicId};

/// A detail of an appointment, before a change and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The field.
    pub field: FieldId,
    /// The value before, if there was one.
    pub from: Option<FieldValue>,
    /// The value after.
    pub to: FieldValue,
}

impl Detail {
    /// Returns whether an appointment states this value, however it divides the words.
    pub(crate) fn is_in(&self, read: &Appointment, value: Option<&FieldValue>) -> bool {
        let now = read.detail(self.field).unwrap_or_default();
        let value = value.map(FieldValue::to_text).unwrap_or_default();
        now.split_whitespace().eq(value.split_whitespace())
    }
}

impl Appointment {
    /// Returns a detail as the clinic states it, without the reference of a booking.
    pub fn detail(&self, field: FieldId) -> Option<&str> {
        let text = self.member(field.wire?)?;
        let text = if field.bears_reference.is_some() {
            Reference::without(text)
        } else {
            text
        };
        Some(text.trim()).filter(|text| !text.is_empty() && *text != NOTHING)
    }
}

/// Returns the details that a clinic's API can change, in form order.
pub fn fields_of_details(clinic: ClinicId) -> Vec<FieldId> {
    let form = clinic.form().iter().copied();
    form.filter(|field| field.alterable).collect()
}
