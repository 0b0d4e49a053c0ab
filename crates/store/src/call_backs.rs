//! Notes of the desks that somebody is to be called back. That they were is noted like any other call ([`crate::calls`]).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{AuditAction, AuditEntry};
use super::notes::{NoteKind, NoteRow, line_about_patient};
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
    /// Returns the patients of clinics that this version knows who are to be called back, the longest waiting first, also
    /// those who were called. Rows that can't be decrypted are left out.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn call_backs(&self) -> Result<Vec<CallBack>> {
        let rows = self.note_rows_of(NoteKind::CallBack).await?;
        let mut calls: Vec<CallBack> = rows.iter().filter_map(|row| self.call_back(row)).collect();
        calls.sort_by_key(|call| (call.at, call.id));
        Ok(calls)
    }

    /// Puts a patient on the call list, and says so in the audit trail with this desk's operator.
    ///
    /// # Errors
    /// If the records can't be written; then nobody is put on it.
    pub async fn ask_call_back(&self, request: &CallBackRequest, now: DateTime<Utc>) -> Result<()> {
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
        let id = Uuid::new_v4().to_string();
        let row = NoteRow::sealed(NoteKind::CallBack, id, clinic, &self.seal, &sealed)?;
        let row = NoteRow {
            person: Some(self.seal.pseudonym(person)),
            until: Some(written(now)),
            ..row
        };
        transact!(self, |store| {
            store.insert("notes", &row).await?;
            let line = AuditEntry {
                new_value: row.revision(&self.seal),
                ..line_about_patient(AuditAction::CallBackAsked, clinic, person, row.id.clone())
            };
            self.append(store, line, now).await
        })
    }

    /// Takes a patient off the call list, and says so in the audit trail. Does nothing if another window has done it.
    ///
    /// # Errors
    /// If the records can't be written; then they are still on it.
    pub async fn drop_call_back(&self, call: &CallBack, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| {
            let id = call.id.to_string();
            let known = store.note_row(&id).await?;
            if store.remove_note_row(&id).await? == 0 {
                return Ok(());
            }
            let CallBackRequest { clinic, person, .. } = &call.request;
            let line = AuditEntry {
                old_value: known.and_then(|known| known.revision(&self.seal)),
                ..line_about_patient(AuditAction::CallBackDropped, *clinic, person, id)
            };
            self.append(store, line, now).await
        })
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
