//! Effects at a server that wait for time to pass on the desk's own clock.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use desk::Ticket;
use sandbox::RequestHold;

/// An effect under way: its ticket, and the signal that its call has taken too long.
#[derive(Clone, Debug)]
pub(super) struct DeferredEffect {
    pub(super) ticket: Ticket,
    pub(super) over: Arc<Notify>,
}

/// Effects that wait for their time, on the monotonic clock.
#[derive(Debug)]
pub(super) struct Deferred {
    /// The time limit of a call.
    patience: Duration,
    waiting: Vec<DeferredWait>,
}

#[derive(Debug)]
struct DeferredWait {
    under_way: DeferredEffect,
    until: Duration,
    hold: RequestHold,
}

impl Deferred {
    /// Creates an empty list with this time limit of calls.
    pub(super) fn new(patience: Duration) -> Deferred {
        Deferred { patience, waiting: Vec::new() }
    }

    /// Adds an effect that a server holds: it continues after that, or has exceeded its limit by then.
    pub(super) fn set(&mut self, under_way: DeferredEffect, hold: RequestHold, now: Duration) {
        let until = now + hold.takes.unwrap_or(self.patience).min(self.patience);
        self.waiting.push(DeferredWait { under_way, until, hold });
    }

    /// Returns whether the effect waits here.
    pub(super) fn has(&self, ticket: Ticket) -> bool {
        self.waiting.iter().any(|waiting| waiting.under_way.ticket == ticket)
    }

    /// Removes an effect that nobody waits for any more.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.waiting.retain(|waiting| waiting.under_way.ticket != ticket);
    }

    /// Returns the time until the next effect is due.
    pub(super) fn due_in(&self, now: Duration) -> Option<Duration> {
        self.waiting.iter().map(|waiting| waiting.until.saturating_sub(now)).min()
    }

    /// Continues the longest-waiting effect that is due, and returns it.
    pub(super) fn release(&mut self, now: Duration) -> Option<DeferredEffect> {
        let place = self.waiting.iter().position(|waiting| waiting.until <= now)?;
        let DeferredWait { under_way, hold, .. } = self.waiting.remove(place);
        match hold.takes {
            Some(time) if time <= self.patience => hold.go_on(),
            _ => under_way.over.notify_one(),
        }
        Some(under_way)
    }
}
