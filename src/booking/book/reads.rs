//! What clinics have told of their calendars: whose, on which days, and as of when. Of what two reads say of one
//! appointment the newer counts, and what a newer read of all there is does not list any more is gone.

use std::collections::HashMap;
use std::time::Duration;

use super::RecordedChange;
use crate::booking::{Booked, Days, Provider, Vendor};

/// The most reads that are kept; the oldest go first.
const MOST_READS: usize = 256;

/// Whose calendar is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// That of whoever has this id at a clinic API.
    Person(Vendor, String),
    /// That of a practitioner or location.
    Provider(Provider),
}

/// A calendar as it was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Whose it is.
    pub subject: Subject,
    /// Which days were asked about; none where it was all there is.
    pub days: Option<Days>,
    /// When it was asked for, on the monotonic clock.
    pub as_of: Duration,
    /// Whether all that there is was read.
    pub is_whole: bool,
    /// What stands there.
    pub rows: Vec<Booked>,
}

/// All that has been read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads(Vec<Read>);

/// An appointment with the read that tells of it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) booked: &'a Booked,
    pub(super) read: &'a Read,
}

impl Subject {
    /// Whoever has this id at a clinic API, however its letters are written.
    pub fn person(vendor: Vendor, id: &str) -> Subject {
        Subject::Person(vendor, id.to_ascii_lowercase())
    }

    /// Where the calendar is kept.
    pub fn vendor(&self) -> Vendor {
        match self {
            Subject::Person(vendor, _) => *vendor,
            Subject::Provider(provider) => provider.backend(),
        }
    }

    /// Whether an appointment belongs into the calendar.
    pub fn has(&self, booked: &Booked) -> bool {
        let same = |known: Option<&str>, id: &str| known.is_some_and(|known| known.eq_ignore_ascii_case(id));
        self.vendor() == booked.backend
            && match self {
                Subject::Person(_, id) => same(booked.person.as_deref(), id),
                Subject::Provider(provider) => same(booked.provider.as_deref(), &provider.id()),
            }
    }

    /// Whether a change is about that calendar.
    pub(super) fn is_changed_by(&self, change: &RecordedChange) -> bool {
        match self {
            Subject::Person(vendor, id) => change.is_of(*vendor, id),
            Subject::Provider(provider) => change.is_with(provider),
        }
    }
}

impl Read {
    /// Whether it would list an appointment that still stood as it does here.
    fn would_list(&self, booked: &Booked) -> bool {
        let is_asked = |days: Days| booked.start.is_some_and(|start| days.meet(start, booked.end));
        self.is_whole && self.subject.has(booked) && self.days.is_none_or(is_asked)
    }

    /// Whether it was asked for so late after the outcome of a change was known that it tells of it.
    fn tells(&self, change: &RecordedChange) -> bool {
        let is_asked = |days: Days| change.start.is_some_and(|start| days.meet(start, change.end));
        self.is_whole
            && self.is_newer_than(change)
            && self.subject.is_changed_by(change)
            && self.days.is_none_or(is_asked)
    }

    /// Whether it was asked for so late after the outcome of a change was known that it knows of it.
    pub(super) fn is_newer_than(&self, change: &RecordedChange) -> bool {
        change.told_from.is_some_and(|from| self.as_of >= from)
    }

    /// Whether a newer read tells all that it does.
    fn is_replaced_by(&self, newer: &Read) -> bool {
        let covers = match (self.days, newer.days) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(days)) => days.include(&own),
        };
        let is_as_whole = newer.is_whole || !self.is_whole;
        self.subject == newer.subject && self.as_of <= newer.as_of && covers && is_as_whole
    }
}

impl Reads {
    pub(super) fn learn(&mut self, read: Read) {
        if self.0.iter().any(|known| read.is_replaced_by(known) && known.as_of > read.as_of) {
            return;
        }
        self.0.retain(|known| !known.is_replaced_by(&read));
        if self.0.len() >= MOST_READS
            && let Some(oldest) = (0..self.0.len()).min_by_key(|place| self.0[*place].as_of)
        {
            self.0.swap_remove(oldest);
        }
        self.0.push(read);
    }

    /// What is known of these calendars: each appointment as the newest read of it tells, unless a newer one of all
    /// there is does not list it any more.
    pub(super) fn told<'a>(&'a self, subjects: &[Subject]) -> Vec<Told<'a>> {
        let mut newest: HashMap<(Vendor, &str), Told<'a>> = HashMap::new();
        for read in &self.0 {
            for booked in &read.rows {
                let told = Told { booked, read };
                let known = newest.entry((booked.backend, &booked.id)).or_insert(told);
                if known.read.as_of < read.as_of {
                    *known = told;
                }
            }
        }
        let is_meant = |told: &Told<'_>| {
            subjects.iter().any(|subject| *subject == told.read.subject || subject.has(told.booked))
        };
        let is_gone = |told: &Told<'_>| {
            self.0.iter().any(|read| read.as_of > told.read.as_of && read.would_list(told.booked))
        };
        let mut told: Vec<Told<'a>> =
            newest.into_values().filter(|told| is_meant(told) && !is_gone(told)).collect();
        told.sort_by(|one, other| {
            (one.booked.start, &one.booked.id).cmp(&(other.booked.start, &other.booked.id))
        });
        told
    }

    /// Whether a read tells what has become of a change, so that the change need not be counted beside it.
    pub(super) fn tell_of(&self, change: &RecordedChange) -> bool {
        self.0.iter().any(|read| read.tells(change))
    }

    /// Whether any read lists that appointment.
    pub(super) fn list(&self, vendor: Vendor, id: &str) -> bool {
        self.0.iter().flat_map(|read| &read.rows).any(|booked| booked.backend == vendor && booked.id == id)
    }
}
