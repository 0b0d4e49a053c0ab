//! A waiting patient, on the clinic's list or, if the clinic keeps none, on the desk's.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::clinic::same_id;
use crate::{CalendarEntry, ClinicId, Personal, Provider, Waiting, Wished};

/// A patient on a waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// The list that holds the entry.
    pub place: WaitingPlace,
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id at the clinic.
    pub person: String,
    /// The id of the wished practitioner or location; `None` for any.
    pub provider: Option<String>,
    /// The wished times.
    pub wished: Wished,
    /// The time since when they have waited, if known.
    pub since: Option<DateTime<Utc>>,
    /// The purpose, in a word or two.
    pub what: Option<Personal<String>>,
    /// The operator who made the entry, if known.
    pub by: Option<String>,
}

/// The list that holds an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitingPlace {
    /// The clinic's list, with this id.
    Clinic(String),
    /// The records of this clinic's desks.
    Desk(Uuid),
    /// A change whose outcome is not known yet.
    Unsettled,
}

impl Waiter {
    /// Returns the waiting patient of an entry in the book; `None` if it is not on a waiting list.
    pub fn of(entry: CalendarEntry<'_>) -> Option<Waiter> {
        let (place, waits, what) = match entry {
            CalendarEntry::OnRecord(booked) if booked.is_waiting() => {
                let waits = booked.waits.clone().unwrap_or_default();
                (
                    WaitingPlace::Clinic(booked.id.clone()),
                    waits,
                    booked.what.clone(),
                )
            }
            CalendarEntry::Unsettled(change) => {
                let wished = change.wished().cloned()?;
                (
                    WaitingPlace::Unsettled,
                    Waiting {
                        wished,
                        since: None,
                    },
                    None,
                )
            }
            CalendarEntry::OnRecord(_) => return None,
        };
        Some(Waiter {
            place,
            clinic: entry.clinic(),
            person: entry.person().unwrap_or_default().to_owned(),
            provider: entry.provider().map(str::to_owned),
            wished: waits.wished,
            since: waits.since,
            what,
            by: None,
        })
    }

    /// Returns the entry's id at the clinic, if it has one.
    pub fn id(&self) -> Option<&str> {
        match &self.place {
            WaitingPlace::Clinic(id) => Some(id),
            WaitingPlace::Desk(_) | WaitingPlace::Unsettled => None,
        }
    }

    /// Returns whether both are the same patient, waiting at the same clinic for the same provider.
    pub fn is_beside(&self, other: &Waiter) -> bool {
        (self.clinic, &self.person, &self.provider)
            == (other.clinic, &other.person, &other.provider)
    }

    /// Returns whether the patient waits for this provider, or for any at the clinic.
    pub fn waits_for(&self, provider: &Provider) -> bool {
        let own = self.provider.as_deref();
        self.clinic == provider.clinic() && (own.is_none() || same_id(own, Some(provider.id())))
    }
}

/// Sorts by waiting time, the longest first; those with an unknown one come last.
pub fn first_come_first(waiters: &mut [Waiter]) {
    waiters.sort_by(|one, other| {
        let since = |waiter: &Waiter| (waiter.since.is_none(), waiter.since);
        since(one)
            .cmp(&since(other))
            .then_with(|| one.id().cmp(&other.id()))
    });
}
