//! Marking published slots: as taken after a booking, and as free after a move or a cancellation. A failure is told and
//! tried again; it never affects the appointment.

use std::time::Duration;

use booking::{Appointment, Cause, Change, ClinicId, Failure, Provider, SlotUpkeep};
use chrono::{DateTime, Utc};

use super::{ClinicCall, GroupTimes, Office, OfficeNews, Submission, Ticket};

/// The pauses before each further attempt; after the last one the slots are left as they are.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(600),
];

/// The time within which an answer may be as recent as a change.
const SAME_MOMENT: Duration = Duration::from_millis(1);

/// The published slots that are still to be marked.
#[derive(Clone, Default)]
pub struct SlotMarks {
    pending: Vec<PendingMark>,
    /// The clinics at which the key may not mark slots.
    forbidden: Vec<ClinicId>,
    /// The times that changes of this office took up or gave back last, one of each practitioner or location.
    changed: Vec<ChangedTime>,
    /// The number of times that were noted there.
    count: u64,
}

/// A time that was taken up or given back, or whose slots were marked since.
#[derive(Clone, Debug)]
struct ChangedTime {
    provider: Provider,
    start: DateTime<Utc>,
    /// When that was, on the monotonic clock.
    at: Duration,
    /// The number of times noted up to this one.
    number: u64,
}

#[derive(Clone, Debug)]
struct PendingMark {
    upkeep: SlotUpkeep,
    /// The number of failed attempts.
    failures: usize,
    stage: MarkStage,
}

#[derive(Clone, Copy, Debug)]
enum MarkStage {
    /// The slots are being marked.
    Asked(Ticket),
    /// The time of the next attempt, on the monotonic clock.
    Waiting(Duration),
}

impl PendingMark {
    fn clinic(&self) -> ClinicId {
        self.upkeep.provider.clinic()
    }
}

impl SlotMarks {
    /// Returns the clinics at which published slots could not be marked.
    pub fn unmarked_at(&self) -> impl Iterator<Item = ClinicId> + '_ {
        let failed = self.pending.iter().filter(|pending| pending.failures > 0);
        let forbidden = self.forbidden.iter().copied();
        failed.map(PendingMark::clinic).chain(forbidden)
    }
}

impl Office {
    /// Marks the slots that a change takes or frees, unless the key may not.
    pub(crate) fn mark_slots(&mut self, change: &Change, made: &Appointment) {
        for upkeep in change.times_changed(Some(made)) {
            self.note_changed(&upkeep);
            let clinic = upkeep.provider.clinic();
            if clinic.publishes_slots() && !self.slots.forbidden.contains(&clinic) {
                self.mark(upkeep, 0);
            }
        }
    }

    fn note_changed(&mut self, changed: &SlotUpkeep) {
        let at = self.moment.up;
        let SlotUpkeep { provider, time, .. } = changed;
        self.slots
            .changed
            .retain(|other| other.provider != *provider);
        self.slots.count += 1;
        self.slots.changed.push(ChangedTime {
            provider: provider.clone(),
            start: time.start,
            at,
            number: self.slots.count,
        });
    }

    /// Returns how long the free times of a practitioner or location stay fresh: they are read again after every change of
    /// this office that took up some of that time, or gave it back.
    pub(crate) fn free_times_fresh_for(&self, provider: &Provider, limit: Duration) -> Duration {
        let mut changed = self.slots.changed.iter();
        let changed = changed.find(|changed| changed.provider == *provider);
        let since = changed.map(|changed| self.moment.up.saturating_sub(changed.at));
        since.map_or(limit, |since| limit.min(since + SAME_MOMENT))
    }

    /// Requests those free times of a group again that a change of this office has made untrue.
    pub fn read_changed_again(&mut self, group: &mut GroupTimes) {
        let now = self.moment;
        for times in group.members_mut() {
            let mut changed = self.slots.changed.iter();
            let changed = changed.find(|changed| changed.provider == times.question().provider);
            let Some(ChangedTime { start, number, .. }) = changed else {
                continue;
            };
            if times.is_asking() || times.last_change >= *number {
                continue;
            }
            times.last_change = *number;
            let day = start.with_timezone(&times.question().zone).date_naive();
            let length = times.question().length;
            self.effects
                .extend(times.request(day, length, now, &mut self.tickets));
        }
    }

    /// Marks slots again whose pause is over.
    pub(crate) fn mark_slots_if_due(&mut self) {
        let up = self.moment.up;
        let is_due = |pending: &mut PendingMark| matches!(pending.stage, MarkStage::Waiting(until) if until <= up);
        let due: Vec<PendingMark> = self.slots.pending.extract_if(.., is_due).collect();
        for pending in due {
            self.mark(pending.upkeep, pending.failures);
        }
    }

    /// Returns the time until slots are to be marked again.
    pub(crate) fn slots_due_in(&self) -> Option<Duration> {
        let pauses = self
            .slots
            .pending
            .iter()
            .filter_map(|pending| match pending.stage {
                MarkStage::Waiting(until) => Some(until.saturating_sub(self.moment.up)),
                MarkStage::Asked(_) => None,
            });
        pauses.min()
    }

    /// Handles the outcome of marking slots.
    pub(crate) fn on_slots_marked(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let is_awaited = |pending: &PendingMark| matches!(pending.stage, MarkStage::Asked(asked) if asked == ticket);
        let Some(index) = self.slots.pending.iter().position(is_awaited) else {
            return;
        };
        let pending = self.slots.pending.remove(index);
        let Err(failure) = answer else {
            return self.note_changed(&pending.upkeep);
        };
        let clinic = pending.clinic();
        if failure.report().cause == Cause::Forbidden {
            return self.give_up_slots_at(clinic);
        }
        let Some(pause) = PAUSES.get(pending.failures) else {
            return self.tell(OfficeNews::SlotsGivenUp(clinic));
        };
        self.slots.pending.push(PendingMark {
            failures: pending.failures + 1,
            stage: MarkStage::Waiting(self.moment.up + *pause),
            ..pending
        });
        self.tell(OfficeNews::SlotsNotMarked(clinic));
    }

    fn mark(&mut self, upkeep: SlotUpkeep, failures: usize) {
        let call = ClinicCall::KeepSlots(Box::new(upkeep.clone()));
        let ticket = self.call(call);
        self.slots.pending.push(PendingMark {
            upkeep,
            failures,
            stage: MarkStage::Asked(ticket),
        });
    }

    /// Marks no slots any more at a clinic where the key may not.
    fn give_up_slots_at(&mut self, clinic: ClinicId) {
        self.slots.forbidden.push(clinic);
        self.slots
            .pending
            .retain(|pending| pending.clinic() != clinic);
        // A second step that is not made matters more.
        if !self.changes.iter().any(Submission::is_unfinished) {
            self.tell(OfficeNews::SlotsForbidden(clinic));
        }
    }
}
