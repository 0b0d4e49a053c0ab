//! The wished times of a patient on a waiting list: periods, as in ClinikAPI's `requestedPeriod`. In a form
//! they are typed in words; in a booking they are ISO 8601 intervals.

mod read;
mod say;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use crate::Slot;

/// A period, possibly open at either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The start, if there is one.
    pub start: Option<DateTime<Utc>>,
    /// The end, if there is one.
    pub end: Option<DateTime<Utc>>,
}

/// The wished periods; any time if empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wished(Vec<Period>);

impl Period {
    fn holds(&self, slot: &Slot) -> bool {
        self.start.is_none_or(|start| start <= slot.start)
            && self.end.is_none_or(|end| slot.end <= end)
    }
}

impl Wished {
    /// Creates a wish, without empty periods.
    pub fn of(mut periods: Vec<Period>) -> Wished {
        periods.retain(|period| match (period.start, period.end) {
            (Some(start), Some(end)) => start < end,
            (start, end) => start.or(end).is_some(),
        });
        Wished(periods)
    }

    /// Returns the periods.
    pub fn periods(&self) -> &[Period] {
        &self.0
    }

    /// Returns whether a slot lies within the wish.
    pub fn holds(&self, slot: &Slot) -> bool {
        self.0.is_empty() || self.0.iter().any(|period| period.holds(slot))
    }

    /// Returns the period from the first start to the last end, open where one of the periods is.
    pub fn bounds(&self) -> Period {
        let starts: Option<Vec<_>> = self.0.iter().map(|period| period.start).collect();
        let ends: Option<Vec<_>> = self.0.iter().map(|period| period.end).collect();
        Period {
            start: starts.and_then(|starts| starts.into_iter().min()),
            end: ends.and_then(|ends| ends.into_iter().max()),
        }
    }

    /// Returns the periods that are not over; beginnings that have passed are dropped.
    fn ahead(&self, now: DateTime<Utc>) -> Vec<Period> {
        let lasts = |period: &&Period| period.end.is_none_or(|end| end > now);
        let rest = |period: &Period| Period {
            start: period.start.filter(|start| *start > now),
            ..*period
        };
        self.0.iter().filter(lasts).map(rest).collect()
    }

    /// Decodes a list of objects that have `start`, `end` or both; unreadable ones are left out.
    pub fn of_record(record: &Value) -> Wished {
        let bound = |period: &Value, name| {
            let text = period.get(name)?.as_str()?;
            DateTime::parse_from_rfc3339(text.trim())
                .ok()
                .map(|at| at.to_utc())
        };
        let periods = record.as_array().into_iter().flatten();
        let period = |period: &Value| Period {
            start: bound(period, "start"),
            end: bound(period, "end"),
        };
        Wished::of(periods.map(period).collect())
    }

    /// Parses the intervals that `Display` writes; `None` for any other text.
    pub fn of_intervals(text: &str) -> Option<Wished> {
        let bound = |text: &str| match text {
            ".." => Some(None),
            text => DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|at| Some(at.to_utc())),
        };
        let period = |text: &str| {
            let (start, end) = text.split_once('/')?;
            Some(Period {
                start: bound(start)?,
                end: bound(end)?,
            })
        };
        text.split_whitespace()
            .map(period)
            .collect::<Option<Vec<Period>>>()
            .map(Wished::of)
    }
}

/// Writes ISO 8601 intervals, separated by blanks; `..` is an open end.
impl fmt::Display for Wished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |at: Option<DateTime<Utc>>| {
            at.map_or_else(
                || "..".to_owned(),
                |at| at.to_rfc3339_opts(SecondsFormat::Secs, true),
            )
        };
        for (place, period) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(f, "{gap}{}/{}", bound(period.start), bound(period.end))?;
        }
        Ok(())
    }
}
