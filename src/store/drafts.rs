//! What is being typed, sealed, a row for each piece of a draft. Each window keeps its own.
//!
//! Drafts are written many times a second, so that a key has only the piece written that it changed, and writing it does
//! not wait for the disk: it survives a crash of the program at once, and a power cut once
//! [`RecordStore::sync_drafts`] or a booking has synced the file.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::database::{Durability, Lease, Store};
use super::draft_rows::DraftRow;
use super::seal::Seal;
use super::{RecordStore, StoreError, begin_with, end, migrate, written};

/// Stands for the lease of those rows that say which drafts were handed to this machine.
const RECEIVED: &str = "received";

/// A draft in pieces that are sealed and written apart. The one without a name stands for the draft itself; the others
/// are its texts.
pub type Pieces = BTreeMap<String, Vec<u8>>;

/// What a window had typed when it was last here.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoredDrafts {
    /// The drafts as they were given, in the order of their places.
    pub drafts: Vec<Pieces>,
    /// How many can't be opened: the key file is another one. They stay in the file.
    pub unread: usize,
}

impl RecordStore {
    /// Keeps these drafts in place of those that were kept before.
    ///
    /// # Errors
    /// When they can't be written; then the ones before are still kept.
    pub async fn keep(&self, drafts: &[Pieces], now: DateTime<Utc>) -> Result<(), StoreError> {
        self.keep_with(drafts, &[], now).await
    }

    /// The same, by a window that has been told of these drafts which were handed to it: they are among those it keeps,
    /// or it has done with them. Any other that was stays.
    ///
    /// # Errors
    /// When they can't be written; then the ones before are still kept.
    pub async fn keep_with(
        &self,
        drafts: &[Pieces],
        received: &[String],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_with(Durability::Unsynced, &mut **store).await?;
        let lease = store.lease();
        let done = async {
            store.remove_drafts_of(&lease).await?;
            for id in received {
                store.remove_draft_at(&lease, &handed_place(id)).await?;
            }
            self.insert_all(&mut **store, "", drafts, now).await
        };
        let done = done.await;
        end(&mut **store, done).await
    }

    /// Keeps a draft that was handed to this machine beside what this window keeps, unless one of its windows has done so
    /// already. Says whether it is here now. It is on the disk then: the one who handed it over has it no more.
    ///
    /// # Errors
    /// When it can't be written.
    pub(super) async fn take_in(
        &self,
        id: &str,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut store = self.begin().await?;
        let done = async {
            if !store.drafts_at(RECEIVED, id).await?.is_empty() {
                return Ok(false);
            }
            let [lease, place] = [RECEIVED, id].map(str::to_owned);
            let known = DraftRow { lease, place, kept_at: written(now), ..DraftRow::default() };
            store.insert_piece(&known).await?;
            for row in self.rows_of(&store.lease(), &handed_place(id), pieces, now)? {
                store.insert_piece(&row).await?;
            }
            Ok(true)
        };
        let done = done.await;
        end(&mut **store, done).await
    }

    /// Remembers no longer which drafts were handed to this machine before a moment.
    pub(super) async fn forget_received(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let gone = "DELETE FROM drafts WHERE lease = $1 AND kept_at < $2";
        let values = [RECEIVED.to_owned(), written(before)];
        self.store.lock().await.run(gone, values).await.map(drop)
    }

    /// The drafts of every window of this machine, but those that can't be opened.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn drafts_of_all(&self) -> Result<Vec<Pieces>, StoreError> {
        let rows = self.store.lock().await.drafts().await?;
        let opened_piece = |row: &DraftRow| Some((row.piece.clone(), opened(&self.seal, row)?));
        let open = |rows: &[DraftRow]| rows.iter().map(opened_piece).collect();
        Ok(by_draft(&rows).filter(|rows| rows[0].lease != RECEIVED).filter_map(open).collect())
    }

    /// Keeps these pieces of the draft at a place in place of those that were kept; its others stay. Says whether a draft
    /// was there; nothing is written over that another window or version has done.
    ///
    /// # Errors
    /// When they can't be written; then those before are still kept.
    pub async fn keep_pieces(
        &self,
        place: usize,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut store = self.store.lock().await;
        let rows = self.rows_of(&store.lease(), &place_name(place), pieces, now)?;
        match store.replace_pieces(rows).await {
            // A later version may have changed the very table.
            Err(StoreError::Database { .. }) if migrate::is_outgrown(&mut **store).await? => {
                Err(StoreError::Outgrown)
            }
            kept => kept,
        }
    }

    /// Keeps these drafts behind those that were kept before, which whoever typed them has not seen.
    ///
    /// # Errors
    /// When they can't be written.
    pub async fn keep_beside(&self, drafts: &[Pieces], now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.store.lock().await;
        begin_with(Durability::Unsynced, &mut **store).await?;
        let behind = format!("since {} ", written(now));
        let done = self.insert_all(&mut **store, &behind, drafts, now).await;
        end(&mut **store, done).await
    }

    /// Puts the drafts that were kept on the disk, so that they survive a power cut.
    ///
    /// # Errors
    /// When they can't be written there.
    pub async fn sync_drafts(&self) -> Result<(), StoreError> {
        self.store.lock().await.sync().await
    }

    async fn insert_all(
        &self,
        store: &mut dyn Store,
        behind: &str,
        drafts: &[Pieces],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let lease = store.lease();
        for (place, draft) in drafts.iter().enumerate() {
            for row in self.rows_of(&lease, &format!("{behind}{}", place_name(place)), draft, now)? {
                store.insert_piece(&row).await?;
            }
        }
        Ok(())
    }

    /// Pieces of a draft as they are stored.
    fn rows_of(
        &self,
        lease: &str,
        place: &str,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<Vec<DraftRow>, StoreError> {
        let row = |(piece, text): (&String, &Vec<u8>)| {
            let sealed = self.seal.seal(&sealed_as(piece), text)?;
            let [lease, place, piece] = [lease, place, piece].map(str::to_owned);
            Ok(DraftRow { lease, place, piece, kept_at: written(now), sealed })
        };
        pieces.iter().map(row).collect()
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
        store.settle_handed(&lease).await?;
        let mut kept = StoredDrafts::default();
        for rows in by_draft(&store.drafts_of(&lease).await?) {
            match rows.iter().map(|row| Some((row.piece.clone(), opened(&self.seal, row)?))).collect() {
                Some(draft) => kept.drafts.push(draft),
                None => {
                    kept.unread += 1;
                    store.move_draft(&rows[0], &format!("unread {}", written(now)), &rows[0].place).await?;
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
        for draft in by_draft(&others).filter(|draft| left.iter().any(|left| left.name == draft[0].lease)) {
            // Behind every place of this window's own, and beside what was taken over from that lease before.
            let behind = format!("from {} {} {}", draft[0].lease, last_kept(draft), draft[0].place);
            store.move_draft(&draft[0], &own, &behind).await?;
        }
        Ok(left)
    }
}

/// Rows that are sorted by lease and place, draft by draft.
pub(super) fn by_draft(rows: &[DraftRow]) -> impl Iterator<Item = &[DraftRow]> {
    rows.chunk_by(|one, next| (&one.lease, &one.place) == (&next.lease, &next.place))
}

/// When one of its pieces was kept last.
fn last_kept(draft: &[DraftRow]) -> &str {
    draft.iter().map(|row| row.kept_at.as_str()).max().unwrap_or_default()
}

/// A piece as it was given; none where it can't be opened.
pub(super) fn opened(seal: &Seal, row: &DraftRow) -> Option<Vec<u8>> {
    seal.open(&sealed_as(&row.piece), &row.sealed)
}

/// Removes the drafts that nobody has touched since a moment, of whichever window: a draft names someone too.
pub(super) async fn let_go(store: &mut dyn Store, before: DateTime<Utc>) -> Result<(), StoreError> {
    let (drafts, before) = (store.drafts().await?, written(before));
    for draft in by_draft(&drafts).filter(|draft| last_kept(draft) < before.as_str()) {
        store.remove_draft(&draft[0]).await?;
    }
    Ok(())
}

/// What a piece is sealed as, so that it opens as no other one.
pub(super) fn sealed_as(piece: &str) -> String {
    if piece.is_empty() { "draft".to_owned() } else { format!("draft {piece}") }
}

/// Where a draft stands that was handed over, until the window keeps it among its own.
fn handed_place(id: &str) -> String {
    format!("handed {id}")
}

fn place_name(place: usize) -> String {
    format!("{place:03}")
}
