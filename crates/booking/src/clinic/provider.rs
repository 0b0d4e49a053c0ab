//! A practitioner or location, whose calendar a clinic keeps.

use super::{ClinicId, Id};

/// A practitioner or location of a clinic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    clinic: ClinicId,
    id: Id,
}

impl Provider {
    /// Creates the provider with this id.
    pub(crate) fn of(clinic: ClinicId, id: Id) -> Provider {
        Provider { clinic, id }
    }

    /// Creates the provider with the id `id`, if it has the shape of one there.
    pub fn named(clinic: ClinicId, id: &str) -> Option<Provider> {
        Some(Provider {
            clinic,
            id: clinic.providers().id(id)?,
        })
    }

    /// Returns the clinic that keeps the calendar.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }
}
