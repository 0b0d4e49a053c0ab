//! The Appointment pane: the appointment that was booked or opened, and the upcoming ones.

mod coming;
mod details;
mod open;
mod recents;
mod shown;
mod upcoming;
mod view;

use std::time::Duration;

use super::{CalendarQuery, Query, Ticket};
use booking::{
    Appointment, AppointmentRef, Change, ClinicId, Failure, Personal, Provider, Subject, Tube, Verb,
};
pub(super) use coming::{has_none as has_none_coming, open as open_coming};
pub use details::appointment_members;
pub(crate) use recents::{last_template, recent_first, recent_of};
pub(crate) use shown::{patient_label, person_shown, shows_another, shows_booking, tubes_text};
pub(crate) use upcoming::{coming_of, entry_in_short, has_all_coming_up, place_among_coming};
pub use upcoming::{coming_up, entry_text, name_of_provider};
pub use view::appointment_lines;
pub(super) use view::{is_empty, page};

/// The state of the Appointment pane.
#[derive(Clone, Default)]
pub struct AppointmentPane {
    /// The appointment that was booked or opened last.
    pub shown: Option<Shown>,
    /// The time of the last read, on the monotonic clock.
    as_of: Duration,
    /// The ticket of the reread, and the time it was sent; `None` unless the appointment is known to have
    /// changed.
    rereading: Option<(Ticket, Duration)>,
    /// The appointment requested by its id, until it is shown.
    pub opening: Query<Opening, ()>,
    /// The tubes of the draw that was viewed last, by the appointment's id.
    pub(super) tubes: Query<String, Vec<Tube>>,
    /// The upcoming appointments of the patient in the form.
    pub coming: Option<Upcoming>,
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
    pub(super) fn show_as_read(&mut self, appointment: Appointment) {
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

    pub(super) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.coming
            .iter_mut()
            .flat_map(|coming| coming.agendas.iter_mut().chain([&mut coming.beyond]))
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
    pub(super) fn new(
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

    /// Returns the appointment as a change refers to it.
    pub fn named(&self) -> AppointmentRef {
        let of = AppointmentRef::of(&self.appointment);
        AppointmentRef {
            person: self.person.clone(),
            provider: self.provider.clone(),
            ..of
        }
    }

    fn belongs_to(&self, clinic: ClinicId, id: &str) -> bool {
        let own = self.person.as_deref();
        self.appointment.clinic == clinic && own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    }
}

/// The upcoming appointments of a patient, as far as they are known.
#[derive(Clone, Default)]
pub struct Upcoming {
    /// The id in the form.
    id: String,
    /// The patient's name.
    name: String,
    /// The requests for the patient's appointments, one for each clinic that knows the patient.
    agendas: Vec<CalendarQuery>,
    /// The request for the days of a booking that lies beyond the days already requested.
    beyond: CalendarQuery,
    /// Whether the other clinics' lists were searched for the same person.
    looked_elsewhere: bool,
    /// The search for the person at another clinic, if that clinic's list is incomplete.
    search: Query<ClinicId, ()>,
}

impl Upcoming {
    /// Whether this is the same person's id at that clinic.
    pub(super) fn is_about(&self, clinic: ClinicId, id: &str) -> bool {
        let person = Subject::person(clinic, id);
        self.subjects().any(|subject| subject == person)
    }

    /// Whether a clinic's upcoming appointments could not be read.
    pub(super) fn has_failed(&self, clinic: ClinicId) -> bool {
        self.failures().any(|(known, _)| known == clinic)
    }

    /// Returns the clinics whose appointments could not be read, and the reasons.
    pub(super) fn failures(&self) -> impl Iterator<Item = (ClinicId, &Failure)> {
        let all = [&self.beyond].into_iter().chain(&self.agendas);
        all.filter_map(|agenda| agenda.clinic().zip(agenda.failure()))
    }

    /// Returns the patient's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the person at each clinic API that knows them.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        self.agendas.iter().filter_map(CalendarQuery::subject)
    }
}

/// An appointment to open by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    clinic: ClinicId,
    id: String,
    to_change: Option<ToChange>,
    /// The text of the entry line when it was requested.
    line: Personal<String>,
}

/// The change whose form opens as soon as its appointment is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToChange {
    /// The action on the appointment.
    pub(super) verb: Verb,
    /// The new time as typed; empty for the next free one, or with another provider for the same time.
    pub(super) time: String,
    /// The new practitioner or location, if that changes.
    pub(super) to: Option<Provider>,
    /// The patient's id, in case the answer lacks it.
    pub(super) person: Option<String>,
    /// The id of the practitioner or location, in case the answer lacks it.
    pub(super) provider: Option<String>,
}
