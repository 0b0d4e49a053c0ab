//! Changes of two steps: a person confirms both at once, and the second is sent only once the first is
//! certainly made.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};
use strum::IntoStaticStr;

use super::in_place::Shape;
use super::{Cancel, Change, REASON_LIMIT};
use crate::clinic::same_id;
use crate::time::Span;
use crate::{
    Appointment, AppointmentRef, Attendance, Booking, BookingParts, Cause, Detail, Failure,
    FieldId, FieldRole, FieldValue, Id, NamedEntries, Provider, Reference, Status, Text, Timing,
};

/// A new appointment that replaces another, which is cancelled once the new one is certainly made. This gives an
/// appointment to another provider or patient if the clinic API can't do so itself.
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

    /// Returns whether the new appointment is for another patient than the old one, if that is known.
    pub(super) fn is_for_another(&self) -> bool {
        let new = self.new.parts().patient.as_str();
        let old = self.old.person.as_deref();
        old.is_some() && !same_id(old, Some(new))
    }

    /// Returns until when the new appointment takes up the time of the old one, if it has the same start and provider.
    fn keeps_until(&self) -> Option<DateTime<Utc>> {
        let to = self.new.parts().span;
        let is_there = self.old.is_with(&self.new.provider()?);
        let start = to.start()?;
        // A visit without a known end takes up the slot in which it begins.
        let end = to.end().or(self.old.end);
        let end = end.or_else(|| start.checked_add_signed(TimeDelta::minutes(1)))?;
        (is_there && Some(start) == self.old.start).then_some(end)
    }
}

/// An appointment that has replaced a cancelled one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Successor {
    /// The id, if known.
    pub id: Option<String>,
    /// Until when it takes up the time of the cancelled one, whose published slots stay taken until then; `None` if it
    /// has another start or provider.
    pub keeps_until: Option<DateTime<Utc>>,
    /// Whether it is another patient's.
    pub is_for_another: bool,
    /// Its patient, if known: older records don't have it.
    pub person: Option<String>,
    /// Its practitioner or location, if known: older records don't have it.
    pub provider: Option<String>,
}

/// Why the new appointment of a two-step change does not replace the old one, which therefore is not cancelled.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum SuccessorLoss {
    /// The clinic has no such appointment any more.
    Gone,
    /// It does not take place.
    Cancelled,
    /// It is another patient's.
    OtherPatient,
    /// It is with another practitioner, or at another location.
    OtherProvider,
    /// It or the old one could not be read.
    Unread,
}

impl SuccessorLoss {
    /// Returns the loss that a failed read of the appointment shows.
    pub fn of_failure(failure: &Failure) -> SuccessorLoss {
        match failure.report().cause {
            Cause::NotFound => SuccessorLoss::Gone,
            _ => SuccessorLoss::Unread,
        }
    }
}

impl Cancel {
    /// Returns the id of the appointment that has replaced this one. Until the cancellation is made, the visit is
    /// booked twice.
    pub fn replaced_by(&self) -> Option<&str> {
        self.successor.as_ref()?.id.as_deref()
    }

    /// Returns the appointment that has replaced this one, if there is one.
    pub fn successor(&self) -> Option<&Successor> {
        self.successor.as_ref()
    }

    /// Returns why the appointment that was to replace this one, as read, does not; `None` if it does, or if there is
    /// none. Facts that the read leaves out don't count, and its time may be another.
    fn loss_in(&self, read: &Appointment) -> Option<SuccessorLoss> {
        let successor = self.successor.as_ref()?;
        let now = AppointmentRef::of(read);
        if !now.is_live() {
            return Some(SuccessorLoss::Cancelled);
        }
        // If one of the two is not on record, it is the same as before.
        let mut person = successor.person.as_deref();
        let mut provider = successor.provider.as_deref();
        if successor.is_for_another {
            provider = provider.or(self.of.provider.as_deref());
        } else {
            person = person.or(self.of.person.as_deref());
        }
        if is_other(now.person.as_deref(), &now.beyond_form.people, person) {
            return Some(SuccessorLoss::OtherPatient);
        }
        is_other(
            now.provider.as_deref(),
            &now.beyond_form.providers,
            provider,
        )
        .then_some(SuccessorLoss::OtherProvider)
    }
}

/// Returns whether an appointment with this patient or practitioner, and these further ones, is known to lack the
/// expected one.
fn is_other(now: Option<&str>, further: &[String], expected: Option<&str>) -> bool {
    now.is_some()
        && expected.is_some()
        && !same_id(now, expected)
        && !further.iter().any(|id| same_id(Some(id), expected))
}

/// The facts in which a replacement differs from its appointment, or may differ.
struct Substitution<'a> {
    person: &'a str,
    provider: Option<&'a str>,
    span: Span,
    details: &'a [Detail],
    /// The reference in its note.
    reference: Option<Reference>,
}

impl Change {
    /// Books an appointment that replaces another, which is cancelled once the new one is made, for this reason of at
    /// most [`REASON_LIMIT`] UTF-16 units. `None` if the reason is blank or too long, or if the clinic API can't do
    /// either.
    pub fn replaced(old: AppointmentRef, new: Booking, reason: &str) -> Option<Change> {
        if old.clinic != new.clinic() {
            return None;
        }
        Change::cancelled(old.clone(), reason)?;
        let reason = Text::new(reason.trim(), REASON_LIMIT)?;
        Change::Replace(Box::new(Replace { old, new, reason })).offered()
    }

    /// Gives an appointment to another provider at this time by making a new one with the same contents as read. `None`
    /// if the clinic API can change the provider by itself, or can't make the new one. The new note has `reference`, if
    /// given.
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
        let substitution = Substitution {
            person: of.person.as_deref()?,
            provider: Some(provider.id()),
            span,
            details: &[],
            reference,
        };
        let new = booking_like(read, &of, &substitution)?;
        Change::replaced(of, new, reason)
    }

    /// Gives an appointment to another patient by making a new one with the same time, practitioner and contents as
    /// read, except for `details`, which may change its length. `None` if it is that patient's already, or [can't be
    /// given](AppointmentRef::can_be_given) to another one. The new note has `reference`, if given.
    pub fn given_to_patient(
        patient: &Id,
        of: AppointmentRef,
        read: &Appointment,
        details: &[Detail],
        reference: Option<Reference>,
        reason: &str,
    ) -> Option<Change> {
        let is_theirs = same_id(of.person.as_deref(), Some(patient.as_str()));
        if is_theirs || !of.can_be_given() {
            return None;
        }
        let length = details.iter().find_map(Detail::length);
        let end = if length.is_none() { of.end } else { None };
        let substitution = Substitution {
            person: patient.as_str(),
            provider: of.provider.as_deref(),
            span: Span::resolve(of.start, end, length).ok()?,
            details,
            reference,
        };
        let new = booking_like(read, &of, &substitution)?;
        Change::replaced(of, new, reason)
    }

    /// Returns whether the change is a step in giving an appointment to another patient.
    pub fn is_for_another_patient(&self) -> bool {
        match self.shape() {
            Shape::Replace(replace) => replace.is_for_another(),
            Shape::Cancel(cancel) => cancel
                .successor()
                .is_some_and(|successor| successor.is_for_another),
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::InPlace(_)
            | Shape::Away(_)
            | Shape::Back(_) => false,
        }
    }

    /// Returns this replacement with the same contents for the present state of the appointment, at this time and with
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
        if of.is_with(provider) {
            return None;
        }
        let provider = of.clinic.providers().id(provider.id())?;
        let reference = if of.clinic.bears_references() {
            reference
        } else {
            None
        };
        let parts = BookingParts {
            provider: Some(provider),
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

    /// Returns the second step, to be sent once this change is certainly made. `made` is the id of the new
    /// appointment, if known.
    pub fn then(&self, made: Option<&str>) -> Option<Change> {
        match self {
            Change::Replace(replace) => Some(Change::Cancel(Box::new(Cancel {
                of: replace.old.clone(),
                reason: replace.reason.clone(),
                successor: Some(Successor {
                    id: made.map(str::to_owned),
                    keeps_until: replace.keeps_until(),
                    is_for_another: replace.is_for_another(),
                    person: Some(replace.new.parts().patient.to_string()),
                    provider: replace
                        .new
                        .provider()
                        .map(|provider| provider.id().to_owned()),
                }),
            }))),
            _ => None,
        }
    }

    /// Returns the id of the new appointment that this change is the second step of, if it is one.
    pub fn second_after(&self) -> Option<&str> {
        match self {
            Change::Cancel(cancel) => cancel.replaced_by(),
            _ => None,
        }
    }

    /// Returns this second step with the reason of another cancellation of its appointment; `None` if either is
    /// something else.
    pub fn for_reason_of(&self, other: &Change) -> Option<Change> {
        let (Change::Cancel(second), Change::Cancel(other)) = (self, other) else {
            return None;
        };
        second.successor.as_ref()?;
        Some(Change::Cancel(Box::new(Cancel {
            reason: other.reason.clone(),
            ..(**second).clone()
        })))
    }

    /// Returns why the new appointment of this two-step change, as read, does not replace the old one; `None` if it
    /// does, or if the change is no part of two steps.
    pub fn loss_of_successor(&self, read: &Appointment) -> Option<SuccessorLoss> {
        match self.shape() {
            Shape::Cancel(cancel) => cancel.loss_in(read),
            Shape::Replace(_) => self.then(Some(&read.id))?.loss_of_successor(read),
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::InPlace(_)
            | Shape::Away(_)
            | Shape::Back(_) => None,
        }
    }

    /// Restores the second step of a replacement from its record.
    pub fn succeeded_by(self, successor: Option<Successor>) -> Change {
        match self {
            Change::Cancel(cancel) => Change::Cancel(Box::new(Cancel {
                successor,
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

impl AppointmentRef {
    /// Returns whether the appointment can be given to another patient: it has one patient, is still to take place, and
    /// its clinic accepts a replacement.
    pub fn can_be_given(&self) -> bool {
        let is_over = Attendance::of(&self.status) == Attendance::Seen;
        let is_known = self.has_known_patient() && self.start.is_some();
        let is_one_patients = self.beyond_form.people.is_empty();
        self.clinic.can().replaces && self.is_live() && !is_over && is_known && is_one_patients
    }
}

/// Returns a booking with the contents of an appointment, with the substitutions. A visit that has begun starts again.
fn booking_like(read: &Appointment, of: &AppointmentRef, to: &Substitution<'_>) -> Option<Booking> {
    let clinic = of.clinic;
    let least = Booking::of_ids(clinic, to.person, to.provider, to.span)?;
    let parts = least.parts().clone();
    if parts.provider.is_none() && to.provider.is_some() {
        return None;
    }
    let status = match of.status() {
        Some(open @ (Status::Proposed | Status::Pending)) if parts.status.is_some() => Some(open),
        _ => parts.status,
    };
    let fields = clinic
        .form()
        .iter()
        .filter(|field| field.only_for.is_empty());
    let record = read.flat();
    let given = |field: FieldId| {
        let mut details = to.details.iter().filter(|detail| !detail.is_length());
        details.find(|detail| detail.field == field)
    };
    let value = |field: FieldId| match given(field) {
        Some(detail) => Some(detail.to.clone()),
        None => value_of(&record, field),
    };
    let values = fields
        .filter_map(|field| Some((*field, value(*field)?)))
        .collect();
    let reference = if clinic.bears_references() {
        to.reference
    } else {
        None
    };
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
    let is_read_elsewhere =
        field.kind.entries != NamedEntries::None || field.kind.time == Timing::Moment;
    if is_read_elsewhere || matches!(field.role, Some(End | Minutes | Panels | Status)) {
        return None;
    }
    match record.get(field.wire?)? {
        // The text was within the field's limit when the appointment was made. A reference in it is replaced.
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
