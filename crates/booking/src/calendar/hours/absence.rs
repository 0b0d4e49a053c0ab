//! Absences that override hours.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use zones::Zone;

use crate::calendar::interval::Interval;
use crate::time::{land, midnight};

/// An absence, by its two ends (ClinikAPI practitioner roles, `notAvailable[]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    from: Option<Edge>,
    until: Option<Edge>,
    pub(super) why: String,
}

/// An end of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A moment, independent of the zone.
    At(DateTime<Utc>),
    /// A local time.
    Wall(NaiveDateTime),
    /// A whole day, inclusive.
    Day(NaiveDate),
}

impl Absence {
    /// Creates an absence with at least one end; the other side is unbounded. `why` must be harmless to show,
    /// and may be empty.
    pub fn new(from: Option<Edge>, until: Option<Edge>, why: String) -> Option<Absence> {
        (from.is_some() || until.is_some()).then_some(Absence { from, until, why })
    }

    /// Returns the absence as moments, in the zone.
    pub(super) fn stretch(&self, zone: Zone) -> Interval {
        let from = self
            .from
            .and_then(|edge| edge.begins(zone))
            .unwrap_or(DateTime::<Utc>::MIN_UTC);
        let until = self
            .until
            .and_then(|edge| edge.ends(zone))
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        from..until
    }
}

impl Edge {
    fn begins(self, zone: Zone) -> Option<DateTime<Utc>> {
        match self {
            Edge::At(moment) => Some(moment),
            Edge::Wall(wall) => land(wall, zone).map(|landing| landing.first()),
            Edge::Day(day) => midnight(day, zone),
        }
    }

    fn ends(self, zone: Zone) -> Option<DateTime<Utc>> {
        match self {
            Edge::At(moment) => Some(moment),
            Edge::Wall(wall) => land(wall, zone).map(|landing| landing.last()),
            Edge::Day(day) => midnight(day.succ_opt()?, zone),
        }
    }
}
