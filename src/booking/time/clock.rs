//! What a typed time is read against.

use std::str::FromStr;

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use crate::words::Language;

/// What a time is read against: the present, the zone whose wall clock counts, and the desk's date order.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The present, as told: the pure rooms never ask the machine.
    pub now: DateTime<Utc>,
    /// The zone whose wall clock a time without a designator is read in.
    pub zone: Tz,
    /// The desk's order of `10/02/2027`; `None` refuses such dates as ambiguous (CONTRACT, Environment and
    /// files).
    pub date_order: Option<DateOrder>,
    /// When the place is open, where that is known: it decides whether `2` is 02:00 or 14:00.
    pub open: Option<OpeningHours>,
    /// The language in which a time is said back. What is typed is read in all of them.
    pub language: Language,
}

impl Clock {
    /// The day that begins a week: Sunday where dates begin with the month, as in America, else Monday.
    #[must_use]
    pub fn first_weekday(&self) -> Weekday {
        if self.date_order == Some(DateOrder::Mdy) { Weekday::Sun } else { Weekday::Mon }
    }
}

/// The hours of a day during which a place is open, by the clock on its wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    /// The first moment.
    pub opens: NaiveTime,
    /// The first moment that is too late; on the same day.
    pub closes: NaiveTime,
}

impl OpeningHours {
    /// Whether the place is open at this time of day.
    pub fn covers(self, time: NaiveTime) -> bool {
        (self.opens..self.closes).contains(&time)
    }
}

/// The order of day, month and year in a numeric date with slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `31/12/2027`
    Dmy,
    /// `12/31/2027`
    Mdy,
    /// `2027/12/31`
    Ymd,
}

/// A date order that is none of `dmy`, `mdy`, `ymd`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no date order; write dmy, mdy or ymd")]
pub struct UnknownDateOrder(String);

impl FromStr for DateOrder {
    type Err = UnknownDateOrder;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            "ymd" => Ok(Self::Ymd),
            other => Err(UnknownDateOrder(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_sunday_where_a_date_begins_with_the_month() {
        let begins = |date_order| {
            let now = DateTime::UNIX_EPOCH;
            Clock { now, zone: Tz::UTC, date_order, open: None, language: Language::En }.first_weekday()
        };
        assert_eq!(begins(None), Weekday::Mon);
        assert_eq!(begins(Some(DateOrder::Dmy)), Weekday::Mon);
        assert_eq!(begins(Some(DateOrder::Mdy)), Weekday::Sun);
    }

    #[test]
    fn the_three_orders_are_read_and_nothing_else_is() {
        assert_eq!("dmy".parse(), Ok(DateOrder::Dmy));
        assert_eq!("mdy".parse(), Ok(DateOrder::Mdy));
        assert_eq!("ymd".parse(), Ok(DateOrder::Ymd));
        let refused = "ydm".parse::<DateOrder>().unwrap_err();
        assert_eq!(refused.to_string(), "“ydm” is no date order; write dmy, mdy or ymd");
    }
}
