//! Parses one word as a date: `2027-02-10`, `10.02.2027`, and `10/02/2027` or `10/2` if the desk has a date
//! order.

use chrono::{Datelike, NaiveDate};

use super::clock::DateOrder;
use super::hour::number;
use super::problem::{TimeProblem, UnsureDate};

/// A word in the shape of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrittenDate {
    /// An unambiguous date.
    Sure(NaiveDate),
    /// An ambiguous date, with its possible readings, if any.
    Unsure(UnsureDate, Vec<NaiveDate>),
}

/// Parses a word of digits separated by dots, hyphens or slashes. Dots are always day.month.year; a
/// hyphenated date with the year first is always ISO 8601; every other date follows the desk's order, if it
/// has one. A date without a year is the next one that isn't before `today`.
pub(super) fn read(
    word: &str,
    order: Option<DateOrder>,
    today: NaiveDate,
) -> Result<WrittenDate, TimeProblem> {
    let shape = DateShape::of(word).ok_or_else(|| TimeProblem::Unreadable(word.to_owned()))?;
    match (shape, order) {
        (DateShape::DayMonth { day, month }, _) => {
            without_year(day, month, today).map(WrittenDate::Sure)
        }
        (DateShape::Slashed { first, second }, Some(DateOrder::Dmy)) => {
            without_year(first, second, today).map(WrittenDate::Sure)
        }
        (DateShape::Slashed { first, second }, Some(DateOrder::Mdy)) => {
            without_year(second, first, today).map(WrittenDate::Sure)
        }
        (DateShape::Slashed { first, second }, Some(DateOrder::Ymd) | None) => {
            in_either_order(|day, month| without_year(day, month, today), first, second)
        }
        (DateShape::DayMonthYear { day, month, year }, _) => with_year(day, month, year),
        (DateShape::IsoDate { year, month, day }, _) => {
            date(year, month, day).map(WrittenDate::Sure)
        }
        (DateShape::YearFirst { year, month, day }, Some(_)) => {
            date(year, month, day).map(WrittenDate::Sure)
        }
        (DateShape::YearFirst { year, month, day }, None) => Ok(WrittenDate::Unsure(
            UnsureDate::NoOrder,
            vec![date(year, month, day)?],
        )),
        (
            DateShape::YearLast {
                first,
                second,
                year,
            },
            Some(DateOrder::Dmy),
        ) => with_year(first, second, year),
        (
            DateShape::YearLast {
                first,
                second,
                year,
            },
            Some(DateOrder::Mdy),
        ) => with_year(second, first, year),
        (
            DateShape::YearLast {
                first,
                second,
                year,
            },
            Some(DateOrder::Ymd) | None,
        ) => without_order(first, second, year),
    }
}

/// The order of the numbers of a date.
enum DateShape {
    /// `10.2.`
    DayMonth { day: u32, month: u32 },
    /// `10/2`
    Slashed { first: u32, second: u32 },
    /// `10.2.2027`
    DayMonthYear { day: u32, month: u32, year: Year },
    /// `2027-02-10`
    IsoDate { year: u32, month: u32, day: u32 },
    /// `2027/02/10`
    YearFirst { year: u32, month: u32, day: u32 },
    /// `10/02/2027`, `10-02-2027`
    YearLast { first: u32, second: u32, year: Year },
}

/// A year as written.
#[derive(Clone, Copy)]
enum Year {
    /// `2027`
    Whole(u32),
    /// `27`
    Short(u32),
}

impl DateShape {
    /// Splits a word into the numbers of a date.
    fn of(word: &str) -> Option<Self> {
        let separator = word.chars().find(|c| !c.is_ascii_digit())?;
        let fields: Vec<&str> = word.split(separator).collect();
        let short = |field: &str| number(field, 1..=2);
        match (separator, fields.as_slice()) {
            ('.', [day, month] | [day, month, ""]) => Some(Self::DayMonth {
                day: short(day)?,
                month: short(month)?,
            }),
            ('.', [day, month, year]) => Some(Self::DayMonthYear {
                day: short(day)?,
                month: short(month)?,
                year: Year::of(year)?,
            }),
            ('/', [first, second]) => Some(Self::Slashed {
                first: short(first)?,
                second: short(second)?,
            }),
            ('-' | '/', [year, month, day]) if year.len() == 4 => {
                let year = number(year, 4..=4)?;
                let month = short(month)?;
                let day = short(day)?;
                Some(match separator {
                    '-' => Self::IsoDate { year, month, day },
                    _ => Self::YearFirst { year, month, day },
                })
            }
            ('-' | '/', [first, second, year]) => Some(Self::YearLast {
                first: short(first)?,
                second: short(second)?,
                year: Year::of(year)?,
            }),
            _ => None,
        }
    }
}

impl Year {
    fn of(field: &str) -> Option<Self> {
        number(field, 4..=4)
            .map(Self::Whole)
            .or_else(|| number(field, 2..=2).map(Self::Short))
    }
}

/// Returns the date of a day and a month with a year, which is ambiguous if it has two digits.
fn with_year(day: u32, month: u32, year: Year) -> Result<WrittenDate, TimeProblem> {
    match year {
        Year::Whole(year) => date(year, month, day).map(WrittenDate::Sure),
        // No visit is booked in the last century, but a year is never completed without asking.
        Year::Short(year) => Ok(WrittenDate::Unsure(
            UnsureDate::ShortYear,
            vec![date(2000 + year, month, day)?],
        )),
    }
}

/// Returns the possible dates of two numbers whose order is not configured.
fn without_order(first: u32, second: u32, year: Year) -> Result<WrittenDate, TimeProblem> {
    let Year::Whole(year) = year else {
        return Ok(WrittenDate::Unsure(UnsureDate::ShortYear, Vec::new()));
    };
    in_either_order(|day, month| date(year, month, day), first, second)
}

/// Returns the possible dates of a day and a month in either order; `date` makes a date of a day and a month.
fn in_either_order(
    date: impl Fn(u32, u32) -> Result<NaiveDate, TimeProblem>,
    first: u32,
    second: u32,
) -> Result<WrittenDate, TimeProblem> {
    let day_first = date(first, second);
    let mut dates: Vec<NaiveDate> = day_first
        .iter()
        .copied()
        .chain(date(second, first))
        .collect();
    dates.dedup();
    if dates.is_empty() {
        day_first?;
    }
    Ok(WrittenDate::Unsure(UnsureDate::NoOrder, dates))
}

/// Returns the next such day on or after `today`.
pub(super) fn without_year(
    day: u32,
    month: u32,
    today: NaiveDate,
) -> Result<NaiveDate, TimeProblem> {
    // A 29 February is at most eight years away.
    (today.year()..=today.year() + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= today)
        .map_or_else(|| date(today.year().unsigned_abs(), month, day), Ok)
}

/// Returns whether a word has the shape of a date, whether or not that day exists.
pub(super) fn has_shape(word: &str) -> bool {
    DateShape::of(word).is_some()
}

/// Returns the date of these numbers.
pub(crate) fn date(year: u32, month: u32, day: u32) -> Result<NaiveDate, TimeProblem> {
    // The year has at most four digits, so it always fits and every month of it exists.
    let year = year as i32;
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Err(TimeProblem::NoSuchMonth { month });
    };
    first
        .with_day(day)
        .ok_or(TimeProblem::NoSuchDay { day, month: first })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn reading(word: &str, order: Option<DateOrder>) -> Result<WrittenDate, TimeProblem> {
        read(word, order, ymd(2026, 11, 20))
    }

    #[test]
    fn iso_and_dots_are_sure_whatever_the_order() {
        for order in [
            None,
            Some(DateOrder::Dmy),
            Some(DateOrder::Mdy),
            Some(DateOrder::Ymd),
        ] {
            for word in ["2027-02-10", "2027-2-10", "10.02.2027", "10.2.2027"] {
                assert_eq!(
                    reading(word, order),
                    Ok(WrittenDate::Sure(ymd(2027, 2, 10))),
                    "{word} {order:?}"
                );
            }
        }
    }

    #[test]
    fn slashes_follow_the_order_of_the_desk() {
        let sure = |word, order| reading(word, Some(order));
        assert_eq!(
            sure("10/02/2027", DateOrder::Dmy),
            Ok(WrittenDate::Sure(ymd(2027, 2, 10)))
        );
        assert_eq!(
            sure("10/02/2027", DateOrder::Mdy),
            Ok(WrittenDate::Sure(ymd(2027, 10, 2)))
        );
        assert_eq!(
            sure("2027/02/10", DateOrder::Ymd),
            Ok(WrittenDate::Sure(ymd(2027, 2, 10)))
        );
        assert_eq!(
            sure("10-02-2027", DateOrder::Dmy),
            Ok(WrittenDate::Sure(ymd(2027, 2, 10)))
        );
        assert_eq!(
            sure("25/12/2027", DateOrder::Mdy),
            Err(TimeProblem::NoSuchMonth { month: 25 })
        );
    }

    #[test]
    fn without_an_order_slashes_are_unsure_between_both_readings() {
        let unsure = |dates| Ok(WrittenDate::Unsure(UnsureDate::NoOrder, dates));
        for order in [None, Some(DateOrder::Ymd)] {
            assert_eq!(
                reading("10/02/2027", order),
                unsure(vec![ymd(2027, 2, 10), ymd(2027, 10, 2)])
            );
        }
        assert_eq!(reading("13/02/2027", None), unsure(vec![ymd(2027, 2, 13)]));
        assert_eq!(reading("02/13/2027", None), unsure(vec![ymd(2027, 2, 13)]));
        assert_eq!(reading("10/10/2027", None), unsure(vec![ymd(2027, 10, 10)]));
        assert_eq!(reading("2027/02/10", None), unsure(vec![ymd(2027, 2, 10)]));
        assert_eq!(
            reading("31/31/2027", None),
            Err(TimeProblem::NoSuchMonth { month: 31 })
        );
    }

    #[test]
    fn a_day_and_a_month_between_slashes_follow_the_order_too() {
        let sure = |word, order| reading(word, Some(order));
        let december = Ok(WrittenDate::Sure(ymd(2026, 12, 24)));
        assert_eq!(sure("24/12", DateOrder::Dmy), december);
        assert_eq!(sure("12/24", DateOrder::Mdy), december);
        assert_eq!(
            sure("24/12", DateOrder::Mdy),
            Err(TimeProblem::NoSuchMonth { month: 24 })
        );
        let unsure = |dates| Ok(WrittenDate::Unsure(UnsureDate::NoOrder, dates));
        for order in [None, Some(DateOrder::Ymd)] {
            assert_eq!(reading("24/12", order), unsure(vec![ymd(2026, 12, 24)]));
            let both = vec![ymd(2027, 2, 10), ymd(2027, 10, 2)];
            assert_eq!(reading("10/2", order), unsure(both));
        }
    }

    #[test]
    fn two_digits_of_a_year_are_never_completed() {
        let unsure = |dates| Ok(WrittenDate::Unsure(UnsureDate::ShortYear, dates));
        assert_eq!(reading("10.2.27", None), unsure(vec![ymd(2027, 2, 10)]));
        assert_eq!(reading("10/02/27", None), unsure(vec![]));
    }

    #[test]
    fn without_a_year_it_is_the_next_such_day() {
        let sure = |date| Ok(WrittenDate::Sure(date));
        assert_eq!(reading("10.2.", None), sure(ymd(2027, 2, 10)));
        assert_eq!(reading("24.12", None), sure(ymd(2026, 12, 24)));
        assert_eq!(
            reading("20.11.", None),
            sure(ymd(2026, 11, 20)),
            "today is still to be had"
        );
        assert_eq!(reading("19.11.", None), sure(ymd(2027, 11, 19)));
        assert_eq!(reading("29.2.", None), sure(ymd(2028, 2, 29)));
        assert_eq!(
            reading("9.13.", None),
            Err(TimeProblem::NoSuchMonth { month: 13 })
        );
        let february = ymd(2026, 2, 1);
        assert_eq!(
            reading("30.2.", None),
            Err(TimeProblem::NoSuchDay {
                day: 30,
                month: february
            })
        );
    }

    #[test]
    fn days_and_months_that_do_not_exist_are_refused() {
        let february = ymd(2027, 2, 1);
        assert_eq!(
            reading("31.2.2027", None),
            Err(TimeProblem::NoSuchDay {
                day: 31,
                month: february
            })
        );
        assert_eq!(
            reading("2027-02-00", None),
            Err(TimeProblem::NoSuchDay {
                day: 0,
                month: february
            })
        );
        assert_eq!(
            reading("2027-13-01", None),
            Err(TimeProblem::NoSuchMonth { month: 13 })
        );
        assert_eq!(
            reading("29.02.2028", None),
            Ok(WrittenDate::Sure(ymd(2028, 2, 29)))
        );
    }

    #[test]
    fn other_shapes_are_no_dates() {
        for word in [
            "2027-02",
            "2027.02.10",
            "10.2.20277",
            "10.2.2027.",
            "10.-2.2027",
            "100.2.2027",
            "1/2/",
            "100/2",
            "10",
        ] {
            assert_eq!(
                reading(word, None),
                Err(TimeProblem::Unreadable(word.to_owned())),
                "{word}"
            );
        }
    }
}
