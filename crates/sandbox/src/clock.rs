//! The sandbox's clock, and the common format of dates and times in both APIs.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};

/// The source of the sandbox's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxClock {
    /// The machine's clock.
    Real,
    /// Starts at this instant and runs from there.
    From(DateTime<Utc>),
    /// Stops at this instant and moves only by `POST /sandbox/clock`.
    Frozen(DateTime<Utc>),
}

/// A clock that can be set while the sandbox runs.
pub(super) struct ServerClock {
    start: Hand,
    hand: Mutex<Hand>,
}

/// A clock is either stopped at an instant, or ahead of the machine's by a fixed amount.
#[derive(Clone, Copy)]
enum Hand {
    Stopped(DateTime<Utc>),
    Running { ahead: TimeDelta },
}

impl ServerClock {
    pub(super) fn new(kind: SandboxClock) -> Self {
        let start = match kind {
            SandboxClock::Real => Hand::Running {
                ahead: TimeDelta::zero(),
            },
            SandboxClock::From(instant) => Hand::Running {
                ahead: instant - machine_time(),
            },
            SandboxClock::Frozen(instant) => Hand::Stopped(instant),
        };
        Self {
            start,
            hand: Mutex::new(start),
        }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.hand().read()
    }

    /// Sets the clock: a stopped one stays at the new instant, a running one continues from it.
    pub(super) fn set(&self, instant: DateTime<Utc>) {
        let mut hand = self.hand();
        *hand = match *hand {
            Hand::Stopped(_) => Hand::Stopped(instant),
            Hand::Running { .. } => Hand::Running {
                ahead: instant - machine_time(),
            },
        };
    }

    /// Resets the clock to its start. A running one has advanced meanwhile.
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
            Self::Stopped(instant) => instant,
            Self::Running { ahead } => machine_time() + ahead,
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox plays the outside world: here its time comes in"
)]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

/// Formats an instant in UTC, with milliseconds and `Z`.
pub(super) fn timestamp(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Parses an ISO 8601 date and time with `Z` or an offset, without which it is not an instant.
pub(super) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    // RFC 3339 allows a space instead of the T; ISO 8601 doesn't.
    let text = Some(text).filter(|text| text.as_bytes().get(10) == Some(&b'T'))?;
    DateTime::parse_from_rfc3339(text).ok()
}

/// Returns a day's midnight in UTC.
pub(super) fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// Parses a calendar day, exactly `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let exact = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|day| exact && day.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_need_a_designator() {
        for text in [
            "2027-02-10T10:00:00Z",
            "2027-02-10T10:00:00.000Z",
            "2027-02-10T10:00:00+01:00",
        ] {
            assert!(instant(text).is_some(), "{text}");
        }
        for text in [
            "2027-02-10T10:00:00",
            "2027-02-10 10:00:00Z",
            "2027-02-30T10:00:00Z",
            "tomorrow",
            "ä",
        ] {
            assert!(instant(text).is_none(), "{text}");
        }
    }

    #[test]
    fn days_are_written_in_full() {
        assert!(day("2027-02-10").is_some());
        for text in [
            "2027-2-10",
            "2027-02-30",
            "10.02.2027",
            "+262142-12-31",
            "-0001-01-01",
            "",
        ] {
            assert!(day(text).is_none(), "{text}");
        }
    }
}
