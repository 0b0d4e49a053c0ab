//! A series: the same visit several times, at the same local time.

use chrono::{DateTime, Days, Months, Utc};
use strum::IntoStaticStr;
use zones::Zone;

use crate::time::{land, seen};
use i18n::{Language, say};

/// The count and interval of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    count: u8,
    step: SeriesStep,
}

/// The interval between two visits of a series.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum SeriesStep {
    /// Every day, weekends included.
    Day,
    /// Every week, on the same weekday.
    Week,
    /// Every month, on the same day of the month, or on the last one of a shorter month.
    Month,
}

impl Series {
    /// Visits of a series, at least.
    pub const FEWEST: u8 = 2;
    /// Visits of a series, at most: one year, week by week.
    pub const MOST: u8 = 52;

    /// Creates a series; `None` if the count is out of bounds.
    pub fn new(count: u8, step: SeriesStep) -> Option<Series> {
        (Series::FEWEST..=Series::MOST)
            .contains(&count)
            .then_some(Series { count, step })
    }

    /// Parses `x6w` or `x6` as six weekly visits; `d` is daily, `m` monthly. `None` if the text has another
    /// shape.
    ///
    /// # Errors
    ///
    /// Returns [`OutOfBounds`] if the shape is right and the count is not.
    pub fn read(text: &str) -> Option<Result<Series, OutOfBounds>> {
        let rest = text.strip_prefix(['x', 'X'])?;
        let (count, step) = rest.split_at(
            rest.find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len()),
        );
        let step = match step.to_ascii_lowercase().as_str() {
            "d" => SeriesStep::Day,
            "w" | "" => SeriesStep::Week,
            "m" => SeriesStep::Month,
            _ => return None,
        };
        let series = count
            .parse()
            .ok()
            .and_then(|count| Series::new(count, step))
            .ok_or(OutOfBounds);
        (!count.is_empty()).then_some(series)
    }

    /// Returns the series in words: six, weekly.
    pub fn to_text(self, language: Language) -> String {
        say!(
            language,
            "series",
            step = <&str>::from(self.step),
            count = u32::from(self.count)
        )
    }

    /// Returns the start of each visit in a zone, the first included. The local time stays the same over a change of
    /// the clocks; one that the clocks skip becomes the first moment after. At the end of the calendar there are fewer.
    pub fn starts(self, first: DateTime<Utc>, zone: Zone) -> Vec<DateTime<Utc>> {
        let wall = seen(first, zone).naive_local();
        let on_wall = |wall| Some(land(wall, zone)?.first());
        let nth = |number: u8| match self.step {
            _ if number == 0 => Some(first),
            SeriesStep::Day => on_wall(wall.checked_add_days(Days::new(number.into()))?),
            SeriesStep::Week => on_wall(wall.checked_add_days(Days::new(7 * u64::from(number)))?),
            SeriesStep::Month => on_wall(wall.checked_add_months(Months::new(number.into()))?),
        };
        (0..self.count).map_while(nth).collect()
    }
}

/// A series of fewer visits than [`Series::FEWEST`] or more than [`Series::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfBounds;

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use proptest::prelude::*;

    use super::*;

    const BERLIN: Zone = Zone::BERLIN;

    fn starts(text: &str, first: &str) -> Vec<String> {
        let series = Series::read(text).unwrap().unwrap();
        let starts = series.starts(first.parse().unwrap(), BERLIN);
        starts
            .iter()
            .map(|start| {
                start
                    .with_timezone(&BERLIN)
                    .format("%d.%m. %H:%M")
                    .to_string()
            })
            .collect()
    }

    #[test]
    fn it_is_read_from_its_letters() {
        assert_eq!(
            Series::read("x6w"),
            Some(Ok(Series {
                count: 6,
                step: SeriesStep::Week
            }))
        );
        assert_eq!(
            Series::read("X12M"),
            Some(Ok(Series {
                count: 12,
                step: SeriesStep::Month
            }))
        );
        assert_eq!(
            Series::read("x6"),
            Some(Ok(Series {
                count: 6,
                step: SeriesStep::Week
            }))
        );
        for text in ["x", "6w", "x6y", "xw", "x-6w", "x+6w", "x6ü", "x 6w"] {
            assert_eq!(Series::read(text), None, "{text}");
        }
        for text in ["x0w", "x1d", "x53w", "x999999d"] {
            assert_eq!(Series::read(text), Some(Err(OutOfBounds)), "{text}");
        }
    }

    #[test]
    fn the_hour_stays_when_the_clocks_change() {
        assert_eq!(
            starts("x3w", "2027-03-15T08:00:00Z"),
            ["15.03. 09:00", "22.03. 09:00", "29.03. 09:00"]
        );
        assert_eq!(
            starts("x3d", "2027-03-27T01:30:00Z")[1],
            "28.03. 03:00",
            "02:30 is skipped"
        );
    }

    #[test]
    fn a_shorter_month_has_it_on_its_last_day() {
        assert_eq!(
            starts("x3m", "2027-01-31T08:00:00Z"),
            ["31.01. 09:00", "28.02. 09:00", "31.03. 09:00"]
        );
    }

    proptest! {
        #[test]
        fn each_is_later_than_the_one_before_and_by_the_same_clock(
            count in Series::FEWEST..=Series::MOST,
            step in prop::sample::select(vec![SeriesStep::Day, SeriesStep::Week, SeriesStep::Month]),
            minute in 25_000_000_i64..40_000_000,
        ) {
            let first = DateTime::from_timestamp(minute * 60, 0).unwrap();
            let starts = Series::new(count, step).unwrap().starts(first, BERLIN);
            prop_assert_eq!((starts.len(), starts[0]), (usize::from(count), first));
            prop_assert!(starts.windows(2).all(|pair| pair[0] < pair[1]));
            let hour = |at: &DateTime<Utc>| at.with_timezone(&BERLIN).hour();
            // Only the hour that is skipped in spring differs.
            prop_assert!(starts.iter().all(|start| hour(start) == hour(&first) || hour(&first) == 2));
        }

        #[test]
        fn no_text_panics(text in "[xX]?[0-9]{0,4}[dwmü]?|\\PC*") {
            Series::read(&text);
        }
    }
}
