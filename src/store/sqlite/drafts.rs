//! The table of drafts.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use super::Sqlite;
use crate::store::StoreError;
use crate::store::migrate::SCHEMA;
use crate::store::tables::{Answer, DraftRow, DraftRows, Durability, Transactions};

/// Replaces a piece of a draft that is there, in records that have been through so many steps.
const REPLACE: &str = "INSERT INTO drafts (lease, place, piece, kept_at, sealed) SELECT $1, $2, $3, $4, $5 \
     WHERE EXISTS (SELECT 1 FROM drafts WHERE lease = $1 AND place = $2 AND piece = '') \
     AND (SELECT value FROM facts WHERE name = $6) = $7 \
     ON CONFLICT (lease, place, piece) DO UPDATE SET kept_at = $4, sealed = $5";

impl Sqlite {
    fn replace(&mut self, piece: DraftRow, steps: usize) -> Answer<'_, bool> {
        let DraftRow { lease, place, piece, kept_at, sealed } = piece;
        let replace = query(REPLACE).bind(lease).bind(place).bind(piece).bind(kept_at).bind(sealed);
        let replaced = self.run(replace.bind(SCHEMA).bind(steps.to_string()));
        Box::pin(async move { Ok(replaced.await? == 1) })
    }

    async fn replace_all(&mut self, pieces: Vec<DraftRow>, steps: usize) -> Result<bool, StoreError> {
        for piece in pieces {
            if !self.replace(piece, steps).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl DraftRows for Sqlite {
    fn insert_piece(&mut self, piece: &DraftRow) -> Answer<'_, ()> {
        let DraftRow { lease, place, piece, kept_at, sealed } = piece.clone();
        let insert =
            query("INSERT INTO drafts (lease, place, piece, kept_at, sealed) VALUES ($1, $2, $3, $4, $5)");
        self.done(insert.bind(lease).bind(place).bind(piece).bind(kept_at).bind(sealed))
    }

    fn replace_pieces(&mut self, mut pieces: Vec<DraftRow>, steps: usize) -> Answer<'_, bool> {
        Box::pin(async move {
            if pieces.len() == 1 {
                // One statement is all or nothing by itself, and typing can afford it.
                self.write_with(Durability::Unsynced).await?;
                return self.replace(pieces.remove(0), steps).await;
            }
            self.begin(Durability::Unsynced).await?;
            let replaced = match self.replace_all(pieces, steps).await {
                Ok(true) => self.commit().await.map(|()| true),
                replaced => replaced,
            };
            if !matches!(replaced, Ok(true)) {
                // There may be nothing left to take back.
                let _ = self.roll_back().await;
            }
            replaced
        })
    }

    fn drafts_of(&mut self, lease: &str) -> Answer<'_, Vec<DraftRow>> {
        self.rows(
            query_as("SELECT * FROM drafts WHERE lease = $1 ORDER BY place, piece").bind(lease.to_owned()),
        )
    }

    fn drafts(&mut self) -> Answer<'_, Vec<DraftRow>> {
        self.rows(query_as("SELECT * FROM drafts ORDER BY lease, place, piece"))
    }

    fn move_draft(&mut self, piece: &DraftRow, lease: &str, place: &str) -> Answer<'_, ()> {
        let moved = query("UPDATE drafts SET lease = $1, place = $2 WHERE lease = $3 AND place = $4");
        let moved = moved.bind(lease.to_owned()).bind(place.to_owned());
        self.done(moved.bind(piece.lease.clone()).bind(piece.place.clone()))
    }

    fn remove_draft(&mut self, piece: &DraftRow) -> Answer<'_, ()> {
        let removed = query("DELETE FROM drafts WHERE lease = $1 AND place = $2");
        self.done(removed.bind(piece.lease.clone()).bind(piece.place.clone()))
    }

    fn remove_drafts_of(&mut self, lease: &str) -> Answer<'_, ()> {
        self.done(query("DELETE FROM drafts WHERE lease = $1").bind(lease.to_owned()))
    }
}

impl FromRow<'_, SqliteRow> for DraftRow {
    fn from_row(row: &SqliteRow) -> Result<DraftRow, sqlx::Error> {
        Ok(DraftRow {
            lease: row.try_get("lease")?,
            place: row.try_get("place")?,
            piece: row.try_get("piece")?,
            kept_at: row.try_get("kept_at")?,
            sealed: row.try_get("sealed")?,
        })
    }
}
