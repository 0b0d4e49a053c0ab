//! Published slots of a practitioner's schedules, read by the practitioner if the server can, else one schedule after
//! the other.

use chrono::TimeDelta;
use serde_json::Value;
use zones::Zone;

use super::absences::{LONGEST_ABSENCE, blocked_by};
use super::actors::Actors;
use super::calendar::Calendars;
use super::roles::{ScheduleRecord, SlotRecord, schedule};
use crate::api::{PublishedSlot, Read, ReadDay, Reuse};
use crate::clinics::pages::{GatheredRows, Pages, gather, read_one, record_in};
use crate::{
    Agenda, Days, DecodeError, Failure, Provider, PublishedTimes, Slot, TakenTime, USUAL_LENGTH,
};

/// The most pages of slots: three months of ten minutes each.
const SLOT_PAGES: usize = 60;

/// The days from a day with nothing published to others of the same weekday, in the order in which they are read.
const WEEKS_AROUND: [i64; 3] = [7, 14, -7];

/// The published slots of a practitioner on some days.
#[derive(Default)]
pub(super) struct Published {
    pub(super) slots: Vec<PublishedSlot>,
    /// The ids of the schedules with their absences, including past ones.
    pub(super) schedules: Vec<String>,
    /// Whether the server found them by the actors of their schedules.
    pub(super) is_found_by_actors: bool,
    /// Whether there is a schedule, for any days.
    pub(super) has_schedules: bool,
    /// Whether these are all schedules and slots.
    pub(super) complete: bool,
    /// The time of the first answer by the server's clock.
    pub(super) at: Option<chrono::DateTime<chrono::Utc>>,
}

impl Published {
    /// Returns whether it is known that nothing is published, on any day.
    pub(super) fn is_nothing(&self) -> bool {
        !self.has_schedules && self.complete
    }
}

impl Calendars {
    /// Reads the slots of a practitioner's schedules on these days.
    pub(super) fn published_on(
        &'static self,
        actors: &Actors,
        days: &Days,
        reuse: Reuse,
    ) -> Read<Published> {
        let actors = actors.clone();
        let days = *days;
        let reuse = self.of_same_act(reuse);
        (self.combines)().then(move |combines| {
            let by_schedules = move |actors: &Actors| self.by_schedules(actors, days, reuse);
            if !combines.is_ok_and(|combines| combines.slots_of_actors) {
                return by_schedules(&actors);
            }
            self.by_actors(&actors, &days, reuse)
                .and_then(move |found| match found {
                    Some(published) => Read::Done(Ok(published)),
                    None => by_schedules(&actors),
                })
        })
    }

    /// Reads the slots of the practitioner's own schedules in one search. `None` unless the result proves that the
    /// server supports the search: at least one slot, and each with its schedule, which is one of the practitioner's.
    fn by_actors(
        &'static self,
        actors: &Actors,
        days: &Days,
        reuse: Reuse,
    ) -> Read<Option<Published>> {
        let mut query = (self.slots_of_actors)(actors);
        query.extend((self.slot_days)(days));
        let pages = Pages::of((self.paging)(self.page, SLOT_PAGES), query, self.slots.1);
        let found = gather(self.slots.0, pages.reusing(reuse));
        let found = found.map(Some).or_else(|failure| match failure {
            Failure::Refused(_) => Ok(None),
            unread => Err(unread),
        });
        let actors = actors.clone();
        found.map(move |found| {
            let found = found.filter(|found| !found.rows.is_empty())?;
            let schedules = found.included("Schedule", schedule);
            let mut rows = found.rows;
            if !rows
                .iter()
                .all(|slot| schedules.iter().any(|own| slot.names(&own.id)))
            {
                return None;
            }
            let is_theirs = |own: &ScheduleRecord| own.rank(&actors) == Some(0);
            if !schedules.iter().all(|own| is_theirs(own) || !own.is_active) {
                return None;
            }
            rows.retain(|slot| {
                schedules
                    .iter()
                    .any(|own| own.is_active && slot.names(&own.id))
            });
            let active = schedules.into_iter().filter(|own| own.is_active);
            // Inactive schedules alone don't show whether there is an active one.
            (!rows.is_empty()).then(|| Published {
                slots: rows.into_iter().map(|slot| slot.published).collect(),
                schedules: active.map(|own| own.id).collect(),
                is_found_by_actors: true,
                has_schedules: true,
                complete: found.complete,
                at: found.at,
            })
        })
    }

    /// Reads the schedules, and then the slots of the schedules for any of these days.
    fn by_schedules(&'static self, actors: &Actors, days: Days, reuse: Reuse) -> Read<Published> {
        self.schedules(actors).and_then(move |mut schedules| {
            let before = days.with_days_before(LONGEST_ABSENCE);
            let with_absences = schedules.rows.iter().filter(|own| own.covers(&before));
            let published = Published {
                has_schedules: !schedules.rows.is_empty(),
                complete: schedules.complete,
                at: schedules.at,
                schedules: with_absences.map(|own| own.id.clone()).collect(),
                is_found_by_actors: false,
                slots: Vec::new(),
            };
            schedules.rows.retain(|schedule| schedule.covers(&days));
            self.slots_of_all(schedules, days, reuse, published)
        })
    }

    /// Reads the slots of these schedules, all at once if the server accepts several.
    fn slots_of_all(
        &'static self,
        mut schedules: GatheredRows<ScheduleRecord>,
        days: Days,
        reuse: Reuse,
        published: Published,
    ) -> Read<Published> {
        let several = schedules.rows.len().min(self.schedules_at_once);
        if several == 0 {
            return Read::Done(Ok(published));
        }
        let ids: Vec<String> = schedules.rows.drain(..several).map(|one| one.id).collect();
        self.slots_of_some(ids, days, reuse, published)
            .and_then(move |published| self.slots_of_all(schedules, days, reuse, published))
    }

    /// Reads the slots of these schedules in one search. If that finds nothing or is refused, the slots are read one
    /// schedule after the other.
    fn slots_of_some(
        &'static self,
        ids: Vec<String>,
        days: Days,
        reuse: Reuse,
        mut published: Published,
    ) -> Read<Published> {
        let mut query = (self.slots_of)(&ids);
        query.extend((self.slot_days)(&days));
        let pages = Pages::of((self.paging)(self.page, SLOT_PAGES), query, self.slots.1);
        gather(self.slots.0, pages.reusing(reuse)).then(move |list| {
            let is_of_several = ids.len() > 1;
            match list {
                Err(Failure::Refused(_)) if is_of_several => {}
                Ok(list) if is_of_several && list.rows.is_empty() => {}
                Ok(list) => {
                    let is_own = |slot: &SlotRecord| ids.iter().any(|id| slot.is_on(id));
                    let own = list.rows.into_iter().filter(is_own);
                    published.slots.extend(own.map(|slot| slot.published));
                    published.complete &= list.complete;
                    return Read::Done(Ok(published));
                }
                Err(failure) => return Read::Done(Err(failure)),
            }
            self.one_after_the_other(ids, days, reuse, published)
        })
    }

    fn one_after_the_other(
        &'static self,
        mut ids: Vec<String>,
        days: Days,
        reuse: Reuse,
        published: Published,
    ) -> Read<Published> {
        if ids.is_empty() {
            return Read::Done(Ok(published));
        }
        let first = vec![ids.remove(0)];
        self.slots_of_some(first, days, reuse, published)
            .and_then(move |published| self.one_after_the_other(ids, days, reuse, published))
    }

    /// Adds the published times that are taken without an appointment. If the server refuses to list them, there are
    /// none.
    pub(super) fn with_blocked(
        &'static self,
        agenda: Agenda,
        actors: &Actors,
        days: &Days,
    ) -> Read<Agenda> {
        let days = *days;
        let slots = self.published_on(actors, &days, Reuse::Lends);
        let slots = slots.or_else(|failure| match failure {
            Failure::Refused(_) => Ok(Published::default()),
            unread => Err(unread),
        });
        let actors = actors.clone();
        let slots =
            slots.and_then(move |published| self.with_earlier_absences(published, &actors, days));
        slots.map(move |published| {
            let is_of_days = |published: &PublishedSlot| days.contains(published.slot.start);
            let is_unpublished = published.has_schedules
                && published.complete
                && !published.slots.iter().any(is_of_days);
            let taken = agenda.taken();
            let is_met = |slot: &Slot| {
                let meets = |time: &TakenTime| {
                    let end = time.end.unwrap_or(time.start + USUAL_LENGTH);
                    time.start < slot.end && slot.start < end
                };
                taken.iter().any(meets)
            };
            let slots = published.slots.into_iter();
            let blocked = slots.filter(|published| {
                published.is_absence || published.is_taken && !is_met(&published.slot)
            });
            Agenda {
                blocked: blocked
                    .map(|published| blocked_by(published, None))
                    .collect(),
                names_absences: published.complete,
                is_unpublished,
                ..agenda
            }
        })
    }

    /// Reads the times that a practitioner publishes on these days. If a single day has none, the same weekday is read
    /// in the next two weeks, to see whether the schedule continues, and in the week before.
    pub(in crate::clinics) fn published_times(
        &'static self,
        practitioner: &Provider,
        days: &Days,
    ) -> Read<PublishedTimes> {
        let days = *days;
        self.actors_of(practitioner).and_then(move |actors| {
            let published = self.published_on(&actors, &days, Reuse::OfSameAct);
            published.and_then(move |published| {
                let is_known = published.has_schedules && published.complete;
                let times = times_on(published, &days);
                let is_one_day = days.first() == days.last();
                if is_known && times.is_empty() && is_one_day {
                    return self.on_weekday(actors, days, &WEEKS_AROUND);
                }
                Read::Done(Ok(times))
            })
        })
    }

    /// Reads the published times at these distances in days, until there are some.
    fn on_weekday(
        &'static self,
        actors: Actors,
        day: Days,
        distances: &'static [i64],
    ) -> Read<PublishedTimes> {
        let Some((distance, others)) = distances.split_first() else {
            return Read::Done(Ok(PublishedTimes::default()));
        };
        let there = day.first().checked_add_signed(TimeDelta::days(*distance));
        let Some(there) = there.and_then(|there| Days::new(there, there, day.zone())) else {
            return self.on_weekday(actors, day, others);
        };
        let published = self.published_on(&actors, &there, Reuse::OfSameAct);
        published.and_then(move |published| {
            let times = times_on(published, &there);
            if times.is_empty() {
                return self.on_weekday(actors, day, others);
            }
            Read::Done(Ok(times))
        })
    }

    /// Reads the published slots that overlap this time; `reuse` may allow an answer of the same act of staff.
    pub(in crate::clinics) fn slots_at(
        &'static self,
        practitioner: &Provider,
        time: Slot,
        reuse: Reuse,
    ) -> Read<Vec<PublishedSlot>> {
        let Some(days) = Days::new(time.start.date_naive(), time.end.date_naive(), Zone::UTC)
        else {
            return Read::Done(Ok(Vec::new()));
        };
        let published = self
            .actors_of(practitioner)
            .and_then(move |actors| self.published_on(&actors, &days, reuse));
        published.map(move |published| {
            let mut slots = published.slots;
            slots.retain(|PublishedSlot { slot, .. }| {
                slot.start < time.end && time.start < slot.end
            });
            slots
        })
    }

    /// Decodes the slot in a response.
    ///
    /// # Errors
    ///
    /// Returns a [`DecodeError`] if the response holds no slot.
    pub(in crate::clinics) fn decoded_slot(
        &self,
        answer: Value,
    ) -> Result<PublishedSlot, DecodeError> {
        record_in(answer, self.slots.1, ReadDay::default()).map(|slot| slot.published)
    }

    /// Reads a published slot by its id.
    pub(in crate::clinics) fn slot(&'static self, id: &str) -> Read<PublishedSlot> {
        read_one(self.slots.0, id, self.slots.1).map(|slot| slot.published)
    }
}

/// Returns the times that are published on these days; empty if they may be incomplete.
fn times_on(published: Published, days: &Days) -> PublishedTimes {
    if !published.complete {
        return PublishedTimes::default();
    }
    let slots = published.slots.into_iter().map(|published| published.slot);
    PublishedTimes::of(slots.filter(|slot| days.contains(slot.start)))
}
