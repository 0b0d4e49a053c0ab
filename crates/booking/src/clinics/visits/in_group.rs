//! The free times of several practitioners whose calendars are read at the same time: shared data is read once for all,
//! unless it is too long or the server refuses to list it.

use super::actors::Actors;
use super::calendar::{Calendars, PAGE_SIZE, agenda_on};
use super::roles::{ONE_PAGE, PractitionerRole, ScheduleRecord, role, schedule};
use crate::api::{Read, Reuse};
use crate::clinics::pages::{
    GatheredRows, Pages, QueryPairs, RecordReader, empty_if_not_found, gather,
};
use crate::time::Minutes;
use crate::{Agenda, Days, Free, Provider};

/// The most pages of a list that is read for everybody; if it is longer, each practitioner's part is read.
const MOST_PAGES: usize = 5;

impl Calendars {
    /// Reads the free times of one of several practitioners whose free times are read at the same time.
    pub(in crate::clinics) fn free_times_in_group(
        &'static self,
        practitioner: &Provider,
        days: &Days,
        length: Option<Minutes>,
    ) -> Read<Free> {
        let practitioner = practitioner.clone();
        let days = *days;
        self.actors_in_group(&practitioner)
            .and_then(move |actors| self.free_of(practitioner, actors, days, length))
    }

    fn actors_in_group(&'static self, practitioner: &Provider) -> Read<Actors> {
        let practitioner = practitioner.clone();
        if !self.names_roles {
            return self.actors_of(&practitioner).map(Actors::in_group);
        }
        let roles = self.of_everybody_once(self.roles, Vec::new(), role);
        roles.then(move |roles| match roles {
            Ok(Some(roles)) => {
                let id = practitioner.id();
                let own = roles
                    .rows
                    .into_iter()
                    .filter(|role: &PractitionerRole| role.is_theirs(id));
                Read::Done(Ok(Actors::of(id.to_owned(), own.collect()).in_group()))
            }
            _ => self.actors_of(&practitioner).map(Actors::in_group),
        })
    }

    /// Reads the roles of a practitioner; for one of a group, those of everybody.
    pub(super) fn roles_of_actors(
        &'static self,
        practitioner: &Provider,
        actors: &Actors,
    ) -> Read<GatheredRows<PractitionerRole>> {
        if !actors.are_of_group() {
            return self.roles_of(practitioner);
        }
        let practitioner = practitioner.clone();
        let roles = self.of_everybody_once(self.roles, Vec::new(), role);
        roles.then(move |roles| match roles {
            Ok(Some(roles)) => {
                let id = practitioner.id();
                Read::Done(Ok(roles.only(|role| role.is_theirs(id))))
            }
            _ => self.roles_of(&practitioner),
        })
    }

    /// Reads the schedules of everybody, or else of the actors.
    pub(super) fn schedules_in_group(
        &'static self,
        actors: &Actors,
    ) -> Read<GatheredRows<ScheduleRecord>> {
        let actors = actors.clone();
        let query = vec![("active", "true".to_owned())];
        let all = self.of_everybody_once(self.schedules, query, schedule);
        all.then(move |all| match all {
            // A schedule that names nobody does not belong to everybody.
            Ok(Some(all)) => Read::Done(Ok(all.only(|one| !one.actors().is_empty()))),
            _ => self.schedules_searched_for(&actors),
        })
    }

    /// Reads the schedules of the actors.
    pub(super) fn schedules_searched_for(
        &'static self,
        actors: &Actors,
    ) -> Read<GatheredRows<ScheduleRecord>> {
        let pages = Pages::of(
            (self.paging)(PAGE_SIZE, ONE_PAGE),
            (self.schedules_of)(actors),
            schedule,
        );
        gather(self.schedules, pages).or_else(empty_if_not_found)
    }

    /// Reads the appointments of everybody on these days, or else the ones that `own` finds.
    pub(super) fn appointments_in_group(
        &'static self,
        own: QueryPairs,
        days: &Days,
    ) -> Read<Agenda> {
        let days = *days;
        let (path, booked) = self.appointments;
        let query = own.clone();
        let all = self.of_everybody_once(path, (self.days)(&days), booked);
        let agenda = all.then(move |all| match all {
            Ok(Some(all)) => self
                .with_practitioners(all)
                .map(move |all| agenda_on(all, Some(days))),
            _ => self.appointments(query, Some(&days)),
        });
        agenda.and_then(move |agenda| self.with_earlier_in_group(agenda, own, days))
    }

    /// Adds the appointments that began before these days and reach into them: everybody's, or else the ones that `own`
    /// finds.
    fn with_earlier_in_group(
        &'static self,
        agenda: Agenda,
        own: QueryPairs,
        days: Days,
    ) -> Read<Agenda> {
        let back = self.reaches_back.of_one;
        let Some(before) = days.before(back) else {
            return Read::Done(Ok(agenda));
        };
        self.earlier(Vec::new(), before)
            .and_then(move |all| match all {
                Some(all) if all.complete => self.and_earlier(agenda, Some(all), before, days),
                _ => self.with_earlier(agenda, own, days, back),
            })
    }

    /// Reads a list about everybody, or shares the read that is under way. `None` if it is too long.
    pub(super) fn of_everybody_once<T: Send + 'static>(
        &'static self,
        path: &'static str,
        query: QueryPairs,
        read: RecordReader<T>,
    ) -> Read<Option<GatheredRows<T>>> {
        let pages = Pages::of((self.paging)(PAGE_SIZE, MOST_PAGES), query, read);
        gather(path, pages.reusing(Reuse::OfSameAct))
            .map(|list| Some(list).filter(|list| list.complete))
    }
}
