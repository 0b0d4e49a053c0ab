//! Notes of the desks about absences that a clinic has no place for: a row for each day, sealed, for every desk on the
//! same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{AuditAction, AuditEntry};
use super::database::{NOTHING, Store};
use super::{RecordStore, Result, moment, written};
use booking::{AwayNote, AwayTime, Provider, Slot};

/// A note, as stored.
#[derive(Serialize, Deserialize)]
pub(super) struct AwayRow {
    pub(super) id: String,
    #[serde(rename = "vendor")]
    clinic: String,
    /// The end of the absence.
    until: String,
    pub(super) sealed: String,
}

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedNote {
    provider: String,
    since: String,
    why: String,
    by: Option<String>,
}

/// The context in which a row is sealed.
pub(super) const SEALED_AS: &str = "away";

impl RecordStore {
    /// Returns all notes about clinics that this version knows, by start. Rows that can't be decrypted are left out.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn away_notes(&self) -> Result<Vec<AwayNote>> {
        let rows = self.store.lock().await.away_rows().await?;
        let mut notes: Vec<AwayNote> = rows.iter().filter_map(|row| self.away_note(row)).collect();
        notes.sort_by_key(|note| note.time);
        Ok(notes)
    }

    /// Notes absences, and says so in the audit trail with this desk's operator. A time that is noted already for its
    /// practitioner is left out.
    ///
    /// # Errors
    /// If the records can't be written; then nothing is noted.
    pub async fn note_away(&self, times: &[AwayTime], now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let known: Vec<AwayNote> = {
                let rows = store.away_rows().await?;
                rows.iter().filter_map(|row| self.away_note(row)).collect()
            };
            for time in times {
                let Some(provider) = time.provider() else {
                    continue;
                };
                let is_known =
                    |note: &AwayNote| note.provider == provider && note.time == time.time();
                if known.iter().any(is_known) {
                    continue;
                }
                let row = self.away_row(&provider, time)?;
                store.insert("away", &row).await?;
                let line = line(AuditAction::AwayNoted, &provider, time.time(), row.id);
                self.append(store, line, now).await?;
            }
            Ok(())
        })
    }

    /// Removes notes, and says so in the audit trail. Those that another window has removed are left out.
    ///
    /// # Errors
    /// If the records can't be written; then all are still there.
    pub async fn remove_away_notes(&self, notes: &[AwayNote], now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            for note in notes {
                let id = note.id.to_string();
                if store.remove_away_row(&id).await? > 0 {
                    let line = line(AuditAction::AwayRemoved, &note.provider, note.time, id);
                    self.append(store, line, now).await?;
                }
            }
            Ok(())
        })
    }

    fn away_row(&self, provider: &Provider, time: &AwayTime) -> Result<AwayRow> {
        let sealed = SealedNote {
            provider: provider.id(),
            since: written(time.time().start),
            why: time.why().unwrap_or_default().to_owned(),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        Ok(AwayRow {
            id: Uuid::new_v4().to_string(),
            clinic: provider.clinic().word().to_owned(),
            until: written(time.time().end),
            sealed: self.seal.seal(SEALED_AS, &serde_json::to_vec(&sealed)?)?,
        })
    }

    fn away_note(&self, row: &AwayRow) -> Option<AwayNote> {
        let sealed: SealedNote =
            serde_json::from_slice(&self.seal.open(SEALED_AS, &row.sealed)?).ok()?;
        Some(AwayNote {
            id: row.id.parse().ok()?,
            provider: Provider::named(self.clinic(&row.clinic)?, &sealed.provider)?,
            time: Slot {
                start: moment(&sealed.since)?,
                end: moment(&row.until)?,
            },
            why: sealed.why,
        })
    }
}

/// Returns an audit line about the row with this id.
fn line(done: AuditAction, provider: &Provider, time: Slot, id: String) -> AuditEntry {
    AuditEntry {
        done,
        fields: Some(id),
        clinic: Some(provider.clinic().word().to_owned()),
        provider: Some(provider.id()),
        start: Some(time.start),
        ..AuditEntry::default()
    }
}

impl dyn Store + '_ {
    pub(super) async fn away_rows(&mut self) -> Result<Vec<AwayRow>> {
        self.rows("SELECT * FROM away ORDER BY until, id", NOTHING)
            .await
    }

    pub(super) async fn away_row(&mut self, id: &str) -> Result<Option<AwayRow>> {
        let row = "SELECT * FROM away WHERE id = $1";
        Ok(self.rows(row, [id]).await?.pop())
    }

    /// Inserts a row, or replaces the one with its id.
    pub(super) async fn put_away_row(&mut self, row: &AwayRow) -> Result<()> {
        self.remove_away_row(&row.id).await?;
        self.insert("away", row).await
    }

    /// Removes a row. Returns the number of removed rows: one or none.
    pub(super) async fn remove_away_row(&mut self, id: &str) -> Result<u64> {
        self.run("DELETE FROM away WHERE id = $1", [id]).await
    }

    /// Removes the notes about absences that ended before a moment. Returns their number.
    pub(super) async fn remove_away_before(&mut self, before: &str) -> Result<u64> {
        self.run("DELETE FROM away WHERE until < $1", [before])
            .await
    }
}
