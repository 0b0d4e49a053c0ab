//! Notes of the desks about absences that the clinic has no place for.

use uuid::Uuid;

use crate::{Blocked, Provider, Slot};

/// A note in the desks' own records that a practitioner or location is not available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayNote {
    /// The id of the note.
    pub id: Uuid,
    /// The practitioner or location.
    pub provider: Provider,
    /// The time, at most a day long.
    pub time: Slot,
    /// The reason; empty if none was given.
    pub why: String,
}

impl AwayNote {
    /// Returns the desks' note about an absence; `None` if the clinic's calendar has it.
    pub fn of_blocked(provider: &Provider, blocked: &Blocked) -> Option<AwayNote> {
        Some(AwayNote {
            id: blocked.note?,
            provider: provider.clone(),
            time: blocked.slot,
            why: blocked.why.clone(),
        })
    }

    /// Returns the absence as a calendar would list it.
    pub(crate) fn as_blocked(&self) -> Blocked {
        Blocked {
            id: String::new(),
            provider: Some(self.provider.id().to_owned()),
            slot: self.time,
            why: self.why.clone(),
            is_absence: true,
            note: Some(self.id),
        }
    }
}
