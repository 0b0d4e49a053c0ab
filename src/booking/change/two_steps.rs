//! Changes of two steps: a person confirms both at once, and the second goes out only once the first is certainly made.

use serde_json::Value;

use super::{AppointmentRef, Cancel, Change, REASON_LIMIT};
use crate::booking::time::Span;
use crate::booking::{
    Appointment, Booking, BookingParts, FieldId, FieldRole, FieldValue, Kind, Provider, Reference, Status,
    Text,
};

/// A new appointment in the place of another, which is called off once the new one is certainly made: how an
/// appointment goes to somebody else where its clinic API can't give it another provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replace {
    old: AppointmentRef,
    new: Booking,
    reason: Text,
}

impl Replace {
    /// The appointment as it stands, which is called off in the end.
    pub fn old(&self) -> &AppointmentRef {
        &self.old
    }

    /// The appointment that takes its place.
    pub fn booking(&self) -> &Booking {
        &self.new
    }

    /// Why the old one is called off.
    pub fn reason(&self) -> &str {
        self.reason.as_str()
    }
}

impl Cancel {
    /// The id of the appointment that has taken its place: until this one is called off, the visit stands twice.
    pub fn replaced_by(&self) -> Option<&str> {
        self.replaced_by.as_deref()
    }
}

impl Change {
    /// Books an appointment in the place of another, which is called off for this reason of at most [`REASON_LIMIT`]
    /// UTF-16 units once the new one is made. None where the reason is blank or too long, or where its clinic API can't
    /// do either.
    pub fn replaced(old: AppointmentRef, new: Booking, reason: &str) -> Option<Change> {
        let of_same = old.vendor == new.backend();
        Change::cancelled(old.clone(), reason).filter(|_| of_same)?;
        let reason = Text::new(reason.trim(), REASON_LIMIT)?;
        let change = Change::Replace(Box::new(Replace { old, new, reason }));
        change.is_offered().then_some(change)
    }

    /// Gives an appointment to another provider at that time by a new one with the same contents, as far as they were
    /// read. None where its clinic API can change who it is with by itself, or can't make such a new one. What staff
    /// note in it bears that `reference` then, where there is one.
    pub fn given_to(
        provider: &Provider,
        of: AppointmentRef,
        read: &Appointment,
        span: Span,
        reference: Option<Reference>,
        reason: &str,
    ) -> Option<Change> {
        if !of.vendor.can().replaces || of.is_with(provider) {
            return None;
        }
        let new = alike(read, &of, span, provider, reference)?;
        Change::replaced(of, new, reason)
    }

    /// What goes out once this is certainly made. `made` is the appointment that it has become, where that is known.
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

    /// The id of the appointment after which it goes out as a second step, where it does.
    pub fn second_after(&self) -> Option<&str> {
        match self {
            Change::Cancel(cancel) => cancel.replaced_by(),
            _ => None,
        }
    }

    /// The second step of a change that replaced an appointment, as it was kept.
    pub fn replaced_by(self, id: Option<String>) -> Change {
        match self {
            Change::Cancel(cancel) => Change::Cancel(Box::new(Cancel { replaced_by: id, ..*cancel })),
            other => other,
        }
    }

    /// The appointment there is that it alters, or that it makes another one in the place of.
    pub fn starts_from(&self) -> Option<&AppointmentRef> {
        match self {
            Change::Replace(replace) => Some(&replace.old),
            _ => self.appointment(),
        }
    }

    /// The new appointment that it makes, if it makes one.
    pub fn makes(&self) -> Option<&Booking> {
        match self {
            Change::Replace(replace) => Some(&replace.new),
            _ => self.booking(),
        }
    }
}

/// A booking with all that the answer tells of an appointment, but at that time and with that provider. What has begun
/// begins anew.
fn alike(
    read: &Appointment,
    of: &AppointmentRef,
    span: Span,
    provider: &Provider,
    reference: Option<Reference>,
) -> Option<Booking> {
    let vendor = of.vendor;
    let id = vendor.providers().id(&provider.id())?;
    let least = Booking::of_ids(vendor, of.person.as_deref()?, Some(id.as_str()), span)?;
    let is_open = |status: &Status| matches!(status, Status::Proposed | Status::Pending);
    let parts = least.parts().clone();
    let status = of.status().filter(is_open).or(parts.status).filter(|_| parts.status.is_some());
    let held = vendor.form().iter().filter(|field| field.only_for.is_empty());
    let values = held.filter_map(|field| Some((*field, value_of(read, *field)?))).collect();
    let reference = reference.filter(|_| vendor.bears_references());
    Booking::new(vendor, BookingParts { status, values, reference, ..parts })
}

/// What an appointment holds in a field that is a text or a number and plays no other part.
fn value_of(read: &Appointment, field: FieldId) -> Option<FieldValue> {
    use FieldRole::{End, Minutes, Panels, Status};
    let plays_a_part = matches!(field.role, Some(End | Minutes | Panels | Status));
    if plays_a_part || matches!(field.kind, Kind::Reference(_) | Kind::References(_) | Kind::Instant) {
        return None;
    }
    match read.record.shown().get(field.wire?)? {
        // It was within the field's limit when the appointment was made; what it bears is replaced.
        Value::String(text) => {
            let text = if field.bears_reference { Reference::without(text) } else { text.trim() };
            Text::new(text, usize::MAX).map(FieldValue::Text)
        }
        Value::Number(number) => Some(FieldValue::Number(number.as_u64()?.try_into().ok()?)),
        _ => None,
    }
}
