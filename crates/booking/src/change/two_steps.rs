//! Changes of two steps: a person confirms both at once, and the second is sent only once the first is
//! certainly made.

use serde_json::{Map, Value};

use super::{Cancel, Change, REASON_LIMIT};
use crate::AppointmentRef;
use crate::time::Span;
use crate::{
    Appointment, Booking, BookingParts, FieldId, FieldRole, FieldValue, Kind, Provider, Reference,
    Status, Text,
};

/// A new appointment in the place of another, which is cancelled once the new one is certainly made: the way
/// to another provider if the clinic API can't change the provider itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replace {
    pub(super) old: AppointmentRef,
    pub(super) new: Booking,
    pub(super) reason: Text,
}

impl Replace {
    /// Returns the old appointment, which is cancelled in the end.
    pub fn old(&self) -> &AppointmentRef {
        &self.old
    }
}

impl Cancel {
    /// Returns the id of the appointment that has replaced this one: until the cancellation is made, the
    /// visit is booked twice.
    pub fn replaced_by(&self) -> Option<&str> {
        self.replaced_by.as_deref()
    }
}

impl Change {
    /// Books an appointment in the place of another, which is cancelled for this reason of at most
    /// [`REASON_LIMIT`] UTF-16 units once the new one is made. `None` if the reason is blank or too long, or
    /// if the clinic API can't do either.
    pub fn replaced(old: AppointmentRef, new: Booking, reason: &str) -> Option<Change> {
        let is_at_one_clinic = old.clinic == new.clinic();
        Change::cancelled(old.clone(), reason).filter(|_| is_at_one_clinic)?;
        let reason = Text::new(reason.trim(), REASON_LIMIT)?;
        Change::Replace(Box::new(Replace { old, new, reason })).offered()
    }

    /// Gives an appointment to another provider at this time by a new one with the same contents, as far as
    /// they were read. `None` if the clinic API can change the provider by itself, or can't make such a new
    /// one. The note of the new one bears `reference`, if given.
    pub fn given_to(
        provider: &Provider,
        of: AppointmentRef,
        read: &Appointment,
        span: Span,
        reference: Option<Reference>,
        reason: &str,
    ) -> Option<Change> {
        if !of.clinic.can().replaces || of.is_with(provider) {
            return None;
        }
        let new = booking_like(read, &of, span, provider, reference)?;
        Change::replaced(of, new, reason)
    }

    /// Returns this replacement with the same contents, of the appointment as it is now, at this time and with
    /// this provider. `None` if the change is no replacement, or if the appointment is with that provider.
    pub fn again(
        &self,
        of: &AppointmentRef,
        provider: &Provider,
        span: Span,
        reference: Option<Reference>,
    ) -> Option<Change> {
        let Change::Replace(replace) = self else {
            return None;
        };
        let provider = Some(
            of.clinic
                .providers()
                .id(&provider.id())
                .filter(|_| !of.is_with(provider))?,
        );
        let reference = reference.filter(|_| of.clinic.bears_references());
        let parts = BookingParts {
            provider,
            span,
            reference,
            ..replace.new.parts().clone()
        };
        Change::replaced(
            of.clone(),
            Booking::new(of.clinic, parts)?,
            replace.reason.as_str(),
        )
    }

    /// Returns the second step, to be sent once this change is certainly made. `made` is the new appointment,
    /// if known.
    pub fn then(&self, made: Option<&AppointmentRef>) -> Option<Change> {
        match self {
            Change::Replace(replace) => Some(Change::Cancel(Box::new(Cancel {
                of: replace.old.clone(),
                reason: replace.reason.clone(),
                replaced_by: made.map(|made| made.id.clone()),
            }))),
            _ => None,
        }
    }

    /// Returns the id of the appointment after which this change is sent as a second step, if it is one.
    pub fn second_after(&self) -> Option<&str> {
        match self {
            Change::Cancel(cancel) => cancel.replaced_by(),
            _ => None,
        }
    }

    /// Restores the second step of a replacement from its record.
    pub fn replaced_by(self, id: Option<String>) -> Change {
        match self {
            Change::Cancel(cancel) => Change::Cancel(Box::new(Cancel {
                replaced_by: id,
                ..*cancel
            })),
            other => other,
        }
    }

    /// Returns the existing appointment that the change alters or replaces.
    pub fn starts_from(&self) -> Option<&AppointmentRef> {
        match self {
            Change::Replace(replace) => Some(&replace.old),
            _ => self.appointment(),
        }
    }

    /// Returns the instruction for the patient that a new appointment is made with, if any.
    pub fn instruction(&self) -> Option<&str> {
        self.makes()?.instruction()
    }

    /// Returns the new appointment that the change makes, if it makes one.
    pub fn makes(&self) -> Option<&Booking> {
        match self {
            Change::Replace(replace) => Some(&replace.new),
            _ => self.booking(),
        }
    }
}

/// Returns a booking with the contents of an appointment, at another time and with another provider. A visit
/// that has begun starts again.
fn booking_like(
    read: &Appointment,
    of: &AppointmentRef,
    span: Span,
    provider: &Provider,
    reference: Option<Reference>,
) -> Option<Booking> {
    let clinic = of.clinic;
    let id = clinic.providers().id(&provider.id())?;
    let least = Booking::of_ids(clinic, of.person.as_deref()?, Some(id.as_str()), span)?;
    let parts = least.parts().clone();
    let status = of
        .status()
        .filter(|status| matches!(status, Status::Proposed | Status::Pending))
        .or(parts.status)
        .filter(|_| parts.status.is_some());
    let fields = clinic
        .form()
        .iter()
        .filter(|field| field.only_for.is_empty());
    let record = read.flat();
    let values = fields
        .filter_map(|field| Some((*field, value_of(&record, *field)?)))
        .collect();
    let reference = reference.filter(|_| clinic.bears_references());
    Booking::new(
        clinic,
        BookingParts {
            status,
            values,
            reference,
            ..parts
        },
    )
}

/// Returns the value of a field that is a text or a number and has no other role.
fn value_of(record: &Map<String, Value>, field: FieldId) -> Option<FieldValue> {
    use FieldRole::{End, Minutes, Panels, Status};
    let plays_a_part = matches!(field.role, Some(End | Minutes | Panels | Status));
    if plays_a_part
        || matches!(
            field.kind,
            Kind::Reference(_) | Kind::References(_) | Kind::Instant
        )
    {
        return None;
    }
    match record.get(field.wire?)? {
        // The text was within the field's limit when the appointment was made; a reference in it is replaced.
        Value::String(text) => {
            let text = if field.bears_reference.is_some() {
                Reference::without(text)
            } else {
                text.trim()
            };
            Text::new(text, usize::MAX).map(FieldValue::Text)
        }
        Value::Number(number) => Some(FieldValue::Number(number.as_u64()?.try_into().ok()?)),
        _ => None,
    }
}
