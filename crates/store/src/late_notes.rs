//! Notes of the desks that a practitioner runs late: one for each, sealed, for every desk on the same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{AuditAction, AuditEntry};
use super::notes::{NoteKind, NoteRow};
use super::{RecordStore, Result, moment, written};
use booking::time::Minutes;
use booking::{LateNote, LateWish, Provider};

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedLateness {
    provider: String,
    minutes: u16,
    by: Option<String>,
}

impl RecordStore {
    /// Returns all notes about clinics that this version knows, also those of earlier days. Rows that can't be decrypted
    /// are left out.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn late_notes(&self) -> Result<Vec<LateNote>> {
        let rows = self.note_rows_of(NoteKind::Late).await?;
        Ok(rows.iter().filter_map(|row| self.late_note(row)).collect())
    }

    /// Notes by how much a practitioner runs late in place of what was noted before, or takes that away, and says so in the
    /// audit trail with this desk's operator. What is noted so already is left as it is.
    ///
    /// # Errors
    /// If the records can't be written; then the note before is still there.
    pub async fn note_late(&self, wish: &LateWish, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let rows = store.note_rows_of(NoteKind::Late).await?;
            let mut notes = rows.iter().filter_map(|row| self.late_note(row));
            let known = notes.rfind(|note| note.provider == wish.provider);
            let is_known =
                |note: &LateNote| Some(note.minutes) == wish.minutes && note.until == wish.until;
            if known.as_ref().is_some_and(is_known) {
                return Ok(());
            }
            let Some(minutes) = wish.minutes else {
                let Some(known) = known else {
                    return Ok(());
                };
                let id = known.id.to_string();
                store.remove_note_row(&id).await?;
                let line = line(AuditAction::LateRemoved, &wish.provider, None, id);
                return self.append(store, line, now).await;
            };
            let id = known.map_or_else(Uuid::new_v4, |note| note.id);
            let row = self.late_row(id, minutes, wish)?;
            store.put_note_row(&row).await?;
            let line = line(
                AuditAction::LateNoted,
                &wish.provider,
                Some(minutes),
                row.id,
            );
            self.append(store, line, now).await
        })
    }

    fn late_row(&self, id: Uuid, minutes: Minutes, wish: &LateWish) -> Result<NoteRow> {
        let sealed = SealedLateness {
            provider: wish.provider.id(),
            minutes: minutes.get(),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let clinic = wish.provider.clinic();
        let row = NoteRow::sealed(NoteKind::Late, id.to_string(), clinic, &self.seal, &sealed)?;
        Ok(NoteRow {
            until: Some(written(wish.until)),
            ..row
        })
    }

    fn late_note(&self, row: &NoteRow) -> Option<LateNote> {
        let sealed: SealedLateness = row.opened(NoteKind::Late, &self.seal)?;
        Some(LateNote {
            id: row.id.parse().ok()?,
            provider: Provider::named(self.clinic(&row.clinic)?, &sealed.provider)?,
            minutes: Minutes::new(sealed.minutes.into())?,
            until: moment(row.until.as_deref()?)?,
        })
    }
}

/// Returns an audit line about the row with this id.
fn line(
    done: AuditAction,
    provider: &Provider,
    minutes: Option<Minutes>,
    id: String,
) -> AuditEntry {
    AuditEntry {
        done,
        fields: Some(id),
        result: minutes.map(|minutes| minutes.get().to_string()),
        clinic: Some(provider.clinic().word().to_owned()),
        provider: Some(provider.id()),
        ..AuditEntry::default()
    }
}
