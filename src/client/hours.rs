//! When a practitioner works, and the free times that follow from it.

use super::pages::{Gathered, Paging};
use super::{Client, clinik};
use crate::booking::time::Minutes;
use crate::booking::{Basis, Cause, Days, Failure, Free, Hours, PractitionerId, Provider, vacancies};

/// The roles of one practitioner; nobody has more.
const ROLES: Paging = Paging::Cursor { count: 100, most: 1 };

impl Client {
    /// When a practitioner works, by all their roles together (ClinikAPI practitioner roles); nothing where they have
    /// none that says.
    ///
    /// # Errors
    /// After up to three tries. A server that knows no roles is no error.
    pub async fn hours(&self, provider: &Provider) -> Result<Option<Hours>, Failure> {
        let Provider::Practitioner(practitioner) = provider else { return Ok(None) };
        Ok(hours_of(self.roles(practitioner).await?))
    }

    /// The practitioner's hours on those days without their appointments; nothing is known without hours.
    pub(super) async fn vacancies(
        &self,
        practitioner: &PractitionerId,
        days: &Days,
        length: Option<Minutes>,
    ) -> Result<Free, Failure> {
        let roles = self.roles(practitioner).await?;
        let (at, complete) = (roles.at, roles.complete);
        let Some(hours) = hours_of(roles) else {
            return Ok(Free { at, complete, ..Free::of(Basis::NoSchedule, Vec::new()) });
        };
        let booked = self.appointments_of_practitioner(practitioner, days).await?;
        Ok(Free { at, ..vacancies(&hours, &booked, length, days) })
    }

    async fn roles(&self, practitioner: &PractitionerId) -> Result<Gathered<clinik::Role>, Failure> {
        let asked = vec![("practitionerId", practitioner.as_str().to_owned())];
        let roles = self.clinik_list("practitioner-roles", ROLES, asked, clinik::role).await;
        let mut roles = roles.or_else(none_where_not_found)?;
        roles.rows.retain(|role| role.is_of(practitioner.as_str()));
        Ok(roles)
    }
}

fn hours_of(roles: Gathered<clinik::Role>) -> Option<Hours> {
    Hours::of(roles.rows.into_iter().map(|role| role.rota))
}

/// A server that knows no such lists, or nothing of that practitioner in them, has none.
pub(super) fn none_where_not_found<T>(failure: Failure) -> Result<Gathered<T>, Failure> {
    match failure {
        Failure::Refused(report) if report.cause == Cause::NotFound => Ok(Gathered::nothing()),
        other => Err(other),
    }
}
