//! Free times sorted by day and hour, computed whenever they change.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use zones::Zone;

use booking::time::Wish;
use booking::{Free, Wished};

/// The hours shown if there are no free times: a usual working day.
const USUAL_HOURS: Range<u32> = 8..18;

/// The matching free times, by day and hour on one clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    days: BTreeMap<NaiveDate, FreeDay>,
    /// From the first hour with a free time on any day to the last, whether it matches or not.
    hours: Range<u32>,
}

/// The matching free times of a day.
#[derive(Clone, Debug, Default)]
pub struct FreeDay {
    /// The times in order, without duplicates.
    times: Vec<FreeTime>,
    places: [u16; 24],
}

/// A free time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeTime {
    /// The start.
    pub start: DateTime<Utc>,
    /// The hour of the start on the calendar's clock.
    pub hour: u32,
}

/// The criteria for free times.
pub(super) struct SlotCriteria<'a> {
    pub(super) zone: Zone,
    pub(super) after: DateTime<Utc>,
    pub(super) length: TimeDelta,
    pub(super) wish: Option<&'a Wish>,
    pub(super) wished: Option<&'a Wished>,
    /// Whether a visit may begin then, as its kind and the holidays have it.
    pub(super) is_kept: &'a dyn Fn(DateTime<Utc>) -> bool,
}

impl FreeDay {
    /// Returns the times, in order.
    pub fn times(&self) -> &[FreeTime] {
        &self.times
    }

    /// Returns the number of free places in an hour, 0 to 23.
    pub fn places_in(&self, hour: u32) -> u16 {
        self.places.get(hour as usize).copied().unwrap_or(0)
    }

    /// Returns the first time in that hour or the next that has one, else the last of the day.
    pub(super) fn near(&self, hour: u32) -> Option<FreeTime> {
        self.times
            .iter()
            .find(|time| time.hour >= hour)
            .or(self.times.last())
            .copied()
    }

    /// Adds a time that is not before the last one.
    fn add(&mut self, time: FreeTime) {
        self.places[time.hour as usize % 24] += 1;
        if self.times.last() != Some(&time) {
            self.times.push(time);
        }
    }
}

impl Calendar {
    /// Sorts the free times that match.
    pub(super) fn of(free: &Free, wanted: &SlotCriteria<'_>) -> Calendar {
        let mut calendar = Calendar::default();
        for slot in free.slots.iter().filter(|slot| slot.start > wanted.after) {
            let local = slot.start.with_timezone(&wanted.zone);
            calendar.stretch_to(local.hour());
            let fits = wanted
                .wish
                .is_none_or(|wish| wish.admits(slot.start, wanted.zone))
                && wanted.wished.is_none_or(|wished| wished.holds(slot))
                && (wanted.is_kept)(slot.start);
            if fits && free.lasts(slot, wanted.length) {
                let time = FreeTime {
                    start: slot.start,
                    hour: local.hour(),
                };
                calendar
                    .days
                    .entry(local.date_naive())
                    .or_default()
                    .add(time);
            }
        }
        calendar
    }

    fn stretch_to(&mut self, hour: u32) {
        self.hours = if self.hours.is_empty() {
            hour..hour + 1
        } else {
            self.hours.start.min(hour)..self.hours.end.max(hour + 1)
        };
    }

    /// Returns the hours of the day that get a column.
    pub(super) fn hours(&self) -> Range<u32> {
        if self.hours.is_empty() {
            USUAL_HOURS
        } else {
            self.hours.clone()
        }
    }

    /// Returns the matching times of a day, or `None` if there are none.
    pub(super) fn day(&self, date: NaiveDate) -> Option<&FreeDay> {
        self.days.get(&date)
    }

    pub(super) fn first(&self) -> Option<(NaiveDate, FreeTime)> {
        self.times().next()
    }

    /// Returns the first time of the next hour with free times after this hour of a day.
    pub(super) fn next_hour(
        &self,
        day: NaiveDate,
        hour: Option<u32>,
    ) -> Option<(NaiveDate, FreeTime)> {
        self.times()
            .find(|(date, time)| (*date, Some(time.hour)) > (day, hour))
    }

    /// Returns the first time of the last hour with free times before this hour of a day.
    pub(super) fn hour_before(
        &self,
        day: NaiveDate,
        hour: Option<u32>,
    ) -> Option<(NaiveDate, FreeTime)> {
        let before =
            |(date, time): &(NaiveDate, FreeTime)| (*date, time.hour) < (day, hour.unwrap_or(0));
        let (date, last) = self.times().rev().find(before)?;
        let first = self
            .day(date)?
            .times
            .iter()
            .find(|time| time.hour == last.hour)?;
        Some((date, *first))
    }

    fn times(&self) -> impl DoubleEndedIterator<Item = (NaiveDate, FreeTime)> {
        self.days
            .iter()
            .flat_map(|(date, day)| day.times.iter().map(|time| (*date, *time)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::time::{Clock, wish};
    use booking::{Basis, Slot};
    use i18n::Language;

    const HELSINKI: Zone = Zone::HELSINKI;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Half hours beginning at these times.
    fn free(starts: &[&str]) -> Free {
        let slot = |start: &&str| Slot {
            start: at(start),
            end: at(start) + TimeDelta::minutes(30),
        };
        Free::of(Basis::Slots, starts.iter().map(slot).collect())
    }

    fn calendar(starts: &[&str], minutes: i64, words: &[&str]) -> Calendar {
        let after = at("2026-11-20T13:32:00Z");
        let clock = Clock {
            now: after,
            zone: HELSINKI,
            date_order: None,
            language: Language::En,
            open: None,
        };
        let wish = (!words.is_empty()).then(|| wish(words, &clock).unwrap());
        let length = TimeDelta::minutes(minutes);
        Calendar::of(
            &free(starts),
            &SlotCriteria {
                zone: HELSINKI,
                after,
                length,
                wish: wish.as_ref(),
                wished: None,
                is_kept: &|_| true,
            },
        )
    }

    const WEEK: [&str; 5] = [
        "2026-11-20T09:00:00Z",
        "2026-11-23T22:30:00Z",
        "2026-11-26T11:00:00Z",
        "2026-11-26T11:30:00Z",
        "2026-11-26T07:00:00Z",
    ];

    #[test]
    fn times_are_of_the_day_and_hour_on_the_clock_that_counts() {
        let calendar = calendar(&WEEK, 0, &[]);
        assert!(calendar.day(day("2026-11-20")).is_none(), "it has passed");
        assert!(
            calendar.day(day("2026-11-23")).is_none(),
            "it is Tuesday in Helsinki"
        );
        assert_eq!(calendar.day(day("2026-11-24")).unwrap().places_in(0), 1);
        let thursday = calendar.day(day("2026-11-26")).unwrap();
        assert_eq!(
            (
                thursday.places_in(9),
                thursday.places_in(13),
                thursday.times().len()
            ),
            (1, 2, 3)
        );
        assert_eq!(calendar.hours(), 0..14);
        assert_eq!(Calendar::default().hours(), USUAL_HOURS);
    }

    #[test]
    fn only_what_is_wished_for_and_lasts_long_enough_is_there() {
        let afternoon = calendar(&WEEK, 0, &["th", "afternoon"]);
        assert_eq!(
            afternoon.first().map(|(_, time)| time.start),
            Some(at("2026-11-26T11:00:00Z"))
        );
        let hour = calendar(&WEEK, 60, &[]);
        let thursday = hour.day(day("2026-11-26")).unwrap();
        assert_eq!(
            thursday.times().len(),
            1,
            "two half hours in a row are one hour"
        );
        assert_eq!(hour.hours(), 0..14, "the columns stay");
    }

    #[test]
    fn hours_are_walked_over_days_that_have_none() {
        let calendar = calendar(&WEEK, 0, &[]);
        let thursday = day("2026-11-26");
        let tuesday = day("2026-11-24");
        let next = calendar.next_hour(tuesday, Some(0)).unwrap();
        assert_eq!((next.0, next.1.hour), (thursday, 9));
        let on = calendar.next_hour(thursday, Some(9)).unwrap().1;
        assert_eq!(on.start, at("2026-11-26T11:00:00Z"));
        assert_eq!(calendar.next_hour(thursday, Some(13)), None);
        let back = calendar.hour_before(day("2026-11-30"), None).unwrap();
        assert_eq!(
            back.1.start,
            at("2026-11-26T11:00:00Z"),
            "the first of that hour"
        );
        assert_eq!(calendar.hour_before(thursday, Some(9)).unwrap().0, tuesday);
    }
}
