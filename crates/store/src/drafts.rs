//! Typed texts, sealed, with a row for each piece of a draft. Each window keeps its own.
//!
//! Drafts are written many times a second. So each key writes only the piece that it changed, without waiting for the
//! disk: the piece survives a crash of the program at once, and a power cut after [`RecordStore::sync`] or a booking
//! has synced the file.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::database::{Durability, Lease, Store};
use super::draft_rows::DraftRow;
use super::seal::Seal;
use super::{RecordStore, Result, StoreError, facts, written};

/// The lease of the rows that record drafts handed to this machine.
const RECEIVED: &str = "received";

/// A draft in pieces that are sealed and written separately. The piece with an empty name is the draft itself; the
/// others are its texts.
pub type Pieces = BTreeMap<String, Vec<u8>>;

/// The saved drafts of a window.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoredDrafts {
    /// The drafts as they were saved, in the order of their places.
    pub drafts: Vec<Pieces>,
    /// The number of drafts that can't be decrypted because the key file has changed. They stay in the file.
    pub unread: usize,
}

impl RecordStore {
    /// Replaces the saved drafts by these. The window has read the `received` drafts handed to it: they are among
    /// these, or finished. Other handed drafts are kept.
    ///
    /// # Errors
    /// If the records can't be written; then the previous drafts are still saved.
    pub async fn keep(
        &self,
        drafts: &[Pieces],
        received: &[String],
        now: DateTime<Utc>,
    ) -> Result<()> {
        transact!(self, Durability::Unsynced, |store| {
            let lease = store.lease();
            store.remove_drafts_of(&lease).await?;
            for id in received {
                store.remove_draft_at(&lease, &handed_place(id)).await?;
            }
            self.insert_all(store, "", drafts, now).await
        })
    }

    /// Saves a draft handed to this machine with those of this window, unless one of the windows has done so already.
    /// Returns whether it did; the draft is then on the disk, because the sender no longer has it.
    ///
    /// # Errors
    /// If the records can't be written.
    pub(super) async fn adopt(
        &self,
        id: &str,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        transact!(self, |store| {
            if !store.drafts_at(RECEIVED, id).await?.is_empty() {
                return Ok(false);
            }
            let [lease, place] = [RECEIVED, id].map(str::to_owned);
            let receipt = DraftRow {
                lease,
                place,
                kept_at: written(now),
                ..DraftRow::default()
            };
            store.insert("drafts", &receipt).await?;
            for row in self.rows_of(&store.lease(), &handed_place(id), pieces, now)? {
                store.insert("drafts", &row).await?;
            }
            Ok(true)
        })
    }

    /// Forgets which drafts were handed to this machine before a moment.
    pub(super) async fn forget_received(&self, before: DateTime<Utc>) -> Result<()> {
        let delete = "DELETE FROM drafts WHERE lease = $1 AND kept_at < $2";
        let values = [RECEIVED.to_owned(), written(before)];
        self.store.lock().await.run(delete, values).await.map(drop)
    }

    /// Returns the drafts of all windows of this machine, without those that can't be decrypted.
    ///
    /// # Errors
    /// If the records can't be read.
    pub async fn drafts_of_all(&self) -> Result<Vec<Pieces>> {
        let rows = self.store.lock().await.drafts().await?;
        let opened_piece = |row: &DraftRow| Some((row.piece.clone(), opened(&self.seal, row)?));
        let open = |rows: &[DraftRow]| rows.iter().map(opened_piece).collect();
        Ok(by_draft(&rows)
            .filter(|rows| rows[0].lease != RECEIVED)
            .filter_map(open)
            .collect())
    }

    /// Replaces these pieces of the draft at a place; its other pieces are kept. Returns whether the draft existed;
    /// nothing written by another window or version is overwritten.
    ///
    /// # Errors
    /// If the records can't be written; then the previous pieces are still saved.
    pub async fn keep_pieces(
        &self,
        place: usize,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let mut store = self.store.lock().await;
        let rows = self.rows_of(&store.lease(), &place_name(place), pieces, now)?;
        match store.replace_pieces(rows).await {
            // A later version may have changed the table itself.
            Err(error @ StoreError::Database { .. }) => {
                Err(facts::outgrown_since(&mut **store).await?.unwrap_or(error))
            }
            kept => kept,
        }
    }

    /// Saves these drafts after those saved before, which their author has not seen.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn save_drafts_beside(&self, drafts: &[Pieces], now: DateTime<Utc>) -> Result<()> {
        let prefix = format!("since {} ", written(now));
        transact!(self, Durability::Unsynced, |store| self
            .insert_all(store, &prefix, drafts, now)
            .await)
    }

    /// Syncs saved drafts and copies of others' changes to the disk, so that they survive a power cut.
    ///
    /// # Errors
    /// If they can't be synced.
    pub async fn sync(&self) -> Result<()> {
        self.store.lock().await.sync().await
    }

    async fn insert_all(
        &self,
        store: &mut dyn Store,
        prefix: &str,
        drafts: &[Pieces],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let lease = store.lease();
        for (place, draft) in drafts.iter().enumerate() {
            for row in self.rows_of(
                &lease,
                &format!("{prefix}{}", place_name(place)),
                draft,
                now,
            )? {
                store.insert("drafts", &row).await?;
            }
        }
        Ok(())
    }

    /// Returns pieces of a draft as rows.
    fn rows_of(
        &self,
        lease: &str,
        place: &str,
        pieces: &Pieces,
        now: DateTime<Utc>,
    ) -> Result<Vec<DraftRow>> {
        let rows = pieces
            .iter()
            .map(|(piece, text)| sealed_row(&self.seal, [lease, place, piece], text, now));
        rows.collect()
    }

    /// Returns the saved drafts: this window's own, followed by those of ended windows. Drafts that can't be decrypted
    /// are moved to where no window overwrites them.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn kept(&self, now: DateTime<Utc>) -> Result<StoredDrafts> {
        let mut store = self.store.lock().await;
        let _leases = self.take_over_drafts(&mut **store).await?;
        let lease = store.lease();
        store.settle_handed(&lease).await?;
        let mut kept = StoredDrafts::default();
        for rows in by_draft(&store.drafts_of(&lease).await?) {
            match rows
                .iter()
                .map(|row| Some((row.piece.clone(), opened(&self.seal, row)?)))
                .collect()
            {
                Some(draft) => kept.drafts.push(draft),
                None => {
                    kept.unread += 1;
                    store
                        .move_draft(
                            &rows[0],
                            &format!("unread {}", written(now)),
                            &rows[0].place,
                        )
                        .await?;
                }
            }
        }
        Ok(kept)
    }

    /// Takes over the drafts of leases whose window has ended. The leases stay taken until the result is dropped.
    async fn take_over_drafts(&self, store: &mut dyn Store) -> Result<Vec<Lease>> {
        let own = store.lease();
        let mut others = store.drafts().await?;
        others.retain(|draft| draft.lease != own);
        let mut leases: Vec<String> = others.iter().map(|draft| draft.lease.clone()).collect();
        leases.dedup();
        let vacant = store.take_vacant(leases).await?;
        let is_vacant =
            |draft: &&[DraftRow]| vacant.iter().any(|lease| lease.name == draft[0].lease);
        for draft in by_draft(&others).filter(is_vacant) {
            // After all places of this window, and apart from drafts taken over earlier from the same lease.
            let place = format!(
                "from {} {} {}",
                draft[0].lease,
                last_kept(draft),
                draft[0].place
            );
            store.move_draft(&draft[0], &own, &place).await?;
        }
        Ok(vacant)
    }
}

/// Splits rows sorted by lease and place into drafts.
pub(super) fn by_draft(rows: &[DraftRow]) -> impl Iterator<Item = &[DraftRow]> {
    rows.chunk_by(|row, next| (&row.lease, &row.place) == (&next.lease, &next.place))
}

/// Returns when any of its pieces was last saved.
fn last_kept(draft: &[DraftRow]) -> &str {
    draft
        .iter()
        .map(|row| row.kept_at.as_str())
        .max()
        .unwrap_or_default()
}

/// Returns the row of a draft's piece, with its content sealed. Its key is its lease, its place and its own name.
///
/// # Errors
/// If the system has no random bytes.
pub(super) fn sealed_row(
    seal: &Seal,
    named: [&str; 3],
    content: &[u8],
    now: DateTime<Utc>,
) -> Result<DraftRow> {
    let sealed = seal.seal(&sealed_as(named[2]), content)?;
    let [lease, place, piece] = named.map(str::to_owned);
    Ok(DraftRow {
        lease,
        place,
        piece,
        kept_at: written(now),
        sealed,
    })
}

/// Returns the content of a piece, or `None` if it can't be decrypted.
pub(super) fn opened(seal: &Seal, row: &DraftRow) -> Option<Vec<u8>> {
    seal.open(&sealed_as(&row.piece), &row.sealed)
}

/// Removes the drafts of all windows that were not changed since a moment: a draft names a person, too.
pub(super) async fn remove_before(store: &mut dyn Store, before: DateTime<Utc>) -> Result<()> {
    let drafts = store.drafts().await?;
    let before = written(before);
    for draft in by_draft(&drafts).filter(|draft| last_kept(draft) < before.as_str()) {
        store
            .remove_draft_at(&draft[0].lease, &draft[0].place)
            .await?;
    }
    Ok(())
}

/// Returns the context for sealing a piece, so that it can't be opened as another one.
pub(super) fn sealed_as(piece: &str) -> String {
    if piece.is_empty() {
        "draft".to_owned()
    } else {
        format!("draft {piece}")
    }
}

/// Returns the place of a draft that was handed over, until the window moves it to its own.
fn handed_place(id: &str) -> String {
    format!("handed {id}")
}

fn place_name(place: usize) -> String {
    format!("{place:03}")
}
