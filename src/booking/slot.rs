//! When someone, or some place, is free.

use std::borrow::Cow;

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Id, Vendor};

/// Days on one wall clock, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    first: NaiveDate,
    last: NaiveDate,
    zone: Tz,
}

impl Days {
    /// The days from `first` to `last` of the clock of `zone`, if they are in that order.
    pub fn new(first: NaiveDate, last: NaiveDate, zone: Tz) -> Option<Days> {
        (first <= last).then_some(Days { first, last, zone })
    }

    /// The first of them.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last of them.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Whose clock they are days of.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// First and last of the same days with one more at each end: enough to ask a server whose days begin at
    /// another midnight. At the ends of the calendar there is none.
    pub fn widened(&self) -> (NaiveDate, NaiveDate) {
        let one = DayCount::new(1);
        (
            self.first.checked_sub_days(one).unwrap_or(self.first),
            self.last.checked_add_days(one).unwrap_or(self.last),
        )
    }

    /// Whether all of these are among them.
    pub fn include(&self, other: &Days) -> bool {
        self.zone == other.zone && self.first <= other.first && other.last <= self.last
    }

    /// Whether that moment is on one of them.
    pub fn hold(&self, at: DateTime<Utc>) -> bool {
        (self.first..=self.last).contains(&at.with_timezone(&self.zone).date_naive())
    }

    /// Whether something from `start` up to `end` takes up a part of them; what has no length does where it is.
    pub fn meet(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> bool {
        self.hold(start) || end.is_some_and(|end| start < self.begin() && self.begin() < end)
    }

    /// Where the first begins: at midnight, or as soon after it as that clock knows (in 2018 a day in São Paulo
    /// began at 01:00).
    fn begin(&self) -> DateTime<Utc> {
        let midnight = self.first.and_time(NaiveTime::MIN);
        let hours = (0..24).map(|hour| midnight + chrono::TimeDelta::hours(hour));
        let known = hours.filter_map(|wall| self.zone.from_local_datetime(&wall).earliest()).next();
        known.map_or_else(|| midnight.and_utc(), |begin| begin.to_utc())
    }
}

/// Whose free times are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    vendor: Vendor,
    id: Id,
}

impl Provider {
    /// Whoever, or whatever place, has that id there.
    pub(super) fn of(vendor: Vendor, id: Id) -> Provider {
        Provider { vendor, id }
    }

    /// Whom, or what place, a text names, if it has the shape of an id there.
    pub fn named(vendor: Vendor, id: &str) -> Option<Provider> {
        Some(Provider { vendor, id: vendor.providers().id(id)? })
    }

    /// Who keeps the calendar.
    pub fn backend(&self) -> Vendor {
        self.vendor
    }

    /// The id there.
    pub fn key(&self) -> &Id {
        &self.id
    }

    /// The id there, as a text.
    pub fn id(&self) -> String {
        self.id.to_string()
    }
}

/// A time that can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Its first moment.
    pub start: DateTime<Utc>,
    /// The moment after its last; the same as `start` where the backend doesn't say how long it is.
    pub end: DateTime<Utc>,
}

/// What free times were worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Published slots of the provider's schedules.
    Slots,
    /// The location's availability.
    Availability,
    /// The provider's hours, without what is booked, where no schedule is published.
    Hours,
    /// Nothing: neither a schedule nor hours are published, so that none free means nothing.
    NoSchedule,
}

/// Free times, with what they rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// In order of time, each once. Some may have passed since midnight.
    pub slots: Vec<Slot>,
    /// What they were worked out from.
    pub basis: Basis,
    /// When the server looked, on its own clock (the answer's `Date`), where it says so.
    pub at: Option<DateTime<Utc>>,
    /// How many minutes each lasts, where that is the same for all.
    pub minutes: Option<u32>,
    /// The provider's own clock, where the backend knows it.
    pub zone: Option<Tz>,
    /// Whether these are all there are on those days.
    pub complete: bool,
}

impl Free {
    /// Whether so much time from the slot's start on is free without a gap. A slot without a length has as much as is
    /// wanted: its clinic knows.
    pub fn lasts(&self, slot: &Slot, length: TimeDelta) -> bool {
        let until = slot.start + length;
        let mut end = slot.end;
        while end < until {
            let next = self.slots.partition_point(|other| other.start < end);
            let following = self.slots[next..].iter().take_while(|other| other.start == end);
            match following.map(|other| other.end).max().filter(|other| *other > end) {
                Some(longer) => end = longer,
                None => return slot.start == slot.end,
            }
        }
        true
    }

    /// These slots as they should be: in order, each once.
    pub fn of(basis: Basis, mut slots: Vec<Slot>) -> Free {
        slots.sort_unstable();
        slots.dedup();
        Free { minutes: same_length(&slots), slots, basis, at: None, zone: None, complete: true }
    }
}

/// Time of a provider's that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its first moment.
    pub start: DateTime<Utc>,
    /// The moment after its last, where that is known.
    pub end: Option<DateTime<Utc>>,
}

impl Free {
    /// What is left where that time is taken. What ends nobody knows when takes one slot.
    pub fn without(&self, taken: &[Taken]) -> Cow<'_, Free> {
        let length = TimeDelta::minutes(self.minutes.unwrap_or(0).into());
        let is_taken = |slot: &Slot| {
            taken.iter().any(|Taken { start, end }| {
                let end = end.unwrap_or(*start + length);
                slot.start == *start || (slot.start < end && *start < slot.end)
            })
        };
        if !self.slots.iter().any(is_taken) {
            return Cow::Borrowed(self);
        }
        let slots = self.slots.iter().filter(|slot| !is_taken(slot)).copied().collect();
        Cow::Owned(Free { slots, ..self.clone() })
    }
}

/// The minutes of every slot, if they are as long as one another.
fn same_length(slots: &[Slot]) -> Option<u32> {
    let mut lengths = slots.iter().map(|slot| (slot.end - slot.start).num_minutes());
    let first = lengths.next().filter(|minutes| *minutes > 0)?;
    lengths.all(|minutes| minutes == first).then(|| u32::try_from(first).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn days(first: &str, last: &str, zone: Tz) -> Days {
        Days::new(first.parse().unwrap(), last.parse().unwrap(), zone).unwrap()
    }

    #[test]
    fn days_are_those_of_their_own_clock() {
        let tenth = days("2027-02-10", "2027-02-10", Tz::Europe__Berlin);
        assert!(tenth.hold(at("2027-02-09T23:00:00Z")) && tenth.hold(at("2027-02-10T22:59:59Z")));
        assert!(!tenth.hold(at("2027-02-09T22:59:59Z")) && !tenth.hold(at("2027-02-10T23:00:00Z")));
        assert_eq!(tenth.widened(), ("2027-02-09".parse().unwrap(), "2027-02-11".parse().unwrap()));
        assert_eq!(Days::new(tenth.last(), tenth.widened().0, Tz::UTC), None);
    }

    #[test]
    fn what_runs_past_midnight_takes_time_of_both_days() {
        let tenth = days("2027-02-10", "2027-02-10", Tz::Europe__Berlin);
        let night = (at("2027-02-09T22:30:00Z"), Some(at("2027-02-09T23:30:00Z")));
        assert!(tenth.meet(night.0, night.1));
        assert!(!tenth.meet(night.0, Some(at("2027-02-09T23:00:00Z"))), "it ends as the day begins");
        assert!(!tenth.meet(night.0, None));
    }

    #[test]
    fn a_day_may_begin_at_one() {
        let day = days("2018-11-04", "2018-11-04", Tz::America__Sao_Paulo);
        assert!(day.meet(at("2018-11-04T02:30:00Z"), Some(at("2018-11-04T03:30:00Z"))));
        assert!(!day.meet(at("2018-11-04T02:30:00Z"), Some(at("2018-11-04T03:00:00Z"))));
    }

    #[test]
    fn slots_are_put_in_order_and_named_once() {
        let slot = |start: &str, end: &str| Slot { start: at(start), end: at(end) };
        let (nine, ten) = (
            slot("2027-02-10T09:00:00Z", "2027-02-10T09:30:00Z"),
            slot("2027-02-10T10:00:00Z", "2027-02-10T10:30:00Z"),
        );
        let free = Free::of(Basis::Slots, vec![ten, nine, ten]);
        assert_eq!((free.slots.as_slice(), free.minutes), ([nine, ten].as_slice(), Some(30)));
        let long = slot("2027-02-10T11:00:00Z", "2027-02-10T12:00:00Z");
        assert_eq!(Free::of(Basis::Slots, vec![nine, long]).minutes, None);
        assert_eq!(Free::of(Basis::NoSchedule, Vec::new()).minutes, None);
    }
}
