//! Recent changes by every window of the desk: for the list of today's changes, and so that each window learns of the
//! others' changes long before a clinic's own search shows them.

use chrono::{DateTime, Utc};

use super::change_row::ChangeRow;
use super::record::read_facts;
use super::{AuditAction, RecordId, RecordStore, Result, moment, written};
use booking::{Author, ChangeKind, ChangeProgress, ChangeRecord, ClinicId, RecentChanges};

impl RecordStore {
    /// Returns the changes of every window since a moment, the newest first; if there are very many, only the newest
    /// and the open ones. Kinds, states and clinics unknown to this version are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn recent(&self, since: DateTime<Utc>) -> Result<RecentChanges> {
        let (rows, are_all) = self
            .store
            .lock()
            .await
            .changes_since(&written(since))
            .await?;
        let changes = rows
            .into_iter()
            .filter_map(|row| self.change_record(row))
            .collect();
        Ok(RecentChanges {
            changes,
            are_all,
            notes: None,
        })
    }

    /// Returns the records of these changes, the newest first.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn recorded(&self, changes: &[RecordId]) -> Result<Vec<ChangeRecord>> {
        let ids: Vec<String> = changes.iter().map(RecordId::to_string).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let rows = self.store.lock().await.changes_among(&ids).await?;
        let mut recorded: Vec<ChangeRecord> = rows
            .into_iter()
            .filter_map(|row| self.change_record(row))
            .collect();
        recorded.sort_by_key(|change| std::cmp::Reverse(change.at));
        Ok(recorded)
    }

    /// Returns a number that changes once another window or process has written to the records. Reads none of
    /// the records.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn version(&self) -> Result<i64> {
        self.store.lock().await.version().await
    }

    /// Returns the recorded history of an appointment, including its booking, the newest first.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn history(&self, clinic: ClinicId, appointment: &str) -> Result<Vec<ChangeRecord>> {
        let changes = self
            .store
            .lock()
            .await
            .changes_of(clinic.word(), appointment)
            .await?;
        Ok(changes
            .into_iter()
            .filter_map(|row| self.change_record(row))
            .collect())
    }

    /// Returns the status that a change has set; for a booking that takes none of its provider's time, the status with
    /// which it was made.
    fn status_set_by(&self, kind: ChangeKind, row: &ChangeRow) -> Option<String> {
        if kind.keeps_time() {
            return row.result.clone();
        }
        if kind != ChangeKind::Book || row.busy_until.is_some() {
            return None;
        }
        let status = read_facts(&self.seal, row)?.booked_as()?;
        Some(status.word().to_owned())
    }

    fn change_record(&self, row: ChangeRow) -> Option<ChangeRecord> {
        let facts = self.facts_of(&row)?;
        let status = self.status_set_by(facts.kind, &row);
        let state = AuditAction::of_word(&row.state)?;
        let stands = match state {
            _ if row.is_disproved_move() => None,
            AuditAction::Booked => row.appointment.clone().map(ChangeProgress::Made),
            AuditAction::Sending | AuditAction::Unknown => Some(ChangeProgress::Open),
            _ => None,
        };
        Some(ChangeRecord {
            facts,
            status,
            is_alone: row.is_alone(),
            list: row.list().map(|place| place.list),
            stands,
            at: moment(&row.changed_at)?,
            by: Author {
                record: Some(row.id()?.into()),
                operator: row.operator,
                desk: row.desk,
            },
        })
    }
}
