//! Absences: published slots that are `busy-unavailable`, of all schedules or of one practitioner's.

use std::collections::BTreeSet;

use super::actors::{Actors, PRACTITIONER, ROLE};
use super::calendar::{Calendars, PAGE_SIZE};
use super::roles::{ONE_PAGE, ScheduleRecord, SlotRecord, role, schedule};
use super::slots::Published;
use crate::api::{PublishedSlot, Read, Reuse};
use crate::appointment::AWAY;
use crate::clinics::pages::{GatheredRows, Pages, QueryPairs, gather};
use crate::{Agenda, Blocked, Days, Failure, MOST_DAYS_AWAY};

/// Days before the requested ones in which an absence that reaches into them may have begun, because a search compares
/// only the start of a slot. No absence entered here is longer.
pub(super) const LONGEST_ABSENCE: u64 = MOST_DAYS_AWAY as u64;
/// The most pages of absences: half a year of a clinic with thirty a day.
const MOST_PAGES: usize = 60;
/// The most pages of their schedules.
const SCHEDULE_PAGES: usize = 10;
/// The most pages of one practitioner's absences that began before.
const PAGES_OF_ONE: usize = 5;
/// The parameter that makes a search return the schedules of its slots, if the server supports it.
const INCLUDE: &str = "_include";
/// The absences of the practitioners of a clinic.
#[derive(Default)]
struct Absences {
    /// The absences by start.
    rows: Vec<Blocked>,
    /// Whether these are all.
    complete: bool,
}

/// Returns a published time that is taken without an appointment.
pub(super) fn blocked_by(published: PublishedSlot, provider: Option<String>) -> Blocked {
    Blocked {
        id: published.id,
        provider,
        slot: published.slot,
        why: published.note,
        is_absence: published.is_absence,
        note: None,
    }
}

impl Calendars {
    /// Returns the appointments with the absences on these days, or without any if those can't be read.
    pub(super) fn with_absences(&'static self, agenda: Agenda, days: &Days) -> Read<Agenda> {
        self.absences(days)
            .or_else(|_| Ok(Absences::default()))
            .map(move |absences| Agenda {
                blocked: absences.rows,
                names_absences: absences.complete,
                ..agenda
            })
    }

    /// Reads the absences of all practitioners on these days, without any appointments.
    pub(in crate::clinics) fn absences_of_all(&'static self, days: &Days) -> Read<Agenda> {
        self.absences(days).map(|absences| Agenda {
            blocked: absences.rows,
            names_absences: absences.complete,
            ..Agenda::default()
        })
    }

    /// Reads the absences of all practitioners on these days, by start.
    fn absences(&'static self, days: &Days) -> Read<Absences> {
        let days = *days;
        (self.combines)().then(move |combines| {
            let includes = combines.is_ok_and(|combines| combines.slots_of_actors);
            let mut query = self.absences_query();
            query.extend((self.slot_days)(&days.with_days_before(LONGEST_ABSENCE)));
            let mut plain = query.clone();
            plain.retain(|(name, _)| *name != INCLUDE);
            let first = if includes { query } else { plain.clone() };
            self.absences_found_by(first, days)
                .then(move |absences| match absences {
                    Err(Failure::Refused(_)) if includes => self.absences_found_by(plain, days),
                    absences => Read::Done(absences),
                })
                // A server may require a single practitioner.
                .or_else(|failure| match failure {
                    Failure::Refused(_) => Ok(Absences::default()),
                    unread => Err(unread),
                })
        })
    }

    /// Reads the absences on these days among the slots that a query finds.
    fn absences_found_by(&'static self, query: QueryPairs, days: Days) -> Read<Absences> {
        let paging = (self.paging)(self.page, MOST_PAGES);
        let pages = Pages::of(paging, query, self.slots.1);
        gather(self.slots.0, pages).and_then(move |found| {
            let found = found.only(move |slot| {
                let slot = &slot.published;
                slot.is_absence && days.meet(slot.slot.start, Some(slot.slot.end))
            });
            self.of_practitioners(found)
        })
    }

    /// Adds to the published times the absences of the practitioner that began before the slots searched for and reach
    /// into these days.
    pub(super) fn with_earlier_absences(
        &'static self,
        mut published: Published,
        actors: &Actors,
        days: Days,
    ) -> Read<Published> {
        if !published.has_schedules {
            return Read::Done(Ok(published));
        }
        let Some(before) = days.before(LONGEST_ABSENCE) else {
            return Read::Done(Ok(published));
        };
        let mut query = self.absences_query();
        query.extend((self.slot_days)(&before));
        let all = if actors.are_of_group() {
            self.of_everybody_once(self.slots.0, query, self.slots.1)
                .or_else(|failure| match failure {
                    Failure::Refused(_) => Ok(None),
                    unread => Err(unread),
                })
        } else {
            Read::Done(Ok(None))
        };
        let is_by_actors = published.is_found_by_actors;
        let schedules = published.schedules.clone();
        let actors = actors.clone();
        let of = actors.clone();
        all.and_then(move |all| match all {
            Some(all) => Read::Done(Ok(all)),
            None if is_by_actors => self.absences_of_actors(&of, before),
            None => self.own_absences(&schedules, before),
        })
        .map(move |found| {
            let included = found.included("Schedule", schedule);
            let is_theirs = |slot: &SlotRecord| {
                let mut own = included
                    .iter()
                    .filter(|own| own.names(&actors) && own.is_active);
                published.schedules.iter().any(|id| slot.names(id))
                    || own.any(|own| slot.names(&own.id))
            };
            let reaches = |slot: &SlotRecord| {
                let slot = slot.published.slot;
                days.meet(slot.start, Some(slot.end))
            };
            for slot in found.rows {
                let is_known = published
                    .slots
                    .iter()
                    .any(|known| known.id == slot.published.id);
                if slot.published.is_absence && reaches(&slot) && is_theirs(&slot) && !is_known {
                    published.slots.push(slot.published);
                }
            }
            published.complete &= found.complete;
            published
        })
    }

    /// Reads the absences on these days in a practitioner's schedules, with the schedules. If the server refuses to
    /// list them, there are none.
    fn absences_of_actors(
        &'static self,
        actors: &Actors,
        days: Days,
    ) -> Read<GatheredRows<SlotRecord>> {
        let mut query = (self.slots_of_actors)(actors);
        query.push(("status", AWAY.to_owned()));
        query.extend((self.slot_days)(&days));
        self.few_absences(query)
    }

    /// Reads the absences of one practitioner that a query finds.
    fn few_absences(&'static self, query: QueryPairs) -> Read<GatheredRows<SlotRecord>> {
        let paging = (self.paging)(self.page, PAGES_OF_ONE);
        let pages = Pages::of(paging, query, self.slots.1);
        let found = gather(self.slots.0, pages.reusing(Reuse::OfSameAct));
        found.or_else(|failure| match failure {
            Failure::Refused(_) => Ok(GatheredRows::empty()),
            unread => Err(unread),
        })
    }

    /// Reads the absences on these days in some schedules. If the server refuses to list them, there are none.
    fn own_absences(
        &'static self,
        schedules: &[String],
        days: Days,
    ) -> Read<GatheredRows<SlotRecord>> {
        let (now, later) = schedules.split_at(schedules.len().min(self.schedules_at_once));
        if now.is_empty() {
            return Read::Done(Ok(GatheredRows::empty()));
        }
        let mut query = (self.slots_of)(now);
        query.push(("status", AWAY.to_owned()));
        query.extend((self.slot_days)(&days));
        let found = self.few_absences(query);
        if later.is_empty() {
            return found;
        }
        let later = later.to_vec();
        found.and_then(move |mut found| {
            self.own_absences(&later, days).map(move |others| {
                found.rows.extend(others.rows);
                found.complete &= others.complete;
                found
            })
        })
    }

    fn absences_query(&'static self) -> QueryPairs {
        let query = self.absences.iter();
        query
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    }

    /// Returns these absences with their practitioners.
    fn of_practitioners(&'static self, found: GatheredRows<SlotRecord>) -> Read<Absences> {
        let included = found.included("Schedule", schedule);
        let is_known = |slot: &SlotRecord| included.iter().any(|own| slot.names(&own.id));
        let schedules = if found.rows.iter().all(is_known) {
            Read::Done(Ok(included))
        } else {
            let paging = (self.paging)(PAGE_SIZE, SCHEDULE_PAGES);
            let all = gather(self.schedules, Pages::of(paging, Vec::new(), schedule));
            all.map(|all| all.rows)
        };
        schedules
            .and_then(|schedules| self.with_roles(schedules))
            .map(move |schedules| absences_of(found, &schedules))
    }

    /// Returns the schedules with the practitioners of their actors.
    fn with_roles(
        &'static self,
        schedules: Vec<ScheduleRecord>,
    ) -> Read<Vec<(ScheduleRecord, Vec<String>)>> {
        let roles: BTreeSet<String> = schedules
            .iter()
            .flat_map(ScheduleRecord::actors)
            .filter_map(|actor| actor.strip_prefix(ROLE).map(str::to_owned))
            .take(PAGE_SIZE)
            .collect();
        let ids: Vec<String> = roles.into_iter().collect();
        let read = if ids.is_empty() {
            Read::Done(Ok(GatheredRows::empty()))
        } else {
            let query = vec![("_id", ids.join(","))];
            let pages = Pages::of((self.paging)(PAGE_SIZE, ONE_PAGE), query, role);
            gather(self.roles, pages.reusing(Reuse::OfSameAct))
        };
        read.map(move |roles| {
            let practitioner_of = |actor: &String| match actor.strip_prefix(ROLE) {
                Some(id) => {
                    let role = roles.rows.iter().find(|role| role.id == id)?;
                    role.practitioner.clone()
                }
                None => actor.strip_prefix(PRACTITIONER).map(str::to_owned),
            };
            let with = |schedule: ScheduleRecord| {
                let of = schedule
                    .actors()
                    .iter()
                    .filter_map(practitioner_of)
                    .collect();
                (schedule, of)
            };
            schedules.into_iter().map(with).collect()
        })
    }
}

/// Returns an absence for each practitioner of a slot's schedule.
fn absences_of(
    found: GatheredRows<SlotRecord>,
    schedules: &[(ScheduleRecord, Vec<String>)],
) -> Absences {
    let mut rows: Vec<Blocked> = Vec::new();
    for slot in found.rows {
        let named = slot.schedule().map(str::to_owned);
        let of = schedules
            .iter()
            .filter(|(schedule, _)| schedule.is_active && named.as_ref() == Some(&schedule.id));
        let practitioners: BTreeSet<&String> = of.flat_map(|(_, of)| of).collect();
        let rows_of = practitioners
            .into_iter()
            .map(|id| blocked_by(slot.published.clone(), Some(id.clone())));
        rows.extend(rows_of);
    }
    rows.sort_by_key(|row| row.slot);
    Absences {
        rows,
        complete: found.complete,
    }
}
