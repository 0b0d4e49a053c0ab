//! A part of a day in local time.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::calendar::interval;
use i18n::{Language, say};

const DAY: u16 = 24 * 60;

/// From opening up to closing, both in local time on one day and to the minute; closing time itself is
/// excluded (Aniva doesn't document this for `open_hours`; excluding it is the safe reading).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRange {
    opens: u16,
    closes: u16,
}

impl OpenRange {
    /// From midnight to midnight.
    pub(crate) const ALL_DAY: OpenRange = OpenRange {
        opens: 0,
        closes: DAY,
    };

    /// Returns the range from one time of day up to another; midnight closes the day. `None` if it is empty.
    pub(in crate::calendar) fn between(opens: NaiveTime, closes: NaiveTime) -> Option<OpenRange> {
        ranges(opens, closes).0
    }

    /// Returns whether it is open at this time of day.
    pub fn covers(self, time: NaiveTime) -> bool {
        (self.opens..self.closes).contains(&minute(time))
    }

    /// Returns `08:00–17:30`; midnight at the end is `24:00`.
    pub fn to_text(self, language: Language) -> String {
        let clock = |minute: u16| (minute / 60, minute % 60);
        let (opens, past) = clock(self.opens);
        let (closes, after) = clock(self.closes);
        let colon = say!(language, "time-colon");
        format!("{opens:02}{colon}{past:02}–{closes:02}{colon}{after:02}")
    }

    /// Returns both ends on a day; the closing one may be midnight of the next day.
    pub(super) fn on(self, day: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let at = |minute: u16| {
            let midnight = day.and_time(NaiveTime::MIN);
            midnight
                .checked_add_signed(TimeDelta::minutes(minute.into()))
                .unwrap_or(NaiveDateTime::MAX)
        };
        (at(self.opens), at(self.closes))
    }
}

/// Returns the ranges between an opening and a closing time: a part of that day and, over midnight, a part of the next.
/// Equal times are no range, except for midnight, which means all day. Closing in the last minute of the day means
/// closing at its end, because many forms can't express 24:00.
pub(super) fn ranges(
    opens: NaiveTime,
    closes: NaiveTime,
) -> (Option<OpenRange>, Option<OpenRange>) {
    let opens = minute(opens);
    let closes = minute(closes);
    let range = |opens, closes| (opens < closes).then_some(OpenRange { opens, closes });
    match closes {
        0 => (range(opens, DAY), None),
        _ if closes == DAY - 1 => (range(opens, DAY), None),
        _ if closes < opens => (range(opens, DAY), range(0, closes)),
        _ => (range(opens, closes), None),
    }
}

/// Merges ranges that touch or overlap, and sorts them.
pub(super) fn joined(ranges: Vec<OpenRange>) -> Vec<OpenRange> {
    let stretches = ranges
        .into_iter()
        .map(|range| range.opens..range.closes)
        .collect();
    interval::joined(stretches)
        .into_iter()
        .map(|range| OpenRange {
            opens: range.start,
            closes: range.end,
        })
        .collect()
}

fn minute(time: NaiveTime) -> u16 {
    // At most 1439.
    (time.num_seconds_from_midnight() / 60) as u16
}
