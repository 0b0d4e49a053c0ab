//! The recorded facts of a change, which stay the same whatever its outcome.

use std::ops::Deref;

use chrono::{DateTime, Utc};

use crate::{Change, ChangeKind, Personal, Visit};

/// The facts of a change that are recorded before it is sent: for the book, for a row of the records, and for a new
/// record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeFacts {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The visit as it is to be or, for a cancellation, as it was.
    pub visit: Visit,
    /// The end of the visit, if known.
    pub end: Option<DateTime<Utc>>,
    /// The id of the appointment that the change alters, or of the slot of an absence that it takes back.
    pub about: Option<String>,
    /// The start before the change, if the appointment gets another time.
    pub old_start: Option<DateTime<Utc>>,
    /// The status before the change, if the appointment keeps its time.
    pub old_status: Option<String>,
    /// The instruction for the patient's slip, if one was given.
    pub instruction: Option<Personal<String>>,
}

impl ChangeFacts {
    /// Returns the facts of a change to be made.
    pub fn of(change: &Change) -> ChangeFacts {
        let about = match change {
            Change::Back(time) => Some(time.id().to_owned()),
            _ => change.appointment().map(|of| of.id.clone()),
        };
        let (end, old_start) = match change.target() {
            Some(to) => {
                let old_start = change.starts_from().and_then(|of| of.start);
                (to.parts().span.end(), old_start)
            }
            None => (change.altered_record().and_then(|of| of.end), None),
        };
        ChangeFacts {
            kind: change.kind(),
            visit: change.visit(),
            end,
            about,
            old_start,
            old_status: change.old_status().map(str::to_owned),
            instruction: change.instruction().map(|text| text.to_owned().into()),
        }
    }

    /// Returns whether the change replaces an appointment by one for another patient.
    pub fn is_for_another_patient(&self) -> bool {
        self.kind == ChangeKind::Details && self.about.is_none()
    }

    /// Returns whether the change puts a visit at a time.
    pub(super) fn makes_visit(&self) -> bool {
        self.kind.makes_visit() || self.is_for_another_patient()
    }
}

impl Deref for ChangeFacts {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}
