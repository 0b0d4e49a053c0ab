//! The state of the Appointment pane: the appointment that was booked or opened.

use std::time::Duration;

use booking::{Appointment, AppointmentRef, Change, ClinicId, Personal, Provider, Tube, Verb};
use office::{Query, Ticket};
use words::KnownAppointment;

/// The state of the Appointment pane.
#[derive(Clone, Default)]
pub struct AppointmentPane {
    /// The appointment that was booked or opened last.
    pub shown: Option<Shown>,
    /// The time of the last read, on the monotonic clock.
    pub(crate) as_of: Duration,
    /// The ticket of the reread, and the time it was sent; `None` unless the appointment is known to have
    /// changed.
    pub(crate) rereading: Option<(Ticket, Duration)>,
    /// The appointment requested by its id, until it is shown.
    pub opening: Query<Opening, ()>,
    /// The tubes of the draw that was viewed last, by the appointment's id.
    pub(crate) tubes: Query<String, Vec<Tube>>,
}

impl AppointmentPane {
    /// Shows an appointment that has just been read; `up` is the time since the desk opened.
    pub(crate) fn put(&mut self, shown: Shown, up: Duration) {
        (self.as_of, self.rereading) = (up, None);
        self.shown = Some(shown);
    }

    /// Hides the appointment, unless it is the one with this id.
    pub(crate) fn hide_all_but(&mut self, id: Option<&str>) {
        self.shown
            .take_if(|shown| id != Some(shown.appointment.id.as_str()));
    }

    /// Shows the appointment as it was read, if it is the one shown.
    pub(crate) fn show_as_read(&mut self, appointment: Appointment) {
        if let Some(shown) = self
            .shown
            .as_mut()
            .filter(|shown| shown.appointment.id == appointment.id)
        {
            let Shown {
                person,
                provider,
                origin,
                ..
            } = shown.clone();
            *shown = Shown::new(appointment, person, provider, origin);
        }
    }
}

/// The appointment in the Appointment pane.
#[derive(Clone)]
pub struct Shown {
    /// The appointment as the clinic answered.
    pub appointment: Appointment,
    /// The patient's id: from the answer, else from the request.
    pub person: Option<String>,
    /// The id of the practitioner or location: from the answer, else from the request.
    pub provider: Option<String>,
    /// How the appointment came into the pane.
    pub origin: Origin,
}

/// How an appointment came into its pane.
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
    pub(crate) fn new(
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

    /// Returns the appointment and what is known of it beside the clinic's answer.
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

    pub(crate) fn belongs_to(&self, clinic: ClinicId, id: &str) -> bool {
        let own = self.person.as_deref();
        self.appointment.clinic == clinic && own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    }
}

/// An appointment to open by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub(crate) clinic: ClinicId,
    pub(crate) id: String,
    pub(crate) to_change: Option<ToChange>,
    /// The text of the entry line when it was requested.
    pub(crate) line: Personal<String>,
}

/// The change whose form opens as soon as its appointment is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToChange {
    /// The action on the appointment.
    pub(crate) verb: Verb,
    /// The new time as typed; empty for the next free one, or with another provider for the same time.
    pub(crate) time: String,
    /// The new practitioner or location, if that changes.
    pub(crate) to: Option<Provider>,
    /// The patient's id, in case the answer lacks it.
    pub(crate) person: Option<String>,
    /// The id of the practitioner or location, in case the answer lacks it.
    pub(crate) provider: Option<String>,
}
