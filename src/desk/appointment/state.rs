//! The Appointment pane, the appointment it shows, and what is coming up.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::tubes::TubePreview;
use crate::booking::{
    Appointment, AppointmentRef, Change, Days, Directory, Failure, FieldId, Subject, Vendor, Vendors, Verb,
};
use crate::desk::Ticket;
use crate::desk::people::CalendarQuery;

/// What the Appointment pane shows.
#[derive(Clone, Default)]
pub struct AppointmentPane {
    /// The appointment that came back last, or was opened.
    pub shown: Option<Shown>,
    /// When it was read last, on the monotonic clock.
    pub(super) as_of: Duration,
    /// Under which it is read once more, where it is known to stand otherwise.
    pub(super) rereading: Option<(Ticket, Duration)>,
    /// The appointment that was asked for by its id, until it is shown.
    pub opening: Option<Opening>,
    /// The tubes of the draw that was looked at last.
    pub(in crate::desk) tubes: Option<TubePreview>,
    /// What is coming up for whom the form names.
    pub coming: Option<Upcoming>,
}

/// The appointment in the Appointment pane.
#[derive(Clone)]
pub struct Shown {
    /// What came back.
    pub appointment: Appointment,
    /// The id of whose it is: as the answer says, else as the request did.
    pub person: Option<String>,
    /// The id of whom it is with, or where, likewise.
    pub provider: Option<String>,
    /// How it came there.
    pub origin: Origin,
}

/// How an appointment came into its pane.
#[derive(Clone)]
pub enum Origin {
    /// This desk has made it.
    Made(Making),
    /// This desk has altered it.
    Altered(Change),
    /// A person has opened it.
    Opened,
}

/// What only whoever made an appointment knows of it.
#[derive(Clone)]
pub struct Making {
    /// How long the answer took.
    pub took: Duration,
    /// The entry line that would have booked it, where the lists tell.
    pub as_line: Option<String>,
    /// What the answer says otherwise than the request did.
    pub differs: Vec<String>,
    /// What stays on the desk's record only.
    pub desk_note: String,
}

impl Shown {
    pub(in crate::desk) fn new(
        appointment: Appointment,
        person: Option<String>,
        provider: Option<String>,
        origin: Origin,
    ) -> Shown {
        let said = |id: FieldId| id.wire.and_then(|name| appointment.member(name)).map(str::to_owned);
        let backend = appointment.backend;
        let person = said(backend.patient_field()).or(person);
        let provider = said(backend.provider_field()).or(provider);
        Shown { person, provider, appointment, origin }
    }

    /// What this desk knows of its making, where it has made it.
    pub fn making(&self) -> Option<&Making> {
        match &self.origin {
            Origin::Made(making) => Some(making),
            Origin::Altered(_) | Origin::Opened => None,
        }
    }

    /// The appointment as a change of it names it.
    pub fn named(&self) -> AppointmentRef {
        let of = AppointmentRef::of(&self.appointment);
        AppointmentRef { person: self.person.clone(), provider: self.provider.clone(), ..of }
    }

    pub(super) fn belongs_to(&self, backend: Vendor, id: &str) -> bool {
        let own = self.person.as_deref();
        self.appointment.backend == backend && own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    }
}

/// Whose appointments are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    backend: Vendor,
    person: String,
    /// Everything of theirs where there are none, what has no time too.
    pub(super) days: Option<Days>,
}

impl Whose {
    /// That person's, on those days; whenever they are where the clinic API does not go by days.
    pub(in crate::desk) fn of(backend: Vendor, person: String, days: Option<Days>) -> Whose {
        Whose { backend, person, days: days.filter(|_| backend.can().agenda_days.is_some()) }
    }

    /// Where they are.
    pub fn backend(&self) -> Vendor {
        self.backend
    }

    /// The person's id there.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// The days that are asked about, unless it is about everything.
    pub fn days(&self) -> Option<&Days> {
        self.days.as_ref()
    }

    /// Whose appointments tell whether a change was made. Whole days, and every page of them: nothing less proves that
    /// something is not there. A booking that bears a reference is looked for on every day, as another desk may have moved
    /// it since; another one on the days it takes up by the clock of `zone`, where it has any.
    pub fn is_for(change: &Change, zone: Tz) -> Whose {
        let visit = change.visit();
        let by_time = change.makes().filter(|booking| booking.reference().is_none());
        Whose::of(visit.backend, visit.person, by_time.and_then(|booking| booking.days(zone)))
    }
}

/// What is known to be coming up.
#[derive(Clone)]
pub struct Upcoming {
    /// The id in the form.
    pub(super) id: String,
    /// Who that is.
    pub(super) name: String,
    /// Under which id each backend knows the person, and what it says.
    pub(super) agendas: Vec<CalendarQuery>,
    /// What they have on the days of a booking that lies further ahead than its backend was asked about.
    pub(super) beyond: Option<CalendarQuery>,
    /// Whether the other backend's list has been looked through for the same person.
    pub(super) looked_elsewhere: bool,
    /// Under which the server was asked for them, where that list is not the whole of it.
    pub(super) sought: Option<(Ticket, Vendor)>,
    /// Whether the answer to that is still to come.
    pub(super) seeking: bool,
}

impl Upcoming {
    /// Whether that is the same person's id at that backend.
    pub(in crate::desk) fn is_about(&self, backend: Vendor, id: &str) -> bool {
        let person = Subject::person(backend, id);
        self.agendas.iter().any(|agenda| *agenda.subject() == person)
    }

    /// Whether a backend could not say what is coming up for them.
    pub(in crate::desk) fn has_failed(&self, backend: Vendor) -> bool {
        self.failures().any(|(known, _)| known == backend)
    }

    /// Why that could not be read, and where.
    pub(in crate::desk) fn failures(&self) -> impl Iterator<Item = (Vendor, &Failure)> {
        let all = self.beyond.iter().chain(&self.agendas);
        all.filter_map(|agenda| Some((agenda.subject().vendor(), agenda.failure()?)))
    }

    /// Who it is about.
    pub(in crate::desk) fn name(&self) -> &str {
        &self.name
    }

    /// The person at each clinic API that knows them.
    pub(in crate::desk) fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        self.agendas.iter().map(|agenda| agenda.subject().clone())
    }
}

/// An appointment that was asked for by its id and is not in its pane.
#[derive(Clone)]
pub struct Opening {
    pub(super) ticket: Ticket,
    pub(super) vendor: Vendor,
    /// Why it could not be read; none while the answer is awaited.
    pub failure: Option<Box<Failure>>,
    pub(super) to_change: Option<ToChange>,
}

/// The change whose form opens as soon as its appointment is there.
#[derive(Clone)]
pub(in crate::desk) struct ToChange {
    /// What is to be done with it.
    pub(in crate::desk) verb: Verb,
    /// The new time as typed; empty for the next free one.
    pub(in crate::desk) time: String,
    /// Whose it is, in case the answer does not say.
    pub(in crate::desk) person: Option<String>,
    /// With whom or where it is, likewise.
    pub(in crate::desk) provider: Option<String>,
}

/// Something that a booking of the last day was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub(super) backend: String,
    pub(super) recent: Used,
    pub(super) id: String,
    pub(super) at: DateTime<Utc>,
}

/// What it was to the booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Used {
    /// Whom it was for.
    Person,
    /// With whom, or where.
    Provider,
    /// What it was filled from; its letter stands for it.
    Template,
}

impl Recent {
    /// The word of the clinic API it is for.
    pub fn word(&self) -> &str {
        &self.backend
    }

    /// The backend it was used at; none where the desk books at no such one.
    fn backend(&self, vendors: Vendors) -> Option<Vendor> {
        vendors.by_word(&self.backend).ok()
    }

    pub(super) fn directory(&self, vendors: Vendors) -> Option<Directory> {
        match self.recent {
            Used::Person => self.backend(vendors).map(Vendor::people),
            Used::Provider => self.backend(vendors).map(Vendor::providers),
            Used::Template => None,
        }
    }
}
