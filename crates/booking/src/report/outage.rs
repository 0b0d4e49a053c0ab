//! The outages of the clinics, and their sums.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Week;

/// A time in which a clinic could not be reached from a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The word of the clinic API.
    pub clinic: String,
    /// The start.
    pub since: DateTime<Utc>,
    /// The end.
    pub until: DateTime<Utc>,
}

/// How often a clinic was away, and how long in total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The word of the clinic API.
    pub clinic: String,
    /// The number of outages. One seen by several desks at the same time counts once.
    pub times: u64,
    /// The total duration.
    pub took: Duration,
}

impl Away {
    /// Sums up a clinic's outages in a week: one that reaches into another week counts only with its part in
    /// this one.
    pub fn of(clinic: &str, outages: &[Outage], week: Week) -> Away {
        let own = outages.iter().filter(|outage| outage.clinic == clinic);
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
        Away { clinic: clinic.to_owned(), times, took }
    }
}
