//! The waiting list for clinics without one of their own: a sealed note for each patient and provider, for every desk
//! on the same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry};
use super::database::Store;
use super::notes::{NoteKind, NoteOutcome, NoteRow, id_of_subject};
use super::{RecordStore, Result, moment, written};
use booking::{Waiter, WaitingPlace, Wished};

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedWaiter {
    person: String,
    provider: Option<String>,
    /// ISO 8601 intervals.
    wished: String,
    what: Option<String>,
    by: Option<String>,
}

impl RecordStore {
    /// Returns all waiting patients at clinics that this version knows, the longest waiting first. Rows that can't be
    /// decrypted are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn waiting(&self) -> Result<Vec<Waiter>> {
        let rows = self.note_rows_of(NoteKind::Waiting).await?;
        let mut waiting: Vec<Waiter> = rows.iter().filter_map(|row| self.waiter(row)).collect();
        waiting.sort_by_key(|waiter| waiter.since);
        Ok(waiting)
    }

    /// Puts a patient on the list, and records that in the audit trail with this desk's operator. An entry for the same
    /// patient and provider is replaced, keeping its place, if it is as `seen` by the author of this one. Otherwise it
    /// is left as it is, as is one that says the same.
    ///
    /// # Errors
    /// If the records can't be written; then the list is unchanged.
    pub async fn put_on_list(
        &self,
        waiter: &Waiter,
        seen: Option<&Waiter>,
        now: DateTime<Utc>,
    ) -> Result<NoteOutcome> {
        let person = self.seal.pseudonym(&waiter.person);
        let sealed = SealedWaiter {
            person: waiter.person.clone(),
            provider: waiter.provider.clone(),
            wished: waiter.wished.to_string(),
            what: waiter.what.as_ref().map(|what| what.shown().clone()),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let clinic = waiter.clinic;
        transact!(self, |store| {
            let known = self.known_waiter(store, &person, waiter).await?;
            if let Some((_, known)) = &known {
                if known.wished == waiter.wished && known.what == waiter.what {
                    return Ok(NoteOutcome::Written);
                }
                if seen != Some(known) {
                    return Ok(NoteOutcome::Overtaken);
                }
            }
            let before = known.map(|(row, _)| row);
            let id = match &before {
                Some(row) => row.id.clone(),
                None => {
                    let provider = waiter.provider.as_deref().unwrap_or_default();
                    let subject = format!("{person} {provider}");
                    id_of_subject(NoteKind::Waiting, clinic, &subject, &self.seal).to_string()
                }
            };
            let since = before.as_ref().and_then(|before| before.until.clone());
            let row = NoteRow::sealed(NoteKind::Waiting, id, clinic, &self.seal, &sealed)?;
            let row = NoteRow {
                person: Some(person),
                until: Some(since.unwrap_or_else(|| written(now))),
                ..row
            };
            store.put_note_row(&row).await?;
            let line = AuditEntry {
                old_value: before.and_then(|before| before.replaced()),
                ..line(AuditAction::Waiting, waiter, row.id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Removes a patient from the list, and records that in the audit trail. Does nothing if another window has done
    /// so, or if the entry is not as it was seen.
    ///
    /// # Errors
    /// If the records can't be written; then the list is unchanged.
    pub async fn take_off_list(&self, waiter: &Waiter, now: DateTime<Utc>) -> Result<NoteOutcome> {
        let WaitingPlace::Desk(id) = waiter.place else {
            return Ok(NoteOutcome::Written);
        };
        transact!(self, |store| {
            let id = id.to_string();
            let Some(row) = store.note_row(&id).await? else {
                return Ok(NoteOutcome::Written);
            };
            if self.waiter(&row).as_ref() != Some(waiter) {
                return Ok(NoteOutcome::Overtaken);
            }
            store.remove_note_row(&id).await?;
            let line = AuditEntry {
                old_value: row.replaced(),
                ..line(AuditAction::NotWaiting, waiter, id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Returns the entry for the same provider and patient, whose pseudonym is `person`, with its row.
    async fn known_waiter(
        &self,
        store: &mut dyn Store,
        person: &str,
        waiter: &Waiter,
    ) -> Result<Option<(NoteRow, Waiter)>> {
        for row in store.notes_about(person).await? {
            if let Some(known) = self.waiter(&row)
                && known.is_beside(waiter)
            {
                return Ok(Some((row, known)));
            }
        }
        Ok(None)
    }

    pub(super) fn waiter(&self, row: &NoteRow) -> Option<Waiter> {
        let sealed: SealedWaiter = row.opened(NoteKind::Waiting, &self.seal)?;
        Some(Waiter {
            place: WaitingPlace::Desk(row.id.parse().ok()?),
            clinic: self.clinic(&row.clinic)?,
            person: sealed.person,
            provider: sealed.provider,
            wished: Wished::of_intervals(&sealed.wished)?,
            since: row.until.as_deref().and_then(moment),
            what: sealed.what.map(Into::into),
            by: sealed.by,
        })
    }
}

/// Returns an audit line about the row with this id.
fn line(done: AuditAction, waiter: &Waiter, id: String) -> AuditEntry {
    AuditEntry {
        done,
        fields: Some(id),
        clinic: Some(waiter.clinic.word().to_owned()),
        provider: waiter.provider.clone(),
        person: Some(waiter.person.clone()),
        ..AuditEntry::default()
    }
}
