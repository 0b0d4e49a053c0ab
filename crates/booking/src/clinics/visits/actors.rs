//! The references under which practitioners take part in appointments: their own, and those of their roles.

use std::collections::BTreeSet;

use super::calendar::{Calendars, PAGE_SIZE};
use super::roles::{ONE_PAGE, PractitionerRole, role};
use crate::api::{Read, Reuse};
use crate::clinics::pages::{GatheredRows, Pages, gather};
use crate::{Booked, Failure, Provider};

/// Marks the id of a role in place of a practitioner's.
pub(in crate::clinics) const ROLE: &str = "PractitionerRole/";

/// The references under which a practitioner takes part in appointments and has schedules.
#[derive(Clone, Debug)]
pub(in crate::clinics) struct Actors {
    practitioner: String,
    /// The practitioner, and the roles.
    own: Vec<String>,
    /// The services and places of the roles.
    around: Vec<String>,
    /// Whether the calendars of others are read at the same time, so that what concerns everybody is read once.
    is_of_group: bool,
}

impl Actors {
    /// Returns those of a practitioner without roles.
    pub(super) fn alone(id: String) -> Actors {
        Actors {
            own: vec![format!("Practitioner/{id}")],
            around: Vec::new(),
            practitioner: id,
            is_of_group: false,
        }
    }

    /// Returns those of a practitioner with these roles.
    pub(super) fn of(practitioner: String, roles: Vec<PractitionerRole>) -> Actors {
        let mut actors = Actors::alone(practitioner);
        for role in roles {
            actors.own.push(format!("{ROLE}{}", role.id));
            actors.around.extend(role.around);
        }
        actors
    }

    /// Returns them as of one of several whose calendars are read at the same time.
    pub(super) fn in_group(self) -> Actors {
        Actors {
            is_of_group: true,
            ..self
        }
    }

    /// Whether the calendars of others are read at the same time.
    pub(super) fn are_of_group(&self) -> bool {
        self.is_of_group
    }

    /// Returns the practitioner's id.
    pub(in crate::clinics) fn practitioner(&self) -> &str {
        &self.practitioner
    }

    /// Returns the references to the practitioner and the roles; the practitioner's is the first.
    pub(in crate::clinics) fn own(&self) -> &[String] {
        &self.own
    }

    /// Returns the references to the services and places of the roles.
    pub(super) fn around(&self) -> &[String] {
        &self.around
    }

    /// Returns the references to the practitioner, the roles, and the services and places of those.
    pub(in crate::clinics) fn all(&self) -> Vec<&str> {
        let all = self.own.iter().chain(&self.around);
        all.map(String::as_str).collect()
    }
}

impl Calendars {
    /// Reads under which references a practitioner takes part: a server that refuses roles names none.
    pub(super) fn actors_of(&'static self, practitioner: &Provider) -> Read<Actors> {
        let id = practitioner.id();
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

    /// Returns these appointments with the practitioners whose roles they name. A role that the server does not have is
    /// nobody's.
    pub(super) fn with_practitioners(
        &'static self,
        mut list: GatheredRows<Booked>,
    ) -> Read<GatheredRows<Booked>> {
        let named = list.rows.iter().flat_map(Booked::providers);
        let roles: BTreeSet<&str> = named.filter_map(|id| id.strip_prefix(ROLE)).collect();
        let roles: Vec<&str> = roles.into_iter().take(PAGE_SIZE).collect();
        if roles.is_empty() {
            return Read::Done(Ok(list));
        }
        let query = vec![("_id", roles.join(","))];
        let pages = Pages::of((self.paging)(PAGE_SIZE, ONE_PAGE), query, role);
        gather(self.roles, pages.reusing(Reuse::OfSameAct)).map(move |roles| {
            let practitioner_of = |id: &str| {
                let Some(role) = id.strip_prefix(ROLE) else {
                    return Some(id.to_owned());
                };
                let role = roles.rows.iter().find(|known| known.id == role)?;
                role.practitioner.clone()
            };
            let resolved = |booked: Booked| {
                let ids: Vec<String> = booked.providers().filter_map(practitioner_of).collect();
                booked.with_providers(ids)
            };
            list.rows = list.rows.into_iter().map(resolved).collect();
            list
        })
    }
}
