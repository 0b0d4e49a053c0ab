//! A change about to be sent.

use std::collections::HashSet;
use std::sync::Arc;

use uuid::Uuid;

use super::audit::AuditEntry;
use super::record_id::RecordId;
use booking::{Change, Claim, ListPlace, Personal, RowMark, Spoken};

/// A change about to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The change.
    pub change: Change,
    /// The ids of appointments known before sending; a look-up must not mistake one of them for this change.
    pub known_appointments: Vec<String>,
    /// The recorded changes for the same visit or time that it overrides.
    pub known_claims: Vec<Uuid>,
    /// The override, for the audit trail.
    pub override_entry: Option<AuditEntry>,
    /// The queued change that it continues and that leaves the queue.
    pub continues: Option<RecordId>,
    /// The rows of its file of bookings: their times are no conflict, because they were confirmed with the file.
    pub file: Arc<HashSet<RowMark>>,
    /// Its place in the list of which it is a row.
    pub list: Option<ListPlace>,
    /// Whether it is sent although other desks can't see it yet.
    pub goes_alone: bool,
    /// The language for writing to the patient, if known.
    pub spoken: Option<Personal<Spoken>>,
    /// The instruction for the patient's slip, if given.
    pub instruction: Option<Personal<String>>,
}

impl Outgoing {
    /// Returns whether it overrides a claim: the sender knows of the claim, or of its appointment.
    pub(super) fn overrides_claim(&self, claim: &Claim) -> bool {
        let is_known = |id: &String| self.known_appointments.contains(id);
        self.known_claims.contains(&claim.change)
            || claim.appointment.as_ref().is_some_and(is_known)
    }
}

impl<T: Into<Change>> From<T> for Outgoing {
    fn from(change: T) -> Outgoing {
        let change = change.into();
        let instruction = change.instruction().map(|text| text.to_owned().into());
        Outgoing {
            change,
            known_appointments: Vec::new(),
            known_claims: Vec::new(),
            override_entry: None,
            continues: None,
            file: Arc::default(),
            list: None,
            goes_alone: false,
            spoken: None,
            instruction,
        }
    }
}
