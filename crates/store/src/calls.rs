//! Telephone calls about appointments, and to people who are to be called back: shared by all windows, and kept after a restart. Ids, times and
//! results only; no names, and no telephone numbers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::audit::{AuditAction, AuditEntry, TrailLine};
use super::database::{Statement, Store};
use super::{RecordStore, Result, moment, written};
use booking::{Author, CallHistory, CallNote, CallResult, CallSubject};

/// Selects the calls about appointments that start after a moment, those noted since, and those to people who are to be
/// called back.
const SELECT_SINCE: &str =
    "SELECT * FROM calls WHERE starts_at >= $1 OR noted_at >= $1 OR reason = 'call-back'";

/// Deletes these calls.
const DELETE_SINCE: &str =
    "DELETE FROM calls WHERE starts_at >= $1 OR noted_at >= $1 OR reason = 'call-back'";

/// The calls about one subject, as they are stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
}

impl CallsRow {
    /// Returns the key: the subject of the calls.
    fn key(&self) -> [&str; 4] {
        [
            &self.clinic,
            &self.appointment,
            &self.reason,
            &self.starts_at,
        ]
    }

    /// Returns the subject of the call that a line of a journal is about, without the results of calls, and the result of
    /// that one; `None` if it takes the last one back.
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
        };
        let result: Option<CallResult> = text(&line.result).parse().ok();
        (row, result.map(|result| result.word().to_owned()))
    }

    fn results(&self) -> Vec<CallResult> {
        self.results
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect()
    }
}

impl RecordStore {
    /// Notes a call, or takes the last one back. Returns the resulting notes, including other windows' calls.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn note_call(&self, note: &CallNote, now: DateTime<Utc>) -> Result<CallHistory> {
        let subject = &note.subject;
        let row = CallsRow {
            clinic: subject.clinic.word().to_owned(),
            appointment: subject.appointment.clone(),
            reason: subject.reason.word().to_owned(),
            starts_at: subject.start.map(written).unwrap_or_default(),
            person: note
                .person
                .as_deref()
                .map(|person| self.seal.pseudonym(person)),
            results: String::new(),
            operator: self.who.operator.clone(),
            desk: self.who.desk.clone(),
            noted_at: written(now),
        };
        let entry = AuditEntry {
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
            let results = store.add_call(&row, |before| note.added_to(before)).await?;
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

    /// Returns the calls about appointments that start after a moment, those noted since, and those to people who are to
    /// be called back. Calls with a clinic or reason unknown to this version are left out.
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
    /// Removes the calls about the subject of a row.
    pub(super) async fn remove_calls_about(&mut self, row: &CallsRow) -> Result<()> {
        let delete = "DELETE FROM calls WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        self.run(delete, row.key()).await.map(drop)
    }

    /// Replaces the calls about the subject of a row; without results there are none.
    pub(super) async fn put_calls(&mut self, row: &CallsRow) -> Result<()> {
        self.remove_calls_about(row).await?;
        if row.results.is_empty() {
            return Ok(());
        }
        self.insert("calls", row).await
    }

    /// Adds a call to the notes about a subject; `None` takes the last one back.
    pub(super) async fn merge_call(
        &mut self,
        row: &CallsRow,
        result: Option<CallResult>,
    ) -> Result<()> {
        let added = |mut results: Vec<CallResult>| {
            match result {
                Some(result) => results.push(result),
                None => drop(results.pop()),
            }
            results
        };
        self.add_call(row, added).await.map(drop)
    }

    /// Adds a call about a subject, or takes the last one back. Returns the resulting notes.
    async fn add_call(
        &mut self,
        row: &CallsRow,
        added: impl FnOnce(Vec<CallResult>) -> Vec<CallResult>,
    ) -> Result<Vec<CallResult>> {
        let select = "SELECT * FROM calls WHERE vendor = $1 AND appointment = $2 AND reason = $3 AND starts_at = $4";
        let before: Vec<CallsRow> = self.rows(select, row.key()).await?;
        self.remove_calls_about(row).await?;
        let results = added(before.first().map(CallsRow::results).unwrap_or_default());
        if !results.is_empty() {
            let words: Vec<&str> = results.iter().map(|result| result.word()).collect();
            self.insert(
                "calls",
                &CallsRow {
                    results: words.join(" "),
                    ..row.clone()
                },
            )
            .await?;
        }
        Ok(results)
    }

    /// Returns the calls since a moment ([`SELECT_SINCE`]) that can be read.
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
