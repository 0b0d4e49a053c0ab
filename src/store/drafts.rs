//! What is being typed, sealed, a row for each draft. Each window keeps its own.
//!
//! Drafts are written many times a second, so that writing one does not wait for the disk: it survives a crash of the
//! program at once, and a power cut once [`RecordStore::sync_drafts`] or a booking has synced the file.

use chrono::{DateTime, Utc};

use super::tables::{DraftRow, Lease, Store};
use super::{RecordStore, StoreError, begin_unsynced, end, written};

/// What a window had typed when it was last here.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoredDrafts {
    /// The drafts as they were given, in the order of their places.
    pub drafts: Vec<Vec<u8>>,
    /// How many can't be opened: the key file is another one. They stay in the file.
    pub unread: usize,
}

impl RecordStore {
    /// Keeps these drafts in place of those that were kept before.
    ///
    /// # Errors
    /// When they can't be written; then the ones before are still kept.
    pub async fn keep(&self, drafts: &[Vec<u8>], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_unsynced(&mut **store).await?;
        let lease = store.lease();
        let done = match store.remove_drafts_of(&lease).await {
            Ok(()) => self.put_in(&mut **store, "", drafts, now).await,
            Err(error) => Err(error),
        };
        end(&mut **store, done).await
    }

    /// Keeps this draft in place of the one that is kept there; the others stay. Says whether one was there: one
    /// statement, which typing can afford, writes over nothing that another window or version has done.
    ///
    /// # Errors
    /// When it can't be written; then the one before is still kept.
    pub async fn keep_one(&self, place: usize, draft: &[u8], now: DateTime<Utc>) -> Result<bool, StoreError> {
        let sealed = self.seal.seal(SEALED_AS, draft)?;
        let mut store = self.store.lock().await;
        let (lease, steps) = (store.lease(), store.steps());
        let row = DraftRow { lease, place: place_name(place), kept_at: written(now), sealed };
        store.replace_draft(&row, steps).await
    }

    /// Keeps these drafts behind those that were kept before, which whoever typed them has not seen.
    ///
    /// # Errors
    /// When they can't be written.
    pub async fn keep_beside(&self, drafts: &[Vec<u8>], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_unsynced(&mut **store).await?;
        let behind = format!("since {} ", written(now));
        let done = self.put_in(&mut **store, &behind, drafts, now).await;
        end(&mut **store, done).await
    }

    /// Puts the drafts that were kept on the disk, so that they survive a power cut.
    ///
    /// # Errors
    /// When they can't be written there.
    pub async fn sync_drafts(&self) -> Result<(), StoreError> {
        self.store.lock().await.sync().await
    }

    async fn put_in(
        &self,
        store: &mut dyn Store,
        behind: &str,
        drafts: &[Vec<u8>],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        for (place, draft) in drafts.iter().enumerate() {
            let place = format!("{behind}{}", place_name(place));
            let sealed = self.seal.seal(SEALED_AS, draft)?;
            let row = DraftRow { lease: store.lease(), place, kept_at: written(now), sealed };
            store.insert_draft(&row).await?;
        }
        Ok(())
    }

    /// What was kept, also by windows that are no more: their drafts come behind this one's own. What can't be opened
    /// is put where no window overwrites it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn kept(&self, now: DateTime<Utc>) -> Result<StoredDrafts, StoreError> {
        let mut store = self.store.lock().await;
        let _left = self.take_over_drafts(&mut **store).await?;
        let lease = store.lease();
        let mut kept = StoredDrafts::default();
        for row in store.drafts_of(&lease).await? {
            match self.seal.open(SEALED_AS, &row.sealed) {
                Some(draft) => kept.drafts.push(draft),
                None => {
                    kept.unread += 1;
                    store.move_draft(&row, &format!("unread {}", written(now)), &row.place).await?;
                }
            }
        }
        Ok(kept)
    }

    /// Takes over the drafts of leases whose window is gone. The leases stay taken until the answer is dropped.
    async fn take_over_drafts(&self, store: &mut dyn Store) -> Result<Vec<Lease>, StoreError> {
        let own = store.lease();
        let mut others = store.drafts().await?;
        others.retain(|draft| draft.lease != own);
        let mut leases: Vec<String> = others.iter().map(|draft| draft.lease.clone()).collect();
        leases.dedup();
        let left = store.take_vacant(leases).await?;
        for draft in others.iter().filter(|draft| left.iter().any(|left| left.name == draft.lease)) {
            // Behind every place of this window's own, and beside what was taken over from that lease before.
            let behind = format!("from {} {} {}", draft.lease, draft.kept_at, draft.place);
            store.move_draft(draft, &own, &behind).await?;
        }
        Ok(left)
    }
}

fn place_name(place: usize) -> String {
    format!("{place:03}")
}

/// What drafts are sealed as.
pub(super) const SEALED_AS: &str = "draft";
