//! Who waits for a time at a clinic that keeps no waiting list: a row each, sealed, for every desk on the same records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::{Done, Entry};
use super::database::{NOTHING, Store};
use super::{RecordStore, StoreError, moment, written};
use crate::booking::{Waiter, WaitingPlace, Wished};

/// Somebody who waits, as it is stored.
#[derive(Serialize, Deserialize)]
pub(super) struct WaitingRow {
    pub(super) id: String,
    vendor: String,
    /// The id of who waits, or what stands for it where none was given.
    person: String,
    since: String,
    sealed: String,
}

/// What is sealed of it.
#[derive(Serialize, Deserialize)]
struct Sealed {
    person: String,
    provider: Option<String>,
    /// Intervals of ISO 8601.
    wished: String,
    what: Option<String>,
    by: Option<String>,
}

/// What a row is sealed as.
const SEALED_AS: &str = "waiting";

impl RecordStore {
    /// Everybody who waits at a clinic that this version knows. Rows that can't be opened are left out.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn waiting(&self) -> Result<Vec<Waiter>, StoreError> {
        let rows = self.store.lock().await.waiting_rows().await?;
        Ok(rows.iter().filter_map(|row| self.waiter(row)).collect())
    }

    /// Puts somebody on the list, and says so in the audit trail. The one who did is this desk's.
    ///
    /// # Errors
    /// When it can't be written; then nobody is on it.
    pub async fn put_on_list(&self, waiter: &Waiter, now: DateTime<Utc>) -> Result<(), StoreError> {
        let sealed = Sealed {
            person: waiter.person.clone(),
            provider: waiter.provider.clone(),
            wished: waiter.wished.to_string(),
            what: waiter.what.as_ref().map(|what| what.shown().clone()),
            by: self.who.operator.clone().or_else(|| self.who.desk.clone()),
        };
        let row = WaitingRow {
            id: Uuid::new_v4().to_string(),
            vendor: waiter.vendor.word().to_owned(),
            person: self.seal.pseudonym(&waiter.person),
            since: written(now),
            sealed: self.seal.seal(SEALED_AS, &serde_json::to_vec(&sealed)?)?,
        };
        let mut store = self.begin().await?;
        let done = async {
            store.insert("waiting", &row).await?;
            self.append(&mut **store, line(Done::Waiting, waiter, row.id.clone()), now).await
        };
        let done = done.await;
        self.end(&mut **store, done).await
    }

    /// Takes somebody off the list, and says so in the audit trail. Nothing where another window has done it.
    ///
    /// # Errors
    /// When it can't be written; then they are still on it.
    pub async fn take_off_list(&self, waiter: &Waiter, now: DateTime<Utc>) -> Result<(), StoreError> {
        let WaitingPlace::Desk(id) = waiter.place else { return Ok(()) };
        let mut store = self.begin().await?;
        let done = async {
            if store.remove_waiting_row(&id.to_string()).await? == 0 {
                return Ok(());
            }
            self.append(&mut **store, line(Done::NotWaiting, waiter, id.to_string()), now).await
        };
        let done = done.await;
        self.end(&mut **store, done).await
    }

    fn waiter(&self, row: &WaitingRow) -> Option<Waiter> {
        let sealed: Sealed = serde_json::from_slice(&self.seal.open(SEALED_AS, &row.sealed)?).ok()?;
        Some(Waiter {
            place: WaitingPlace::Desk(row.id.parse().ok()?),
            vendor: self.vendor(&row.vendor)?,
            person: sealed.person,
            provider: sealed.provider,
            wished: Wished::of_intervals(&sealed.wished)?,
            since: moment(&row.since),
            what: sealed.what.map(Into::into),
            by: sealed.by,
        })
    }
}

/// A line about somebody's row of this id.
fn line(done: Done, waiter: &Waiter, id: String) -> Entry {
    Entry {
        done,
        fields: Some(id),
        backend: Some(waiter.vendor.word().to_owned()),
        provider: waiter.provider.clone(),
        person: Some(waiter.person.clone()),
        ..Entry::default()
    }
}

impl dyn Store + '_ {
    /// Everybody who waits, whoever has waited longest first.
    pub(super) async fn waiting_rows(&mut self) -> Result<Vec<WaitingRow>, StoreError> {
        self.rows("SELECT * FROM waiting ORDER BY since, id", NOTHING).await
    }

    pub(super) async fn waiting_row(&mut self, id: &str) -> Result<Option<WaitingRow>, StoreError> {
        Ok(self.rows("SELECT * FROM waiting WHERE id = $1", [id]).await?.pop())
    }

    /// Puts a row in place of the one of its id.
    pub(super) async fn put_waiting_row(&mut self, row: &WaitingRow) -> Result<(), StoreError> {
        self.remove_waiting_row(&row.id).await?;
        self.insert("waiting", row).await
    }

    /// Says how many rows that were: one or none.
    pub(super) async fn remove_waiting_row(&mut self, id: &str) -> Result<u64, StoreError> {
        self.run("DELETE FROM waiting WHERE id = $1", [id]).await
    }

    /// Removes those who have waited since before a moment; says how many.
    pub(super) async fn remove_waiting_before(&mut self, before: &str) -> Result<u64, StoreError> {
        self.run("DELETE FROM waiting WHERE since < $1", [before]).await
    }

    /// Removes what somebody waits for; says how many there were.
    pub(super) async fn remove_waiting(&mut self, person: &str) -> Result<u64, StoreError> {
        self.run("DELETE FROM waiting WHERE person = $1", [person]).await
    }
}
