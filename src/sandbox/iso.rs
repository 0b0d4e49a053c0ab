//! Dates and times as both APIs write and read them.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};

/// Formats an instant in UTC, with milliseconds and `Z`.
pub(super) fn timestamp(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Parses an ISO 8601 date and time with `Z` or an offset; without one it names no instant.
pub(super) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    // RFC 3339 allows a space instead of the T; ISO 8601 doesn't.
    let text = Some(text).filter(|text| text.as_bytes().get(10) == Some(&b'T'))?;
    DateTime::parse_from_rfc3339(text).ok()
}

/// Parses a calendar day, exactly `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let exact = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| exact && day.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_need_a_designator() {
        for text in ["2027-02-10T10:00:00Z", "2027-02-10T10:00:00.000Z", "2027-02-10T10:00:00+01:00"] {
            assert!(instant(text).is_some(), "{text}");
        }
        for text in ["2027-02-10T10:00:00", "2027-02-10 10:00:00Z", "2027-02-30T10:00:00Z", "tomorrow", "ä"]
        {
            assert!(instant(text).is_none(), "{text}");
        }
    }

    #[test]
    fn days_are_written_in_full() {
        assert!(day("2027-02-10").is_some());
        for text in ["2027-2-10", "2027-02-30", "10.02.2027", "+262142-12-31", "-0001-01-01", ""] {
            assert!(day(text).is_none(), "{text}");
        }
    }
}
