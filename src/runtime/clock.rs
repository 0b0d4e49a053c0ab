//! The one place that asks what time it is.

use std::time::Instant;

use chrono::Utc;

use crate::desk::Moment;

/// Tells the moment.
pub type Clock = Box<dyn Fn() -> Moment + Send>;

/// The machine's own clocks: the wall clock, and the one nobody sets.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the place that asks")]
pub fn system_clock() -> Clock {
    let start = Instant::now();
    Box::new(move || Moment { now: Utc::now(), up: start.elapsed() })
}
