//! The waiting list for clinics without one of their own: a row for each patient, sealed, for every desk on
//! the same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{AuditAction, AuditEntry};
use super::database::{NOTHING, Statement, Store};
use super::{RecordStore, Result, moment, written};
use booking::{Waiter, WaitingPlace, Wished};

/// A waiting patient, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WaitingRow {
    pub(super) id: String,
    #[serde(rename = "vendor")]
    clinic: String,
    /// The patient's id, or a pseudonym if there is none.
    pub(super) person: String,
    since: String,
    pub(super) sealed: String,
}

impl WaitingRow {
    pub(super) fn clinic(&self) -> &str {
        &self.clinic
    }
}

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

/// The context in which a row is sealed.
pub(super) const SEALED_AS: &str = "waiting";

impl RecordStore {
    /// Returns all waiting patients at clinics that this version knows. Rows that can't be decrypted are left
    /// out.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn waiting(&self) -> Result<Vec<Waiter>> {
        let rows = self.store.lock().await.waiting_rows().await?;
        Ok(rows.iter().filter_map(|row| self.waiter(row)).collect())
    }

    /// Puts a patient on the list, and notes it in the audit trail with this desk's operator.
    ///
    /// # Errors
    /// If the records can't be written; then nobody is put on it.
    pub async fn put_on_list(&self, waiter: &Waiter, now: DateTime<Utc>) -> Result<()> {
        let sealed = SealedWaiter {
            person: waiter.person.clone(),
            provider: waiter.provider.clone(),
            wished: waiter.wished.to_string(),
            what: waiter.what.as_ref().map(|what| what.shown().clone()),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let row = WaitingRow {
            id: Uuid::new_v4().to_string(),
            clinic: waiter.clinic.word().to_owned(),
            person: self.seal.pseudonym(&waiter.person),
            since: written(now),
            sealed: self.seal.seal(SEALED_AS, &serde_json::to_vec(&sealed)?)?,
        };
        transact!(self, |store| {
            store.insert("waiting", &row).await?;
            self.append(
                store,
                line(AuditAction::Waiting, waiter, row.id.clone()),
                now,
            )
            .await
        })
    }

    /// Takes a patient off the list, and notes it in the audit trail. Does nothing if another window has done
    /// it.
    ///
    /// # Errors
    /// If the records can't be written; then they are still on it.
    pub async fn take_off_list(&self, waiter: &Waiter, now: DateTime<Utc>) -> Result<()> {
        let WaitingPlace::Desk(id) = waiter.place else {
            return Ok(());
        };
        transact!(self, |store| {
            if store.remove_waiting_row(&id.to_string()).await? == 0 {
                return Ok(());
            }
            self.append(
                store,
                line(AuditAction::NotWaiting, waiter, id.to_string()),
                now,
            )
            .await
        })
    }

    pub(super) fn waiter(&self, row: &WaitingRow) -> Option<Waiter> {
        let sealed: SealedWaiter =
            serde_json::from_slice(&self.seal.open(SEALED_AS, &row.sealed)?).ok()?;
        Some(Waiter {
            place: WaitingPlace::Desk(row.id.parse().ok()?),
            clinic: self.clinic(&row.clinic)?,
            person: sealed.person,
            provider: sealed.provider,
            wished: Wished::of_intervals(&sealed.wished)?,
            since: moment(&row.since),
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

impl dyn Store + '_ {
    /// Returns all waiting patients whose rows can be read, the longest waiting first.
    pub(super) async fn waiting_rows(&mut self) -> Result<Vec<WaitingRow>> {
        let rows = Statement::new("SELECT * FROM waiting ORDER BY since, id", NOTHING);
        Ok(self.fetch(rows).await?.read_each().0)
    }

    pub(super) async fn waiting_row(&mut self, id: &str) -> Result<Option<WaitingRow>> {
        Ok(self
            .rows("SELECT * FROM waiting WHERE id = $1", [id])
            .await?
            .pop())
    }

    /// Inserts a row, or replaces the one with its id.
    pub(super) async fn put_waiting_row(&mut self, row: &WaitingRow) -> Result<()> {
        self.remove_waiting_row(&row.id).await?;
        self.insert("waiting", row).await
    }

    /// Removes a row. Returns the number of removed rows: one or none.
    pub(super) async fn remove_waiting_row(&mut self, id: &str) -> Result<u64> {
        self.run("DELETE FROM waiting WHERE id = $1", [id]).await
    }

    /// Removes the entries from before a moment. Returns their number.
    pub(super) async fn remove_waiting_before(&mut self, before: &str) -> Result<u64> {
        self.run("DELETE FROM waiting WHERE since < $1", [before])
            .await
    }

    /// Removes a person's entries. Returns their number.
    pub(super) async fn remove_waiting(&mut self, person: &str) -> Result<u64> {
        self.run("DELETE FROM waiting WHERE person = $1", [person])
            .await
    }
}
