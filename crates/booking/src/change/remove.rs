//! The removal of an entry that was made in error.

use super::Change;
use crate::AppointmentRef;
use crate::{Appointment, Cause, Failure};

/// The status of a removed entry: FHIR's word for an entry that should never have existed.
const REMOVED: &str = "entered-in-error";

impl Change {
    /// Removes an entry for good. `None` if the clinic API can't do that.
    pub fn removed(of: AppointmentRef) -> Option<Change> {
        Change::Remove(Box::new(of)).offered()
    }

    /// Returns whether the change removes something, so that it counts as made if that thing is already gone.
    pub fn is_removal(&self) -> bool {
        match self {
            Change::Remove(_) | Change::Back(_) => true,
            Change::SetPanels(set) => !set.adds(),
            Change::Book(_)
            | Change::Move(_)
            | Change::Replace(_)
            | Change::Cancel(_)
            | Change::SetStatus(_)
            | Change::SetDetails(_)
            | Change::ConfirmDraw(_)
            | Change::Away(_) => false,
        }
    }

    /// Returns the entry as it is once removed, if this is a removal; the clinic returns nothing then.
    pub fn once_removed(&self) -> Option<Appointment> {
        let of = match self {
            Change::Remove(of) => of,
            Change::Back(time) => return Some(time.taken_back()),
            Change::Book(_)
            | Change::Move(_)
            | Change::Replace(_)
            | Change::Cancel(_)
            | Change::SetStatus(_)
            | Change::SetDetails(_)
            | Change::SetPanels(_)
            | Change::ConfirmDraw(_)
            | Change::Away(_) => return None,
        };
        let of = of.as_ref().clone();
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
pub(super) fn is_removed(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case(REMOVED)
}
