//! Appointments on record, as conflict checks and day views need them.

use chrono::{DateTime, Utc};

use crate::time::Minutes;
use crate::{
    Attendance, Blocked, ClinicId, Days, Directory, Entry, Person, Personal, Status, TakenTime,
    Wished, is_same_id,
};

/// An appointment on record, every text harmless to show. Fields that the clinic doesn't return are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The clinic that keeps it.
    pub clinic: ClinicId,
    /// The appointment's id at the clinic.
    pub id: String,
    /// The patient's id.
    pub person: Option<String>,
    /// The id of the practitioner or location; a home kit has none.
    pub provider: Option<String>,
    /// Everybody else who takes part.
    pub also: Also,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
    /// The end, if the clinic returns one.
    pub end: Option<DateTime<Utc>>,
    /// The status in the clinic's own word, known or not.
    pub status: String,
    /// The note of the staff, if the clinic keeps one.
    pub comment: Option<Personal<String>>,
    /// The purpose in a word or two, if the clinic returns one.
    pub what: Option<Personal<String>>,
    /// The wish, if this is only an entry of the waiting list.
    pub waits: Option<Waiting>,
    /// The version of the record, if the clinic counts versions.
    pub version: Option<String>,
}

/// The people who take part in an appointment besides its patient and its practitioner: it may be a group's, or take
/// several practitioners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Also {
    /// The ids of further patients.
    pub people: Vec<String>,
    /// The ids of further practitioners.
    pub providers: Vec<String>,
    /// The names that the record itself gives to its participants.
    pub named: Vec<NamedEntry>,
}

/// An entry of a list as another record names it: only its id is certain.
pub type NamedEntry = (Directory, Entry);

/// The wish of a patient on the waiting list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The wished times.
    pub wished: Wished,
    /// The time since when they wait, if known.
    pub since: Option<DateTime<Utc>>,
}

impl Booked {
    /// Creates an appointment with nothing else known. Without a known status it takes up its time.
    pub fn new(
        clinic: ClinicId,
        id: impl Into<String>,
        start: impl Into<Option<DateTime<Utc>>>,
    ) -> Booked {
        Booked {
            clinic,
            id: id.into(),
            person: None,
            provider: None,
            also: Also::default(),
            start: start.into(),
            end: None,
            status: String::new(),
            comment: None,
            what: None,
            waits: None,
            version: None,
        }
    }

    /// Returns its unique key: its clinic, and its id there.
    pub fn key(&self) -> (ClinicId, &str) {
        (self.clinic, &self.id)
    }

    /// Returns the length, if the clinic returns one.
    pub fn minutes(&self) -> Option<Minutes> {
        let length = self.end? - self.start?;
        Minutes::new(length.num_minutes())
    }

    /// Returns whether the appointment takes up its time. Unknown statuses do.
    pub fn is_live(&self) -> bool {
        takes_time(&self.status)
    }

    /// Sets the ids of everybody whose time it takes up, each once.
    pub(crate) fn with_providers(mut self, ids: impl IntoIterator<Item = String>) -> Booked {
        let mut all: Vec<String> = Vec::new();
        for id in ids {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        let mut all = all.into_iter();
        self.provider = all.next();
        self.also.providers = all.collect();
        self
    }

    /// Returns the ids of all patients.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        let ids = self.person.iter().chain(&self.also.people);
        ids.map(String::as_str)
    }

    /// Returns the ids of all practitioners, or of the location.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        let ids = self.provider.iter().chain(&self.also.providers);
        ids.map(String::as_str)
    }

    /// Returns whether this patient takes part.
    pub fn is_of(&self, person: &str) -> bool {
        self.people().any(|id| is_same_id(id, person))
    }

    /// Returns whether it takes up the time of this practitioner or location.
    pub fn is_with(&self, provider: &str) -> bool {
        self.providers().any(|id| is_same_id(id, provider))
    }

    /// Returns whether this is an entry of the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.status
            .trim()
            .eq_ignore_ascii_case(Status::Waitlist.word())
    }

    /// Returns whether the patient is still expected, or here.
    pub fn is_open(&self) -> bool {
        matches!(self.attendance(), Attendance::Awaited | Attendance::Here)
    }
}

/// Returns whether an appointment with this status takes place. Unknown statuses do.
pub fn takes_time(status: &str) -> bool {
    Attendance::of(status).takes_time()
}

/// The appointments found, perhaps not all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// The appointments by start, those without one last; each id once.
    pub bookings: Vec<Booked>,
    /// Whether these are all.
    pub complete: bool,
    /// The moment at which they begin at the earliest: an appointment that began before is not included, even if it is
    /// not over. `None` for any moment.
    pub since: Option<DateTime<Utc>>,
    /// Whether the search may be far behind what the clinic has stored, so that a missing appointment may still be
    /// there.
    pub may_lag: bool,
    /// Whether the clinic makes a booking once, even if it is sent again.
    pub makes_once: bool,
    /// The taken times of the practitioner that have no appointment.
    pub blocked: Vec<Blocked>,
    /// Whether these are all absences of the practitioner, or of all practitioners whose appointments were read.
    pub names_absences: bool,
    /// Whether the practitioner publishes times, but none on these days.
    pub is_unpublished: bool,
    /// The patients that the clinic named with their appointments.
    pub people: Vec<Person>,
    /// The names that the records themselves give to their participants.
    pub named: Vec<NamedEntry>,
}

impl Agenda {
    /// Sorts these appointments by start.
    pub fn of(mut bookings: Vec<Booked>, complete: bool) -> Agenda {
        bookings.sort_by_key(|booked| (booked.start.is_none(), booked.start));
        Agenda {
            bookings,
            complete,
            since: None,
            may_lag: false,
            makes_once: false,
            blocked: Vec::new(),
            names_absences: false,
            is_unpublished: false,
            people: Vec::new(),
            named: Vec::new(),
        }
    }

    pub(crate) fn only(mut self, keep: impl Fn(&Booked) -> bool) -> Agenda {
        self.bookings.retain(keep);
        self
    }

    /// Returns the appointments that overlap these days, and those without a time.
    pub(crate) fn on(self, days: Option<&Days>) -> Agenda {
        let Some(days) = days.copied() else {
            return self;
        };
        self.only(|booked| {
            booked
                .start
                .is_none_or(|start| days.meet(start, booked.end))
        })
    }

    /// Adds other appointments, each id once.
    pub(crate) fn and(mut self, other: Agenda) -> Agenda {
        let is_new = |booked: &Booked| self.bookings.iter().all(|known| known.id != booked.id);
        let new: Vec<Booked> = other.bookings.into_iter().filter(is_new).collect();
        self.bookings.extend(new);
        self.bookings
            .sort_by_key(|booked| (booked.start.is_none(), booked.start));
        self.named.extend(other.named);
        self
    }

    /// Returns the times that the appointments take up.
    pub fn taken(&self) -> Vec<TakenTime> {
        let live = self.bookings.iter().filter(|booked| booked.is_live());
        live.filter_map(|booked| {
            Some(TakenTime {
                start: booked.start?,
                end: booked.end,
            })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;

    fn booked(status: &str, start: Option<&str>) -> Booked {
        Booked {
            status: status.to_owned(),
            ..Booked::new(CLINIK, "appt_1", start.map(|text| text.parse().unwrap()))
        }
    }

    #[test]
    fn what_is_called_off_takes_no_time_and_what_is_unknown_does() {
        for status in [
            "booked",
            "arrived",
            "checked-in",
            "pending",
            "scheduled",
            "confirmed",
            "in_transit",
        ] {
            assert!(booked(status, None).is_live(), "{status}");
        }
        for status in [
            "cancelled",
            "Cancelled",
            "noshow",
            "entered-in-error",
            "proposed",
            "waitlist",
        ] {
            assert!(!booked(status, None).is_live(), "{status}");
        }
    }

    #[test]
    fn an_agenda_is_in_order_of_time_with_the_undated_last() {
        let late = Some("2027-02-11T09:00:00Z");
        let early = Some("2027-02-10T09:00:00Z");
        let agenda = Agenda::of(
            [None, late, early]
                .map(|start| booked("booked", start))
                .to_vec(),
            true,
        );
        let starts: Vec<_> = agenda.bookings.iter().map(|booked| booked.start).collect();
        assert_eq!(
            starts,
            [early, late, None].map(|start| start.map(|text| text.parse().unwrap()))
        );
    }
}
