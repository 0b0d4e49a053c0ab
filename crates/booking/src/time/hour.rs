//! Parses one word as a time of day with its designator: `10:00`, `9:05`, `10:00:00.000Z`, `10:00+01:00`,
//! `CET`.

use std::ops::RangeInclusive;

use chrono::{FixedOffset, NaiveTime, Offset, Utc};

use super::problem::TimeProblem;

/// The lengths of the names of local times in the zone database: `CET`, `CEST`.
const NAME_LENGTHS: RangeInclusive<usize> = 3..=4;

/// The designator of a time's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Designator<'a> {
    /// `Z` or `+01:00`, independent of the zone.
    Offset(FixedOffset),
    /// `CEST`: the name that the zone's own local time must have then.
    Name(&'a str),
}

impl<'a> Designator<'a> {
    /// Reads `Z`, `±HH`, `±HHMM`, `±HH:MM` (ISO 8601), or a name of three or four letters.
    pub(super) fn read(word: &'a str) -> Result<Self, TimeProblem> {
        let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        match word.to_ascii_lowercase().as_str() {
            "z" => Ok(Self::Offset(Utc.fix())),
            _ if letters && NAME_LENGTHS.contains(&word.len()) => Ok(Self::Name(word)),
            _ => offset(word)
                .map(Self::Offset)
                .ok_or_else(|| TimeProblem::Unreadable(word.to_owned())),
        }
    }
}

/// Parses `±HH`, `±HHMM` or `±HH:MM`.
fn offset(word: &str) -> Option<FixedOffset> {
    let (sign, digits) = match word.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(halves) => halves,
        None if digits.len() == 2 => (digits, "00"),
        None => digits.split_at_checked(2)?,
    };
    let hours = number(hours, 2..=2)?;
    let minutes = number(minutes, 2..=2)?;
    if hours > 23 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60) as i32)
}

/// Reads `H:MM` or `HH:MM`, optionally with `:SS` and a fraction of a second, and the designator attached.
pub(super) fn read(word: &str) -> Result<(NaiveTime, Option<Designator<'_>>), TimeProblem> {
    let end = word
        .find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | ','))
        .unwrap_or(word.len());
    let (clock, designator) = word.split_at(end);
    let time = time_of_day(clock).map_err(|problem| match problem {
        TimeProblem::Unreadable(_) => TimeProblem::Unreadable(word.to_owned()),
        problem => problem,
    })?;
    let designator = if designator.is_empty() {
        None
    } else {
        Some(Designator::read(designator)?)
    };
    Ok((time, designator))
}

/// Reads `9.30` or `0930`: two digits of minutes, without a colon.
pub(super) fn without_colon(word: &str) -> Option<NaiveTime> {
    let (hour, minute) = match word.split_once('.') {
        Some((hour, minute)) => (number(hour, 1..=2)?, number(minute, 2..=2)?),
        None => return of_four_digits(number(word, 4..=4)?),
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Returns the time of day of four digits: 14:30 for 1430.
pub(super) fn of_four_digits(digits: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(digits / 100, digits % 100, 0)
}

/// Parses a time of day without a designator.
fn time_of_day(clock: &str) -> Result<NaiveTime, TimeProblem> {
    let unreadable = || TimeProblem::Unreadable(clock.to_owned());
    let fields: Vec<&str> = clock.split(':').collect();
    let (hour, minute, (second, nanosecond)) = match fields[..] {
        [hour, minute] => (hour, minute, (0, 0)),
        [hour, minute, second] => (hour, minute, seconds(second).ok_or_else(unreadable)?),
        _ => return Err(unreadable()),
    };
    let hour = number(hour, 1..=2).ok_or_else(unreadable)?;
    let minute = number(minute, 2..=2).ok_or_else(unreadable)?;
    NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond)
        .ok_or_else(|| TimeProblem::NoSuchTime(clock.to_owned()))
}

/// Reads `SS` with up to nine digits of a fraction, after a dot or (as ISO 8601 prefers) a comma.
fn seconds(field: &str) -> Option<(u32, u32)> {
    let Some((whole, fraction)) = field.split_once(['.', ',']) else {
        return Some((number(field, 2..=2)?, 0));
    };
    let digits = number(fraction, 1..=9)?;
    Some((
        number(whole, 2..=2)?,
        digits * 10_u32.pow(9 - fraction.len() as u32),
    ))
}

/// Parses a number, if the text has only ASCII digits and `width` includes their count (at most nine).
pub(crate) fn number(text: &str, width: RangeInclusive<usize>) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && width.contains(&text.len()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hms(hour: u32, minute: u32, second: u32, nanosecond: u32) -> NaiveTime {
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond).unwrap()
    }

    fn east(seconds: i32) -> Option<Designator<'static>> {
        FixedOffset::east_opt(seconds).map(Designator::Offset)
    }

    #[test]
    fn seconds_fraction_and_designator_are_optional() {
        assert_eq!(read("9:05"), Ok((hms(9, 5, 0, 0), None)));
        assert_eq!(read("10:00:30"), Ok((hms(10, 0, 30, 0), None)));
        assert_eq!(
            read("10:00:00.250Z"),
            Ok((hms(10, 0, 0, 250_000_000), east(0)))
        );
        assert_eq!(
            read("10:00:00,5z"),
            Ok((hms(10, 0, 0, 500_000_000), east(0)))
        );
        assert_eq!(
            read("10:00:00.123456789"),
            Ok((hms(10, 0, 0, 123_456_789), None))
        );
        assert_eq!(
            read("10:00CET"),
            Ok((hms(10, 0, 0, 0), Some(Designator::Name("CET"))))
        );
    }

    #[test]
    fn offsets_are_read_in_each_iso_form() {
        for word in ["10:00+05:30", "10:00+0530"] {
            assert_eq!(read(word), Ok((hms(10, 0, 0, 0), east(19_800))), "{word}");
        }
        assert_eq!(read("10:00-03"), Ok((hms(10, 0, 0, 0), east(-10_800))));
        for word in [
            "10:00+24:00",
            "10:00+01:60",
            "10:00+1",
            "10:00+01:",
            "10:00+",
            "10:00+010",
            "10:00+01:00:00",
        ] {
            assert!(
                matches!(read(word), Err(TimeProblem::Unreadable(_))),
                "{word}"
            );
        }
    }

    #[test]
    fn times_that_no_clock_shows_are_refused() {
        for word in ["24:00", "10:60", "23:59:60"] {
            assert_eq!(read(word), Err(TimeProblem::NoSuchTime(word.to_owned())));
        }
    }

    #[test]
    fn other_shapes_are_no_times() {
        for word in [
            "9:5",
            "9:3x",
            "10:0Z",
            "10:",
            ":30",
            "100:00",
            "10:00:0",
            "10:00.5",
            "10:00:00.",
            "10:00:00.1234567890",
        ] {
            assert_eq!(
                read(word),
                Err(TimeProblem::Unreadable(word.to_owned())),
                "{word}"
            );
        }
    }
}
