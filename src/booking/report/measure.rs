//! Measurements of changes at the desk and of the clinics' outages, and their summary.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Week;
use crate::booking::Spoken;

/// The effort of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Keys pressed since its draft was begun; a paste or a click counts as one.
    pub keys: u32,
    /// The time from the first key to the clinic's answer; while there is none, until it was sent.
    pub took: Duration,
}

/// The measurements recorded with a change; they name nobody.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// The effort; `None` if its draft was not begun by keys at this desk, or its answer was lost.
    pub effort: Option<Effort>,
    /// The language in which the patient is written to, if known.
    pub spoken: Option<Spoken>,
}

/// Prints nothing, because it is about a patient.
impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Measured")
    }
}

/// A summary of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The number of measurements.
    pub count: u64,
    /// The median.
    pub median: u64,
    /// The ninth decile.
    pub most: u64,
}

impl Spread {
    /// Summarizes these values; `None` if there are none.
    pub fn of(mut values: Vec<u64>) -> Option<Spread> {
        values.sort_unstable();
        // The smallest value that this many tenths of all do not exceed.
        let at_most =
            |tenths: usize| values.get((values.len() * tenths).div_ceil(10).checked_sub(1)?).copied();
        Some(Spread { count: values.len() as u64, median: at_most(5)?, most: at_most(9)? })
    }
}

/// A time in which a clinic could not be reached from a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The word of the clinic API.
    pub backend: String,
    /// The start.
    pub since: DateTime<Utc>,
    /// The end.
    pub until: DateTime<Utc>,
}

/// How often a clinic was away, and how long in total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The word of the clinic API.
    pub backend: String,
    /// The number of outages. One seen by several desks at the same time counts once.
    pub times: u64,
    /// The total duration.
    pub took: Duration,
}

impl Away {
    /// Sums up a clinic's outages in a week: one that reaches into another week counts only with its part in
    /// this one.
    pub fn of(backend: &str, outages: &[Outage], week: Week) -> Away {
        let own = outages.iter().filter(|outage| outage.backend == backend);
        let mut spans: Vec<_> = own
            .map(|outage| (outage.since.max(week.begins()), outage.until.min(week.ends())))
            .filter(|(since, until)| since < until)
            .collect();
        spans.sort_unstable();
        let (mut times, mut took, mut seen_until) = (0, Duration::ZERO, None);
        for (since, until) in spans {
            let is_seen = seen_until.is_some_and(|seen| since <= seen);
            times += u64::from(!is_seen);
            let from = seen_until.filter(|_| is_seen).unwrap_or(since);
            took += (until - from).to_std().unwrap_or_default();
            seen_until = seen_until.max(Some(until));
        }
        Away { backend: backend.to_owned(), times, took }
    }
}
