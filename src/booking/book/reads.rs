//! What clinics have told of their calendars: whose, on which days, and as of when. Of what two reads say of one
//! appointment the newer counts, and what a newer read of all there is does not list any more is gone.

use std::collections::HashMap;
use std::time::Duration;

use super::RecordedChange;
use crate::booking::{Booked, Days, Provider, Vendor};

/// The most reads that are kept; the oldest go first.
const MOST_READS: usize = 256;

/// Whose calendar is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    vendor: Vendor,
    role: Role,
    /// In lower case: ids are the same however their letters are written.
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Person,
    Provider,
    /// Everybody there; the id is empty.
    Everyone,
    /// Everybody on the waiting list; the id is empty.
    Waiting,
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
pub(super) struct Reads {
    reads: Vec<Read>,
    /// Where the newest read of each appointment stands, and in which row: worked out as a read comes, for what is known
    /// is asked for with every key.
    newest: Vec<(usize, usize)>,
}

/// An appointment with the read that tells of it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) booked: &'a Booked,
    pub(super) read: &'a Read,
}

impl Subject {
    /// Whoever has this id at a clinic API.
    pub fn person(vendor: Vendor, id: &str) -> Subject {
        Subject { vendor, role: Role::Person, id: id.to_ascii_lowercase() }
    }

    /// That practitioner or location.
    pub fn provider(provider: &Provider) -> Subject {
        Subject { vendor: provider.backend(), role: Role::Provider, id: provider.id().to_ascii_lowercase() }
    }

    /// All practitioners or locations there.
    pub fn everyone(vendor: Vendor) -> Subject {
        Subject { vendor, role: Role::Everyone, id: String::new() }
    }

    /// The waiting list there.
    pub fn waiting(vendor: Vendor) -> Subject {
        Subject { vendor, role: Role::Waiting, id: String::new() }
    }

    /// The calendars that a change is about.
    pub(super) fn of_change(change: &RecordedChange) -> Vec<Subject> {
        let vendor = change.backend;
        let mut subjects = vec![Subject::everyone(vendor), Subject::person(vendor, &change.person)];
        let provider = change.provider.as_ref().map(|id| id.to_ascii_lowercase());
        subjects.extend(provider.map(|id| Subject { vendor, role: Role::Provider, id }));
        if change.is_waiting() {
            subjects.push(Subject::waiting(vendor));
        }
        subjects
    }

    /// Where the calendar is kept.
    pub fn vendor(&self) -> Vendor {
        self.vendor
    }

    /// Whether an appointment belongs into the calendar.
    pub fn has(&self, booked: &Booked) -> bool {
        let is_waiting = booked.is_waiting();
        self.is_of(booked.backend, booked.person.as_deref(), booked.provider.as_deref(), is_waiting)
    }

    /// Whether a change is about that calendar.
    pub(super) fn is_changed_by(&self, change: &RecordedChange) -> bool {
        self.is_of(change.backend, Some(&change.person), change.provider.as_deref(), change.is_waiting())
    }

    fn is_of(&self, vendor: Vendor, person: Option<&str>, provider: Option<&str>, is_waiting: bool) -> bool {
        let is_id = |id: Option<&str>| id.is_some_and(|id| id.eq_ignore_ascii_case(&self.id));
        self.vendor == vendor
            && match self.role {
                Role::Person => is_id(person),
                Role::Provider => is_id(provider),
                Role::Everyone => true,
                Role::Waiting => is_waiting,
            }
    }

    /// Whether a calendar is this one, or a part of it.
    fn includes(&self, other: &Subject) -> bool {
        self == other || self.role == Role::Everyone && self.vendor == other.vendor
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
        newer.subject.includes(&self.subject) && self.as_of <= newer.as_of && covers && is_as_whole
    }
}

impl Reads {
    pub(super) fn learn(&mut self, read: Read) {
        let known = &mut self.reads;
        if known.iter().any(|known| read.is_replaced_by(known) && known.as_of > read.as_of) {
            return;
        }
        known.retain(|known| !known.is_replaced_by(&read));
        if known.len() >= MOST_READS
            && let Some(oldest) = (0..known.len()).min_by_key(|place| known[*place].as_of)
        {
            known.swap_remove(oldest);
        }
        known.push(read);
        self.newest = newest_of(known);
    }

    /// The appointments that took time up as far as was known, and that this read tells to have left it: called off, at
    /// another time, or no more there.
    pub(super) fn gone_by(&self, read: &Read) -> Vec<&Booked> {
        let now: HashMap<(Vendor, &str), &Booked> =
            read.rows.iter().map(|booked| ((booked.backend, booked.id.as_str()), booked)).collect();
        let has_left = |booked: &Booked| match now.get(&(booked.backend, booked.id.as_str())) {
            Some(now) => !now.is_live() || (now.start, &now.provider) != (booked.start, &booked.provider),
            None => read.would_list(booked),
        };
        let older = self.each_newest().filter(|told| told.read.as_of < read.as_of).map(|told| told.booked);
        older.filter(|booked| booked.is_live() && has_left(booked)).collect()
    }

    /// What is known of these calendars: each appointment as the newest read of it tells, unless a newer one of all
    /// there is does not list it any more.
    pub(super) fn told<'a>(&'a self, subjects: &[Subject]) -> Vec<Told<'a>> {
        let is_meant = |told: &Told<'_>| {
            subjects.iter().any(|subject| *subject == told.read.subject || subject.has(told.booked))
        };
        let is_gone = |told: &Told<'_>| {
            self.reads.iter().any(|read| read.as_of > told.read.as_of && read.would_list(told.booked))
        };
        let mut told: Vec<Told<'a>> =
            self.each_newest().filter(|told| is_meant(told) && !is_gone(told)).collect();
        told.sort_by_key(|told| (told.booked.start, &told.booked.id));
        told
    }

    /// Whether a read tells what has become of a change, so that the change need not be counted beside it.
    pub(super) fn tell_of(&self, change: &RecordedChange) -> bool {
        self.reads.iter().any(|read| read.tells(change))
    }

    /// Each appointment as the newest read that lists it tells.
    fn each_newest(&self) -> impl Iterator<Item = Told<'_>> {
        self.newest.iter().map(|(read, row)| {
            let read = &self.reads[*read];
            Told { booked: &read.rows[*row], read }
        })
    }

    /// An appointment as the newest read that lists it tells, where one does.
    pub(super) fn newest(&self, vendor: Vendor, id: &str) -> Option<Told<'_>> {
        self.each_newest().find(|told| told.booked.backend == vendor && told.booked.id == id)
    }
}

/// Where each appointment was read last: the read, and its row.
fn newest_of(reads: &[Read]) -> Vec<(usize, usize)> {
    let mut newest: HashMap<(Vendor, &str), (usize, usize)> = HashMap::new();
    for (place, read) in reads.iter().enumerate() {
        for (row, booked) in read.rows.iter().enumerate() {
            let known = newest.entry((booked.backend, &booked.id)).or_insert((place, row));
            if reads[known.0].as_of < read.as_of {
                *known = (place, row);
            }
        }
    }
    newest.into_values().collect()
}
