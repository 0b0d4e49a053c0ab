//! An appointment that is shown, and why it is.

use booking::{Appointment, AppointmentRef, Change};

use crate::KnownAppointment;

/// An appointment that is shown.
#[derive(Clone)]
pub struct Shown {
    /// The appointment as its clinic answered.
    pub appointment: Appointment,
    /// The patient's id: from the answer, else from the request.
    pub person: Option<String>,
    /// The id of the practitioner or location: from the answer, else from the request.
    pub provider: Option<String>,
    /// Why it is shown.
    pub origin: Origin,
}

/// The reason why an appointment is shown.
#[derive(Clone)]
pub enum Origin {
    /// This desk made the appointment.
    Made(Making),
    /// This desk altered the appointment.
    Altered(Change),
    /// A person opened the appointment.
    Opened,
}

/// Facts about an appointment that only the desk that made it knows.
#[derive(Clone)]
pub struct Making {
    /// The entry line that would have booked it, if the lists suffice to write it.
    pub as_line: Option<String>,
    /// The members in which the answer differs from the request.
    pub differs: Vec<String>,
}

impl Shown {
    /// Creates a shown appointment. The request supplies what the answer does not name.
    pub fn new(
        appointment: Appointment,
        person: Option<String>,
        provider: Option<String>,
        origin: Origin,
    ) -> Shown {
        let AppointmentRef {
            person: named,
            provider: place,
            ..
        } = AppointmentRef::of(&appointment);
        Shown {
            person: named.or(person),
            provider: place.or(provider),
            appointment,
            origin,
        }
    }

    /// Returns the facts of its making, or `None` if this desk did not make it.
    pub fn making(&self) -> Option<&Making> {
        match &self.origin {
            Origin::Made(making) => Some(making),
            Origin::Altered(_) | Origin::Opened => None,
        }
    }

    /// Returns the appointment, with what is known of it besides the clinic's answer.
    pub fn known(&self) -> KnownAppointment<'_> {
        KnownAppointment {
            appointment: &self.appointment,
            person: self.person.as_deref(),
            provider: self.provider.as_deref(),
            as_line: self.making().and_then(|making| making.as_line.as_deref()),
        }
    }

    /// Returns the appointment as a change refers to it.
    pub fn named(&self) -> AppointmentRef {
        self.known().named()
    }
}
