//! The references that practitioners have in appointments: their own and those of their roles.

use std::collections::BTreeSet;

use super::calendar::{Calendars, PAGE_SIZE};
use super::roles::{ONE_PAGE, PractitionerRole, role};
use crate::api::{Read, Reuse};
use crate::clinics::pages::{GatheredRows, Pages, gather};
use crate::{Appointment, Booked, Failure, Member, Provider};

/// Marks the id of a role that takes the place of a practitioner's.
pub(in crate::clinics) const ROLE: &str = "PractitionerRole/";
/// The beginning of a reference to a practitioner.
pub(super) const PRACTITIONER: &str = "Practitioner/";

/// The references that a practitioner has in appointments and schedules.
#[derive(Clone, Debug)]
pub(in crate::clinics) struct Actors {
    practitioner: String,
    /// The practitioner, and the roles.
    own: Vec<String>,
    /// The services and places of the roles.
    around: Vec<String>,
    /// Whether other calendars are read at the same time, so that data of everybody is read once.
    is_of_group: bool,
}

impl Actors {
    /// Returns the references of a practitioner without roles.
    pub(super) fn alone(id: String) -> Actors {
        Actors {
            own: vec![format!("{PRACTITIONER}{id}")],
            around: Vec::new(),
            practitioner: id,
            is_of_group: false,
        }
    }

    /// Returns the references of a practitioner with these roles.
    pub(super) fn of(practitioner: String, roles: Vec<PractitionerRole>) -> Actors {
        let mut actors = Actors::alone(practitioner);
        for role in roles {
            actors.own.push(format!("{ROLE}{}", role.id));
            actors.around.extend(role.around);
        }
        actors
    }

    /// Marks them as belonging to one of several practitioners whose calendars are read at the same time.
    pub(super) fn in_group(self) -> Actors {
        Actors {
            is_of_group: true,
            ..self
        }
    }

    /// Returns whether other calendars are read at the same time.
    pub(super) fn are_of_group(&self) -> bool {
        self.is_of_group
    }

    /// Returns the practitioner's id.
    pub(in crate::clinics) fn practitioner(&self) -> &str {
        &self.practitioner
    }

    /// Returns the references to the practitioner, first, and to the roles.
    pub(in crate::clinics) fn own(&self) -> &[String] {
        &self.own
    }

    /// Returns the references to the services and places of the roles.
    pub(super) fn around(&self) -> &[String] {
        &self.around
    }

    /// Returns the references to the practitioner, the roles, and their services and places.
    pub(in crate::clinics) fn all(&self) -> Vec<&str> {
        let all = self.own.iter().chain(&self.around);
        all.map(String::as_str).collect()
    }
}

impl Calendars {
    /// Reads the references of a practitioner in appointments. A server that refuses roles has none.
    pub(super) fn actors_of(&'static self, practitioner: &Provider) -> Read<Actors> {
        let id = practitioner.id().to_owned();
        if !self.names_roles {
            return Read::Done(Ok(Actors::alone(id)));
        }
        let roles = self
            .roles_of(practitioner)
            .or_else(|failure| match failure {
                Failure::Refused(_) => Ok(GatheredRows::empty()),
                unread => Err(unread),
            });
        roles.map(move |roles| Actors::of(id, roles.rows))
    }

    /// Returns these appointments with practitioners in place of their roles. A role that the server does not have has
    /// no practitioner.
    pub(super) fn with_practitioners(
        &'static self,
        mut list: GatheredRows<Booked>,
    ) -> Read<GatheredRows<Booked>> {
        let named = list.rows.iter().flat_map(Booked::providers);
        self.owners_of(roles_among(named)).map(move |owners| {
            let resolved = |booked: Booked| {
                let ids: Vec<String> = owners.of(booked.providers()).collect();
                booked.with_providers(ids)
            };
            list.rows = list.rows.into_iter().map(resolved).collect();
            list
        })
    }

    /// Returns an appointment with practitioners in place of their roles.
    pub(in crate::clinics) fn with_practitioners_of(
        &'static self,
        mut appointment: Appointment,
    ) -> Read<Appointment> {
        let field = appointment.clinic.provider_field();
        let stated = appointment.reference(field).map(str::to_owned);
        let named = appointment.also.providers.iter().map(String::as_str);
        let roles = roles_among(named);
        if roles.is_empty() {
            return Read::Done(Ok(appointment));
        }
        self.owners_of(roles).map(move |owners| {
            let named = stated.iter().chain(&appointment.also.providers);
            let mut all: Vec<String> = Vec::new();
            for id in owners.of(named.map(String::as_str)) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
            let mut all = all.into_iter();
            let first = if stated.is_none() { all.next() } else { None };
            if let Some((id, name)) = first.zip(field.wire) {
                let name = name.to_owned();
                let value = id.into();
                appointment.members.push(Member { name, value });
            }
            appointment.also.providers = all.collect();
            appointment
        })
    }

    /// Reads the practitioners of these roles, unless the list of practitioners has just returned them.
    fn owners_of(&'static self, roles: BTreeSet<String>) -> Read<RoleOwners> {
        if roles.is_empty() {
            return Read::Done(Ok(RoleOwners(Vec::new())));
        }
        let Some(listed) = self.listed_with_roles else {
            return self.owners_searched_for(&roles);
        };
        let (path, pages) = listed();
        gather(path, pages.reusing(Reuse::OnlyOfCommand)).then(move |list| {
            let known = list.map(|list| list.included("PractitionerRole", role));
            let known = known.unwrap_or_default();
            if roles
                .iter()
                .all(|id| known.iter().any(|role| role.id == *id))
            {
                return Read::Done(Ok(RoleOwners(known)));
            }
            self.owners_searched_for(&roles)
        })
    }

    fn owners_searched_for(&'static self, roles: &BTreeSet<String>) -> Read<RoleOwners> {
        let ids: Vec<&str> = roles.iter().take(PAGE_SIZE).map(String::as_str).collect();
        let query = vec![("_id", ids.join(","))];
        let pages = Pages::of((self.paging)(PAGE_SIZE, ONE_PAGE), query, role);
        let found = gather(self.roles, pages.reusing(Reuse::OfSameAct));
        let found = found.or_else(|failure| match failure {
            Failure::Refused(_) => Ok(GatheredRows::empty()),
            unread => Err(unread),
        });
        found.map(|roles| RoleOwners(roles.rows))
    }
}

/// Roles, each with its practitioner.
struct RoleOwners(Vec<PractitionerRole>);

impl RoleOwners {
    /// Returns the ids of practitioners for these ids, which may be of roles; none for a role without a practitioner.
    fn of<'a>(
        &'a self,
        ids: impl Iterator<Item = &'a str> + 'a,
    ) -> impl Iterator<Item = String> + 'a {
        ids.filter_map(|id| {
            let Some(role) = id.strip_prefix(ROLE) else {
                return Some(id.to_owned());
            };
            let role = self.0.iter().find(|known| known.id == role)?;
            role.practitioner.clone()
        })
    }
}

/// Returns the ids of the roles among these ids.
fn roles_among<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let roles = ids.filter_map(|id| id.strip_prefix(ROLE));
    roles.map(str::to_owned).collect()
}
