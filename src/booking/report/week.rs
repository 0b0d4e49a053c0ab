//! A week by the clock of the desk, which begins on Monday.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::{land, seen};

/// Seven days from a Monday on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The clock by which a day begins.
    pub zone: Tz,
    days: [NaiveDate; 7],
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
}

impl Week {
    /// The week of a day; none at the ends of the calendar.
    pub fn of(date: NaiveDate, zone: Tz) -> Option<Week> {
        let monday = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
        let mut days = [monday; 7];
        for (day, after) in days.iter_mut().zip(0..) {
            *day = monday.checked_add_days(Days::new(after))?;
        }
        let begin = |date: NaiveDate| Some(land(date.and_time(NaiveTime::MIN), zone)?.first());
        let next = monday.checked_add_days(Days::new(7))?;
        Some(Week { zone, days, begins: begin(monday)?, ends: begin(next)? })
    }

    /// The week of a moment.
    pub fn at(moment: DateTime<Utc>, zone: Tz) -> Option<Week> {
        Week::of(seen(moment, zone).date_naive(), zone)
    }

    /// Its days, Monday first.
    pub fn days(&self) -> [NaiveDate; 7] {
        self.days
    }

    /// When it begins.
    pub fn begins(&self) -> DateTime<Utc> {
        self.begins
    }

    /// When the next one begins.
    pub fn ends(&self) -> DateTime<Utc> {
        self.ends
    }

    /// Whether a moment is in it.
    pub fn holds(&self, moment: DateTime<Utc>) -> bool {
        (self.begins..self.ends).contains(&moment)
    }
}
