//! The table of drafts: sealed pieces, by lease, place and name.

use serde::{Deserialize, Serialize};

use super::StoreError;
use super::database::{Durability, NOTHING, Statement, Store};
use super::migrate::SCHEMA;

/// A sealed piece of a draft, as it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DraftRow {
    /// The lease of the window that keeps it.
    pub(super) lease: String,
    /// Where its draft stands among that window's: they are sorted by this.
    pub(super) place: String,
    /// Which piece it is: none is named for what a draft is, the others are its texts.
    pub(super) piece: String,
    pub(super) kept_at: String,
    pub(super) sealed: String,
}

/// Replaces a piece of a draft that is there, in records that have been through so many steps.
const REPLACE: &str = "INSERT INTO drafts (lease, place, piece, kept_at, sealed) SELECT $1, $2, $3, $4, $5 \
     WHERE EXISTS (SELECT 1 FROM drafts WHERE lease = $1 AND place = $2 AND piece = '') \
     AND (SELECT value FROM facts WHERE name = $6) = $7 \
     ON CONFLICT (lease, place, piece) DO UPDATE SET kept_at = $4, sealed = $5";

impl dyn Store + '_ {
    pub(super) async fn insert_piece(&mut self, piece: &DraftRow) -> Result<(), StoreError> {
        self.insert("drafts", piece).await
    }

    /// Replaces pieces of a draft, or adds them, all or none of them, outside of a transaction and without waiting for the
    /// disk. Says whether that was done: not where there is no such draft, or the records are of another version.
    pub(super) async fn replace_pieces(&mut self, pieces: Vec<DraftRow>) -> Result<bool, StoreError> {
        let steps = self.steps().len().to_string();
        let mut replacements = pieces.into_iter().map(|row| {
            let DraftRow { lease, place, piece, kept_at, sealed } = row;
            Statement::new(REPLACE, [lease, place, piece, kept_at, sealed, SCHEMA.to_owned(), steps.clone()])
        });
        if replacements.len() == 1
            && let Some(replacement) = replacements.next()
        {
            // Typing can afford one statement by itself.
            return Ok(self.execute_alone(replacement, Durability::Unsynced).await? == 1);
        }
        self.begin(Durability::Unsynced).await?;
        let replaced = self.replace_all(replacements).await;
        if !matches!(replaced, Ok(true)) {
            // There may be nothing left to take back.
            let _ = self.roll_back().await;
        }
        replaced
    }

    async fn replace_all(
        &mut self,
        replacements: impl Iterator<Item = Statement>,
    ) -> Result<bool, StoreError> {
        for replacement in replacements {
            if self.execute(replacement).await? != 1 {
                return Ok(false);
            }
        }
        self.commit().await.map(|()| true)
    }

    /// The drafts of a window, piece by piece.
    pub(super) async fn drafts_of(&mut self, lease: &str) -> Result<Vec<DraftRow>, StoreError> {
        self.rows("SELECT * FROM drafts WHERE lease = $1 ORDER BY place, piece", [lease]).await
    }

    /// The drafts of every window, by lease, place and piece.
    pub(super) async fn drafts(&mut self) -> Result<Vec<DraftRow>, StoreError> {
        self.rows("SELECT * FROM drafts ORDER BY lease, place, piece", NOTHING).await
    }

    /// Has the draft that a piece is of stand elsewhere.
    pub(super) async fn move_draft(
        &mut self,
        piece: &DraftRow,
        lease: &str,
        place: &str,
    ) -> Result<(), StoreError> {
        let moved = "UPDATE drafts SET lease = $1, place = $2 WHERE lease = $3 AND place = $4";
        self.run(moved, [lease, place, &piece.lease, &piece.place]).await.map(drop)
    }

    /// Removes the draft that a piece is of.
    pub(super) async fn remove_draft(&mut self, piece: &DraftRow) -> Result<(), StoreError> {
        self.remove_draft_at(&piece.lease, &piece.place).await
    }

    /// Removes the drafts of a window, but those that were handed to it and that it has not been told of.
    pub(super) async fn remove_drafts_of(&mut self, lease: &str) -> Result<(), StoreError> {
        let removed = "DELETE FROM drafts WHERE lease = $1 AND substr(place, 1, 7) <> 'handed '";
        self.run(removed, [lease]).await.map(drop)
    }

    pub(super) async fn remove_draft_at(&mut self, lease: &str, place: &str) -> Result<(), StoreError> {
        let removed = "DELETE FROM drafts WHERE lease = $1 AND place = $2";
        self.run(removed, [lease, place]).await.map(drop)
    }

    /// The pieces of the draft at a place.
    pub(super) async fn drafts_at(&mut self, lease: &str, place: &str) -> Result<Vec<DraftRow>, StoreError> {
        self.rows("SELECT * FROM drafts WHERE lease = $1 AND place = $2", [lease, place]).await
    }

    /// What was handed to a window stands among what it keeps from then on.
    pub(super) async fn settle_handed(&mut self, lease: &str) -> Result<(), StoreError> {
        let settled = "UPDATE drafts SET place = 'from ' || place \
             WHERE lease = $1 AND substr(place, 1, 7) = 'handed '";
        self.run(settled, [lease]).await.map(drop)
    }
}
