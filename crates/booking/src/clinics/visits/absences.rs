//! Absences: published slots that are `busy-unavailable`, of all schedules or in those of one practitioner.

use std::collections::BTreeSet;

use super::actors::ROLE;
use super::calendar::{Calendars, PAGE_SIZE};
use super::roles::{ONE_PAGE, ScheduleRecord, SlotRecord, role, schedule};
use crate::api::{PublishedSlot, Read, Reuse};
use crate::clinics::pages::{GatheredRows, Pages, QueryPairs, gather};
use crate::{Agenda, Blocked, Days, Failure};

/// The most pages of absences, and of schedules in which they are.
const MOST_PAGES: usize = 10;
/// The parameter by which a search returns the schedules of its slots, if the server can.
const INCLUDE: &str = "_include";
/// The beginning of a reference to a practitioner.
const PRACTITIONER: &str = "Practitioner/";

/// The absences of the practitioners of a clinic.
#[derive(Default)]
struct Absences {
    /// The absences by start.
    rows: Vec<Blocked>,
    /// Whether these are all.
    complete: bool,
}

/// Returns a published time that is taken by no appointment.
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
    /// Returns the appointments with the absences on these days. If those can't be read, there are none.
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
            let query = self.absences.iter();
            let mut query: Vec<_> = query
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            query.extend((self.slot_days)(&days));
            let mut plain = query.clone();
            plain.retain(|(name, _)| *name != INCLUDE);
            let first = if includes { query } else { plain.clone() };
            self.absences_found_by(first, days)
                .then(move |absences| match absences {
                    Err(Failure::Refused(_)) if includes => self.absences_found_by(plain, days),
                    absences => Read::Done(absences),
                })
                // A server may want to be asked for one practitioner.
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

    /// Returns these absences with their practitioners.
    fn of_practitioners(&'static self, found: GatheredRows<SlotRecord>) -> Read<Absences> {
        let included = found.included("Schedule", schedule);
        let is_known = |slot: &SlotRecord| included.iter().any(|own| slot.names(&own.id));
        let schedules = if found.rows.iter().all(is_known) {
            Read::Done(Ok(included))
        } else {
            let paging = (self.paging)(PAGE_SIZE, MOST_PAGES);
            let all = gather(self.schedules, Pages::of(paging, Vec::new(), schedule));
            all.map(|all| all.rows)
        };
        schedules
            .and_then(|schedules| self.with_roles(schedules))
            .map(move |schedules| absences_of(found, &schedules))
    }

    /// Returns the schedules with the practitioners to whom their actors belong.
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
                let of = schedule.actors().iter().filter_map(practitioner_of);
                let of = of.collect();
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
