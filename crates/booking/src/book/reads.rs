//! The calendars that clinics have returned, each with its owner, days and moment. If two reads list one
//! appointment, the newer one counts; an appointment that a newer complete read does not list is gone.

use std::collections::HashMap;
use std::time::Duration;

use super::{CalendarEntry, RecordedChange};
use chrono::{DateTime, Utc};

use crate::{Blocked, Booked, ClinicId, Days, Provider, is_same_id};

/// Reads kept, at most, unless all are of one moment; the oldest are dropped first.
const MOST_READS: usize = 256;

/// The owner of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    clinic: ClinicId,
    role: CalendarRole,
    /// The id in lower case: ids are equal regardless of letter case.
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum CalendarRole {
    Person,
    Provider,
    /// All practitioners or locations of the clinic; the id is empty.
    Everyone,
    /// The clinic's waiting list; the id is empty.
    Waiting,
}

/// A calendar as it was read.
#[derive(Clone, Debug)]
pub struct CalendarRead {
    /// The owner of the calendar.
    pub subject: Subject,
    /// The days that were requested; `None` for the whole calendar.
    pub days: Option<Days>,
    /// The moment of the request on the monotonic clock.
    pub as_of: Duration,
    /// Whether the answer was complete.
    pub is_whole: bool,
    /// The moment at which the appointments begin at the earliest; `None` for any moment.
    pub since: Option<DateTime<Utc>>,
    /// The appointments read.
    pub rows: Vec<Booked>,
    /// The taken times without an appointment, in a practitioner's calendar; absences in that of all.
    pub blocked: Vec<Blocked>,
    /// Whether these are all absences.
    pub names_absences: bool,
    /// Whether the practitioner publishes times, but none on these days.
    pub is_unpublished: bool,
}

/// All reads that are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    pub(super) reads: Vec<CalendarRead>,
    /// The read and row of the newest copy of each appointment: computed once per read, because every key
    /// needs it.
    newest: Vec<(usize, usize)>,
}

/// An appointment with the read that lists it.
#[derive(Clone, Copy)]
pub(super) struct ReadAppointment<'a> {
    pub(super) booked: &'a Booked,
    pub(super) read: &'a CalendarRead,
}

impl Subject {
    /// Returns the calendar of the patient with this id at a clinic.
    pub fn person(clinic: ClinicId, id: &str) -> Subject {
        Subject {
            clinic,
            role: CalendarRole::Person,
            id: id.to_ascii_lowercase(),
        }
    }

    /// Returns the calendar of this practitioner or location.
    pub fn provider(provider: &Provider) -> Subject {
        Subject {
            clinic: provider.clinic(),
            role: CalendarRole::Provider,
            id: provider.id().to_ascii_lowercase(),
        }
    }

    /// Returns the calendars of all practitioners or locations of a clinic.
    pub fn everyone(clinic: ClinicId) -> Subject {
        Subject {
            clinic,
            role: CalendarRole::Everyone,
            id: String::new(),
        }
    }

    /// Returns the waiting list of a clinic.
    pub fn waiting(clinic: ClinicId) -> Subject {
        Subject {
            clinic,
            role: CalendarRole::Waiting,
            id: String::new(),
        }
    }

    /// Returns the calendars that a change concerns.
    pub(super) fn of_change(change: &RecordedChange) -> Vec<Subject> {
        let clinic = change.clinic;
        let mut subjects = vec![
            Subject::everyone(clinic),
            Subject::person(clinic, &change.person),
        ];
        let provider = change.provider.as_ref().map(|id| id.to_ascii_lowercase());
        subjects.extend(provider.map(|id| Subject {
            clinic,
            role: CalendarRole::Provider,
            id,
        }));
        if change.is_waiting() {
            subjects.push(Subject::waiting(clinic));
        }
        subjects
    }

    /// Returns the id of the patient whose calendar it is, in lower case.
    pub(super) fn person_id(&self) -> Option<&str> {
        (self.role == CalendarRole::Person).then_some(&self.id)
    }

    /// Returns the id of the practitioner or location whose calendar it is, in lower case.
    pub(super) fn provider_id(&self) -> Option<&str> {
        (self.role == CalendarRole::Provider).then_some(&self.id)
    }

    /// Returns the clinic that keeps the calendar.
    pub fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// Returns whether an appointment belongs in the calendar, or a change affects it.
    pub fn has<'a>(&self, entry: impl Into<CalendarEntry<'a>>) -> bool {
        let entry = entry.into();
        let is_id = |id: &str| is_same_id(id, &self.id);
        self.clinic == entry.clinic()
            && match self.role {
                CalendarRole::Person => entry.is_of(&self.id),
                CalendarRole::Provider => entry.providers().any(is_id),
                CalendarRole::Everyone => true,
                CalendarRole::Waiting => entry.is_waiting(),
            }
    }

    /// Returns whether `other` is this calendar or a part of it.
    fn includes(&self, other: &Subject) -> bool {
        self == other || self.role == CalendarRole::Everyone && self.clinic == other.clinic
    }
}

impl CalendarRead {
    /// Returns whether this read would list an appointment or change, if it were still valid.
    fn would_list<'a>(&self, entry: impl Into<CalendarEntry<'a>>) -> bool {
        let entry = entry.into();
        let is_requested = |days: Days| {
            entry
                .start()
                .is_some_and(|start| days.meet(start, entry.end()))
        };
        let begins_in_time = self
            .since
            .is_none_or(|since| entry.start().is_none_or(|start| start >= since));
        self.is_whole
            && begins_in_time
            && self.subject.has(entry)
            && self.days.is_none_or(is_requested)
    }

    /// Returns whether the read was requested late enough to reflect a change, and covers its calendar and days.
    fn reflects(&self, change: &RecordedChange) -> bool {
        self.is_newer_than(change) && self.would_list(change)
    }

    /// Returns whether the read was requested late enough to reflect the outcome of a change.
    pub(super) fn is_newer_than(&self, change: &RecordedChange) -> bool {
        change.reflected_from.is_some_and(|from| self.as_of >= from)
    }

    /// Returns whether a newer read covers all of this one.
    fn is_replaced_by(&self, newer: &CalendarRead) -> bool {
        let covers = match (self.days, newer.days) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(days)) => days.include(&own),
        };
        let is_as_whole = newer.is_whole || !self.is_whole;
        newer.subject.includes(&self.subject) && self.as_of <= newer.as_of && covers && is_as_whole
    }
}

impl Reads {
    pub(super) fn add(&mut self, read: CalendarRead) {
        let reads = &mut self.reads;
        if reads
            .iter()
            .any(|other| read.is_replaced_by(other) && other.as_of > read.as_of)
        {
            return;
        }
        reads.retain(|other| !other.is_replaced_by(&read));
        if reads.len() >= MOST_READS
            && let Some(oldest) = (0..reads.len()).min_by_key(|place| reads[*place].as_of)
            && reads[oldest].as_of < read.as_of
        {
            reads.swap_remove(oldest);
        }
        reads.push(read);
        self.newest = newest_of(reads);
    }

    /// Returns the appointments that took up time and have left it according to this read: cancelled, at another time,
    /// or not listed any more.
    pub(super) fn gone_by(&self, read: &CalendarRead) -> Vec<&Booked> {
        let now: HashMap<(ClinicId, &str), &Booked> = read
            .rows
            .iter()
            .map(|booked| ((booked.clinic, booked.id.as_str()), booked))
            .collect();
        let has_left = |booked: &Booked| match now.get(&(booked.clinic, booked.id.as_str())) {
            Some(now) => {
                !now.is_live() || (now.start, &now.provider) != (booked.start, &booked.provider)
            }
            None => read.would_list(booked),
        };
        let older = self
            .each_newest()
            .filter(|older| older.read.as_of < read.as_of)
            .map(|older| older.booked);
        older
            .filter(|booked| booked.is_live() && has_left(booked))
            .collect()
    }

    /// Returns the appointments of these calendars, each as in its newest read, unless a newer complete read lacks it.
    pub(super) fn listed<'a>(&'a self, subjects: &[Subject]) -> Vec<ReadAppointment<'a>> {
        let belongs = |listed: &ReadAppointment<'_>| {
            subjects
                .iter()
                .any(|subject| *subject == listed.read.subject || subject.has(listed.booked))
        };
        let is_gone = |listed: &ReadAppointment<'_>| {
            self.reads
                .iter()
                .any(|read| read.as_of > listed.read.as_of && read.would_list(listed.booked))
        };
        let mut listed: Vec<ReadAppointment<'a>> = self
            .each_newest()
            .filter(|listed| belongs(listed) && !is_gone(listed))
            .collect();
        listed.sort_by_key(|listed| (listed.booked.start, &listed.booked.id));
        listed
    }

    /// Returns whether the newest read of a calendar at this moment has found nothing published.
    pub(super) fn is_unpublished(&self, subject: &Subject, at: DateTime<Utc>) -> bool {
        let of_then = self.reads.iter().filter(|read| {
            read.subject == *subject && read.days.is_some_and(|days| days.contains(at))
        });
        let newest = of_then.max_by_key(|read| read.as_of);
        newest.is_some_and(|read| read.is_unpublished)
    }

    /// Returns whether a read reflects a change, so that the change is not counted twice.
    pub(super) fn reflect(&self, change: &RecordedChange) -> bool {
        self.reads.iter().any(|read| read.reflects(change))
    }

    /// Returns each appointment as the newest read that lists it shows it.
    fn each_newest(&self) -> impl Iterator<Item = ReadAppointment<'_>> {
        self.newest.iter().map(|(read, row)| {
            let read = &self.reads[*read];
            ReadAppointment {
                booked: &read.rows[*row],
                read,
            }
        })
    }

    /// Returns an appointment as the newest read that lists it shows it.
    pub(super) fn newest(&self, clinic: ClinicId, id: &str) -> Option<ReadAppointment<'_>> {
        self.each_newest()
            .find(|newest| newest.booked.key() == (clinic, id))
    }
}

/// Returns the read and row of the newest copy of each appointment, in the order of the reads and their rows, which
/// makes the order of requests about them stable.
fn newest_of(reads: &[CalendarRead]) -> Vec<(usize, usize)> {
    let mut newest: HashMap<(ClinicId, &str), (usize, usize)> = HashMap::new();
    for (place, read) in reads.iter().enumerate() {
        for (row, booked) in read.rows.iter().enumerate() {
            let best = newest
                .entry((booked.clinic, &booked.id))
                .or_insert((place, row));
            if reads[best.0].as_of < read.as_of {
                *best = (place, row);
            }
        }
    }
    let mut newest: Vec<(usize, usize)> = newest.into_values().collect();
    newest.sort_unstable();
    newest
}
