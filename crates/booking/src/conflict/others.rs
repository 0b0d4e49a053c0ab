//! The calendars of a visit's participants other than its patient and its practitioner.

use super::Candidate;
use crate::{AppointmentRef, Blocked, Book, CalendarEntry, Subject};

/// A participant of a visit other than its patient and its practitioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Participant {
    /// A further patient, by id.
    Patient(String),
    /// A further practitioner, by id.
    Provider(String),
}

/// The calendar of such a participant.
#[derive(Clone, Debug)]
pub struct OtherCalendar<'a> {
    /// The participant.
    pub whom: Participant,
    /// The appointments.
    pub entries: Vec<CalendarEntry<'a>>,
    /// The taken times without an appointment.
    pub blocked: Vec<Blocked>,
}

impl<'a> OtherCalendar<'a> {
    /// Returns the calendars of an appointment's participants other than the patient and the practitioner of its new
    /// time, as known from reads, with the entries that `counts` accepts.
    pub fn all_of(
        of: &AppointmentRef,
        candidate: &Candidate,
        book: &'a Book,
        counts: impl Fn(&CalendarEntry<'_>) -> bool,
    ) -> Vec<OtherCalendar<'a>> {
        let entries = |subject: Subject| {
            let mut entries = book.calendar(&[subject], |_| true);
            entries.retain(&counts);
            entries
        };
        let mut all = Vec::new();
        for id in &of.beyond_form.people {
            if *id != candidate.person {
                all.push(OtherCalendar {
                    whom: Participant::Patient(id.clone()),
                    entries: entries(Subject::person(of.clinic, id)),
                    blocked: Vec::new(),
                });
            }
        }
        for other in of.further_providers() {
            if Some(other.id()) == candidate.provider.as_deref() {
                continue;
            }
            let theirs = |blocked| Blocked {
                provider: Some(other.id().to_owned()),
                ..blocked
            };
            let blocked = book.blocked(Some(&other)).into_iter();
            all.push(OtherCalendar {
                whom: Participant::Provider(other.id().to_owned()),
                entries: entries(Subject::provider(&other)),
                blocked: blocked.map(theirs).collect(),
            });
        }
        all
    }
}
