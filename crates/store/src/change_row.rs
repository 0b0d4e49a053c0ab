//! The stored form of one change.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::database::{Statement, placeholders};
use super::seal::Seal;
use super::{AuditAction, RecordId, moment, written};
use booking::{ChangeFacts, ChangeKind, ClinicId, ListPlace, Visit};

/// A stored change. Times are UTC texts ([`super::written`]).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ChangeRow {
    pub(super) id: String,
    /// The lease of the window that looks after it.
    pub(super) lease: String,
    pub(super) kind: String,
    pub(super) state: String,
    #[serde(rename = "vendor")]
    pub(super) clinic: String,
    /// The appointment that it changes; `None` for a new one.
    pub(super) about: Option<String>,
    /// The patient's id, or a pseudonym of the typed text.
    pub(super) person: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) starts_at: Option<String>,
    pub(super) ends_at: Option<String>,
    /// The end of the provider's time that it takes, if it takes any.
    pub(super) busy_until: Option<String>,
    /// The old start of an appointment that gets another time.
    pub(super) old_starts_at: Option<String>,
    pub(super) appointment: Option<String>,
    pub(super) result: Option<String>,
    /// Whether it is sent despite a conflict, or may be: [`OVERRIDES`] or [`ALONE`].
    pub(super) overrides: Option<String>,
    pub(super) operator: Option<String>,
    pub(super) desk: Option<String>,
    pub(super) prepared_at: String,
    pub(super) changed_at: String,
    /// The sealed payload; `None` once the change is settled.
    pub(super) sealed: Option<String>,
    /// The mark of the file row, or of the row of a list, of which this is the latest change.
    pub(super) row_mark: Option<String>,
    /// The sealed language of the patient; `None` for changes recorded by an earlier version.
    pub(super) measured: Option<String>,
    /// The appointment that it claims while it is under way: the one it alters or replaces. `None` if another change
    /// had claimed that one first, and for changes recorded by an earlier version.
    pub(super) claims: Option<String>,
    /// The appointment made by the first step, if this is the second step.
    pub(super) follows: Option<String>,
    /// The old status of an appointment whose time stays; `None` for changes recorded by an earlier version.
    pub(super) old_status: Option<String>,
}

/// The columns for reading thousands of changes at once: all except those needed only for sending.
pub(super) const OF_MANY: &str = "id, lease, kind, state, vendor, about, person, provider, starts_at, ends_at, busy_until, \
     old_starts_at, appointment, result, overrides, operator, desk, prepared_at, changed_at, row_mark, measured, old_status";

/// The assignments that erase patient, provider and time from a row.
pub(super) const EMPTIED: &str = "person = NULL, provider = NULL, starts_at = NULL, ends_at = NULL, \
     busy_until = NULL, old_starts_at = NULL, about = NULL, appointment = NULL, measured = NULL, claims = NULL, follows = NULL, \
     old_status = NULL";

impl ChangeRow {
    /// Creates the row of a change with these facts, but no outcome. The instruction for the patient is sealed
    /// separately.
    pub(super) fn of_facts(facts: &ChangeFacts, seal: &Seal) -> ChangeRow {
        let ChangeFacts {
            kind,
            visit,
            end,
            about,
            old_start,
            old_status,
            instruction: _,
        } = facts;
        let Visit {
            clinic,
            person,
            provider,
            start,
        } = visit;
        ChangeRow {
            kind: kind.word().to_owned(),
            clinic: clinic.word().to_owned(),
            about: about.clone(),
            // An absence has no patient.
            person: (!person.is_empty()).then(|| seal.pseudonym(person)),
            provider: provider.clone(),
            starts_at: start.map(written),
            ends_at: end.map(written),
            old_starts_at: old_start.map(written),
            old_status: old_status.clone(),
            ..ChangeRow::default()
        }
    }

    /// Returns the facts of a change, with the patient's pseudonym and without the instruction; `None` for a kind
    /// unknown to this version.
    pub(super) fn facts(&self, clinic: ClinicId) -> Option<ChangeFacts> {
        Some(ChangeFacts {
            kind: self.kind.parse().ok()?,
            visit: self.visit(clinic),
            end: self.end(),
            about: self.about.clone(),
            old_start: self.old_start(),
            old_status: self.old_status.clone(),
            instruction: None,
        })
    }

    /// Returns the visit as requested or, for a cancellation, as it was, with the patient's pseudonym.
    pub(super) fn visit(&self, clinic: ClinicId) -> Visit {
        Visit {
            clinic,
            person: self.person.clone().unwrap_or_default(),
            provider: self.provider.clone(),
            start: self.start(),
        }
    }

    pub(super) fn id(&self) -> Option<RecordId> {
        self.id.parse::<Uuid>().ok().map(RecordId::from)
    }

    pub(super) fn is(&self, state: AuditAction) -> bool {
        self.state == state.word()
    }

    /// Returns whether it concerns an absence of a practitioner.
    pub(super) fn is_of_absence(&self) -> bool {
        self.kind.parse().is_ok_and(ChangeKind::is_of_absence)
    }

    /// Returns whether another desk looks after it.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.lease.starts_with(ELSEWHERE)
    }

    /// Returns whether another desk looks after it, or must settle it as not made, as this desk knows.
    pub(super) fn is_another_desks(&self) -> bool {
        let is_not_made = self.is(AuditAction::NotSent) || self.is(AuditAction::Refused);
        self.is_elsewhere() || (self.lease == KNOWN_HERE && is_not_made)
    }

    /// Returns whether another window of this machine, whose lease is not `own`, looks after it or has
    /// settled it.
    pub(super) fn is_another_windows(&self, own: &str) -> bool {
        !self.is_elsewhere() && self.lease != KNOWN_HERE && self.lease != own
    }

    /// Returns whether the outcome is still unknown.
    pub(super) fn is_open(&self) -> bool {
        self.is(AuditAction::Sending)
            || self.is(AuditAction::Unknown)
            || self.is(AuditAction::NotThere)
    }

    /// Returns whether the change still needs a desk to look after it.
    pub(super) fn is_under_way(&self) -> bool {
        self.is_open() || self.is(AuditAction::Queued)
    }

    /// Returns its place in the list of which it is a row.
    pub(super) fn list(&self) -> Option<ListPlace> {
        ListPlace::of_mark(self.row_mark.as_deref()?)
    }

    /// Returns whether it was sent by a desk that did not know the other desks' changes.
    pub(super) fn is_alone(&self) -> bool {
        self.overrides.as_deref() == Some(ALONE)
    }

    /// Returns whether it is open, overrides no conflict, and overlaps the time of another. A shared database never
    /// holds two such changes.
    pub(super) fn keeps_out(&self, other: &ChangeRow) -> bool {
        let is_open = self.is(AuditAction::Sending)
            || self.is(AuditAction::Unknown)
            || self.is(AuditAction::Queued);
        is_open && self.overrides.is_none() && self.overlaps(other)
    }

    /// Returns whether both take time of the same provider at once.
    pub(super) fn overlaps(&self, other: &ChangeRow) -> bool {
        let is_before = |one: &ChangeRow, other: &ChangeRow| {
            one.starts_at
                .as_ref()
                .zip(other.busy_until.as_ref())
                .is_some_and(|(start, until)| start < until)
        };
        let provider = |row: &ChangeRow| {
            row.provider
                .as_ref()
                .map(|provider| provider.to_lowercase())
        };
        self.clinic == other.clinic
            && self.provider.is_some()
            && provider(self) == provider(other)
            && is_before(self, other)
            && is_before(other, self)
    }

    /// Returns whether it keeps any other change of its appointment from being sent now.
    pub(super) fn holds_appointment(&self) -> bool {
        let is_sent = self.is(AuditAction::Sending) || self.is(AuditAction::Unknown);
        is_sent
            || self.is_unmade_second_step()
            || (self.follows.is_some() && self.is(AuditAction::Queued))
    }

    /// Returns whether this is a move of unknown outcome whose appointment was found at another time, so that it takes
    /// no time.
    pub(super) fn is_disproved_move(&self) -> bool {
        let is_move = self.kind == ChangeKind::Move.word() && self.is(AuditAction::Unknown);
        is_move && self.provider.is_some() && self.starts_at.is_some() && self.busy_until.is_none()
    }

    /// Returns whether it is a second step that was certainly not made.
    pub(super) fn is_unmade_second_step(&self) -> bool {
        self.follows.is_some() && self.is(AuditAction::NotThere)
    }

    /// Returns the statement that updates the columns of changes that may change. `overrides` is kept if it is `None`.
    pub(super) fn update(rows: &[&ChangeRow]) -> Statement {
        let sql = format!(
            "WITH new (id, state, changed_at, lease, appointment, result, sealed, measured, busy_until, overrides) \
             AS (VALUES {}) UPDATE changes SET state = new.state, changed_at = new.changed_at, \
             appointment = new.appointment, result = new.result, sealed = new.sealed, lease = new.lease, \
             measured = new.measured, busy_until = new.busy_until, \
             overrides = COALESCE(new.overrides, changes.overrides) FROM new WHERE changes.id = new.id",
            placeholders(rows.len(), 10)
        );
        let values = rows.iter().flat_map(|row| {
            let required = [&row.id, &row.state, &row.changed_at, &row.lease].map(Some);
            let optional = [
                &row.appointment,
                &row.result,
                &row.sealed,
                &row.measured,
                &row.busy_until,
                &row.overrides,
            ];
            required
                .into_iter()
                .chain(optional.map(Option::as_ref))
                .map(Option::<&String>::cloned)
        });
        Statement::new(sql, values)
    }

    pub(super) fn start(&self) -> Option<DateTime<Utc>> {
        moment(self.starts_at.as_deref()?)
    }

    pub(super) fn end(&self) -> Option<DateTime<Utc>> {
        moment(self.ends_at.as_deref()?)
    }

    pub(super) fn old_start(&self) -> Option<DateTime<Utc>> {
        moment(self.old_starts_at.as_deref()?)
    }

    /// Returns the end of the provider's time that it takes, if it takes any.
    pub(super) fn free_from(&self) -> Option<DateTime<Utc>> {
        moment(self.busy_until.as_deref()?)
    }

    /// Returns the part of an audit entry that all of its steps share.
    pub(super) fn about(self) -> AuditEntry {
        AuditEntry {
            change: self.id(),
            clinic: Some(self.clinic.clone()),
            start: self.start(),
            kind: self.kind.parse().ok().map(ChangeKind::word),
            person: self.person,
            provider: self.provider,
            appointment: self.appointment.or(self.about),
            ..AuditEntry::default()
        }
    }
}

/// The prefix of the lease of another desk's change in these records. No window's lease begins with it.
pub(super) const ELSEWHERE: char = '@';

/// The lease, in these records, of another desk's change that this desk knows more about. No window's lease has this
/// name.
pub(super) const KNOWN_HERE: &str = "known-here";

/// The value of [`ChangeRow::overrides`] for a change sent while the shared records could not be reached.
pub(super) const ALONE: &str = "alone";

/// The lease of changes that no desk looks after. No desk has this number.
pub(super) const NOBODY: &str = "0";

/// The value of [`ChangeRow::overrides`] for a change sent despite a conflict.
pub(super) const OVERRIDES: &str = "yes";

/// Returns the context for sealing the payload of a change.
pub(super) fn sealed_as(id: impl fmt::Display) -> String {
    format!("intent {id}")
}

#[cfg(test)]
mod tests {
    use booking::clinics::CLINIK;
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_row_says_what_was_recorded() {
        let folder = TempDir::new().unwrap();
        let seal = Seal::make(folder.path()).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().ok();
        let facts = ChangeFacts {
            kind: ChangeKind::Move,
            visit: Visit {
                clinic: CLINIK,
                person: "pt_1".to_owned(),
                provider: Some("prac_1".to_owned()),
                start: at("2026-11-20T09:00:00Z"),
            },
            end: at("2026-11-20T09:30:00Z"),
            about: Some("appt_1".to_owned()),
            old_start: at("2026-11-20T08:00:00Z"),
            old_status: Some("booked".to_owned()),
            instruction: None,
        };
        let row = ChangeRow::of_facts(&facts, &seal);
        assert_eq!(row.facts(CLINIK), Some(facts));
    }

    #[test]
    fn every_column_is_read_of_many_or_left_out_on_purpose() {
        let row = serde_json::to_value(ChangeRow::default()).unwrap();
        let mut columns: Vec<&str> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut named: Vec<&str> = OF_MANY.split(", ").map(str::trim).collect();
        named.extend(["sealed", "claims", "follows"]);
        columns.sort_unstable();
        named.sort_unstable();
        assert_eq!(columns, named);
    }
}
