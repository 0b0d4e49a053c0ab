//! What stands, or may stand, in a calendar: what a clinic has on record, and what was sent from here.

use chrono::{DateTime, Utc};

use super::RecordedChange;
use crate::booking::{Booked, Vendor};

/// Something that stands, or may stand, in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarEntry<'a> {
    /// A clinic has it on record.
    OnRecord(&'a Booked),
    /// It was sent from here, and no clinic has shown it yet.
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
    /// Where it is kept, or was sent.
    pub fn backend(self) -> Vendor {
        match self {
            CalendarEntry::OnRecord(booked) => booked.backend,
            CalendarEntry::Unsettled(change) => change.backend,
        }
    }

    /// The id of whose it is there, where that is known.
    pub fn person(self) -> Option<&'a str> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.person.as_deref(),
            CalendarEntry::Unsettled(change) => Some(&change.person),
        }
    }

    /// The id of the practitioner or location there, where it names one.
    pub fn provider(self) -> Option<&'a str> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.provider.as_deref(),
            CalendarEntry::Unsettled(change) => change.provider.as_deref(),
        }
    }

    /// When it starts, where that is known.
    pub fn start(self) -> Option<DateTime<Utc>> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.start,
            CalendarEntry::Unsettled(change) => change.start,
        }
    }

    /// When it ends, where that is known.
    pub fn end(self) -> Option<DateTime<Utc>> {
        match self {
            CalendarEntry::OnRecord(booked) => booked.end,
            CalendarEntry::Unsettled(change) => change.end,
        }
    }

    /// Whether it takes its time up.
    pub fn is_live(self) -> bool {
        match self {
            CalendarEntry::OnRecord(booked) => booked.is_live(),
            CalendarEntry::Unsettled(change) => change.is_live(),
        }
    }
}
