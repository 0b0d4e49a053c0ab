//! Published slots: those of a practitioner's schedules, read by the practitioner where the server can, else one schedule
//! after the other.

use serde_json::Value;
use zones::Zone;

use super::absences::blocked_by;
use super::actors::Actors;
use super::calendar::Calendars;
use super::roles::{ScheduleRecord, SlotRecord, schedule};
use crate::api::{PublishedSlot, Read, Reuse};
use crate::clinics::pages::{GatheredRows, Pages, gather, read_one, record_in};
use crate::{Agenda, Days, DecodeError, Failure, Provider, Slot, TakenTime, USUAL_LENGTH};

/// The most pages of slots: three months of ten minutes each.
const SLOT_PAGES: usize = 60;

/// The published slots of a practitioner on some days.
#[derive(Default)]
pub(super) struct Published {
    pub(super) slots: Vec<PublishedSlot>,
    /// Whether there is a schedule, for whichever days.
    pub(super) has_schedules: bool,
    /// Whether there are no more schedules and slots.
    pub(super) complete: bool,
    /// The time of the first answer by the server's clock.
    pub(super) at: Option<chrono::DateTime<chrono::Utc>>,
}

impl Published {
    /// Returns whether it is known that nothing is published, on whichever day.
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

    /// Reads the slots of the practitioner's own schedules in one search. `None` unless what is found proves that the
    /// server has searched so: some slots, each with its schedule, which is one of the practitioner's.
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
            // Nothing but inactive schedules does not tell whether there is an active one.
            (!rows.is_empty()).then(|| Published {
                slots: rows.into_iter().map(|slot| slot.published).collect(),
                has_schedules: true,
                complete: found.complete,
                at: found.at,
            })
        })
    }

    /// Reads the schedules, and then the slots of those that cover any of these days.
    fn by_schedules(&'static self, actors: &Actors, days: Days, reuse: Reuse) -> Read<Published> {
        self.schedules(actors).and_then(move |mut schedules| {
            let published = Published {
                has_schedules: !schedules.rows.is_empty(),
                complete: schedules.complete,
                at: schedules.at,
                slots: Vec::new(),
            };
            schedules.rows.retain(|schedule| schedule.covers(&days));
            self.slots_of_all(schedules, days, reuse, published)
        })
    }

    /// Reads the slots of these schedules, all of them at once if the server takes several.
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

    /// Adds the published times that are taken, and by none of the appointments. A server that refuses to list them has
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

    /// Reads the published slots that overlap this time. One of the same act of staff will do if `reuse` says so.
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
        record_in(answer, self.slots.1).map(|slot| slot.published)
    }

    /// Reads a published slot by its id.
    pub(in crate::clinics) fn slot(&'static self, id: &str) -> Read<PublishedSlot> {
        read_one(self.slots.0, id, self.slots.1).map(|slot| slot.published)
    }
}
