//! The one place that asks what time it is.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};

use crate::desk::Moment;

/// Tells the moment.
pub type Clock = Box<dyn Fn() -> Moment + Send>;

/// Tells what the wall clock says, to any thread that asks.
pub type WallClock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The machine's own wall clock.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn wall_clock() -> WallClock {
    Arc::new(Utc::now)
}

/// The machine's own clocks: the wall clock and the monotonic clock.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn system_clock() -> Clock {
    let start = Instant::now();
    Box::new(move || Moment { now: Utc::now(), up: start.elapsed() })
}
