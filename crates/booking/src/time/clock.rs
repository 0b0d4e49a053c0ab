//! The context in which a typed time is read.

use chrono::{DateTime, Utc, Weekday};
use strum::{EnumString, VariantNames};
use zones::Zone;

use i18n::Language;

/// The context in which a time is read: the present, the zone, and the desk's date order.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The present, as passed in; this module never reads the machine's clock.
    pub now: DateTime<Utc>,
    /// The zone of times without a designator.
    pub zone: Zone,
    /// The desk's order of `10/02/2027`; `None` refuses such dates as ambiguous.
    pub date_order: Option<DateOrder>,
    /// The hours of the place, if known; they decide whether `2` is 02:00 or 14:00.
    pub open: Option<FullHours>,
    /// The language of the echo. Typed times are read in all languages.
    pub language: Language,
}

impl Clock {
    /// Returns the first day of a week: Sunday if dates begin with the month, as in the United States, else Monday.
    pub fn first_weekday(&self) -> Weekday {
        if self.date_order == Some(DateOrder::Mdy) {
            Weekday::Sun
        } else {
            Weekday::Mon
        }
    }
}

/// The full hours at which a place is open, on each day of a week in local time: a digest of [`Hours`](crate::Hours),
/// small enough to be passed to every read of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullHours {
    /// The days from Monday on; the bit of an hour is set if the place is open at `HH:00`.
    week: [u32; 7],
}

impl FullHours {
    /// Creates the hours, 0 to 23, for which `is_open` returns true.
    pub fn from_fn(is_open: impl Fn(Weekday, u32) -> bool) -> FullHours {
        let mut week = [0; 7];
        let mut day = Weekday::Mon;
        for bits in &mut week {
            for hour in (0..24).filter(|hour| is_open(day, *hour)) {
                *bits |= 1 << hour;
            }
            day = day.succ();
        }
        FullHours { week }
    }

    /// Returns whether the place is open at this hour of this day, or of any day for `None`.
    pub(crate) fn cover(self, day: Option<Weekday>, hour: u32) -> bool {
        let is_set = |bits: &u32| bits >> hour & 1 == 1;
        match day {
            Some(day) => is_set(&self.week[day.num_days_from_monday() as usize]),
            None => self.week.iter().any(is_set),
        }
    }
}

/// The order of day, month and year in a numeric date with slashes.
#[derive(Clone, Copy, Debug, EnumString, VariantNames, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum DateOrder {
    /// `31/12/2027`
    Dmy,
    /// `12/31/2027`
    Mdy,
    /// `2027/12/31`
    Ymd,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_sunday_where_a_date_begins_with_the_month() {
        let begins = |date_order| {
            let now = DateTime::UNIX_EPOCH;
            Clock {
                now,
                zone: Zone::UTC,
                date_order,
                open: None,
                language: Language::En,
            }
            .first_weekday()
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
        assert!("ydm".parse::<DateOrder>().is_err());
    }
}
