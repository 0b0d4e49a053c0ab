//! Taking over the work of a desk that is gone, by exactly one of the others.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::SharedStore;
use super::copy::TRIES;
use crate::audit::{self, AuditAction, AuditEntry};
use crate::call::{RelatedTo, SeenChanges, StoreCall, Write};
use crate::change_row::ChangeRow;
use crate::claims::Collision;
use crate::database::{CallReply, Store};
use crate::desks::Renewal;
use crate::{RecordStore, Result, StoreError};
use booking::UnsettledChange;

/// The changes taken over.
#[derive(Debug, Default)]
pub struct ChangesTakenOver {
    /// The changes of unknown outcome.
    pub unsettled: Vec<UnsettledChange>,
    /// The changes that wait for a person.
    pub queued: Vec<UnsettledChange>,
}

impl SharedStore {
    /// Takes over the changes of desks whose lease has lapsed, into a desk's own records: those that were being sent
    /// become unknown. Each change is taken over by one desk alone. Reports the outcomes that this desk already knows
    /// to the others.
    ///
    /// # Errors
    /// If the server can't be reached; then another desk, or the next attempt, finds the same.
    pub async fn take_over(
        &self,
        local: &RecordStore,
        now: DateTime<Utc>,
    ) -> Result<ChangesTakenOver> {
        let mut unreported = self.unreported.lock().await;
        // Changes that are settled here but not copied yet are not taken on.
        self.copy_part_by_part(local, &mut unreported, None).await?;
        let rows = self.changes_to_take_on(local, &mut unreported, now).await?;
        if rows.is_empty() {
            return Ok(ChangesTakenOver::default());
        }
        let done = async {
            for row in &rows {
                local.take_on(row, now).await?;
            }
            self.copy_part_by_part(local, &mut unreported, None).await
        };
        let done = done.await;
        let mut taken = ChangesTakenOver::default();
        for row in &rows {
            // Another window may have settled the change, or it was not taken on.
            if !local.looks_after(&row.id).await? {
                continue;
            }
            let Some(open) = self.records.read_back(row) else {
                continue;
            };
            let is_queued = row.is(AuditAction::Queued);
            if is_queued {
                &mut taken.queued
            } else {
                &mut taken.unsettled
            }
            .push(open);
        }
        if taken.unsettled.is_empty() && taken.queued.is_empty() {
            done?;
        }
        // The changes taken on are returned even if the rest failed: the next step finds the rest.
        Ok(taken)
    }

    /// Returns whether a change is open under this desk's lease that nobody looks after, because this desk was stopped
    /// while taking it over.
    ///
    /// # Errors
    /// If the desk's own records can't be read.
    pub async fn has_stopped(&self, local: &RecordStore, renewal: &Renewal) -> Result<bool> {
        for id in &renewal.open {
            if !local.looks_after(id).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the changes to take on. Usually nothing is open, which one query finds out.
    pub(crate) async fn changes_to_take_on(
        &self,
        local: &RecordStore,
        unreported: &mut Vec<Collision>,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>> {
        let mut store = self.records.store.lock().await;
        let mut leases = store.leases_of_changes("").await?;
        let own = store.lease();
        drop(store);
        let mut rows = Vec::new();
        if leases.extract_if(.., |lease| *lease == own).count() > 0 {
            rows = self.not_taken_on(local, unreported, now).await?;
        }
        if !leases.is_empty() {
            rows.extend(self.take_lapsed(leases, now).await?);
        }
        Ok(rows)
    }

    /// Moves the open changes of desks whose lease has lapsed under this desk's lease, and returns them.
    async fn take_lapsed(&self, leases: Vec<String>, now: DateTime<Utc>) -> Result<Vec<ChangeRow>> {
        let vacant = self.records.store.lock().await.take_vacant(leases).await?;
        let mut taken = Vec::new();
        for lease in vacant {
            taken.extend(self.take_rows_of(&lease.name, |_| true, now).await?);
        }
        Ok(taken)
    }

    /// Returns the changes under this desk's lease that are not in its own records, because it was stopped while taking
    /// them over.
    async fn not_taken_on(
        &self,
        local: &RecordStore,
        unreported: &mut Vec<Collision>,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>> {
        let mut store = self.records.store.lock().await;
        let own = store.lease();
        let mut ids = HashSet::new();
        for row in rows_under(&mut **store, &own).await? {
            if !local.looks_after(&row.id).await? {
                ids.insert(row.id);
            }
        }
        drop(store);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        // This also closes changes there that were settled here since the journal was copied.
        self.copy_part_by_part(local, unreported, None).await?;
        self.take_rows_of(&own, |row| ids.contains(&row.id), now)
            .await
    }

    /// Marks the open changes under a lease that were being sent as unknown, moves all of them under this desk's lease,
    /// and returns them.
    async fn take_rows_of(
        &self,
        lease: &str,
        is_taken: impl Fn(&ChangeRow) -> bool,
        now: DateTime<Utc>,
    ) -> Result<Vec<ChangeRow>> {
        for _ in 0..TRIES {
            let mut store = self.records.store.lock().await;
            let own = store.lease();
            let newest = store.newest_change().await?;
            let mut rows = rows_under(&mut **store, lease).await?;
            drop(store);
            rows.retain(&is_taken);
            if rows.is_empty() {
                return Ok(rows);
            }
            let wanted = rows.iter().map(RelatedTo::of).collect();
            let mut writes = Vec::new();
            let mut entries = Vec::new();
            for row in rows.iter_mut().filter(|row| row.is(AuditAction::Sending)) {
                row.become_unknown(now);
                writes.push(Write::GoesOn { row: row.clone() });
                entries.push(AuditEntry {
                    done: AuditAction::Unknown,
                    ..row.clone().about()
                });
            }
            if lease != own {
                let from = lease.to_owned();
                writes.push(Write::HandOver { from, to: own });
            }
            let records = &self.records;
            let lines = audit::lines_of(&records.seal, &records.who, entries, now);
            let call = StoreCall {
                seen: Some(SeenChanges { newest, wanted }),
                writes,
                lines: self.chained(lines)?,
                ..self.call()
            };
            match self.ask(call).await? {
                CallReply::Written { .. } => return Ok(rows),
                CallReply::Rejected { why, .. } => return Err(StoreError::Rejected(why)),
                CallReply::Overtaken
                | CallReply::Unseen
                | CallReply::NoLease
                | CallReply::Stale { .. }
                | CallReply::OtherVersion { .. } => {}
            }
        }
        Err(StoreError::Overtaken)
    }
}

async fn rows_under(store: &mut dyn Store, lease: &str) -> Result<Vec<ChangeRow>> {
    let mut rows = store.changes_in(["sending", "unknown"], lease).await?;
    rows.extend(store.changes_in(["not-there", "queued"], lease).await?);
    Ok(rows)
}
