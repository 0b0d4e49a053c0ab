//! A change of what an appointment is about: its kind, length, reason, texts and priority. Its start, patient and
//! practitioner stay.

use super::{Change, ReadResult};
use crate::time::Span;
use crate::{Appointment, AppointmentRef, Booking, Detail, Reference, api};

/// Other details for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDetails {
    pub(super) of: AppointmentRef,
    details: Vec<Detail>,
    /// The visit with its new length, if that is among the details.
    pub(super) to: Option<Booking>,
    reference: Option<Reference>,
}

impl SetDetails {
    /// Returns the appointment as it was when the change was prepared.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the details, at least one, in form order.
    pub fn details(&self) -> &[Detail] {
        &self.details
    }

    /// Returns the reference of the booking, which stays in the comment.
    pub fn reference(&self) -> Option<Reference> {
        self.reference
    }

    pub(super) fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::SetDetails {
            appointment: &self.of.id,
            details: &self.details,
            span: self.to.as_ref().map(|to| &to.parts().span),
            reference: self.reference,
        }
    }

    /// Returns whether a detail of the appointment, as read since, is not as it was.
    pub(super) fn is_altered_in(&self, read: &Appointment) -> bool {
        let mut details = self.details.iter();
        details.any(|detail| !detail.is_in(read, detail.from.as_ref()))
    }

    pub(super) fn result_in(&self, read: &Appointment) -> ReadResult {
        if self
            .details
            .iter()
            .all(|detail| detail.is_in(read, Some(&detail.to)))
        {
            return ReadResult::Done;
        }
        if self.is_altered_in(read) {
            ReadResult::Altered
        } else {
            ReadResult::NotDone
        }
    }
}

impl Change {
    /// Gives an appointment other details; those that are not named stay as they are. `None` without any, if the
    /// clinic API can't do that, or if the length is to change and the start or the patient is not known. `reference` is
    /// the one that its comment bears.
    pub fn with_details(
        of: AppointmentRef,
        details: Vec<Detail>,
        reference: Option<Reference>,
    ) -> Option<Change> {
        let takes = |detail: &Detail| detail.field.alterable;
        if details.is_empty() || !details.iter().all(takes) {
            return None;
        }
        let length = details.iter().find_map(Detail::length);
        let to = match length {
            Some(minutes) => {
                let span = Span::resolve(Some(of.start?), None, Some(minutes)).ok()?;
                let person = of.person.as_deref()?;
                Some(Booking::of_ids(
                    of.clinic,
                    person,
                    of.provider.as_deref(),
                    span,
                )?)
            }
            None => None,
        };
        Change::SetDetails(Box::new(SetDetails {
            of,
            details,
            to,
            reference,
        }))
        .offered()
    }
}
