//! Somebody who waits for a time, wherever that is kept: at the clinic, or by the desk where the clinic keeps no such
//! list.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::conflict::same_id;
use super::{CalendarEntry, Personal, Provider, Slot, Vendor, Waiting, Wished};

/// Somebody on a waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Where the entry is kept.
    pub place: Place,
    /// At which clinic.
    pub vendor: Vendor,
    /// The id of who waits there.
    pub person: String,
    /// The id of whom, or where, they wait for; none where anybody will do.
    pub provider: Option<String>,
    /// When they would come.
    pub wished: Wished,
    /// Since when they wait, where that is known.
    pub since: Option<DateTime<Utc>>,
    /// What for, in a word or two.
    pub what: Option<Personal<String>>,
    /// Who put them on the list, where that is known.
    pub by: Option<String>,
}

/// Where an entry of the waiting list is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the clinic, under this id.
    Clinic(String),
    /// In the records of this clinic's desks.
    Desk(Uuid),
    /// It is not known yet whether the clinic has it.
    Unsettled,
}

impl Waiter {
    /// Who waits by an entry in the book; nobody, where that is no entry of a waiting list.
    pub fn of(entry: CalendarEntry<'_>) -> Option<Waiter> {
        let (place, waits, what) = match entry {
            CalendarEntry::OnRecord(booked) if booked.is_waiting() => {
                let waits = booked.waits.clone().unwrap_or_default();
                (Place::Clinic(booked.id.clone()), waits, booked.what.clone())
            }
            CalendarEntry::Unsettled(change) => {
                let wished = change.wished().cloned()?;
                (Place::Unsettled, Waiting { wished, since: None }, None)
            }
            CalendarEntry::OnRecord(_) => return None,
        };
        Some(Waiter {
            place,
            vendor: entry.backend(),
            person: entry.person().unwrap_or_default().to_owned(),
            provider: entry.provider().map(str::to_owned),
            wished: waits.wished,
            since: waits.since,
            what,
            by: None,
        })
    }

    /// Its id at the clinic, where it has one.
    pub fn id(&self) -> Option<&str> {
        match &self.place {
            Place::Clinic(id) => Some(id),
            Place::Desk(_) | Place::Unsettled => None,
        }
    }

    /// Whether a time with that practitioner, or at that location, is one they would come at.
    pub fn takes(&self, provider: &Provider, slot: &Slot) -> bool {
        let own = self.provider.as_deref();
        self.vendor == provider.backend()
            && (own.is_none() || same_id(own, Some(&provider.id())))
            && self.wished.holds(slot)
    }
}

/// First come first; those of whom it is not known since when they wait come last.
pub fn first_come_first(waiters: &mut [Waiter]) {
    waiters.sort_by(|one, other| {
        let since = |waiter: &Waiter| (waiter.since.is_none(), waiter.since);
        since(one).cmp(&since(other)).then_with(|| one.id().cmp(&other.id()))
    });
}
