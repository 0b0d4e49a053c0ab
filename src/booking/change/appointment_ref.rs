//! An appointment that a change is about, as it was last known.

use chrono::{DateTime, Utc};

use crate::booking::booked::takes_time;
use crate::booking::conflict::same_id;
use crate::booking::time::Minutes;
use crate::booking::{Appointment, Booked, Id, Provider, Status, Vendor, Visit};

/// Names an appointment, and says what was known of it when the change was made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentRef {
    /// Who keeps it.
    pub vendor: Vendor,
    /// Its id there.
    pub id: String,
    /// The id of whose it is there.
    pub person: Option<String>,
    /// The id of the practitioner or location there.
    pub provider: Option<String>,
    /// When it starts.
    pub start: Option<DateTime<Utc>>,
    /// When it ends.
    pub end: Option<DateTime<Utc>>,
    /// Its status, in its clinic's own word.
    pub status: String,
}

impl AppointmentRef {
    /// The appointment that was read by its id.
    pub fn of(appointment: &Appointment) -> AppointmentRef {
        let vendor = appointment.backend;
        let said = |wire: Option<&str>| wire.and_then(|name| appointment.member(name)).map(str::to_owned);
        AppointmentRef {
            vendor,
            id: appointment.id.clone(),
            person: said(vendor.patient_field().wire),
            provider: said(vendor.provider_field().wire),
            start: appointment.start,
            end: appointment.end,
            status: appointment.status.clone(),
        }
    }

    /// Its practitioner or location.
    pub fn provider(&self) -> Option<Provider> {
        let id = self.vendor.providers().id(self.provider.as_deref()?)?;
        Some(Provider::of(self.vendor, id))
    }

    /// How long it takes, where that is known.
    pub fn minutes(&self) -> Option<Minutes> {
        let (start, end) = self.start.zip(self.end)?;
        Minutes::new((end - start).num_minutes())
    }

    /// Whether it is with this practitioner, or at this location.
    pub fn is_with(&self, provider: &Provider) -> bool {
        self.vendor == provider.backend() && same_id(self.provider.as_deref(), Some(&provider.id()))
    }

    /// Whether the appointment, as it was read since, is when it was, and stands as it did.
    pub fn is_still(&self, read: &Appointment) -> bool {
        let now = AppointmentRef::of(read);
        (now.start, now.is_live()) == (self.start, self.is_live())
    }

    /// The visit that it is.
    pub fn visit(&self) -> Visit {
        Visit {
            backend: self.vendor,
            person: self.person.clone().unwrap_or_default(),
            provider: self.provider.clone(),
            start: self.start,
        }
    }

    /// Whether it is an entry of the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.status() == Some(Status::Waitlist)
    }

    /// Whether someone comes.
    pub fn is_live(&self) -> bool {
        takes_time(&self.status)
    }
}

/// The id of an appointment that a text is, if it can be one. Names have no digits and no underscores.
pub fn appointment_id(vendor: Vendor, text: &str) -> Option<&str> {
    let text = text.trim();
    let is_no_name = text.contains(|letter: char| letter.is_ascii_digit() || letter == '_');
    (is_no_name && Id::new(vendor.appointment_ids, text).is_some()).then_some(text)
}

impl From<&Booked> for AppointmentRef {
    fn from(booked: &Booked) -> AppointmentRef {
        AppointmentRef {
            vendor: booked.backend,
            id: booked.id.clone(),
            person: booked.person.clone(),
            provider: booked.provider.clone(),
            start: booked.start,
            end: booked.end,
            status: booked.status.clone(),
        }
    }
}
