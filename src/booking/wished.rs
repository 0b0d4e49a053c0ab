//! When somebody on a waiting list would come: stretches of time, as ClinikAPI's `requestedPeriod` has them. In a form
//! they are typed as people say them; in a booking they stand as intervals of ISO 8601.

mod read;
mod say;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use super::Slot;

/// A stretch of time, open at an end that is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// From when on.
    pub start: Option<DateTime<Utc>>,
    /// Until when.
    pub end: Option<DateTime<Utc>>,
}

/// The stretches of time that are wished for; any time, where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wished(Vec<Period>);

impl Period {
    fn holds(&self, slot: &Slot) -> bool {
        self.start.is_none_or(|start| start <= slot.start) && self.end.is_none_or(|end| slot.end <= end)
    }
}

impl Wished {
    /// These; those of no length are left out.
    pub fn of(mut periods: Vec<Period>) -> Wished {
        periods.retain(|period| match (period.start, period.end) {
            (Some(start), Some(end)) => start < end,
            (start, end) => start.or(end).is_some(),
        });
        Wished(periods)
    }

    /// Each of them.
    pub fn periods(&self) -> &[Period] {
        &self.0
    }

    /// Whether a time lies within what is wished for.
    pub fn holds(&self, slot: &Slot) -> bool {
        self.0.is_empty() || self.0.iter().any(|period| period.holds(slot))
    }

    /// Whether all of it is over.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        !self.0.is_empty() && self.0.iter().all(|period| period.end.is_some_and(|end| end <= now))
    }

    /// Those of a record that has each as an object with `start` and `end`, or one of them; what can't be read is left out.
    pub fn of_record(record: &Value) -> Wished {
        let bound = |period: &Value, name| {
            let text = period.get(name)?.as_str()?;
            DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| at.to_utc())
        };
        let periods = record.as_array().into_iter().flatten();
        let period = |period: &Value| Period { start: bound(period, "start"), end: bound(period, "end") };
        Wished::of(periods.map(period).collect())
    }

    /// The same from the intervals that `Display` writes; none where it is anything else.
    pub fn of_intervals(text: &str) -> Option<Wished> {
        let bound = |text: &str| match text {
            ".." => Some(None),
            text => DateTime::parse_from_rfc3339(text).ok().map(|at| Some(at.to_utc())),
        };
        let period = |text: &str| {
            let (start, end) = text.split_once('/')?;
            Some(Period { start: bound(start)?, end: bound(end)? })
        };
        text.split_whitespace().map(period).collect::<Option<Vec<Period>>>().map(Wished::of)
    }
}

/// Intervals of ISO 8601, parted by blanks; `..` is an open end.
impl fmt::Display for Wished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |at: Option<DateTime<Utc>>| {
            at.map_or_else(|| "..".to_owned(), |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
        };
        for (place, period) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(f, "{gap}{}/{}", bound(period.start), bound(period.end))?;
        }
        Ok(())
    }
}
