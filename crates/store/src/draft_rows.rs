//! The table of drafts: sealed pieces, by lease, place and name.

use serde::{Deserialize, Serialize};

use super::Result;
use super::database::{Durability, NOTHING, Statement, Store};
use super::facts::SCHEMA;

/// A sealed piece of a draft, as it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct DraftRow {
    /// The lease of the window that owns it.
    pub(super) lease: String,
    /// The place of its draft among that window's drafts, which sorts them.
    pub(super) place: String,
    /// The name of the piece: empty for the draft itself, otherwise one of its texts.
    pub(super) piece: String,
    pub(super) kept_at: String,
    pub(super) sealed: String,
}

/// Replaces a piece of an existing draft, if the tables have a given version.
const REPLACE: &str = "INSERT INTO drafts (lease, place, piece, kept_at, sealed) SELECT $1, $2, $3, $4, $5 \
     WHERE EXISTS (SELECT 1 FROM drafts WHERE lease = $1 AND place = $2 AND piece = '') \
     AND (SELECT value FROM facts WHERE name = $6) = $7 \
     ON CONFLICT (lease, place, piece) DO UPDATE SET kept_at = $4, sealed = $5";

impl dyn Store + '_ {
    pub(super) async fn piece(
        &mut self,
        lease: &str,
        place: &str,
        piece: &str,
    ) -> Result<Option<DraftRow>> {
        let row = "SELECT * FROM drafts WHERE lease = $1 AND place = $2 AND piece = $3";
        Ok(self.rows(row, [lease, place, piece]).await?.pop())
    }

    pub(super) async fn remove_piece(
        &mut self,
        lease: &str,
        place: &str,
        piece: &str,
    ) -> Result<u64> {
        let removed = "DELETE FROM drafts WHERE lease = $1 AND place = $2 AND piece = $3";
        self.run(removed, [lease, place, piece]).await
    }

    /// Replaces pieces of a draft or adds them, all or none, outside of a transaction and without waiting for the disk.
    /// Returns `false` if there is no such draft, or the records have another version.
    pub(super) async fn replace_pieces(&mut self, pieces: Vec<DraftRow>) -> Result<bool> {
        let steps = self.steps().len().to_string();
        let mut replacements = pieces.into_iter().map(|row| {
            let DraftRow {
                lease,
                place,
                piece,
                kept_at,
                sealed,
            } = row;
            Statement::new(
                REPLACE,
                [
                    lease,
                    place,
                    piece,
                    kept_at,
                    sealed,
                    SCHEMA.to_owned(),
                    steps.clone(),
                ],
            )
        });
        if replacements.len() == 1
            && let Some(replacement) = replacements.next()
        {
            // For typing, a single statement is fast enough.
            return Ok(self
                .execute_alone(replacement, Durability::Unsynced)
                .await?
                == 1);
        }
        self.begin(Durability::Unsynced).await?;
        let replaced = self.replace_all(replacements).await;
        if !matches!(replaced, Ok(true)) {
            // There may be nothing left to roll back.
            let _ = self.roll_back().await;
        }
        replaced
    }

    async fn replace_all(&mut self, replacements: impl Iterator<Item = Statement>) -> Result<bool> {
        for replacement in replacements {
            if self.execute(replacement).await? != 1 {
                return Ok(false);
            }
        }
        self.commit().await.map(|()| true)
    }

    /// Returns the drafts of a window, piece by piece.
    pub(super) async fn drafts_of(&mut self, lease: &str) -> Result<Vec<DraftRow>> {
        self.rows(
            "SELECT * FROM drafts WHERE lease = $1 ORDER BY place, piece",
            [lease],
        )
        .await
    }

    /// Returns the drafts of every window, by lease, place and piece.
    pub(super) async fn drafts(&mut self) -> Result<Vec<DraftRow>> {
        self.rows("SELECT * FROM drafts ORDER BY lease, place, piece", NOTHING)
            .await
    }

    /// Moves the draft of a piece to another place.
    pub(super) async fn move_draft(
        &mut self,
        piece: &DraftRow,
        lease: &str,
        place: &str,
    ) -> Result<()> {
        let moved = "UPDATE drafts SET lease = $1, place = $2 WHERE lease = $3 AND place = $4";
        self.run(moved, [lease, place, &piece.lease, &piece.place])
            .await
            .map(drop)
    }

    /// Removes a window's drafts, except those handed to it that it has not read yet.
    pub(super) async fn remove_drafts_of(&mut self, lease: &str) -> Result<()> {
        let removed = "DELETE FROM drafts WHERE lease = $1 AND substr(place, 1, 7) <> 'handed '";
        self.run(removed, [lease]).await.map(drop)
    }

    pub(super) async fn remove_draft_at(&mut self, lease: &str, place: &str) -> Result<()> {
        let removed = "DELETE FROM drafts WHERE lease = $1 AND place = $2";
        self.run(removed, [lease, place]).await.map(drop)
    }

    /// Returns the pieces of the draft at a place.
    pub(super) async fn drafts_at(&mut self, lease: &str, place: &str) -> Result<Vec<DraftRow>> {
        self.rows(
            "SELECT * FROM drafts WHERE lease = $1 AND place = $2",
            [lease, place],
        )
        .await
    }

    /// Moves drafts handed to a window to those that it owns.
    pub(super) async fn settle_handed(&mut self, lease: &str) -> Result<()> {
        let settled = "UPDATE drafts SET place = 'from ' || place \
             WHERE lease = $1 AND substr(place, 1, 7) = 'handed '";
        self.run(settled, [lease]).await.map(drop)
    }
}
