//! The records of overridden warnings.

use crate::booking::{Conflict, Vendor, Visit};

use super::state::{Overridden, Override, Reason};
use crate::desk::{Desk, note};

impl Desk {
    /// Returns the record of a booking sent despite these conflicts, and the reason.
    pub(in crate::desk) fn override_of(
        &self,
        visit: Visit,
        conflicts: Vec<Overridden>,
        reason: Reason,
    ) -> Override {
        let Visit { backend, person, provider, start } = visit;
        Override {
            at: self.moment.now,
            operator: self.setup.operator.clone(),
            mode: self.mode_of(backend),
            backend,
            person,
            provider,
            start,
            conflicts,
            reason,
        }
    }

    /// Returns the conflicts of a form's booking, as the record has them.
    pub(in crate::desk) fn overridden(&self, backend: Vendor) -> Vec<Overridden> {
        Desk::as_recorded(self.form_of(backend).conflicts())
    }

    /// Returns conflicts as the record has them.
    pub(in crate::desk) fn as_recorded(conflicts: &[Conflict]) -> Vec<Overridden> {
        let id = |conflict: &Conflict| conflict.appointment_id().map(str::to_owned);
        let recorded = |one: &Conflict| Overridden { kind: one.kind(), appointment: id(one) };
        conflicts.iter().map(recorded).collect()
    }

    /// Handles the outcome of recording a settlement by hand.
    pub(in crate::desk) fn recorded(&mut self, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.note = Some(note!("outbox-unrecorded", why = why));
        }
    }
}
