//! The machine's wall clock and monotonic clock, which are read nowhere else.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};

use office::Moment;

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
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn system_clock() -> MomentClock {
    let start = Instant::now();
    Box::new(move || Moment {
        now: Utc::now(),
        up: start.elapsed(),
    })
}
