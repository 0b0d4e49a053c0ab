//! The day on which a record is read, which decides what is valid in it.

use chrono::{DateTime, NaiveDate, Utc};

/// The day on which a record is read, by the desk's clock; unknown without one. It decides what is valid in the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadDay(Option<NaiveDate>);

impl ReadDay {
    /// Creates the day.
    pub fn new(day: Option<NaiveDate>) -> ReadDay {
        ReadDay(day)
    }

    /// Returns the day, if it is known.
    pub fn day(self) -> Option<NaiveDate> {
        self.0
    }
}

impl From<Option<DateTime<Utc>>> for ReadDay {
    fn from(now: Option<DateTime<Utc>>) -> ReadDay {
        ReadDay(now.map(|now| now.date_naive()))
    }
}
