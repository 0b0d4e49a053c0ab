//! A change of what an appointment is about: its kind, reason, texts and priority. Its time, patient and practitioner
//! stay.

use super::{Change, ReadResult};
use crate::{Appointment, AppointmentRef, Detail, Reference, api};

/// Other details for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDetails {
    pub(super) of: AppointmentRef,
    details: Vec<Detail>,
    reference: Option<Reference>,
}

impl SetDetails {
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
    /// Gives an appointment other details; those that are not named stay as they are. `None` without any, or if the
    /// clinic API can't do that. `reference` is the one that its comment bears.
    pub fn with_details(
        of: AppointmentRef,
        details: Vec<Detail>,
        reference: Option<Reference>,
    ) -> Option<Change> {
        let takes = |detail: &Detail| detail.field.alterable;
        if details.is_empty() || !details.iter().all(takes) {
            return None;
        }
        Change::SetDetails(Box::new(SetDetails {
            of,
            details,
            reference,
        }))
        .offered()
    }
}
