//! The free times of a practitioner or location, and times that other desks hold.

use std::borrow::Cow;

use chrono::{DateTime, Days as DayCount, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;
use zones::Zone;

use crate::time::midnight;

/// A range of days in a zone, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    first: NaiveDate,
    last: NaiveDate,
    zone: Zone,
}

impl Days {
    /// Creates the range from `first` to `last` in `zone`, if they are in that order.
    pub fn new(first: NaiveDate, last: NaiveDate, zone: Zone) -> Option<Days> {
        (first <= last).then_some(Days { first, last, zone })
    }

    /// Returns the first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// Returns the last day.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Returns the zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Returns the first and last day with one more at each end: enough for a server in another time zone. At the ends
    /// of the calendar none is added.
    pub(crate) fn widened(&self) -> (NaiveDate, NaiveDate) {
        let one = DayCount::new(1);
        (
            self.first.checked_sub_days(one).unwrap_or(self.first),
            self.last.checked_add_days(one).unwrap_or(self.last),
        )
    }

    /// Returns these days with `count` more before the first, if the calendar has them.
    pub(crate) fn with_days_before(&self, count: u64) -> Days {
        let first = self.first.checked_sub_days(DayCount::new(count));
        Days {
            first: first.unwrap_or(self.first),
            ..*self
        }
    }

    /// Returns the `count` days before these; `None` for no days, and at the beginning of the calendar.
    pub fn before(&self, count: u64) -> Option<Days> {
        let first = self.first.checked_sub_days(DayCount::new(count))?;
        Days::new(first, self.first.pred_opt()?, self.zone)
    }

    /// Returns whether the range includes all of these days.
    pub fn include(&self, other: &Days) -> bool {
        self.zone == other.zone && self.first <= other.first && other.last <= self.last
    }

    /// Returns whether the moment is on one of the days.
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        (self.first..=self.last).contains(&at.with_timezone(&self.zone).date_naive())
    }

    /// Returns whether a time from `start` up to `end` overlaps the days. Without a length its start counts.
    pub fn meet(&self, start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> bool {
        self.contains(start) || end.is_some_and(|end| start < self.begin() && self.begin() < end)
    }

    /// Returns the moment at which the first day begins.
    pub fn begin(&self) -> DateTime<Utc> {
        midnight(self.first, self.zone).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

/// A time that can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The start.
    pub start: DateTime<Utc>,
    /// The end, exclusive; equal to `start` if the clinic doesn't return a length.
    pub end: DateTime<Utc>,
}

impl Slot {
    /// Returns the period from the first start to the last end of these slots; `None` if there are none.
    pub fn around(slots: impl Iterator<Item = Slot>) -> Option<Slot> {
        slots.reduce(|one, other| Slot {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
        })
    }

    /// Returns whether both take up some of the same time.
    pub fn meets(&self, other: &Slot) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A published time that is blocked in a practitioner's or location's calendar without an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The id of the slot at the clinic.
    pub id: String,
    /// The id of the practitioner, if a calendar of several lists it.
    pub provider: Option<String>,
    /// The time.
    pub slot: Slot,
    /// The reason, harmless to show; empty if none is given.
    pub why: String,
    /// Whether the practitioner is away then (`busy-unavailable`).
    pub is_absence: bool,
    /// The note in the desks' own records, if the clinic does not know of the absence.
    pub note: Option<Uuid>,
}

impl Blocked {
    /// Returns whether it can be taken back: its slot is known, or it is a note of the desks.
    pub fn can_be_taken_back(&self) -> bool {
        !self.id.is_empty() || self.note.is_some()
    }
}

/// The source of free times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Published slots of the provider's schedules.
    Slots,
    /// The location's availability.
    Availability,
    /// The provider's hours without the booked appointments, if no schedule is published.
    Hours,
    /// Nothing: neither a schedule nor hours are published, so an empty result has no meaning.
    NoSchedule,
}

/// Free times, with their source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// The slots in chronological order, each once. Some may have passed since midnight.
    pub slots: Vec<Slot>,
    /// The source of the slots.
    pub basis: Basis,
    /// The time of the answer by the server's clock (`Date`), if given.
    pub at: Option<DateTime<Utc>>,
    /// The minutes of every slot, if all are equally long.
    pub minutes: Option<u32>,
    /// The provider's zone, if the clinic returns it.
    pub zone: Option<Zone>,
    /// Whether these are all slots on those days.
    pub complete: bool,
}

impl Free {
    /// Returns whether this much time is free without a gap from the slot's start on. A slot without a length always
    /// lasts.
    pub fn lasts(&self, slot: &Slot, length: TimeDelta) -> bool {
        let until = slot.start + length;
        let mut end = slot.end;
        while end < until {
            let next = self.slots.partition_point(|other| other.start < end);
            let following = self.slots[next..]
                .iter()
                .take_while(|other| other.start == end);
            match following
                .map(|other| other.end)
                .max()
                .filter(|other| *other > end)
            {
                Some(longer) => end = longer,
                None => return slot.start == slot.end,
            }
        }
        true
    }

    /// Returns the slots that start after `after` and last at least `length`, in chronological order.
    pub fn bookable(&self, after: DateTime<Utc>, length: TimeDelta) -> impl Iterator<Item = &Slot> {
        self.slots
            .iter()
            .filter(move |slot| slot.start > after && self.lasts(slot, length))
    }

    /// Returns the times from `from` on within the slots that have begun by `now`, if as much is free from then on as a
    /// visit of this `length` takes, or one without a length: as much as the slot has in all.
    pub fn rests(
        &self,
        now: DateTime<Utc>,
        from: DateTime<Utc>,
        length: Option<TimeDelta>,
    ) -> impl Iterator<Item = Slot> {
        let begun = self
            .slots
            .iter()
            .filter(move |slot| slot.start <= now && from < slot.end);
        begun.filter_map(move |slot| {
            let whole = length.unwrap_or(slot.end - slot.start);
            let rest = Slot {
                start: from,
                end: slot.end,
            };
            let visit = Slot {
                start: from,
                end: from + whole,
            };
            self.lasts(&rest, whole).then_some(visit)
        })
    }

    /// Returns whether this much time is free from `start` on, also within a slot that has begun before.
    pub fn has_room(&self, start: DateTime<Utc>, length: TimeDelta) -> bool {
        let mut rests = self.rests(start, start, Some(length));
        self.offers(start, length) || rests.next().is_some()
    }

    /// Returns whether a visit of this length can begin at the start of a slot.
    pub fn offers(&self, start: DateTime<Utc>, length: TimeDelta) -> bool {
        let mut slots = self.slots.iter();
        slots.any(|slot| slot.start == start && self.lasts(slot, length))
    }

    /// Returns the length in minutes of the slot that begins at `start`.
    pub fn minutes_at(&self, start: DateTime<Utc>) -> Option<u32> {
        let slot = self.slots.iter().find(|slot| slot.start == start)?;
        let minutes = (slot.end - slot.start).num_minutes();
        u32::try_from(minutes).ok().filter(|minutes| *minutes > 0)
    }

    /// Returns the length in minutes of the slot with this start, else of the one within which it is.
    pub fn minutes_around(&self, start: DateTime<Utc>) -> Option<u32> {
        self.minutes_at(start).or_else(|| {
            let mut slots = self.slots.iter();
            let slot = slots.find(|slot| slot.start < start && start < slot.end)?;
            u32::try_from((slot.end - slot.start).num_minutes()).ok()
        })
    }

    /// Returns the length in minutes of the published slot that begins at `start`, else the length of all published
    /// slots if they are equally long.
    pub fn published_minutes_at(&self, start: DateTime<Utc>) -> Option<u32> {
        match self.basis {
            Basis::Slots => self.minutes_at(start).or(self.minutes),
            _ => None,
        }
    }

    /// Sorts these slots and removes duplicates.
    pub fn of(basis: Basis, mut slots: Vec<Slot>) -> Free {
        slots.sort_unstable();
        slots.dedup();
        Free {
            minutes: same_length(&slots),
            slots,
            basis,
            at: None,
            zone: None,
            complete: true,
        }
    }
}

/// A time of a provider that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenTime {
    /// The start.
    pub start: DateTime<Utc>,
    /// The end, exclusive, if known.
    pub end: Option<DateTime<Utc>>,
}

impl TakenTime {
    /// Returns whether it overlaps a time, or begins with it. Without an end it takes one slot of `minutes_of_slots`,
    /// if all are equally long, else only its start.
    pub fn meets(&self, time: &Slot, minutes_of_slots: Option<u32>) -> bool {
        let length = TimeDelta::minutes(minutes_of_slots.unwrap_or(0).into());
        let end = self.end.unwrap_or(self.start + length);
        time.start == self.start || (time.start < end && self.start < time.end)
    }
}

impl Free {
    /// Returns the free times without those that overlap a taken time.
    pub fn without(&self, taken: &[TakenTime]) -> Cow<'_, Free> {
        let is_taken = |slot: &Slot| taken.iter().any(|time| time.meets(slot, self.minutes));
        if !self.slots.iter().any(is_taken) {
            return Cow::Borrowed(self);
        }
        let slots = self
            .slots
            .iter()
            .filter(|slot| !is_taken(slot))
            .copied()
            .collect();
        Cow::Owned(Free {
            slots,
            ..self.clone()
        })
    }
}

impl Free {
    /// Returns the free times together with others. Where nothing is published there are none.
    pub fn with(&self, others: &[Slot]) -> Cow<'_, Free> {
        if others.is_empty() || self.basis == Basis::NoSchedule {
            return Cow::Borrowed(self);
        }
        let slots = self.slots.iter().chain(others).copied().collect();
        Cow::Owned(Free {
            at: self.at,
            zone: self.zone,
            complete: self.complete,
            ..Free::of(self.basis, slots)
        })
    }
}

/// Returns the minutes of every slot, if all are equally long.
fn same_length(slots: &[Slot]) -> Option<u32> {
    let mut lengths = slots
        .iter()
        .map(|slot| (slot.end - slot.start).num_minutes());
    let first = lengths.next().filter(|minutes| *minutes > 0)?;
    lengths
        .all(|minutes| minutes == first)
        .then(|| u32::try_from(first).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn days(first: &str, last: &str, zone: Zone) -> Days {
        Days::new(first.parse().unwrap(), last.parse().unwrap(), zone).unwrap()
    }

    #[test]
    fn days_are_those_of_their_own_clock() {
        let tenth = days("2027-02-10", "2027-02-10", Zone::BERLIN);
        assert!(
            tenth.contains(at("2027-02-09T23:00:00Z"))
                && tenth.contains(at("2027-02-10T22:59:59Z"))
        );
        assert!(
            !tenth.contains(at("2027-02-09T22:59:59Z"))
                && !tenth.contains(at("2027-02-10T23:00:00Z"))
        );
        assert_eq!(
            tenth.widened(),
            ("2027-02-09".parse().unwrap(), "2027-02-11".parse().unwrap())
        );
        assert_eq!(Days::new(tenth.last(), tenth.widened().0, Zone::UTC), None);
    }

    #[test]
    fn what_runs_past_midnight_takes_time_of_both_days() {
        let tenth = days("2027-02-10", "2027-02-10", Zone::BERLIN);
        let night = (at("2027-02-09T22:30:00Z"), Some(at("2027-02-09T23:30:00Z")));
        assert!(tenth.meet(night.0, night.1));
        assert!(
            !tenth.meet(night.0, Some(at("2027-02-09T23:00:00Z"))),
            "it ends as the day begins"
        );
        assert!(!tenth.meet(night.0, None));
    }

    #[test]
    fn a_day_may_begin_at_one() {
        let day = days("2018-11-04", "2018-11-04", Zone::SAO_PAULO);
        assert!(day.meet(at("2018-11-04T02:30:00Z"), Some(at("2018-11-04T03:30:00Z"))));
        assert!(!day.meet(at("2018-11-04T02:30:00Z"), Some(at("2018-11-04T03:00:00Z"))));
    }

    #[test]
    fn slots_are_put_in_order_and_named_once() {
        let slot = |start: &str, end: &str| Slot {
            start: at(start),
            end: at(end),
        };
        let nine = slot("2027-02-10T09:00:00Z", "2027-02-10T09:30:00Z");
        let ten = slot("2027-02-10T10:00:00Z", "2027-02-10T10:30:00Z");
        let free = Free::of(Basis::Slots, vec![ten, nine, ten]);
        assert_eq!(
            (free.slots.as_slice(), free.minutes),
            ([nine, ten].as_slice(), Some(30))
        );
        let long = slot("2027-02-10T11:00:00Z", "2027-02-10T12:00:00Z");
        assert_eq!(Free::of(Basis::Slots, vec![nine, long]).minutes, None);
        assert_eq!(Free::of(Basis::NoSchedule, Vec::new()).minutes, None);
    }
}
