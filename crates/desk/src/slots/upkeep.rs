//! Marking published slots: as taken after a booking, and as free after a move or a cancellation. A failure is
//! noted and tried again; it never affects the appointment.

use std::time::Duration;

use crate::{Asker, ClinicCall, Desk, Effect, Forms, Part, Submission, Ticket, note};
use booking::{Appointment, Cause, Change, ClinicId, Failure, SlotUpkeep};

use super::state::{PendingUpkeep, UpkeepStage};

/// The pauses before each further attempt; after the last one the slots are left as they are.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(600),
];

/// Returns the clinics at which published slots could not be marked.
pub fn with_unmarked_slots(desk: &Desk) -> Vec<ClinicId> {
    let failed = desk
        .slots
        .upkeep
        .iter()
        .filter(|pending| pending.failures > 0);
    let clinics = failed
        .map(|pending| pending.upkeep.provider.clinic())
        .chain(desk.slots.forbidden.iter().copied());
    clinics.collect()
}

pub(crate) fn upkeep_due_in(desk: &Desk) -> Option<Duration> {
    let due = desk
        .slots
        .upkeep
        .iter()
        .filter_map(|pending| match pending.stage {
            UpkeepStage::Waiting(until) => Some(until.saturating_sub(desk.office.moment.up)),
            UpkeepStage::Asked(_) => None,
        });
    due.min()
}

impl Part<'_, Forms> {
    /// Marks the slots that a change takes or frees, unless the key may not.
    pub(crate) fn mark_slots(&mut self, change: &Change, made: &Appointment) {
        for upkeep in change.slot_upkeep(Some(made)) {
            if !self.slots.forbidden.contains(&upkeep.provider.clinic()) {
                self.mark(upkeep, 0);
            }
        }
    }

    fn mark(&mut self, upkeep: SlotUpkeep, failures: usize) {
        let ticket = self.ticket(Asker::SlotUpkeep);
        self.request([Effect::Clinic(
            ticket,
            ClinicCall::KeepSlots(Box::new(upkeep.clone())),
        )]);
        self.slots_mut().upkeep.push(PendingUpkeep {
            upkeep,
            failures,
            stage: UpkeepStage::Asked(ticket),
        });
    }

    /// Handles the outcome of marking slots.
    pub(crate) fn on_slots_marked(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let is_awaited = |pending: &PendingUpkeep| matches!(pending.stage, UpkeepStage::Asked(asked) if asked == ticket);
        let Some(index) = self.slots.upkeep.iter().position(is_awaited) else {
            return;
        };
        let mut upkeep = self.slots_mut().upkeep.remove(index);
        let Err(failure) = answer else { return };
        let clinic = upkeep.upkeep.provider.clinic();
        if failure.report().cause == Cause::Forbidden {
            self.slots_mut().forbidden.push(clinic);
            self.slots_mut()
                .upkeep
                .retain(|pending| pending.upkeep.provider.clinic() != clinic);
            // The note about an unfinished second step is more important.
            if !self.office.changes.iter().any(Submission::is_unfinished) {
                self.note(note!("slots-forbidden", clinic = clinic.name()));
            }
            return;
        }
        match PAUSES.get(upkeep.failures) {
            Some(pause) => {
                self.note(note!("slots-not-kept", clinic = clinic.name()));
                (upkeep.failures, upkeep.stage) = (
                    upkeep.failures + 1,
                    UpkeepStage::Waiting(self.office.moment.up + *pause),
                );
                self.slots_mut().upkeep.push(upkeep);
            }
            None => self.note(note!("slots-given-up", clinic = clinic.name())),
        }
    }

    pub(crate) fn mark_slots_if_due(&mut self) {
        let up = self.office.moment.up;
        let is_due = |pending: &mut PendingUpkeep| matches!(pending.stage, UpkeepStage::Waiting(until) if until <= up);
        let due: Vec<PendingUpkeep> = self.slots_mut().upkeep.extract_if(.., is_due).collect();
        due.into_iter()
            .for_each(|pending| self.mark(pending.upkeep, pending.failures));
    }
}
