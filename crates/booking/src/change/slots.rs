//! The published slots that a change takes up or gives back. The booking client has to mark them (ClinikAPI guides: the
//! server never turns a slot busy).

use chrono::{DateTime, TimeDelta, Utc};

use super::Change;
use crate::AppointmentRef;
use crate::api::PublishedSlot;
use crate::{Agenda, Appointment, Booked, Provider, Slot};

/// Published slots to be marked as taken, or as free again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotUpkeep {
    /// The provider of the slots.
    pub provider: Provider,
    /// The time that is taken up or given back.
    pub time: Slot,
    /// Whether the time is taken up.
    pub taken: bool,
    /// The id of the appointment that gives the time back: searches may still show it there.
    pub given_back_by: Option<String>,
    /// The time with the same provider that the visit keeps, or takes instead: slots that meet it stay taken.
    pub kept: Option<Slot>,
}

impl Change {
    /// Returns the times that are taken up and given back once the clinic has made the change; published slots there
    /// are to be marked. `made` is the resulting appointment, `None` if it was not read yet.
    pub fn times_changed(&self, made: Option<&Appointment>) -> Vec<SlotUpkeep> {
        let keeps_time = self.placed().is_none() && self.takes_time();
        let old = self
            .appointment()
            .filter(|of| of.is_live() && !keeps_time)
            .and_then(|of| {
                let upkeep = upkeep_of(of.provider(), of.start, of.end, false)?;
                let given_back_by = Some(of.id.clone());
                Some(SlotUpkeep {
                    given_back_by,
                    ..upkeep
                })
            });
        let new = self.placed().filter(|to| to.takes_time()).and_then(|to| {
            let provider = to.provider();
            let start = to.start();
            match made.map(AppointmentRef::of) {
                None => upkeep_of(provider, start, to.parts().span.end(), true),
                Some(now) if !now.is_live() => None,
                Some(now) => upkeep_of(
                    now.provider().or(provider),
                    now.start.or(start),
                    now.end,
                    true,
                ),
            }
        });
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) if old.provider == new.provider => apart(old, new),
            (old, new) => (old.and_then(|old| self.not_kept(old)), new),
        };
        old.into_iter().chain(new).collect()
    }

    /// Returns the rest of a cancelled appointment's time that its replacement does not take up.
    fn not_kept(&self, old: SlotUpkeep) -> Option<SlotUpkeep> {
        let kept_until = match self {
            Change::Cancel(cancel) => cancel.successor().and_then(|new| new.keeps_until),
            _ => None,
        };
        let Some(until) = kept_until else {
            return Some(old);
        };
        let kept = Slot {
            start: old.time.start,
            end: until,
        };
        old.since(until).map(|rest| rest.beside(kept))
    }
}

/// Returns the parts of a time given up and of one taken up that differ, if both are by the same appointment with the
/// same provider: a visit that only gets longer or shorter gives up nothing that it keeps.
fn apart(old: SlotUpkeep, new: SlotUpkeep) -> (Option<SlotUpkeep>, Option<SlotUpkeep>) {
    let old = old.beside(new.time);
    if old.time.start != new.time.start {
        return (Some(old), Some(new));
    }
    let ends = (old.time.end, new.time.end);
    (old.since(ends.1), new.since(ends.0))
}

fn upkeep_of(
    provider: Option<Provider>,
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    taken: bool,
) -> Option<SlotUpkeep> {
    let (provider, start) = provider.zip(start)?;
    let end = end
        .filter(|end| *end > start)
        .unwrap_or(start + TimeDelta::minutes(1));
    Some(SlotUpkeep {
        provider,
        time: Slot { start, end },
        taken,
        given_back_by: None,
        kept: None,
    })
}

impl SlotUpkeep {
    /// Keeps the slots taken that meet this time.
    fn beside(self, kept: Slot) -> SlotUpkeep {
        SlotUpkeep {
            kept: Some(kept),
            ..self
        }
    }

    /// Returns the part of the time from this moment on, if there is any.
    fn since(self, start: DateTime<Utc>) -> Option<SlotUpkeep> {
        let end = self.time.end;
        (start < end).then_some(SlotUpkeep {
            time: Slot { start, end },
            ..self
        })
    }

    /// Returns whether to mark a slot that overlaps the time, given the appointments of its day. A slot that another
    /// appointment takes up stays taken, and one that staff have blocked stays blocked.
    pub fn marks(&self, slot: &PublishedSlot, day: &Agenda) -> bool {
        let is_used = |booked: &Booked| {
            let Some(start) = booked.start else {
                return false;
            };
            let end = booked.end.unwrap_or(start + TimeDelta::minutes(1));
            let is_itself = self.given_back_by.as_ref() == Some(&booked.id);
            booked.is_live() && !is_itself && start < slot.slot.end && slot.slot.start < end
        };
        if self.taken {
            return slot.is_free;
        }
        let is_kept = self.kept.is_some_and(|kept| kept.meets(&slot.slot));
        slot.is_busy && !is_kept && !day.bookings.iter().any(is_used)
    }
}
