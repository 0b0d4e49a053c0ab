//! Entries of a calendar: what a clinic has on record, and what was sent from here.

use chrono::{DateTime, Utc};

use super::RecordedChange;
use crate::booking::{Booked, Vendor};

/// An appointment that stands, or may stand, in a calendar.
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
    /// Returns the clinic that keeps it, or to which it was sent.
    pub fn backend(self) -> Vendor {
        match self {
            CalendarEntry::OnRecord(booked) => booked.backend,
            CalendarEntry::Unsettled(change) => change.backend,
        }
    }

    /// Returns the patient's id at the clinic, if known.
    pub fn person(self) -> Option<&'a str> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.person.as_deref(),
            CalendarEntry::Unsettled(change) => Some(&change.person),
        }
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
}
