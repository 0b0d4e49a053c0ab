//! A change of what an appointment is about: its kind, length, reason, texts and priority. Its start, patient and
//! practitioner stay.

use super::difference::{are_other_ids, are_other_times};
use super::{Change, ReadResult};
use crate::time::Span;
use crate::{Appointment, AppointmentRef, Booking, Detail, Reference, api, takes_time};

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

    /// Returns whether all details of the appointment, as read since, are as they were to be.
    pub(super) fn has_details_in(&self, read: &Appointment) -> bool {
        self.undone_in(read).next().is_none()
    }

    /// Returns the details of the appointment, as read since, that are not as they were to be.
    pub fn undone_in<'a>(&'a self, read: &'a Appointment) -> impl Iterator<Item = &'a Detail> {
        self.details
            .iter()
            .filter(|detail| !detail.is_in(read, Some(&detail.to)))
    }

    /// Returns whether the appointment, as read since, is known to begin or end at another time than it has to.
    pub(super) fn is_at_other_time(&self, now: &AppointmentRef) -> bool {
        let end = match &self.to {
            Some(to) => to.parts().span.end(),
            None => self.of.end,
        };
        are_other_times(self.of.start, now.start) || are_other_times(end, now.end)
    }

    /// Returns whether an appointment of this status does not take place, though it did when the change was prepared.
    pub(super) fn is_off_in(&self, status: &str) -> bool {
        self.of.is_live() && !takes_time(status)
    }

    /// Returns whether the appointment, as read since, is still that of the same patient, with the same practitioner, at
    /// its time and to take place.
    fn is_still_in(&self, now: &AppointmentRef) -> bool {
        let [of, to] = [&self.of, now].map(|of| (of.person.as_deref(), of.provider.as_deref()));
        !are_other_ids(of.0, to.0)
            && !are_other_ids(of.1, to.1)
            && !self.is_at_other_time(now)
            && !self.is_off_in(&now.status)
    }

    /// Returns the outcome by the appointment as read since. It is altered if some of the details are as they were to be
    /// and others are not, or if it is not the appointment any more that was to be changed.
    pub(super) fn result_in(&self, read: &Appointment) -> ReadResult {
        if !self.is_altered_in(read) {
            return ReadResult::NotDone;
        }
        let is_still = self.is_still_in(&AppointmentRef::of(read));
        if is_still && self.has_details_in(read) {
            ReadResult::Done
        } else {
            ReadResult::Altered
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
