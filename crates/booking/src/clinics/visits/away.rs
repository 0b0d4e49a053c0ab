//! Entering and taking back absences: what is read before the one request is sent.

use zones::Zone;

use super::calendar::Calendars;
use super::roles::ScheduleRecord;
use crate::api::{PublishedSlot, Read, Reuse};
use crate::{AwayTime, Cause, Days, Failure, Provider, Report, Slot};

/// How a practitioner's slot becomes bookable again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::clinics) enum WayBack {
    /// The slot was made for the absence: it is deleted.
    Delete,
    /// The slot was published before: it is free again.
    Free,
}

impl Calendars {
    /// Reads whether a practitioner has a schedule in which an absence can be entered.
    pub(in crate::clinics) fn enters_absences(
        &'static self,
        practitioner: &Provider,
    ) -> Read<bool> {
        self.own_schedules(practitioner)
            .map(|schedules| !schedules.is_empty())
    }

    /// Reads the id of the schedule in which an absence is entered. Fails with [`Cause::AwayAlready`] if it is entered
    /// already, and with [`Cause::NoSchedule`] without a schedule.
    pub(in crate::clinics) fn schedule_for(&'static self, time: &AwayTime) -> Read<String> {
        let not_sent = |cause| Failure::NotSent(Report::of(cause));
        let Some((practitioner, days)) = time.provider().zip(days_around(&time.time())) else {
            return Read::Done(Err(not_sent(Cause::NoSchedule)));
        };
        let own = self.own_schedules(&practitioner);
        let slots = self.slots_at(&practitioner, time.time(), Reuse::Never);
        let time = time.clone();
        own.and_then(move |mut schedules| {
            schedules.sort_by_key(|schedule| !schedule.covers(&days));
            slots.try_map(move |slots| {
                let is_same =
                    |known: &PublishedSlot| known.is_absence && time.is_seen_as(&known.slot);
                if slots.iter().any(is_same) {
                    return Err(not_sent(Cause::AwayAlready));
                }
                let first = schedules.into_iter().next();
                first
                    .map(|schedule| schedule.id)
                    .ok_or(not_sent(Cause::NoSchedule))
            })
        })
    }

    /// Reads how a slot becomes bookable again. One that a desk has made, or that overlaps other slots, is deleted.
    pub(in crate::clinics) fn way_back(&'static self, time: &AwayTime) -> Read<WayBack> {
        let practitioner = if time.is_made_here() {
            None
        } else {
            time.provider()
        };
        let Some(practitioner) = practitioner else {
            return Read::Done(Ok(WayBack::Delete));
        };
        let id = time.id().to_owned();
        self.slots_at(&practitioner, time.time(), Reuse::Never)
            .map(move |slots| {
                let lies_over_others = slots.iter().any(|slot| slot.id != id && !slot.is_absence);
                if lies_over_others {
                    WayBack::Delete
                } else {
                    WayBack::Free
                }
            })
    }

    /// Reads the schedules of this practitioner only, those with the fewest actors first.
    fn own_schedules(&'static self, practitioner: &Provider) -> Read<Vec<ScheduleRecord>> {
        self.actors_of(practitioner).and_then(move |actors| {
            self.schedules(&actors).map(move |schedules| {
                let mut own = schedules.rows;
                own.retain(|schedule| schedule.names(&actors) && !schedule.names_another(&actors));
                own.sort_by_key(|schedule| schedule.actors().len());
                own
            })
        })
    }
}

/// Returns the days of a time, in UTC.
fn days_around(time: &Slot) -> Option<Days> {
    Days::new(time.start.date_naive(), time.end.date_naive(), Zone::UTC)
}
