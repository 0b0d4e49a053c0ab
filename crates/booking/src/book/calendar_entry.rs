//! Entries of a calendar: appointments on record at a clinic, and changes that were sent from here.

use chrono::{DateTime, Utc};

use super::{Book, RecordedChange, Subject};
use crate::{AppointmentRef, Booked, ClinicId, Provider, Slot, USUAL_LENGTH, is_same_id};

/// An appointment in a calendar: one on record, or one that may have been made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarEntry<'a> {
    /// A clinic has the appointment on record.
    OnRecord(&'a Booked),
    /// A change was sent from here, and no clinic has shown it yet.
    Unsettled(&'a RecordedChange),
}

impl<'a> From<&'a Booked> for CalendarEntry<'a> {
    fn from(booked: &'a Booked) -> CalendarEntry<'a> {
        CalendarEntry::OnRecord(booked)
    }
}

impl<'a> From<&'a RecordedChange> for CalendarEntry<'a> {
    fn from(change: &'a RecordedChange) -> CalendarEntry<'a> {
        CalendarEntry::Unsettled(change)
    }
}

impl<'a> CalendarEntry<'a> {
    /// Returns the appointment, if a clinic has it on record.
    pub fn on_record(self) -> Option<&'a Booked> {
        match self {
            CalendarEntry::OnRecord(booked) => Some(booked),
            CalendarEntry::Unsettled(_) => None,
        }
    }

    /// Returns the clinic that keeps it, or that it was sent to.
    pub fn clinic(self) -> ClinicId {
        match self {
            CalendarEntry::OnRecord(booked) => booked.clinic,
            CalendarEntry::Unsettled(change) => change.clinic,
        }
    }

    /// Returns the patient's id at the clinic, if known.
    pub fn person(self) -> Option<&'a str> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.person.as_deref(),
            CalendarEntry::Unsettled(change) => Some(&change.person),
        }
    }

    /// Returns whether this patient takes part.
    pub fn is_of(self, person: &str) -> bool {
        match self {
            CalendarEntry::OnRecord(booked) => booked.is_of(person),
            CalendarEntry::Unsettled(change) => is_same_id(&change.person, person),
        }
    }

    /// Returns the ids of everybody whose time it takes up: practitioners, or a location.
    pub fn providers(self) -> impl Iterator<Item = &'a str> {
        let (first, also) = match self {
            CalendarEntry::OnRecord(booked) => {
                (booked.provider.as_deref(), booked.also.providers.as_slice())
            }
            CalendarEntry::Unsettled(change) => (change.provider.as_deref(), [].as_slice()),
        };
        first.into_iter().chain(also.iter().map(String::as_str))
    }

    /// Returns the id of the practitioner or location, if there is one.
    pub fn provider(self) -> Option<&'a str> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.provider.as_deref(),
            CalendarEntry::Unsettled(change) => change.provider.as_deref(),
        }
    }

    /// Returns the start, if known.
    pub fn start(self) -> Option<DateTime<Utc>> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.start,
            CalendarEntry::Unsettled(change) => change.start,
        }
    }

    /// Returns the end, if known.
    pub fn end(self) -> Option<DateTime<Utc>> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.end,
            CalendarEntry::Unsettled(change) => change.end,
        }
    }

    /// Returns whether the entry takes up its time.
    pub fn is_live(self) -> bool {
        match self {
            CalendarEntry::OnRecord(booked) => booked.is_live(),
            CalendarEntry::Unsettled(change) => change.is_live(),
        }
    }

    /// Returns whether the entry takes up time within a slot. An entry without an end takes the usual length.
    pub fn meets(self, slot: Slot) -> bool {
        if !self.is_live() {
            return false;
        }
        let Some(start) = self.start() else {
            return false;
        };
        let end = self
            .end()
            .filter(|end| *end > start)
            .unwrap_or(start + USUAL_LENGTH);
        start < slot.end && slot.start < end
    }

    /// Returns whether this is an entry of a waiting list.
    pub(super) fn is_waiting(self) -> bool {
        match self {
            CalendarEntry::OnRecord(booked) => booked.is_waiting(),
            CalendarEntry::Unsettled(change) => change.is_waiting(),
        }
    }
}

/// A time of a provider that an appointment has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freed {
    /// The practitioner or location.
    pub provider: Provider,
    /// The start and end.
    pub slot: Slot,
}

/// Freed times remembered, at most; the oldest are dropped first.
const MOST_FREED: usize = 64;

impl Book {
    /// Notes the time that an appointment has left, for the waiting list.
    pub fn free_up(&mut self, of: &AppointmentRef) {
        let (Some(provider), Some(start)) = (of.provider(), of.start) else {
            return;
        };
        let end = of.end.unwrap_or(start + USUAL_LENGTH);
        let freed = Freed {
            provider,
            slot: Slot { start, end },
        };
        if of.is_live() && !self.freed.contains(&freed) {
            self.freed.push(freed);
            let excess = self.freed.len().saturating_sub(MOST_FREED);
            self.freed.drain(..excess);
        }
    }

    /// Returns the freed times from `from` on that nobody is known to have taken since, the last noticed first.
    pub fn freed(&self, from: DateTime<Utc>) -> Vec<&Freed> {
        let is_free = |freed: &&Freed| {
            let theirs = self.calendar(&[Subject::provider(&freed.provider)], |_| true);
            !theirs.iter().any(|entry| entry.meets(freed.slot))
        };
        self.freed
            .iter()
            .rev()
            .filter(|freed| freed.slot.start >= from)
            .filter(is_free)
            .collect()
    }
}
