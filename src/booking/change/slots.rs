//! The published slots that a change takes up or gives back. Marking them is the step of whoever books (ClinikAPI
//! guides: nothing on the server's side turns a slot busy).

use chrono::TimeDelta;

use super::{AppointmentRef, Change};
use crate::booking::api::PublishedSlot;
use crate::booking::{Agenda, Appointment, Provider, Slot};

/// Published slots to be marked as taken, or as free again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotUpkeep {
    /// Whose they are.
    pub provider: Provider,
    /// The time that is taken up from now on, or no more.
    pub time: Slot,
    /// Whether it is taken up.
    pub taken: bool,
}

impl Change {
    /// The slots to be marked once the clinic has made this appointment of the change; none where it publishes none.
    pub fn slot_upkeep(&self, made: &Appointment) -> Vec<SlotUpkeep> {
        if !self.backend().publishes_slots() {
            return Vec::new();
        }
        let left = self.appointment().and_then(|of| upkeep(of, false));
        let now = AppointmentRef::of(made);
        let provider = now.provider.clone().or_else(|| self.provider().map(|provider| provider.id()));
        let taken = self.target().filter(|_| now.is_live());
        let taken = taken.and_then(|_| upkeep(&AppointmentRef { provider, ..now }, true));
        left.into_iter().chain(taken).collect()
    }
}

fn upkeep(of: &AppointmentRef, taken: bool) -> Option<SlotUpkeep> {
    let start = of.start?;
    let end = of.end.filter(|end| *end > start).unwrap_or(start + TimeDelta::minutes(1));
    Some(SlotUpkeep { provider: of.provider()?, time: Slot { start, end }, taken })
}

impl SlotUpkeep {
    /// Whether a slot that has a part of the time is to be marked, where these appointments stand on its day. A slot
    /// that somebody else still takes up stays taken, and one that staff have blocked stays blocked.
    pub fn marks(&self, slot: &PublishedSlot, day: &Agenda) -> bool {
        let is_used = |taken: &crate::booking::Taken| {
            let end = taken.end.unwrap_or(taken.start + TimeDelta::minutes(1));
            taken.start < slot.slot.end && slot.slot.start < end
        };
        match self.taken {
            true => slot.is_free,
            false => slot.is_busy && !day.taken().iter().any(is_used),
        }
    }
}
