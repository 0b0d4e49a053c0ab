//! The machine's wall clock and monotonic clock. They are read nowhere else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use config::skips_pauses;
use office::{Moment, Office};

/// Returns the present moment.
pub type MomentClock = Box<dyn Fn() -> Moment + Send>;

/// Returns the wall clock's time, on any thread.
pub type WallClock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Returns the machine's wall clock.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn wall_clock() -> WallClock {
    Arc::new(Utc::now)
}

/// Returns the machine's clocks: the wall clock and the monotonic clock.
pub fn system_clock() -> MomentClock {
    let clock = MachineClock::start();
    Box::new(move || clock.moment())
}

/// The machine's clocks, and the moment at which they started.
#[derive(Clone, Copy)]
struct MachineClock(Instant);

impl MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
    fn start() -> MachineClock {
        MachineClock(Instant::now())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
    fn moment(self) -> Moment {
        Moment {
            now: Utc::now(),
            up: self.0.elapsed(),
        }
    }
}

/// The clock of a command: the machine's clocks. In a test, skipped pauses put them ahead.
pub struct CommandClock {
    machine: MachineClock,
    skipped: Duration,
    skips_pauses: bool,
}

impl CommandClock {
    /// Starts the clock.
    pub fn start() -> CommandClock {
        CommandClock {
            machine: MachineClock::start(),
            skipped: Duration::ZERO,
            skips_pauses: skips_pauses(),
        }
    }

    /// Returns the present moment.
    pub fn moment(&self) -> Moment {
        let Moment { now, up } = self.machine.moment();
        Moment {
            now: now + self.skipped,
            up: up + self.skipped,
        }
    }

    /// Skips a pause in which an office only waits for its next look-up of a lost answer, if a test has asked for that.
    /// The pause is at most `at_most`. Returns whether it was skipped.
    pub(crate) fn skip_pause(&mut self, office: &Office, at_most: Duration) -> bool {
        if !self.skips_pauses {
            return false;
        }
        let Some(pause) = office.lookup_due_in() else {
            return false;
        };
        self.skipped += pause.min(at_most);
        true
    }
}
