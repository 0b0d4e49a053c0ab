//! Audit entries of rows that are sent despite a warning.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use booking::{Candidate, Change, Conflict};
use store::{AuditAction, AuditEntry};

/// Reason in the audit trail for a booking sent despite conflicts, which were accepted for the whole file.
const REASON: &str = "batch";

/// Returns the audit entry for a row that is sent although it does not fit the time of its appointment, if it does not.
pub(super) fn override_of_time(
    change: &Change,
    now: DateTime<Utc>,
    zone: Tz,
) -> Option<AuditEntry> {
    let untimely = change.untimely(now, zone)?;
    let visit = change.visit();
    Some(AuditEntry {
        done: AuditAction::Override,
        clinic: Some(visit.clinic.word().to_owned()),
        provider: visit.provider,
        fields: Some(untimely.kind().to_owned()),
        reason: Some(REASON.to_owned()),
        person: Some(visit.person),
        appointment: change.appointment().map(|of| of.id.clone()),
        start: visit.start,
        ..AuditEntry::default()
    })
}

/// Returns the audit entry for a row that is sent despite conflicts.
pub(super) fn override_entry(candidate: &Candidate, conflicts: &[Conflict]) -> AuditEntry {
    let mut kinds: Vec<&str> = conflicts.iter().map(Conflict::kind).collect();
    kinds.dedup();
    AuditEntry {
        done: AuditAction::Override,
        clinic: Some(candidate.clinic.word().to_owned()),
        provider: candidate.provider.clone(),
        fields: Some(kinds.join(" ")),
        reason: Some(REASON.to_owned()),
        person: Some(candidate.person.clone()),
        appointment: conflicts
            .iter()
            .find_map(Conflict::appointment)
            .map(|booked| booked.id.clone()),
        start: Some(candidate.start),
        ..AuditEntry::default()
    }
}
