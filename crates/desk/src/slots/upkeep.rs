//! Keeping published slots in step: marked as taken after a booking, and as free after a move or a
//! cancellation. A failure is noted and tried again; the appointment is never touched.

use std::time::Duration;

use crate::{Asker, ClinicCall, Desk, Effect, Forms, Part, Submission, Ticket, note};
use booking::{Appointment, Cause, Change, ClinicId, Failure, SlotUpkeep};

use super::state::{Upkeep, UpkeepStage};

/// The pauses before each further attempt; after the last one the slots are left as they are.
const PAUSES: [Duration; 4] =
    [Duration::from_secs(5), Duration::from_secs(30), Duration::from_secs(120), Duration::from_secs(600)];

/// Returns the clinics at which published slots could not be marked.
pub fn with_unmarked_slots(desk: &Desk) -> Vec<ClinicId> {
    let failed = desk.slots.upkeep.iter().filter(|one| one.failures > 0);
    let clinics = failed.map(|one| one.upkeep.provider.clinic()).chain(desk.slots.forbidden.iter().copied());
    clinics.collect()
}

pub(crate) fn upkeep_due_in(desk: &Desk) -> Option<Duration> {
    let due = desk.slots.upkeep.iter().filter_map(|one| match one.stage {
        UpkeepStage::Waiting(until) => Some(until.saturating_sub(desk.moment.up)),
        UpkeepStage::Asked(_) => None,
    });
    due.min()
}

impl Part<'_, Forms> {
    /// Requests the marks for the slots that a change takes up or gives back.
    pub(crate) fn mark_slots(&mut self, change: &Change, made: &Appointment) {
        let may = |clinic: ClinicId| !self.slots.forbidden.contains(&clinic);
        let upkeeps = change.slot_upkeep(Some(made)).into_iter().filter(|one| may(one.provider.clinic()));
        let upkeeps: Vec<SlotUpkeep> = upkeeps.collect();
        upkeeps.into_iter().for_each(|upkeep| self.mark(upkeep, 0));
    }

    fn mark(&mut self, upkeep: SlotUpkeep, failures: usize) {
        let ticket = self.ticket(Asker::SlotUpkeep);
        self.request([Effect::Clinic(ticket, ClinicCall::KeepSlots(Box::new(upkeep.clone())))]);
        self.slots_mut().upkeep.push(Upkeep { upkeep, failures, stage: UpkeepStage::Asked(ticket) });
    }

    /// Handles the outcome of marking slots.
    pub(crate) fn on_slots_marked(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let is_it = |one: &Upkeep| matches!(one.stage, UpkeepStage::Asked(asked) if asked == ticket);
        let Some(place) = self.slots.upkeep.iter().position(is_it) else { return };
        let mut upkeep = self.slots_mut().upkeep.remove(place);
        let Err(failure) = answer else { return };
        let clinic = upkeep.upkeep.provider.clinic();
        if failure.report().cause == Cause::Forbidden {
            self.slots_mut().forbidden.push(clinic);
            self.slots_mut().upkeep.retain(|one| one.upkeep.provider.clinic() != clinic);
            // A second step that was not made is the graver news.
            if !self.changes.iter().any(Submission::is_unfinished) {
                self.note(note!("slots-forbidden", clinic = clinic.name()));
            }
            return;
        }
        match PAUSES.get(upkeep.failures) {
            Some(pause) => {
                self.note(note!("slots-not-kept", clinic = clinic.name()));
                (upkeep.failures, upkeep.stage) =
                    (upkeep.failures + 1, UpkeepStage::Waiting(self.moment.up + *pause));
                self.slots_mut().upkeep.push(upkeep);
            }
            None => self.note(note!("slots-given-up", clinic = clinic.name())),
        }
    }

    pub(crate) fn mark_slots_if_due(&mut self) {
        let up = self.moment.up;
        let is_due = |one: &mut Upkeep| matches!(one.stage, UpkeepStage::Waiting(until) if until <= up);
        let due: Vec<Upkeep> = self.slots_mut().upkeep.extract_if(.., is_due).collect();
        due.into_iter().for_each(|one| self.mark(one.upkeep, one.failures));
    }
}
