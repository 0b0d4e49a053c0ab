//! The person whose appointments are requested.

use booking::{Booking, Change, ClinicId, Days, Reference};
use zones::Zone;

/// The person whose appointments are requested, and the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    clinic: ClinicId,
    person: String,
    /// The days; `None` requests everything, including appointments without a time.
    days: Option<Days>,
    /// The reference of the wanted booking, if it has one.
    reference: Option<Reference>,
}

impl Whose {
    /// Creates a request for a person's appointments on some days. The days are dropped if the clinic API can't filter
    /// by day.
    pub fn of(clinic: ClinicId, person: String, days: Option<Days>) -> Whose {
        let is_read_by_days = clinic.can().agenda_days.is_some();
        Whose {
            clinic,
            person,
            days: if is_read_by_days { days } else { None },
            reference: None,
        }
    }

    /// Returns the same request for other days.
    pub(crate) fn on(&self, days: Days) -> Whose {
        Whose {
            days: Some(days),
            ..self.clone()
        }
    }

    /// Returns the clinic.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns the person's id at the clinic.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// Returns the requested days, or `None` if everything is requested.
    pub fn days(&self) -> Option<&Days> {
        self.days.as_ref()
    }

    /// Returns the reference of the wanted booking, if it has one.
    pub fn reference(&self) -> Option<Reference> {
        self.reference
    }

    /// Creates the request that finds out whether a change was made. It covers whole days and all their pages, because
    /// nothing less proves that an appointment does not exist. A booking with a reference is searched for on every day,
    /// as another desk may have moved it since. Any other is searched for on its days in `zone`, if it has a time.
    pub fn is_for(change: &Change, zone: Zone) -> Whose {
        let visit = change.visit();
        let made = change.makes();
        let reference = made.and_then(Booking::reference);
        let by_time = if reference.is_none() { made } else { None };
        let days = by_time.and_then(|booking| booking.days(zone));
        Whose {
            reference,
            ..Whose::of(visit.clinic, visit.person, days)
        }
    }
}
