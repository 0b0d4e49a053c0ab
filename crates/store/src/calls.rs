//! Telephone calls about appointments, and to patients to be called back: shared by all windows, and kept across
//! restarts. Ids, times and results only; no names and no telephone numbers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry, TrailLine};
use super::database::{Statement, Store};
use super::{RecordStore, Result, moment, written};
use booking::{Author, CallHistory, CallNote, CallResult, CallSubject};

/// Selects the calls about appointments that start after a moment, calls noted since, and calls to patients to be
/// called back.
const SELECT_SINCE: &str =
    "SELECT * FROM calls WHERE starts_at >= $1 OR noted_at >= $1 OR reason = 'call-back'";

/// Deletes these calls.
const DELETE_SINCE: &str =
    "DELETE FROM calls WHERE starts_at >= $1 OR noted_at >= $1 OR reason = 'call-back'";

/// The stored calls about one subject.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct CallsRow {
    #[serde(rename = "vendor")]
    clinic: String,
    appointment: String,
    reason: String,
    /// The start; empty if the appointment has none.
    starts_at: String,
    person: Option<String>,
    /// The words of the results, separated by blanks.
    results: String,
    operator: Option<String>,
    desk: Option<String>,
    noted_at: String,
    /// The number given by the shared records; `None` until they have this row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
}

impl CallsRow {
    /// Returns the key, which is the subject of the calls.
    fn key(&self) -> [&str; 4] {
        [
            &self.clinic,
            &self.appointment,
            &self.reason,
            &self.starts_at,
        ]
    }

    /// Creates a row for a subject without calls.
    fn about(subject: &CallSubject) -> CallsRow {
        CallsRow {
            clinic: subject.clinic.word().to_owned(),
            appointment: subject.appointment.clone(),
            reason: subject.reason.word().to_owned(),
            starts_at: subject.start.map(written).unwrap_or_default(),
            ..CallsRow::default()
        }
    }

    /// Returns the subject of the call in a journal's line, as a row without results, and the result of that call;
    /// `None` if the line undoes the last call.
    pub(super) fn of_line(line: &TrailLine) -> (CallsRow, Option<String>) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let row = CallsRow {
            clinic: text(&line.clinic),
            appointment: text(&line.appointment),
            reason: text(&line.fields),
            starts_at: text(&line.starts_at),
            person: line.person.clone(),
            results: String::new(),
            operator: line.operator.clone(),
            desk: line.desk.clone(),
            noted_at: line.at.clone(),
            revision: None,
        };
        let result: Option<CallResult> = text(&line.result).parse().ok();
        (row, result.map(|result| result.word().to_owned()))
    }

    pub(super) fn results(&self) -> Vec<CallResult> {
        self.results
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect()
    }

    /// Returns the row with other results.
    pub(super) fn with(&self, results: &[CallResult]) -> CallsRow {
        let words: Vec<&str> = results.iter().map(|result| result.word()).collect();
        CallsRow {
            results: words.join(" "),
            ..self.clone()
        }
    }
}

impl RecordStore {
    /// Notes a call, or undoes the last one. Returns the resulting notes, including other windows' calls.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn note_call(&self, note: &CallNote, now: DateTime<Utc>) -> Result<CallHistory> {
        let subject = &note.subject;
        let row = CallsRow {
            person: note
                .person
                .as_deref()
                .map(|person| self.seal.pseudonym(person)),
            operator: self.who.operator.clone(),
            desk: self.who.desk.clone(),
            noted_at: written(now),
            ..CallsRow::about(subject)
        };
        let mut entry = AuditEntry {
            done: AuditAction::Called,
            clinic: Some(row.clinic.clone()),
            fields: Some(row.reason.clone()),
            result: Some(
                note.result
                    .map_or("taken-back", CallResult::word)
                    .to_owned(),
            ),
            person: note.person.clone(),
            appointment: Some(subject.appointment.clone()),
            start: subject.start,
            ..AuditEntry::default()
        };
        let results = transact!(self, |store| {
            let before = store.calls_about(&row).await?;
            let revision = before.as_ref().and_then(|before| before.revision);
            entry.old_value = revision.map(|revision| revision.to_string());
            let results = before.map(|before| before.results()).unwrap_or_default();
            let results = note.added_to(results);
            store.put_calls(&row.with(&results)).await?;
            self.append(store, entry, now).await.map(|()| results)
        })?;
        let by = Author {
            record: None,
            operator: row.operator,
            desk: row.desk,
        };
        Ok(CallHistory {
            subject: subject.clone(),
            results,
            at: now,
            by,
        })
    }

    /// Returns the calls about appointments that start after a moment, calls noted since, and calls to patients to be
    /// called back. Calls with a clinic or reason unknown to this version are skipped.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn calls(&self, from: DateTime<Utc>) -> Result<Vec<CallHistory>> {
        let rows = self.store.lock().await.calls_from(&written(from)).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| self.read_calls(row))
            .collect())
    }

    fn read_calls(&self, row: CallsRow) -> Option<CallHistory> {
        let subject = CallSubject {
            clinic: self.clinic(&row.clinic)?,
            appointment: row.appointment.clone(),
            reason: row.reason.parse().ok()?,
            start: moment(&row.starts_at),
        };
        let results = row.results();
        let at = moment(&row.noted_at)?;
        let by = Author {
            record: None,
            operator: row.operator,
            desk: row.desk,
        };
        Some(CallHistory {
            subject,
            results,
            at,
            by,
        })
    }
}

impl dyn Store + '_ {
    /// Returns the journal that last wrote the calls about the subject of a row.
    pub(super) async fn writer_of_calls(&mut self, row: &CallsRow) -> Result<Option<String>> {
        let writer = "SELECT journal FROM calls WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        let writer: Option<Option<String>> = self.column(writer, row.key()).await?.pop();
        Ok(writer.flatten())
    }

    pub(super) async fn set_writer_of_calls(
        &mut self,
        row: &CallsRow,
        journal: &str,
    ) -> Result<()> {
        let set = "UPDATE calls SET journal = $5 WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        let [clinic, appointment, reason, starts_at] = row.key();
        let values = [clinic, appointment, reason, starts_at, journal];
        self.run(set, values).await.map(drop)
    }

    /// Removes the calls about the subject of a row.
    async fn remove_calls_about(&mut self, row: &CallsRow) -> Result<()> {
        let delete = "DELETE FROM calls WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        self.run(delete, row.key()).await.map(drop)
    }

    /// Replaces the calls about the subject of a row; without results, they are removed.
    pub(super) async fn put_calls(&mut self, row: &CallsRow) -> Result<()> {
        self.remove_calls_about(row).await?;
        if row.results.is_empty() {
            return Ok(());
        }
        self.insert("calls", row).await
    }

    /// Returns whether the last call about a subject reached the patient.
    pub(super) async fn is_reached(&mut self, subject: &CallSubject) -> Result<bool> {
        let calls = self.calls_about(&CallsRow::about(subject)).await?;
        let results = calls.map(|calls| calls.results()).unwrap_or_default();
        Ok(results.last() == Some(&CallResult::Reached))
    }

    /// Returns the calls about the subject of a row; `None` if there are none.
    pub(super) async fn calls_about(&mut self, row: &CallsRow) -> Result<Option<CallsRow>> {
        let select = "SELECT * FROM calls WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        Ok(self.rows(select, row.key()).await?.pop())
    }

    /// Returns the readable calls since a moment ([`SELECT_SINCE`]).
    pub(super) async fn calls_from(&mut self, from: &str) -> Result<Vec<CallsRow>> {
        let rows = Statement::new(SELECT_SINCE, [from]);
        Ok(self.fetch(rows).await?.read_each().0)
    }

    /// Removes the calls since a moment ([`DELETE_SINCE`]).
    pub(super) async fn remove_calls_from(&mut self, from: &str) -> Result<()> {
        self.run(DELETE_SINCE, [from]).await.map(drop)
    }

    /// Removes the calls noted before one moment about appointments that have begun by another.
    pub(super) async fn remove_calls_before(&mut self, before: &str, begun: &str) -> Result<u64> {
        self.run(
            "DELETE FROM calls WHERE noted_at < $1 AND starts_at < $2",
            [before, begun],
        )
        .await
    }

    /// Removes the calls to a person. Returns the number of their subjects.
    pub(super) async fn remove_calls_to(&mut self, person: &str) -> Result<u64> {
        self.run("DELETE FROM calls WHERE person = $1", [person])
            .await
    }
}
