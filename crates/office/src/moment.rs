//! Moments, and the seconds left of a countdown.

use std::time::Duration;

use chrono::{DateTime, Utc};

const SECOND: Duration = Duration::from_secs(1);

/// A moment, on the wall clock and on the monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock time.
    pub now: DateTime<Utc>,
    /// How long the desk has been up, on the monotonic clock.
    pub up: Duration,
}

impl Moment {
    /// Returns the minute of the wall clock, counted from 1970.
    pub fn minute(self) -> i64 {
        self.now.timestamp().div_euclid(60)
    }

    /// Returns the time until the next minute.
    pub fn until_next_minute(self) -> Duration {
        let into_minute = self.now.timestamp_millis().rem_euclid(60_000);
        Duration::from_millis(60_000 - u64::try_from(into_minute).unwrap_or(0))
    }

    /// Returns the time since this moment, by the clock that has advanced more: the monotonic one may stop while the
    /// machine sleeps, and the wall clock may be set back.
    pub fn age(self, now: Moment) -> Duration {
        let by_wall_clock = (now.now - self.now).to_std().unwrap_or_default();
        by_wall_clock.max(now.up.saturating_sub(self.up))
    }
}

/// Returns the time until another whole second has passed.
pub fn next_second(since: Duration, up: Duration) -> Duration {
    SECOND - Duration::from_nanos(up.saturating_sub(since).subsec_nanos().into())
}

/// Returns the whole seconds that a countdown shows, which reach zero only when it is over.
pub fn whole_seconds(remaining: Duration) -> u64 {
    remaining.as_secs() + u64::from(remaining.subsec_nanos() > 0)
}

/// Returns the time until a countdown shows another second, or is over.
pub fn until_next_second(until: Duration, up: Duration) -> Duration {
    let remaining = until.saturating_sub(up);
    match remaining.subsec_nanos() {
        0 => remaining.min(SECOND),
        part => Duration::from_nanos(part.into()),
    }
}
