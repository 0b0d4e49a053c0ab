//! Free times sorted by day and hour, computed whenever they change.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use zones::Zone;

use booking::Slot;

/// The hours shown if there are no free times: a usual working day.
const USUAL_HOURS: Range<u32> = 8..18;

/// The matching free times, by day and hour on one clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    days: BTreeMap<NaiveDate, FreeDay>,
    /// The hours from the first to the last with a free time on any day, matching or not.
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

impl FreeDay {
    /// Returns the times, in order.
    pub fn times(&self) -> &[FreeTime] {
        &self.times
    }

    /// Returns the number of free places in an hour, 0 to 23.
    pub(crate) fn places_in(&self, hour: u32) -> u16 {
        self.places.get(hour as usize).copied().unwrap_or(0)
    }

    /// Returns the first time in that hour or in the next one that has any, else the last of the day.
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
    /// Sorts the places at which the visit can be, in their order, among the free times to come.
    pub(super) fn of<'a>(
        places: &[Slot],
        coming: impl Iterator<Item = &'a Slot>,
        zone: Zone,
    ) -> Calendar {
        let mut calendar = Calendar::default();
        for slot in coming {
            calendar.stretch_to(slot.start.with_timezone(&zone).hour());
        }
        for slot in places {
            let local = slot.start.with_timezone(&zone);
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
    use chrono::TimeDelta;

    const HELSINKI: Zone = Zone::HELSINKI;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Half hours beginning at these times.
    fn slots(starts: &[&str]) -> Vec<Slot> {
        let slot = |start: &&str| Slot {
            start: at(start),
            end: at(start) + TimeDelta::minutes(30),
        };
        starts.iter().map(slot).collect()
    }

    /// The calendar of some of the free times.
    fn calendar(places: &[&str], coming: &[&str]) -> Calendar {
        Calendar::of(&slots(places), slots(coming).iter(), HELSINKI)
    }

    const WEEK: [&str; 4] = [
        "2026-11-23T22:30:00Z",
        "2026-11-26T07:00:00Z",
        "2026-11-26T11:00:00Z",
        "2026-11-26T11:30:00Z",
    ];

    #[test]
    fn times_are_of_the_day_and_hour_on_the_clock_that_counts() {
        let calendar = calendar(&WEEK, &WEEK);
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
    fn several_places_at_one_start_are_one_time() {
        let [_, _, noon, _] = WEEK;
        let calendar = calendar(&[noon, noon], &WEEK);
        let thursday = calendar.day(day("2026-11-26")).unwrap();
        assert_eq!((thursday.places_in(13), thursday.times().len()), (2, 1));
        assert_eq!(calendar.hours(), 0..14, "the columns stay");
    }

    #[test]
    fn hours_are_walked_over_days_that_have_none() {
        let calendar = calendar(&WEEK, &WEEK);
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
