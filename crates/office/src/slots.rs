//! Marking published slots: as taken after a booking, as free after a move or a cancellation. A failure is reported and
//! retried, and never affects the appointment.

use std::time::Duration;

use booking::{
    Appointment, AppointmentRef, Cause, Change, ClinicId, Days, Failure, Provider, Slot, SlotUpkeep,
};

use super::{
    ClinicCall, Effect, FreeTimesQuestion, GroupTimes, Office, OfficeNews, Submission, Ticket,
};

/// The pauses before each further attempt. After the last attempt the slots are left as they are.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(600),
];

/// How long changes are kept for reading free times again. Older free times are read again anyway.
const CHANGES_KEPT: Duration = Duration::from_hours(2);

/// The published slots that are still to be marked.
#[derive(Clone, Default)]
pub struct SlotMarks {
    pending: Vec<PendingMark>,
    /// The clinics at which the key may not mark slots.
    forbidden: Vec<ClinicId>,
    /// The times that changes of this office took or freed.
    changed: Vec<ChangedTime>,
}

/// A time that was taken or freed, or whose slots were marked since.
#[derive(Clone, Debug)]
struct ChangedTime {
    provider: Provider,
    time: Slot,
    /// When it was, on the monotonic clock.
    at: Duration,
}

impl ChangedTime {
    /// Returns when the clinic's lists begin to show it.
    fn listed_from(&self) -> Duration {
        self.at + self.provider.clinic().lag()
    }

    /// Returns whether free times requested at `asked` may lack the change, and newer ones are available by `now`.
    fn outdates(&self, asked: Duration, now: Duration) -> bool {
        let listed = self.listed_from();
        asked < self.at || (asked < listed && listed <= now)
    }
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

impl Office {
    /// Returns the clinics where published slots could not be marked.
    pub fn clinics_with_unmarked_slots(&self) -> impl Iterator<Item = ClinicId> + '_ {
        let marks = &self.slots;
        let failed = marks.pending.iter().filter(|pending| pending.failures > 0);
        let forbidden = marks.forbidden.iter().copied();
        failed.map(PendingMark::clinic).chain(forbidden)
    }

    /// Marks the slots that a change takes or frees, unless the key may not mark slots.
    pub(crate) fn mark_slots(&mut self, change: &Change, made: &Appointment) {
        for upkeep in change.times_changed(Some(made)) {
            self.note_changed(&upkeep.provider, upkeep.time);
            let clinic = upkeep.provider.clinic();
            if clinic.publishes_slots() && !self.slots.forbidden.contains(&clinic) {
                self.mark(upkeep, 0);
            }
        }
        if let Change::Away(away) | Change::Back(away) = change
            && let Some(provider) = away.provider()
        {
            self.note_changed(&provider, away.time());
        }
    }

    /// Whether the slots of these appointments' times are being marked: whether they are free depends on who has them until
    /// that is done.
    pub(crate) fn are_slots_being_marked_at(&self, left: &[AppointmentRef]) -> bool {
        let meets = |pending: &PendingMark, of: &AppointmentRef| {
            let upkeep = &pending.upkeep;
            of.is_with(&upkeep.provider) && of.time().is_some_and(|time| time.meets(&upkeep.time))
        };
        let mut asked = self
            .slots
            .pending
            .iter()
            .filter(|pending| matches!(pending.stage, MarkStage::Asked(_)));
        asked.any(|pending| left.iter().any(|of| meets(pending, of)))
    }

    /// Notes that the free times around this time are no longer as they were read.
    fn note_changed(&mut self, provider: &Provider, time: Slot) {
        let at = self.moment.up;
        self.slots.changed.retain(|other| {
            let is_same = other.provider == *provider && other.time == time;
            !is_same && at.saturating_sub(other.at) < CHANGES_KEPT
        });
        self.slots.changed.push(ChangedTime {
            provider: provider.clone(),
            time,
            at,
        });
    }

    /// Returns whether the free times of a practitioner or location on these days, requested at `asked` on the
    /// monotonic clock, may lack a change of this office that a new read would show. The lists of some clinics show a
    /// change only after a while.
    pub(crate) fn are_free_times_outdated(
        &self,
        provider: &Provider,
        days: &Days,
        asked: Duration,
    ) -> bool {
        let up = self.moment.up;
        self.slots.changed.iter().any(|changed| {
            changed.provider == *provider
                && days.meet(changed.time.start, Some(changed.time.end))
                && changed.outdates(asked, up)
        })
    }

    /// Requests the free times of a group again that a change of this office has made outdated. Also requests the ones
    /// around the last change if they were not requested yet, because its day is on screen.
    pub fn read_changed_again(&mut self, group: &mut GroupTimes) {
        let now = self.moment;
        let idle = group.members_mut().iter_mut();
        for times in idle.filter(|times| !times.is_asking()) {
            let FreeTimesQuestion {
                provider,
                zone,
                length,
                ..
            } = times.question();
            let length = *length;
            let changed = self.slots.changed.iter().rev();
            let mut days = changed
                .filter(|changed| changed.provider == *provider)
                .map(|changed| {
                    let day = changed.time.start.with_timezone(zone).date_naive();
                    (day, changed)
                })
                .filter(|(day, _)| times.days_with(*day).is_some())
                .enumerate()
                .map(|(place, (day, changed))| {
                    let asked = times.asked_on(day);
                    let is_due = asked.map_or(place == 0, |asked| changed.outdates(asked, now.up));
                    (day, is_due)
                });
            let Some((day, _)) = days.find(|(_, is_due)| *is_due) else {
                continue;
            };
            let again = times.request(day, length, now, &mut self.tickets);
            self.effects.extend(again.map(Effect::for_one));
        }
    }

    /// Marks slots again after their pause.
    pub(crate) fn mark_slots_if_due(&mut self) {
        let up = self.moment.up;
        let is_due = |pending: &mut PendingMark| matches!(pending.stage, MarkStage::Waiting(until) if until <= up);
        let due: Vec<PendingMark> = self.slots.pending.extract_if(.., is_due).collect();
        for pending in due {
            self.mark(pending.upkeep, pending.failures);
        }
    }

    /// Returns the time until slots are to be marked again, or a clinic's lists show a change of this office.
    pub(crate) fn slots_due_in(&self) -> Option<Duration> {
        let up = self.moment.up;
        let mut pauses = Vec::new();
        for pending in &self.slots.pending {
            if let MarkStage::Waiting(until) = pending.stage {
                pauses.push(until.saturating_sub(up));
            }
        }
        for changed in &self.slots.changed {
            let from = changed.listed_from();
            if from > up {
                pauses.push(from - up);
            }
        }
        pauses.into_iter().min()
    }

    /// Handles the outcome of marking slots.
    pub(crate) fn on_slots_marked(&mut self, ticket: Ticket, answer: Result<(), Failure>) {
        let is_awaited = |pending: &PendingMark| matches!(pending.stage, MarkStage::Asked(asked) if asked == ticket);
        let Some(index) = self.slots.pending.iter().position(is_awaited) else {
            return;
        };
        let pending = self.slots.pending.remove(index);
        let Err(failure) = answer else {
            let SlotUpkeep { provider, time, .. } = pending.upkeep;
            return self.note_changed(&provider, time);
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
        if upkeep.taken {
            // What was given back before, and has not been marked yet, is taken again.
            let is_within = |pending: &PendingMark| {
                let earlier = &pending.upkeep;
                !earlier.taken
                    && earlier.provider == upkeep.provider
                    && upkeep.time.start <= earlier.time.start
                    && earlier.time.end <= upkeep.time.end
                    && matches!(pending.stage, MarkStage::Waiting(_))
            };
            self.slots.pending.retain(|pending| !is_within(pending));
        }
        let call = ClinicCall::KeepSlots(Box::new(upkeep.clone()));
        let ticket = self.call(call);
        self.slots.pending.push(PendingMark {
            upkeep,
            failures,
            stage: MarkStage::Asked(ticket),
        });
    }

    /// Stops marking slots at a clinic where the key may not mark them.
    fn give_up_slots_at(&mut self, clinic: ClinicId) {
        self.slots.forbidden.push(clinic);
        self.slots
            .pending
            .retain(|pending| pending.clinic() != clinic);
        // A missing second step is more important.
        if !self.changes.iter().any(Submission::is_unfinished) {
            self.tell(OfficeNews::SlotsForbidden(clinic));
        }
    }
}
