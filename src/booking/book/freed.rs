//! Freed times, which somebody on the waiting list may take.

use chrono::{DateTime, Utc};

use super::{Book, CalendarEntry, Subject};
use crate::booking::{AppointmentRef, Provider, Slot, USUAL_LENGTH};

/// A time of a provider that an appointment has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freed {
    /// The practitioner or location.
    pub provider: Provider,
    /// The start and end.
    pub slot: Slot,
}

/// Freed times remembered, at most; the oldest are dropped first.
const MOST_FREED: usize = 64;

impl Book {
    /// Remembers that an appointment has left its time, which somebody on the waiting list may take.
    pub fn free_up(&mut self, of: &AppointmentRef) {
        let (Some(provider), Some(start)) = (of.provider(), of.start) else { return };
        let end = of.end.unwrap_or(start + USUAL_LENGTH);
        let freed = Freed { provider, slot: Slot { start, end } };
        if of.is_live() && !self.freed.contains(&freed) {
            self.freed.push(freed);
            let excess = self.freed.len().saturating_sub(MOST_FREED);
            self.freed.drain(..excess);
        }
    }

    /// Returns the freed times that lie ahead and that nobody is known to have taken since, the last noticed
    /// first.
    pub fn freed(&self, now: DateTime<Utc>) -> Vec<&Freed> {
        let is_free = |freed: &&Freed| {
            let theirs = self.calendar(&[Subject::provider(&freed.provider)], |_| true);
            let meets = |entry: &CalendarEntry<'_>| {
                let (start, end) = (entry.start(), entry.end().or(entry.start()));
                start.is_some_and(|start| start < freed.slot.end)
                    && end.is_some_and(|end| freed.slot.start < end)
            };
            !theirs.iter().any(|entry| entry.is_live() && meets(entry))
        };
        self.freed.iter().rev().filter(|freed| freed.slot.start > now).filter(is_free).collect()
    }
}
