//! Today's visits that should have begun but whose patients have not come, so that their practitioners may have time.

use booking::{Attendance, CalendarEntry, Provider, Subject};
use chrono::{DateTime, Utc};

use super::Office;

/// The minutes after the start when the patient is not awaited any more.
const NOT_AWAITED: i64 = 100;

/// Returns whether a patient who should have come this many minutes ago is still awaited.
pub fn is_overdue(minutes: i64) -> bool {
    (1..NOT_AWAITED).contains(&minutes)
}

/// A visit whose patient has not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueVisit {
    /// The practitioner or location.
    pub provider: Provider,
    /// The time at which it should have begun.
    pub start: DateTime<Utc>,
}

impl Office {
    /// Returns the known visits of these providers whose patients are overdue, the longest wait first.
    pub fn overdue_with(&self, providers: &[Provider]) -> Vec<OverdueVisit> {
        let now = self.moment.now;
        let mut overdue: Vec<OverdueVisit> = Vec::new();
        for provider in providers {
            let entries = self
                .book
                .calendar(&[Subject::provider(provider)], |_| false);
            for entry in entries {
                let Some(booked) = CalendarEntry::on_record(entry) else {
                    continue;
                };
                if booked.attendance() == Attendance::Awaited
                    && entry.is_live()
                    && let Some(start) = entry.start()
                    && is_overdue((now - start).num_minutes())
                {
                    overdue.push(OverdueVisit {
                        provider: provider.clone(),
                        start,
                    });
                }
            }
        }
        overdue.sort_by_key(|visit| visit.start);
        overdue
    }
}
