//! The time that one change has an appointment leave, and that another change needs.

use super::Change;
use crate::{AppointmentRef, Slot, USUAL_LENGTH};

impl Change {
    /// Returns the appointment that the change has leave its time, if it has one.
    pub fn leaves(&self) -> Option<&AppointmentRef> {
        let leaves = matches!(
            self,
            Change::Move(_) | Change::Replace(_) | Change::Cancel(_) | Change::Remove(_)
        );
        let of = self.starts_from()?;
        (leaves && of.is_live()).then_some(of)
    }

    /// Returns whether the change gives a visit a time that another appointment has: one with the same practitioner or
    /// location, or of the same patient. Patients of several clinics may be the same.
    pub fn needs_time_of(&self, other: &AppointmentRef) -> bool {
        if self.starts_from().is_some_and(|of| of.key() == other.key()) {
            return false;
        }
        let Some(to) = self.placed() else {
            return false;
        };
        let Some((start, taken)) = to.start().zip(other.time()) else {
            return false;
        };
        let needed = Slot {
            start,
            end: start + to.length().unwrap_or(USUAL_LENGTH),
        };
        let is_with_same = to
            .provider()
            .is_some_and(|provider| other.is_with(&provider));
        let is_related = other.clinic != to.clinic() || is_with_same || other.is_of(&to.patient());
        is_related && taken.meets(&needed)
    }
}
