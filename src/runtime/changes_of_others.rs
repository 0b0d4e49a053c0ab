//! The changes of other windows, and of earlier runs of the program, as the records hold them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use tracing::error;
use uuid::Uuid;

use crate::booking::{OnRecord, RecentChanges, Vendor};

use super::stores::{Stores, lock};

impl Stores {
    /// Returns the changes of others since a moment; empty if nobody has written to the records since the
    /// last call.
    pub async fn changes_of_others(&self, since: DateTime<Utc>) -> RecentChanges {
        let mut all = RecentChanges { changes: Vec::new(), are_all: true };
        for (backend, store) in self.each_open() {
            let Ok(version) = store.version().await else { continue };
            let before = lock(&self.versions).insert(backend, version);
            if before == Some(version) {
                continue;
            }
            match store.recent(since).await {
                Ok(recent) => {
                    all.are_all &= recent.are_all;
                    all.changes.extend(self.of_others(recent.changes));
                }
                Err(error) => error!(%error, "changes not read"),
            }
        }
        all
    }

    /// Returns the changes of others to an appointment, as far as the records go back.
    pub(super) async fn history_by_others(&self, vendor: Vendor, appointment: &str) -> Vec<OnRecord> {
        let Ok(Some(store)) = self.state(vendor) else { return Vec::new() };
        match store.history(vendor, appointment).await {
            Ok(changes) => self.of_others(changes),
            Err(error) => {
                error!(%error, "history not read");
                Vec::new()
            }
        }
    }

    /// Keeps the changes that this window has neither sent nor taken over.
    fn of_others(&self, recent: Vec<OnRecord>) -> Vec<OnRecord> {
        let sent = lock(&self.sent);
        let left = lock(&self.left);
        let own: HashSet<Uuid> =
            sent.values().map(|(_, id)| *id).chain(left.keys().copied()).map(Uuid::from).collect();
        recent.into_iter().filter(|change| change.by.record.is_none_or(|id| !own.contains(&id))).collect()
    }
}
