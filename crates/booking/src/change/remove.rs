//! The removal of an entry that was made in error.

use super::in_place::{InPlace, Shape};
use super::{Change, ReadResult, Verb};
use crate::{Appointment, AppointmentRef, Cause, ChangeKind, Failure, api};

/// The status of a removed entry: FHIR's word for an entry that should never have existed.
const REMOVED: &str = "entered-in-error";

/// The removal of an entry that was made in error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remove {
    of: AppointmentRef,
}

impl InPlace for Remove {
    fn of(&self) -> &AppointmentRef {
        &self.of
    }

    fn kind(&self) -> ChangeKind {
        ChangeKind::Remove
    }

    fn verb(&self) -> Verb {
        Verb::Remove
    }

    fn on_wire(&self) -> api::ChangeRequest<'_> {
        api::ChangeRequest::Remove {
            appointment: &self.of.id,
        }
    }

    fn status_then(&self) -> Option<&str> {
        None
    }

    fn result_in(&self, read: &Appointment) -> ReadResult {
        ReadResult::of(is_removed(&read.status))
    }

    fn has_other_status(&self, status: &str, _: &Appointment) -> bool {
        !is_removed(status)
    }

    fn has_contents_of(&self, other: &Change) -> bool {
        matches!(other, Change::Remove(_))
    }

    fn is_removal(&self) -> bool {
        true
    }

    fn once_removed(&self) -> Option<Appointment> {
        let of = self.of.clone();
        Some(Appointment {
            clinic: of.clinic,
            id: of.id,
            status: REMOVED.to_owned(),
            start: of.start,
            end: of.end,
            panels: None,
            also: Default::default(),
            members: Vec::new(),
            record: serde_json::Map::new().into(),
            request_id: None,
            version: None,
        })
    }
}

impl Change {
    /// Removes an entry for good. `None` if the clinic API can't do that.
    pub fn removed(of: AppointmentRef) -> Option<Change> {
        Change::Remove(Box::new(Remove { of })).offered()
    }

    /// Returns whether the change removes something, so that it counts as made if that thing is already gone.
    pub fn is_removal(&self) -> bool {
        match self.shape() {
            Shape::InPlace(change) => change.is_removal(),
            Shape::Back(_) => true,
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Cancel(_)
            | Shape::Away(_) => false,
        }
    }

    /// Returns the entry as it is once removed, if this is a removal; the clinic returns nothing then.
    pub fn once_removed(&self) -> Option<Appointment> {
        match self.shape() {
            Shape::InPlace(change) => change.once_removed(),
            Shape::Back(time) => Some(time.taken_back()),
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Cancel(_)
            | Shape::Away(_) => None,
        }
    }

    /// Returns the result of a read after this change: a removed entry is recognised by its absence.
    ///
    /// # Errors
    ///
    /// Returns the failure of the read, unless it proves a removal.
    pub fn seen_in(&self, read: Result<Appointment, Failure>) -> Result<Appointment, Failure> {
        let failure = match read {
            Err(failure) => failure,
            read => return read,
        };
        if failure.report().cause != Cause::NotFound {
            return Err(failure);
        }
        self.once_removed().ok_or(failure)
    }
}

/// Returns whether this is the status of a removed entry.
fn is_removed(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case(REMOVED)
}
