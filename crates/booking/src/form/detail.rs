//! The fields of an appointment that can be changed once it is made.

use std::borrow::Cow;

use super::{FieldId, FieldRole, FieldValue, Reference};
use crate::api::NOTHING;
use crate::time::Minutes;
use crate::{Appointment, AppointmentRef, ClinicId};

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
    /// Returns whether an appointment states this value, ignoring differences in white space.
    pub(crate) fn is_in(&self, read: &Appointment, value: Option<&FieldValue>) -> bool {
        let now = read.detail(self.field).unwrap_or_default();
        let value = value.map(FieldValue::to_text).unwrap_or_default();
        now.split_whitespace().eq(value.split_whitespace())
    }

    /// Returns the new length, if the detail is the length of the visit.
    pub fn length(&self) -> Option<Minutes> {
        match self.to {
            FieldValue::Number(minutes) if self.is_length() => Minutes::new(minutes.into()),
            _ => None,
        }
    }

    /// Returns whether the detail is the length of the visit.
    pub(crate) fn is_length(&self) -> bool {
        self.field.role == Some(FieldRole::Minutes)
    }
}

impl Appointment {
    /// Returns a detail as the clinic states it, without the reference of a booking. The length is computed from start
    /// and end if both are stated.
    pub fn detail(&self, field: FieldId) -> Option<Cow<'_, str>> {
        let length = (field.role == Some(FieldRole::Minutes))
            .then(|| AppointmentRef::of(self).minutes())
            .flatten();
        if let Some(minutes) = length {
            return Some(minutes.get().to_string().into());
        }
        let text = self.member(field.wire?)?;
        let text = if field.bears_reference.is_some() {
            Reference::without(text)
        } else {
            text
        };
        let text = Some(text.trim()).filter(|text| !text.is_empty() && *text != NOTHING);
        text.map(Cow::from)
    }
}

/// Returns the details that a clinic's API can change, in form order, then the patient if an appointment can be made
/// again for another one.
pub fn fields_of_details(clinic: ClinicId) -> Vec<FieldId> {
    let form = clinic.form().iter().copied();
    let details = form.filter(|field| field.alterable);
    let patient = clinic.can().replaces.then(|| clinic.patient_field());
    details.chain(patient).collect()
}
