//! The rules of a zone as periods, each with one offset from UTC.

use chrono::FixedOffset;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Clock changes are known up to the end of this year; after that, the offset stays.
const LAST_YEAR: &str = "2101-01-01T00:00:00Z";
/// More than any offset from UTC, in seconds.
const WIDEST: i64 = 26 * 60 * 60;

/// The spans of a zone, in order; there is at least one.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The beginnings of the spans, in seconds of Unix time. The first is before all time.
    starts: Box<[i64]>,
    spans: Box<[OffsetSpan]>,
}

/// A period during which a zone has one offset.
#[derive(Debug)]
pub(crate) struct OffsetSpan {
    pub(crate) offset: FixedOffset,
    pub(crate) abbreviation: Box<str>,
}

/// The spans that contain a local time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Occurs {
    Once(usize),
    /// The first and the last span.
    Twice(usize, usize),
    /// The clocks skip it. Holds the instant at which they jump; `None` at the ends of the calendar.
    Never(Option<i64>),
}

impl Rules {
    /// Parses TZif data; `None` if it is invalid, or clocks differ from UTC by a day.
    pub(crate) fn read(data: &[u8]) -> Option<Rules> {
        let zone = TimeZone::tzif("", data).ok()?;
        let end: Timestamp = LAST_YEAR.parse().ok()?;
        let first = zone.to_offset_info(Timestamp::MIN);
        let mut starts = vec![i64::MIN];
        let mut spans = vec![OffsetSpan::new(
            first.offset().seconds(),
            first.abbreviation(),
        )?];
        for change in zone.following(Timestamp::MIN) {
            if change.timestamp() >= end {
                break;
            }
            starts.push(change.timestamp().as_second());
            spans.push(OffsetSpan::new(
                change.offset().seconds(),
                change.abbreviation(),
            )?);
        }
        Some(Rules {
            starts: starts.into(),
            spans: spans.into(),
        })
    }

    /// Returns the rules of UTC.
    pub(crate) fn utc() -> Rules {
        Rules {
            starts: [i64::MIN].into(),
            spans: OffsetSpan::new(0, "UTC").into_iter().collect(),
        }
    }

    /// Returns a span of these rules.
    pub(crate) fn span(&self, index: usize) -> &OffsetSpan {
        &self.spans[index]
    }

    /// Returns the span of an instant, in seconds of Unix time.
    pub(crate) fn at(&self, instant: i64) -> usize {
        self.starts.partition_point(|start| *start <= instant) - 1
    }

    /// Returns the spans in which clocks show a local time, given in seconds as if it were UTC.
    pub(crate) fn showing(&self, local: i64) -> Occurs {
        let nearby = self.at(local - WIDEST)..=self.at(local + WIDEST);
        let mut first = None;
        let mut last = None;
        let mut jump = None;
        for index in nearby {
            let instant = local - self.seconds(index);
            let has_begun = self.starts[index] <= instant;
            let has_ended = self
                .starts
                .get(index + 1)
                .is_some_and(|next| *next <= instant);
            if has_begun && !has_ended {
                first = first.or(Some(index));
                last = Some(index);
            }
            // After the previous span, and before this one.
            let was_over = index > 0 && self.starts[index] <= local - self.seconds(index - 1);
            if !has_begun && was_over {
                jump = Some(self.starts[index]);
            }
        }
        match (first, last) {
            (Some(first), Some(last)) if first == last => Occurs::Once(first),
            (Some(first), Some(last)) => Occurs::Twice(first, last),
            _ => Occurs::Never(jump),
        }
    }

    /// Returns the first instant in a period with exclusive end at which the offsets differ from others.
    pub(crate) fn first_difference(&self, other: &Rules, from: i64, until: i64) -> Option<i64> {
        let changes = self.starts.iter().chain(&other.starts).copied();
        let mut instants: Vec<i64> = changes
            .filter(|instant| (from..until).contains(instant))
            .collect();
        instants.push(from);
        instants.sort_unstable();
        let offset = |rules: &Rules, instant| rules.seconds(rules.at(instant));
        instants
            .into_iter()
            .find(|instant| offset(self, *instant) != offset(other, *instant))
    }

    fn seconds(&self, index: usize) -> i64 {
        self.spans[index].offset.local_minus_utc().into()
    }
}

impl OffsetSpan {
    fn new(seconds: i32, abbreviation: &str) -> Option<OffsetSpan> {
        Some(OffsetSpan {
            offset: FixedOffset::east_opt(seconds)?,
            abbreviation: abbreviation.into(),
        })
    }
}
