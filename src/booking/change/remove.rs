//! An entry that was made in error, removed for good.

use super::{AppointmentRef, Change};
use crate::booking::{Appointment, Cause, Failure};

/// What is said of an entry that is removed: FHIR's word for what should never have been there.
const REMOVED: &str = "entered-in-error";

/// An entry that its clinic is to keep nothing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remove {
    of: AppointmentRef,
}

impl Remove {
    /// The appointment as it stood.
    pub fn of(&self) -> &AppointmentRef {
        &self.of
    }
}

impl Change {
    /// Removes an entry for good. None where its clinic API can't do that.
    pub fn removed(of: AppointmentRef) -> Option<Change> {
        let change = Change::Remove(Box::new(Remove { of }));
        change.is_offered().then_some(change)
    }

    /// Whether it takes something away: where that is gone already, it is done.
    pub fn is_removal(&self) -> bool {
        match self {
            Change::Remove(_) => true,
            Change::SetPanels(set) => !set.adds(),
            _ => false,
        }
    }

    /// The entry as it is once it is removed, where it is to be; the clinic itself has nothing to show of it.
    pub fn once_removed(&self) -> Option<Appointment> {
        let Change::Remove(remove) = self else { return None };
        let of = remove.of.clone();
        Some(Appointment {
            backend: of.vendor,
            id: of.id,
            status: REMOVED.to_owned(),
            start: of.start,
            end: of.end,
            panels: None,
            members: Vec::new(),
            record: serde_json::Map::new().into(),
            request_id: None,
        })
    }

    /// What reading the appointment says of this change: that it is not there is how one knows of its removal.
    ///
    /// # Errors
    /// When it could not be read.
    pub fn seen_in(&self, read: Result<Appointment, Failure>) -> Result<Appointment, Failure> {
        let failure = match read {
            Err(failure) => failure,
            read => return read,
        };
        let is_gone = failure.report().cause == Cause::NotFound;
        self.once_removed().filter(|_| is_gone).ok_or(failure)
    }
}

/// Whether that is said of a removed entry.
pub(super) fn is_removed(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case(REMOVED)
}
