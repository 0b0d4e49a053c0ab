//! What is under way at a server and can't go on until time has passed, where time is the desk's own.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use crate::desk::Ticket;
use crate::sandbox::Hold;

/// An effect under way: its ticket, and what tells it that a call of it has taken too long.
#[derive(Clone, Debug)]
pub(super) struct UnderWay {
    pub(super) ticket: Ticket,
    pub(super) over: Arc<Notify>,
}

/// What waits for its time, on the monotonic clock.
#[derive(Debug)]
pub(super) struct Deferred {
    /// How long a call may take.
    patience: Duration,
    waiting: Vec<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    under_way: UnderWay,
    until: Duration,
    hold: Hold,
}

impl Deferred {
    /// Nothing waits; a call may take so long.
    pub(super) fn new(patience: Duration) -> Deferred {
        Deferred { patience, waiting: Vec::new() }
    }

    /// The server holds what is under way: it goes on after that, or has taken too long by then.
    pub(super) fn set(&mut self, under_way: UnderWay, hold: Hold, now: Duration) {
        let until = now + hold.takes.unwrap_or(self.patience).min(self.patience);
        self.waiting.push(Waiting { under_way, until, hold });
    }

    /// Whether it waits here.
    pub(super) fn has(&self, ticket: Ticket) -> bool {
        self.waiting.iter().any(|waiting| waiting.under_way.ticket == ticket)
    }

    /// Nobody waits for it any more.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.waiting.retain(|waiting| waiting.under_way.ticket != ticket);
    }

    /// How long it is until something's time has come.
    pub(super) fn due_in(&self, now: Duration) -> Option<Duration> {
        self.waiting.iter().map(|waiting| waiting.until.saturating_sub(now)).min()
    }

    /// Lets go on what has waited longest of what has waited long enough; says what that is.
    pub(super) fn release(&mut self, now: Duration) -> Option<UnderWay> {
        let place = self.waiting.iter().position(|waiting| waiting.until <= now)?;
        let Waiting { under_way, hold, .. } = self.waiting.remove(place);
        match hold.takes {
            Some(time) if time <= self.patience => hold.go_on(),
            _ => under_way.over.notify_one(),
        }
        Some(under_way)
    }
}
