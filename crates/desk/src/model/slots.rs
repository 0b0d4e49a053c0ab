//! The state of the free times.

use chrono::{DateTime, Utc};

use booking::time::Wish;
use booking::{Failure, Free, Provider};
use office::{FreeTimes, GroupTimes, Moment, Ticket};

/// The free times of the form's provider, and the search among them.
#[derive(Clone, Default)]
pub struct Slots {
    /// The free time that turned out to be gone.
    pub(crate) gone: Option<(Provider, DateTime<Utc>)>,
    /// The wish for a free time that is being searched for.
    pub wanted: Option<Wish>,
    /// Whether the search waits for the patient's own appointments.
    pub(crate) awaits_patient: bool,
    /// The free times of the form's provider, if known.
    pub free: Option<FreeTimes>,
    /// The free times of the practitioners among whom the line wants the first available one.
    pub(crate) group: Option<GroupTimes>,
}

impl Slots {
    /// Returns whether the answer under this ticket is awaited.
    pub(crate) fn are_awaited(&self, ticket: Ticket) -> bool {
        self.free.as_ref().is_some_and(|free| free.awaits(ticket))
            || self
                .group
                .as_ref()
                .is_some_and(|group| group.awaits(ticket))
    }

    /// Handles an answer that is awaited.
    pub(crate) fn answer(&mut self, ticket: Ticket, answer: Result<Free, Failure>, now: Moment) {
        if let Some(free) = self.free.as_mut().filter(|free| free.awaits(ticket)) {
            free.answer(ticket, answer, now);
        } else if let Some(group) = &mut self.group {
            group.answer(ticket, answer, now);
        }
    }
}
