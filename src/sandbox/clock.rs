//! The sandbox's clock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// The source of the sandbox's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxClock {
    /// The machine's clock.
    Real,
    /// Starts at this instant and runs from there.
    From(DateTime<Utc>),
    /// Stands at this instant and moves only by `POST /sandbox/clock`.
    Frozen(DateTime<Utc>),
}

/// A clock that can be set while the sandbox runs.
pub(super) struct Clock {
    start: Hand,
    hand: Mutex<Hand>,
}

/// A clock either stands at an instant, or runs ahead of the machine's by a fixed amount.
#[derive(Clone, Copy)]
enum Hand {
    Standing(DateTime<Utc>),
    Running { ahead: TimeDelta },
}

impl Clock {
    pub(super) fn new(kind: SandboxClock) -> Self {
        let start = match kind {
            SandboxClock::Real => Hand::Running { ahead: TimeDelta::zero() },
            SandboxClock::From(instant) => Hand::Running { ahead: instant - machine_time() },
            SandboxClock::Frozen(instant) => Hand::Standing(instant),
        };
        Self { start, hand: Mutex::new(start) }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.hand().read()
    }

    /// Sets the clock: a standing one stands at the new instant, a running one runs on from it.
    pub(super) fn set(&self, instant: DateTime<Utc>) {
        let mut hand = self.hand();
        *hand = match *hand {
            Hand::Standing(_) => Hand::Standing(instant),
            Hand::Running { .. } => Hand::Running { ahead: instant - machine_time() },
        };
    }

    /// Resets the clock to its start; a running one has gone on meanwhile.
    pub(super) fn reset(&self) {
        *self.hand() = self.start;
    }

    fn hand(&self) -> MutexGuard<'_, Hand> {
        self.hand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hand {
    fn read(self) -> DateTime<Utc> {
        match self {
            Self::Standing(instant) => instant,
            Self::Running { ahead } => machine_time() + ahead,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the sandbox plays the outside world: here its time comes in")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}
