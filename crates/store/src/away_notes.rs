//! The desks' notes about absences that a clinic can't record: a sealed row for each day, for every desk on the same
//! records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry};
use super::notes::{NoteKind, NoteRow, id_of_subject};
use super::{RecordStore, Result, moment, written};
use booking::{AwayNote, AwayTime, Provider, Slot};

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedNote {
    provider: String,
    since: String,
    why: String,
    by: Option<String>,
}

impl RecordStore {
    /// Returns all notes about clinics that this version knows, by start. Rows that can't be decrypted are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    #[cfg(test)]
    pub(crate) async fn away_notes(&self) -> Result<Vec<AwayNote>> {
        let rows = self.note_rows_of(NoteKind::Absence).await?;
        let mut notes: Vec<AwayNote> = rows.iter().filter_map(|row| self.away_note(row)).collect();
        notes.sort_by_key(|note| note.time);
        Ok(notes)
    }

    /// Notes absences, and records that in the audit trail with this desk's operator. Times already noted for the
    /// practitioner are skipped.
    ///
    /// # Errors
    /// If the records can't be written; then nothing is noted.
    pub async fn note_away(&self, times: &[AwayTime], now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let known: Vec<AwayNote> = {
                let rows = store.note_rows_of(NoteKind::Absence).await?;
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
                store.put_note_row(&row).await?;
                let line = line(AuditAction::AwayNoted, &provider, time.time(), row.id);
                self.append(store, line, now).await?;
            }
            Ok(())
        })
    }

    /// Removes notes, and records that in the audit trail. Notes that another window has removed are skipped.
    ///
    /// # Errors
    /// If the records can't be written; then all notes still exist.
    pub async fn remove_away_notes(&self, notes: &[AwayNote], now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            for note in notes {
                let id = note.id.to_string();
                if let Some(row) = store.note_row(&id).await? {
                    store.remove_note_row(&id).await?;
                    let line = AuditEntry {
                        old_value: row.replaced(),
                        ..line(AuditAction::AwayRemoved, &note.provider, note.time, id)
                    };
                    self.append(store, line, now).await?;
                }
            }
            Ok(())
        })
    }

    fn away_row(&self, provider: &Provider, time: &AwayTime) -> Result<NoteRow> {
        let sealed = SealedNote {
            provider: provider.id().to_owned(),
            since: written(time.time().start),
            why: time.why().unwrap_or_default().to_owned(),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let clinic = provider.clinic();
        // An absence is identified by practitioner and time: if several desks enter one at once, it is one note.
        let [start, end] = [time.time().start, time.time().end].map(written);
        let subject = [provider.id(), &start, &end].join(" ");
        let id = id_of_subject(NoteKind::Absence, clinic, &subject, &self.seal).to_string();
        let row = NoteRow::sealed(NoteKind::Absence, id, clinic, &self.seal, &sealed)?;
        Ok(NoteRow {
            until: Some(written(time.time().end)),
            ..row
        })
    }

    pub(super) fn away_note(&self, row: &NoteRow) -> Option<AwayNote> {
        let sealed: SealedNote = row.opened(NoteKind::Absence, &self.seal)?;
        Some(AwayNote {
            id: row.id.parse().ok()?,
            provider: Provider::named(self.clinic(&row.clinic)?, &sealed.provider)?,
            time: Slot {
                start: moment(&sealed.since)?,
                end: moment(row.until.as_deref()?)?,
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
        provider: Some(provider.id().to_owned()),
        start: Some(time.start),
        ..AuditEntry::default()
    }
}
