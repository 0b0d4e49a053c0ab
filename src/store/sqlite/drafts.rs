//! The table of drafts.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use super::Sqlite;
use crate::store::migrate::SCHEMA;
use crate::store::tables::{Answer, DraftRow, DraftRows};

impl DraftRows for Sqlite {
    fn insert_draft(&mut self, draft: &DraftRow) -> Answer<'_, ()> {
        let DraftRow { lease, place, kept_at, sealed } = draft.clone();
        let insert = query("INSERT INTO drafts (lease, place, kept_at, sealed) VALUES ($1, $2, $3, $4)");
        self.done(insert.bind(lease).bind(place).bind(kept_at).bind(sealed))
    }

    fn replace_draft(&mut self, draft: &DraftRow, steps: usize) -> Answer<'_, bool> {
        let DraftRow { lease, place, kept_at, sealed } = draft.clone();
        Box::pin(async move {
            self.run(query("PRAGMA synchronous = NORMAL")).await?;
            let replace = query(
                "UPDATE drafts SET kept_at = $1, sealed = $2 WHERE lease = $3 AND place = $4
                 AND (SELECT value FROM facts WHERE name = $5) = $6",
            );
            let replace = replace.bind(kept_at).bind(sealed).bind(lease).bind(place);
            Ok(self.run(replace.bind(SCHEMA).bind(steps.to_string())).await? == 1)
        })
    }

    fn drafts_of(&mut self, lease: &str) -> Answer<'_, Vec<DraftRow>> {
        self.rows(query_as("SELECT * FROM drafts WHERE lease = $1 ORDER BY place").bind(lease.to_owned()))
    }

    fn drafts(&mut self) -> Answer<'_, Vec<DraftRow>> {
        self.rows(query_as("SELECT * FROM drafts ORDER BY lease, place"))
    }

    fn move_draft(&mut self, draft: &DraftRow, lease: &str, place: &str) -> Answer<'_, ()> {
        let moved = query("UPDATE drafts SET lease = $1, place = $2 WHERE lease = $3 AND place = $4");
        let moved = moved.bind(lease.to_owned()).bind(place.to_owned());
        self.done(moved.bind(draft.lease.clone()).bind(draft.place.clone()))
    }

    fn remove_draft(&mut self, draft: &DraftRow) -> Answer<'_, ()> {
        let removed = query("DELETE FROM drafts WHERE lease = $1 AND place = $2");
        self.done(removed.bind(draft.lease.clone()).bind(draft.place.clone()))
    }

    fn remove_drafts_of(&mut self, lease: &str) -> Answer<'_, ()> {
        self.done(query("DELETE FROM drafts WHERE lease = $1").bind(lease.to_owned()))
    }

    fn remove_drafts_before(&mut self, moment: &str) -> Answer<'_, ()> {
        self.done(query("DELETE FROM drafts WHERE kept_at < $1").bind(moment.to_owned()))
    }
}

impl FromRow<'_, SqliteRow> for DraftRow {
    fn from_row(row: &SqliteRow) -> Result<DraftRow, sqlx::Error> {
        Ok(DraftRow {
            lease: row.try_get("lease")?,
            place: row.try_get("place")?,
            kept_at: row.try_get("kept_at")?,
            sealed: row.try_get("sealed")?,
        })
    }
}
