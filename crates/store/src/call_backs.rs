//! The desks' notes about patients to be called back. That they were called is noted like any other call
//! ([`crate::calls`]).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry};
use super::database::Store;
use super::notes::{NoteKind, NoteOutcome, NoteRow, id_of_subject, line_about_patient};
use super::{RecordStore, Result, moment, written};
use booking::{CallBack, CallBackRequest, NoteText};

/// The sealed part.
#[derive(Serialize, Deserialize)]
struct SealedCallBack {
    person: String,
    words: String,
    by: Option<String>,
    #[serde(default)]
    assignee: Option<String>,
}

impl RecordStore {
    /// Returns the patients to be called back of clinics that this version knows, the longest waiting first, including
    /// those already called. Rows that can't be decrypted are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn call_backs(&self) -> Result<Vec<CallBack>> {
        let rows = self.note_rows_of(NoteKind::CallBack).await?;
        let mut calls: Vec<CallBack> = rows.iter().filter_map(|row| self.call_back(row)).collect();
        calls.sort_by_key(|call| (call.at, call.id));
        Ok(calls)
    }

    /// Puts a patient on the call list, and records that in the audit trail with this desk's operator. An entry for the
    /// same patient and caller is replaced if it is as `seen` by the author of this one, and keeps its place unless the
    /// patient was reached about it. Otherwise it is left as it is, as is one that says the same.
    ///
    /// # Errors
    /// If the records can't be written; then the list is unchanged.
    pub async fn ask_call_back(
        &self,
        request: &CallBackRequest,
        seen: Option<&CallBack>,
        now: DateTime<Utc>,
    ) -> Result<NoteOutcome> {
        let CallBackRequest {
            clinic,
            person,
            words,
            assignee,
        } = request;
        let clinic = *clinic;
        let sealed = SealedCallBack {
            person: person.to_owned(),
            words: words.typed().to_owned(),
            assignee: assignee.as_ref().map(|name| name.typed().to_owned()),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let pseudonym = self.seal.pseudonym(person);
        transact!(self, |store| {
            let known = self.open_call_back(store, &pseudonym, request).await?;
            if let Some((_, known)) = &known {
                if known.request == *request {
                    return Ok(NoteOutcome::Written);
                }
                if seen != Some(known) {
                    return Ok(NoteOutcome::Overtaken);
                }
            }
            let name = assignee.as_ref().map(NoteText::typed).unwrap_or_default();
            let subject = format!("{pseudonym} {}", name.to_lowercase());
            let id = id_of_subject(NoteKind::CallBack, clinic, &subject, &self.seal).to_string();
            let (before, at) = match known {
                Some((row, known)) => (Some(row), known.at),
                None => (store.note_row(&id).await?, now),
            };
            let id = before.as_ref().map_or(id, |before| before.id.clone());
            let row = NoteRow::sealed(NoteKind::CallBack, id, clinic, &self.seal, &sealed)?;
            let row = NoteRow {
                person: Some(pseudonym),
                until: Some(written(at)),
                ..row
            };
            store.put_note_row(&row).await?;
            let line = AuditEntry {
                old_value: before.and_then(|before| before.replaced()),
                new_value: row.fingerprint(&self.seal),
                ..line_about_patient(AuditAction::CallBackAsked, clinic, person, row.id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Removes a patient from the call list, and records that in the audit trail. Does nothing if another window has
    /// done so, or if the entry is not as it was seen.
    ///
    /// # Errors
    /// If the records can't be written; then the list is unchanged.
    pub async fn drop_call_back(&self, call: &CallBack, now: DateTime<Utc>) -> Result<NoteOutcome> {
        transact!(self, |store| {
            let id = call.id.to_string();
            let Some(row) = store.note_row(&id).await? else {
                return Ok(NoteOutcome::Written);
            };
            if self.call_back(&row).as_ref() != Some(call) {
                return Ok(NoteOutcome::Overtaken);
            }
            store.remove_note_row(&id).await?;
            let CallBackRequest { clinic, person, .. } = &call.request;
            let line = AuditEntry {
                old_value: row.replaced(),
                ..line_about_patient(AuditAction::CallBackDropped, *clinic, person, id)
            };
            self.append(store, line, now).await?;
            Ok(NoteOutcome::Written)
        })
    }

    /// Returns the entry for the same caller and patient, whose pseudonym is `person`, with its row, unless the patient
    /// was reached about it.
    async fn open_call_back(
        &self,
        store: &mut dyn Store,
        person: &str,
        request: &CallBackRequest,
    ) -> Result<Option<(NoteRow, CallBack)>> {
        for row in store.notes_about(person).await? {
            let Some(known) = self.call_back(&row) else {
                continue;
            };
            if known.request.is_beside(request) && !store.is_reached(&known.subject()).await? {
                return Ok(Some((row, known)));
            }
        }
        Ok(None)
    }

    pub(super) fn call_back(&self, row: &NoteRow) -> Option<CallBack> {
        let sealed: SealedCallBack = row.opened(NoteKind::CallBack, &self.seal)?;
        Some(CallBack {
            id: row.id.parse().ok()?,
            request: CallBackRequest {
                clinic: self.clinic(&row.clinic)?,
                person: sealed.person,
                words: NoteText::new(&sealed.words)?,
                assignee: sealed.assignee.as_deref().and_then(NoteText::new),
            },
            by: sealed.by,
            at: moment(row.until.as_deref()?)?,
        })
    }
}
