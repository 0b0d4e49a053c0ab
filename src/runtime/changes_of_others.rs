//! What other windows, and earlier runs of the program, have changed, as the records tell it.

use std::collections::HashSet;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use tracing::error;

use crate::booking::{Author, ChangeKind, OnRecord, Stands, Visit};
use crate::store::{self, Done, IntentId};

use super::stores::{StoreState, Stores};

impl Stores {
    /// The changes that others have made since a moment; nothing where nobody has written to the records since they were
    /// asked last.
    pub(super) async fn changes_of_others(&self, since: DateTime<Utc>) -> Vec<OnRecord> {
        let states = self.states();
        let mut changes = Vec::new();
        for (backend, state) in states.iter().filter(|(backend, _)| self.first_of(*backend) == *backend) {
            let StoreState::Open(store) = state else { continue };
            let Ok(version) = store.version().await else { continue };
            let before =
                self.versions.lock().unwrap_or_else(PoisonError::into_inner).insert(backend.word(), version);
            if before == Some(version) {
                continue;
            }
            match store.recent(since).await {
                Ok(recent) => changes.extend(self.of_others(recent)),
                Err(error) => error!(%error, "changes not read"),
            }
        }
        changes
    }

    /// Changes that this window has neither sent nor taken on.
    fn of_others(&self, recent: Vec<store::RecordedChange>) -> Vec<OnRecord> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let own: HashSet<IntentId> = sent.values().map(|(_, id)| *id).collect();
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let is_others =
            |change: &store::RecordedChange| !own.contains(&change.id) && !left.contains_key(&change.id);
        recent.into_iter().filter(is_others).filter_map(on_record).collect()
    }
}

/// A change on record as the desk takes it in; none of a kind that this version does not know.
fn on_record(change: store::RecordedChange) -> Option<OnRecord> {
    let by = Author { record: Some(change.id.into()), operator: change.operator, desk: change.desk };
    let visit = Visit {
        backend: change.vendor,
        person: change.person.unwrap_or_default(),
        provider: change.provider,
        start: change.start,
    };
    let stands = match (change.state, change.appointment) {
        (Done::Booked, Some(id)) => Some(Stands::Made(id)),
        (Done::Sending | Done::Unknown, _) => Some(Stands::Open),
        _ => None,
    };
    let (kind, about) = (ChangeKind::of_word(&change.kind)?, change.about);
    Some(OnRecord { by, kind, visit, end: change.end, about, stands, at: change.changed_at })
}
