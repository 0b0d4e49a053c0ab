//! A change to what an appointment is about: its kind, length, reason, texts and priority. Its start, patient and
//! practitioner stay.

use super::difference::{are_other_ids, are_other_times};
use super::in_place::InPlace;
use super::{Change, ReadResult, Verb};
use crate::time::Span;
use crate::{
    Appointment, AppointmentRef, Booking, ChangeKind, Detail, Difference, Reference, api,
    takes_time,
};
use i18n::{Language, say};

/// Other details for an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDetails {
    of: AppointmentRef,
    details: Vec<Detail>,
    /// The visit with its new length, if that is among the details.
    to: Option<Booking>,
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

    /// Returns whether a detail of the appointment, as read since, has changed.
    fn is_altered_in(&self, read: &Appointment) -> bool {
        let mut details = self.details.iter();
        details.any(|detail| !detail.is_in(read, detail.from.as_ref()))
    }

    /// Returns whether all details of the appointment, as read since, have their new values.
    fn has_details_in(&self, read: &Appointment) -> bool {
        self.undone_in(read).next().is_none()
    }

    /// Returns the details of the appointment, as read since, that do not have their new values.
    pub(crate) fn undone_in<'a>(
        &'a self,
        read: &'a Appointment,
    ) -> impl Iterator<Item = &'a Detail> {
        self.details
            .iter()
            .filter(|detail| !detail.is_in(read, Some(&detail.to)))
    }

    /// Returns whether an appointment that took place when the change was prepared does not take place with this
    /// status.
    fn is_off_in(&self, status: &str) -> bool {
        self.of.is_live() && !takes_time(status)
    }

    /// Returns whether the appointment, as read since, has the same patient, practitioner and time, and takes place.
    fn is_still_in(&self, now: &AppointmentRef) -> bool {
        let [of, to] = [&self.of, now].map(|of| (of.person.as_deref(), of.provider.as_deref()));
        !are_other_ids(of.0, to.0)
            && !are_other_ids(of.1, to.1)
            && !self.is_at_other_time(now)
            && !self.is_off_in(&now.status)
    }
}

impl InPlace for SetDetails {
    fn of(&self) -> &AppointmentRef {
        &self.of
    }

    fn kind(&self) -> ChangeKind {
        ChangeKind::Details
    }

    fn verb(&self) -> Verb {
        Verb::Details
    }

    fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::SetDetails {
            appointment: &self.of.id,
            details: &self.details,
            span: self.to.as_ref().map(|to| &to.parts().span),
            reference: self.reference,
        }
    }

    fn status_then(&self) -> Option<&str> {
        Some(&self.of.status)
    }

    /// It is altered if only some of the details have their new values, or if it is not the same appointment any more.
    fn result_in(&self, read: &Appointment) -> ReadResult {
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

    fn has_other_status(&self, status: &str, _: &Appointment) -> bool {
        self.is_off_in(status)
    }

    fn has_contents_of(&self, other: &Change) -> bool {
        let Change::SetDetails(other) = other else {
            return false;
        };
        let values = |set: &SetDetails| -> Vec<_> {
            let details = set.details.iter();
            details
                .map(|detail| (detail.field, detail.to.clone()))
                .collect()
        };
        values(self) == values(other)
    }

    fn to(&self) -> Option<&Booking> {
        self.to.as_ref()
    }

    fn shows_provider(&self) -> bool {
        true
    }

    fn is_at_other_time(&self, now: &AppointmentRef) -> bool {
        let end = match &self.to {
            Some(to) => to.parts().span.end(),
            None => self.of.end,
        };
        are_other_times(self.of.start, now.start) || are_other_times(end, now.end)
    }

    fn other_contents(&self, answer: &Appointment) -> Option<Difference> {
        (!self.has_details_in(answer)).then_some(Difference::Details)
    }

    fn altered_in(&self, read: &Appointment) -> Option<Difference> {
        self.is_altered_in(read).then_some(Difference::Details)
    }

    fn side_effect(&self, count: usize, language: Language) -> Option<String> {
        self.to.as_ref()?;
        Some(say!(language, "side-effect-longer", count))
    }
}

impl Change {
    /// Changes the named details of an appointment. `None` without any, if the clinic API can't do that, or if the
    /// length is to change and the start or the patient is not known. `reference` is the one in its comment.
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
