//! Start, end and minutes of an appointment. Two of them determine the third.

use chrono::{DateTime, TimeDelta, Utc};
use strum::IntoStaticStr;

use i18n::{Language, MessageId, say};

use super::wall::is_writable;

/// The length assumed for an appointment of unknown length: the step from one draw to the next.
pub const USUAL_LENGTH: TimeDelta = TimeDelta::minutes(15);

/// A length in whole minutes, 1 to 1440 (ClinikAPI create, `minutesDuration` ≤ 1440; the lower bound is
/// ours).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minutes(u16);

impl Minutes {
    /// The longest appointment: one day.
    pub const MAX: Self = Self(1440);

    /// Returns the length, if it is within 1 to 1440 minutes.
    pub fn new(minutes: i64) -> Option<Self> {
        u16::try_from(minutes)
            .ok()
            .map(Self)
            .filter(|length| (Self(1)..=Self::MAX).contains(length))
    }

    /// Returns the number of minutes, 1 to 1440.
    pub fn get(self) -> u16 {
        self.0
    }

    /// Returns the length as elapsed time.
    pub fn delta(self) -> TimeDelta {
        TimeDelta::minutes(self.0.into())
    }
}

/// The known time of an appointment. If two of the three parts are known, all are, and they agree.
///
/// The length is elapsed time: 30 minutes across a change of the clocks are 30 minutes, regardless of local times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    minutes: Option<Minutes>,
}

/// Why start, end and minutes make no span.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum SpanProblem {
    /// The end is not after the start.
    EndNotAfterStart,
    /// The end is more than 1440 minutes after the start.
    LongerThanADay,
    /// The distance from start to end is no whole number of minutes, so no length expresses it.
    NotWholeMinutes {
        /// The whole minutes from start to end.
        between: i64,
    },
    /// Start, end and length are all given, but disagree.
    Contradiction {
        /// The length as given.
        stated: Minutes,
        /// The minutes between start and end.
        between: i64,
    },
    /// The computed time would be beyond the years of four digits.
    OutOfRange,
}

impl SpanProblem {
    /// Returns the problem in one sentence without a full stop.
    pub fn what(&self, language: Language) -> String {
        match self {
            Self::EndNotAfterStart => say!(language, "span-end-not-after-start").to_owned(),
            Self::LongerThanADay => say!(language, "span-longer-than-a-day").to_owned(),
            Self::NotWholeMinutes { between } => {
                say!(language, "span-not-whole-minutes", count = *between)
            }
            Self::Contradiction { stated, between } => {
                say!(
                    language,
                    "span-contradiction",
                    count = *between,
                    said = stated.get()
                )
            }
            Self::OutOfRange => say!(language, "time-beyond-calendar").to_owned(),
        }
    }

    /// Returns the advice in whole sentences.
    pub fn advice(&self, language: Language) -> &'static str {
        MessageId::attribute("span-advice", self.into()).text(language)
    }
}

impl Span {
    /// Creates a span with only a start.
    pub fn from_start(start: DateTime<Utc>) -> Self {
        Self {
            start: Some(start),
            ..Self::default()
        }
    }

    /// Creates a span and computes the missing part.
    ///
    /// # Errors
    ///
    /// Returns a [`SpanProblem`] if two of the three parts can't be an appointment, or all three disagree.
    pub fn resolve(
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        minutes: Option<Minutes>,
    ) -> Result<Self, SpanProblem> {
        match (start, end, minutes) {
            (Some(from), Some(to), stated) => Ok(Self {
                start,
                end,
                minutes: Some(length(from, to, stated)?),
            }),
            (Some(from), None, Some(length)) => {
                let end = from.checked_add_signed(length.delta());
                let end = end
                    .filter(|end| is_writable(*end))
                    .ok_or(SpanProblem::OutOfRange)?;
                Ok(Self {
                    start,
                    end: Some(end),
                    minutes,
                })
            }
            (None, Some(to), Some(length)) => {
                let start = to.checked_sub_signed(length.delta());
                let start = start
                    .filter(|start| is_writable(*start))
                    .ok_or(SpanProblem::OutOfRange)?;
                Ok(Self {
                    start: Some(start),
                    end,
                    minutes,
                })
            }
            _ => Ok(Self {
                start,
                end,
                minutes,
            }),
        }
    }

    /// Returns the start, if known.
    pub fn start(&self) -> Option<DateTime<Utc>> {
        self.start
    }

    /// Returns the end, if known.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.end
    }

    /// Returns the length, if known.
    pub fn minutes(&self) -> Option<Minutes> {
        self.minutes
    }
}

/// Returns the length from start to end, if it is valid and agrees with the stated one.
fn length(
    start: DateTime<Utc>,
    end: DateTime<Utc>,
    stated: Option<Minutes>,
) -> Result<Minutes, SpanProblem> {
    let elapsed = end - start;
    if elapsed <= TimeDelta::zero() {
        return Err(SpanProblem::EndNotAfterStart);
    }
    let between = elapsed.num_minutes();
    let is_whole = elapsed == TimeDelta::minutes(between);
    let rounded_up = if is_whole { between } else { between + 1 };
    let length = Minutes::new(rounded_up).ok_or(SpanProblem::LongerThanADay)?;
    match stated {
        _ if !is_whole => Err(SpanProblem::NotWholeMinutes { between }),
        Some(stated) if stated != length => Err(SpanProblem::Contradiction { stated, between }),
        _ => Ok(length),
    }
}

/// Returns whether both moments are in the same second: some servers keep no fractions.
pub(crate) fn are_in_one_second(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    one.timestamp() == other.timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(text: &str) -> Option<DateTime<Utc>> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_length_is_1_to_1440_minutes() {
        assert_eq!(Minutes::new(1).map(Minutes::get), Some(1));
        assert_eq!(Minutes::new(1440), Some(Minutes::MAX));
        for none in [0, -5, 1441, 65_537, i64::MAX, i64::MIN] {
            assert_eq!(Minutes::new(none), None, "{none}");
        }
    }

    #[test]
    fn any_two_give_the_third() {
        let start = utc("2027-02-10T09:00:00Z");
        let end = utc("2027-02-10T09:30:00Z");
        let half_an_hour = Minutes::new(30);
        let whole = Span {
            start,
            end,
            minutes: half_an_hour,
        };
        assert_eq!(Span::resolve(start, end, None), Ok(whole));
        assert_eq!(Span::resolve(start, None, half_an_hour), Ok(whole));
        assert_eq!(Span::resolve(None, end, half_an_hour), Ok(whole));
        assert_eq!(Span::resolve(start, end, half_an_hour), Ok(whole));
    }

    #[test]
    fn one_alone_stays_alone() {
        let start = utc("2027-02-10T09:00:00Z");
        assert_eq!(Span::resolve(None, None, None), Ok(Span::default()));
        assert_eq!(
            Span::resolve(start, None, None),
            Ok(Span {
                start,
                ..Span::default()
            })
        );
        let minutes = Minutes::new(30);
        assert_eq!(
            Span::resolve(None, None, minutes),
            Ok(Span {
                minutes,
                ..Span::default()
            })
        );
    }

    #[test]
    fn what_can_not_be_an_appointment_is_refused() {
        let start = utc("2027-02-10T09:00:00Z");
        let until =
            |end, minutes| Span::resolve(start, utc(end), Minutes::new(minutes)).unwrap_err();
        assert_eq!(
            until("2027-02-10T09:00:00Z", 0),
            SpanProblem::EndNotAfterStart
        );
        assert_eq!(
            until("2027-02-10T08:59:59Z", 30),
            SpanProblem::EndNotAfterStart
        );
        assert_eq!(
            until("2027-02-11T09:00:01Z", 0),
            SpanProblem::LongerThanADay
        );
        assert_eq!(
            until("2027-02-10T09:00:29.5Z", 0),
            SpanProblem::NotWholeMinutes { between: 0 }
        );
        let contradiction = until("2027-02-10T09:45:00Z", 30);
        assert_eq!(
            contradiction.what(Language::En),
            "From start to end is 45 min, but Minutes says 30"
        );
        assert!(Span::resolve(start, utc("2027-02-11T09:00:00Z"), Minutes::new(1440)).is_ok());
    }

    #[test]
    fn the_ends_of_the_calendar_are_out_of_range() {
        let first = DateTime::<Utc>::MIN_UTC;
        let last = DateTime::<Utc>::MAX_UTC;
        let minute = Minutes::new(1);
        assert_eq!(
            Span::resolve(Some(last), None, minute),
            Err(SpanProblem::OutOfRange)
        );
        assert_eq!(
            Span::resolve(None, Some(first), minute),
            Err(SpanProblem::OutOfRange)
        );
        assert_eq!(
            Span::resolve(Some(first), Some(last), None),
            Err(SpanProblem::LongerThanADay)
        );
        assert_eq!(
            Span::resolve(Some(last), Some(first), None),
            Err(SpanProblem::EndNotAfterStart)
        );
    }

    fn any_start() -> impl Strategy<Value = Option<DateTime<Utc>>> {
        prop::option::of(
            (0..4_102_444_800_i64, 0..1_000_000_000_u32)
                .prop_map(|(second, nano)| DateTime::from_timestamp(second, nano).unwrap()),
        )
    }

    proptest! {
        #[test]
        fn two_parts_determine_the_third_and_all_agree(
            start in any_start(),
            gap in prop::option::of(-10..1_500_i64),
            minutes in prop::option::of(1..=1440_i64),
        ) {
            let end = start.zip(gap).map(|(start, gap)| start + TimeDelta::minutes(gap));
            let minutes = minutes.and_then(Minutes::new);
            for (start, end) in [(start, end), (None, end), (start, None)] {
                let Ok(span) = Span::resolve(start, end, minutes) else { continue };
                let given = [start.is_some(), end.is_some(), minutes.is_some()];
                if given.into_iter().filter(|known| *known).count() < 2 {
                    prop_assert_eq!((span.start(), span.end(), span.minutes()), (start, end, minutes));
                    continue;
                }
                let from = span.start().unwrap();
                let to = span.end().unwrap();
                prop_assert_eq!((to - from).num_seconds(), 60 * i64::from(span.minutes().unwrap().get()));
                prop_assert!(start.is_none_or(|start| start == from) && end.is_none_or(|end| end == to));
                prop_assert!(minutes.is_none_or(|minutes| Some(minutes) == span.minutes()));
            }
        }
    }
}
