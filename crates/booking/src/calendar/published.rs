//! The times that a practitioner publishes, free or not. Without known hours, they show when visits are possible.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use zones::Zone;

use super::hours::OpenRange;
use super::interval::{self, Interval};
use super::slot::Slot;
use crate::time::{land, seen};

/// The published times of a practitioner on the days that were read, taken or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedTimes {
    /// The times, merged and in order.
    times: Vec<Interval>,
}

/// How a visit relates to the published times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishedFit {
    /// Nothing is known of that day, and other such weekdays do not speak against the visit.
    Unknown,
    /// The published times of the day have room for it.
    Within,
    /// A part of the visit is outside the published times of its day; holds these times.
    OutsideOfDay(Vec<OpenRange>),
    /// Nothing is published for the day yet, and a part of the visit is outside the times of the same weekday before;
    /// holds these times.
    OutsideOfWeekday(Vec<OpenRange>),
    /// Nothing is published for the day, but there are times for a later day of the same weekday.
    NoneThatDay(NaiveDate),
}

impl PublishedTimes {
    /// Creates the published times from these slots.
    pub fn of(slots: impl IntoIterator<Item = Slot>) -> PublishedTimes {
        let times = slots.into_iter().map(|slot| slot.start..slot.end).collect();
        PublishedTimes {
            times: interval::joined(times),
        }
    }

    /// Returns these times together with others.
    pub fn with(&self, others: &PublishedTimes) -> PublishedTimes {
        let times = [self.times.as_slice(), &others.times].concat();
        PublishedTimes {
            times: interval::joined(times),
        }
    }

    /// Returns whether no times are known.
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// Returns how a visit from `start` up to `end` relates to them, in `zone`. Without a length only the start counts.
    pub fn fit(
        &self,
        start: DateTime<Utc>,
        end: Option<DateTime<Utc>>,
        zone: Zone,
    ) -> PublishedFit {
        let visit = start..end.filter(|end| *end > start).unwrap_or(start);
        let is_within = |times: &[Interval], visit: &Interval| {
            times
                .iter()
                .any(|time| time.contains(&visit.start) && visit.end <= time.end)
        };
        let day = seen(start, zone).date_naive();
        let of_day = self.on(day, zone);
        if is_within(&of_day, &visit) {
            return PublishedFit::Within;
        }
        if !of_day.is_empty() {
            return PublishedFit::OutsideOfDay(ranges(&of_day, zone));
        }
        let day_of = |time: &Interval| seen(time.start, zone).date_naive();
        let is_same_weekday = |time: &&Interval| day_of(time).weekday() == day.weekday();
        let mut alike = self.times.iter().filter(is_same_weekday);
        if alike.clone().any(|time| day_of(time) > day) {
            return PublishedFit::NoneThatDay(day);
        }
        let Some(before) = alike.next_back().map(day_of) else {
            return PublishedFit::Unknown;
        };
        // The clocks may have changed in between.
        let back = TimeDelta::days((day - before).num_days());
        let shifted = |at: DateTime<Utc>| {
            let wall = seen(at, zone).naive_local().checked_sub_signed(back)?;
            Some(land(wall, zone)?.first())
        };
        let visit = shifted(visit.start).zip(shifted(visit.end));
        let of_weekday = self.on(before, zone);
        match visit {
            Some((start, end)) if !is_within(&of_weekday, &(start..end)) => {
                PublishedFit::OutsideOfWeekday(ranges(&of_weekday, zone))
            }
            _ => PublishedFit::Unknown,
        }
    }

    /// Returns the times that begin on a day.
    fn on(&self, day: NaiveDate, zone: Zone) -> Vec<Interval> {
        let times = self.times.iter();
        let of_day = times.filter(|time| seen(time.start, zone).date_naive() == day);
        of_day.cloned().collect()
    }
}

/// Returns the times as parts of a day.
fn ranges(times: &[Interval], zone: Zone) -> Vec<OpenRange> {
    let range = |time: &Interval| {
        let [opens, closes] = [time.start, time.end].map(|at| seen(at, zone).time());
        OpenRange::between(opens, closes)
    };
    times.iter().filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;

    const BERLIN: Zone = Zone::BERLIN;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Half hours from nine until noon, Berlin's time in winter, on these days.
    fn mornings(days: &[&str]) -> PublishedTimes {
        let half_hour = |day: &str, number: i32| {
            let start = at(&format!("{day}T08:00:00Z")) + TimeDelta::minutes(30) * number;
            Slot {
                start,
                end: start + TimeDelta::minutes(30),
            }
        };
        let slots = days
            .iter()
            .flat_map(|day| (0..6).map(move |number| half_hour(day, number)));
        PublishedTimes::of(slots)
    }

    fn fit(times: &PublishedTimes, start: &str, minutes: i64) -> PublishedFit {
        let start = at(start);
        times.fit(start, Some(start + TimeDelta::minutes(minutes)), BERLIN)
    }

    fn text(ranges: &[OpenRange]) -> Vec<String> {
        let ranges = ranges.iter();
        ranges.map(|range| range.to_text(Language::En)).collect()
    }

    #[test]
    fn a_visit_has_to_be_within_the_times_of_its_day() {
        let times = mornings(&["2026-11-30"]);
        assert_eq!(
            fit(&times, "2026-11-30T08:15:00Z", 45),
            PublishedFit::Within
        );
        let PublishedFit::OutsideOfDay(open) = fit(&times, "2026-11-30T18:00:00Z", 30) else {
            panic!("nobody is there at seven");
        };
        assert_eq!(text(&open), ["09:00–12:00"]);
        let late = fit(&times, "2026-11-30T10:45:00Z", 30);
        assert!(matches!(late, PublishedFit::OutsideOfDay(_)), "{late:?}");
    }

    #[test]
    fn a_day_without_times_is_told_by_its_weekday() {
        let fridays = mornings(&["2026-12-18", "2027-01-08"]);
        let christmas = "2026-12-25".parse().unwrap();
        assert_eq!(
            fit(&fridays, "2026-12-25T09:00:00Z", 30),
            PublishedFit::NoneThatDay(christmas)
        );
        let until = mornings(&["2026-12-18"]);
        assert_eq!(
            fit(&until, "2026-12-25T09:00:00Z", 30),
            PublishedFit::Unknown
        );
        let evening = fit(&until, "2026-12-25T18:00:00Z", 30);
        assert!(
            matches!(evening, PublishedFit::OutsideOfWeekday(_)),
            "{evening:?}"
        );
        assert_eq!(
            fit(&until, "2026-12-24T18:00:00Z", 30),
            PublishedFit::Unknown
        );
        assert_eq!(
            fit(&PublishedTimes::default(), "2026-12-24T18:00:00Z", 30),
            PublishedFit::Unknown
        );
    }

    #[test]
    fn a_weekday_keeps_its_hour_over_a_change_of_the_clocks() {
        let before = mornings(&["2027-03-25"]);
        let thursday = fit(&before, "2027-04-01T07:00:00Z", 30);
        assert_eq!(thursday, PublishedFit::Unknown, "nine in the morning again");
        let early = fit(&before, "2027-04-01T06:30:00Z", 30);
        assert!(matches!(early, PublishedFit::OutsideOfWeekday(_)));
    }
}
