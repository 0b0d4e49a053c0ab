//! The desks' notes that practitioners run late: a sealed row for each, for every desk on the same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{AuditAction, AuditEntry};
use super::notes::{NoteKind, NoteOutcome, NoteRow, id_of_subject};
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
    /// Returns all notes about clinics that this version knows, including those of earlier days. Rows that can't be
    /// decrypted are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    #[cfg(test)]
    pub(crate) async fn late_notes(&self) -> Result<Vec<LateNote>> {
        let rows = self.note_rows_of(NoteKind::Late).await?;
        Ok(rows.iter().filter_map(|row| self.late_note(row)).collect())
    }

    /// Notes by how much a practitioner runs late, in place of the previous note, or removes the note, and records that
    /// in the audit trail with this desk's operator. A note that says the same already is left as it is, and so is one
    /// that somebody else has written since the wish was made.
    ///
    /// # Errors
    /// If the records can't be written; then the previous note is still there.
    pub async fn note_late(&self, wish: &LateWish, now: DateTime<Utc>) -> Result<NoteOutcome> {
        transact!(self, |store| {
            let rows = store.note_rows_of(NoteKind::Late).await?;
            let mut known: Vec<(&NoteRow, LateNote)> = Vec::new();
            for row in &rows {
                if let Some(note) = self.late_note(row)
                    && note.provider == wish.provider
                {
                    known.push((row, note));
                }
            }
            let of_today = known.last().filter(|(_, note)| note.until == wish.until);
            let minutes = of_today.map(|(_, note)| note.minutes);
            if minutes == wish.minutes && known.len() <= 1 {
                return Ok(NoteOutcome::Written);
            }
            if minutes != wish.minutes && minutes != wish.seen {
                return Ok(NoteOutcome::Overtaken);
            }
            // In an earlier version, desks that noted it at the same time may have written several.
            let last = known.last().map(|(row, _)| (*row).clone());
            for (row, note) in &known {
                let is_last = last.as_ref().is_some_and(|last| last.id == row.id);
                if is_last && wish.minutes.is_some() {
                    continue;
                }
                store.remove_note_row(&row.id).await?;
                let line = AuditEntry {
                    old_value: row.replaced(),
                    ..line(
                        AuditAction::LateRemoved,
                        &note.provider,
                        None,
                        row.id.clone(),
                    )
                };
                self.append(store, line, now).await?;
            }
            let Some(minutes) = wish.minutes else {
                return Ok(NoteOutcome::Written);
            };
            let provider = wish.provider.id();
            let of_subject =
                || id_of_subject(NoteKind::Late, wish.provider.clinic(), provider, &self.seal);
            let id = match &last {
                Some(last) => last.id.parse().unwrap_or_else(|_| of_subject()),
                None => of_subject(),
            };
            let row = self.late_row(id, minutes, wish)?;
            store.put_note_row(&row).await?;
            let line = AuditEntry {
                old_value: last.and_then(|last| last.replaced()),
                new_value: row.fingerprint(&self.seal),
                ..line(
                    AuditAction::LateNoted,
                    &wish.provider,
                    Some(minutes),
                    row.id,
                )
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    fn late_row(&self, id: Uuid, minutes: Minutes, wish: &LateWish) -> Result<NoteRow> {
        let sealed = SealedLateness {
            provider: wish.provider.id().to_owned(),
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

    pub(super) fn late_note(&self, row: &NoteRow) -> Option<LateNote> {
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
        provider: Some(provider.id().to_owned()),
        ..AuditEntry::default()
    }
}
