//! A week in local time, which begins on Monday.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::booking::time::{land, seen};

/// Seven days from a Monday on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The zone in which days begin.
    pub zone: Tz,
    days: [NaiveDate; 7],
    begins: DateTime<Utc>,
    ends: DateTime<Utc>,
}

impl Week {
    /// Returns the week of a day; `None` at the ends of the calendar.
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

    /// Returns the week of a moment.
    pub fn at(moment: DateTime<Utc>, zone: Tz) -> Option<Week> {
        Week::of(seen(moment, zone).date_naive(), zone)
    }

    /// Returns the days, Monday first.
    pub fn days(&self) -> [NaiveDate; 7] {
        self.days
    }

    /// Returns the start.
    pub fn begins(&self) -> DateTime<Utc> {
        self.begins
    }

    /// Returns the start of the next week.
    pub fn ends(&self) -> DateTime<Utc> {
        self.ends
    }

    /// Returns whether a moment is in the week.
    pub fn holds(&self, moment: DateTime<Utc>) -> bool {
        (self.begins..self.ends).contains(&moment)
    }
}
