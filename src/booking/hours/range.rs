//! A part of a day, by the clock on a wall.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::booking::interval;
use crate::i18n::{Language, say};

/// The minutes of a day.
const DAY: u16 = 24 * 60;

/// From opening up to closing, both on the same day's wall clock and to the minute; closing time itself is too
/// late (Aniva `open_hours` doesn't say, so that the careful reading counts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRange {
    opens: u16,
    closes: u16,
}

impl OpenRange {
    /// From midnight to midnight.
    pub const ALL_DAY: OpenRange = OpenRange { opens: 0, closes: DAY };

    /// When it opens, to the minute.
    pub fn opens(self) -> NaiveTime {
        time(self.opens)
    }

    /// Whether it is open at that time of day.
    pub fn covers(self, time: NaiveTime) -> bool {
        (self.opens..self.closes).contains(&minute(time))
    }

    /// `08:00–17:30`; the midnight after is `24:00`.
    pub fn said(self, language: Language) -> String {
        let clock = |minute: u16| (minute / 60, minute % 60);
        let ((opens, past), (closes, after)) = (clock(self.opens), clock(self.closes));
        let colon = say!(language, "time-colon");
        format!("{opens:02}{colon}{past:02}–{closes:02}{colon}{after:02}")
    }

    /// Its two ends on a day; it may close at the midnight that is the next day's.
    pub(super) fn on(self, day: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let at = |minute: u16| {
            let midnight = day.and_time(NaiveTime::MIN);
            midnight.checked_add_signed(TimeDelta::minutes(minute.into())).unwrap_or(NaiveDateTime::MAX)
        };
        (at(self.opens), at(self.closes))
    }
}

/// What opening at one time and closing at another comes to: a part of that day and, over midnight, a part of the
/// next. From a time to itself is nothing, but for midnight: that is all day. A place that closes in the last
/// minute of the day is open to its end: many a form knows no 24:00.
pub(super) fn ranges(opens: NaiveTime, closes: NaiveTime) -> (Option<OpenRange>, Option<OpenRange>) {
    let (opens, closes) = (minute(opens), minute(closes));
    let range = |opens, closes| Some(OpenRange { opens, closes }).filter(|_| opens < closes);
    match closes {
        0 => (range(opens, DAY), None),
        _ if closes == DAY - 1 => (range(opens, DAY), None),
        _ if closes < opens => (range(opens, DAY), range(0, closes)),
        _ => (range(opens, closes), None),
    }
}

/// The same moments as ranges that neither touch nor overlap, in order.
pub(super) fn joined(ranges: Vec<OpenRange>) -> Vec<OpenRange> {
    let stretches = ranges.into_iter().map(|range| range.opens..range.closes).collect();
    interval::joined(stretches)
        .into_iter()
        .map(|range| OpenRange { opens: range.start, closes: range.end })
        .collect()
}

fn minute(time: NaiveTime) -> u16 {
    // At most 1439.
    (time.num_seconds_from_midnight() / 60) as u16
}

fn time(minute: u16) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(minute.into())
}
