//! The table of changes.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as, query_scalar};

use super::Sqlite;
use crate::store::change_row::ChangeRow;
use crate::store::tables::{Answer, ChangeRows};

/// What every start asks, each by an index.
pub(super) const IN_STATES: &str =
    "SELECT * FROM changes WHERE state IN ($1, $2) AND lease = $3 ORDER BY prepared_at, id";
pub(super) const LEASES: &str = "SELECT DISTINCT lease FROM changes \
     WHERE state IN ('sending', 'unknown', 'not-there', 'queued') AND lease <> $1";
pub(super) const SINCE: &str = "SELECT * FROM changes WHERE changed_at >= $1 ORDER BY changed_at DESC, id";

impl ChangeRows for Sqlite {
    fn insert_change(&mut self, change: &ChangeRow) -> Answer<'_, ()> {
        let change = change.clone();
        self.done(
            query(
                "INSERT INTO changes (id, lease, kind, state, vendor, about, person, provider, starts_at, ends_at, \
                 appointment, result, operator, desk, prepared_at, changed_at, sealed) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            )
            .bind(change.id)
            .bind(change.lease)
            .bind(change.kind)
            .bind(change.state)
            .bind(change.vendor)
            .bind(change.about)
            .bind(change.person)
            .bind(change.provider)
            .bind(change.starts_at)
            .bind(change.ends_at)
            .bind(change.appointment)
            .bind(change.result)
            .bind(change.operator)
            .bind(change.desk)
            .bind(change.prepared_at)
            .bind(change.changed_at)
            .bind(change.sealed),
        )
    }

    fn change(&mut self, id: &str) -> Answer<'_, Option<ChangeRow>> {
        // A transaction that writes is the only one that does.
        self.row(query_as("SELECT * FROM changes WHERE id = $1").bind(id.to_owned()))
    }

    fn update_change(&mut self, change: &ChangeRow) -> Answer<'_, ()> {
        let change = change.clone();
        let update = query(
            "UPDATE changes SET state = $1, changed_at = $2, appointment = $3, result = $4, sealed = $5 WHERE id = $6",
        );
        let update = update.bind(change.state).bind(change.changed_at).bind(change.appointment);
        self.done(update.bind(change.result).bind(change.sealed).bind(change.id))
    }

    fn changes_in(&mut self, [one, other]: [&str; 2], lease: &str) -> Answer<'_, Vec<ChangeRow>> {
        self.rows(query_as(IN_STATES).bind(one.to_owned()).bind(other.to_owned()).bind(lease.to_owned()))
    }

    fn changes_at(&mut self, vendor: &str, person: &str, start: Option<&str>) -> Answer<'_, Vec<ChangeRow>> {
        let changes = query_as(
            "SELECT * FROM changes WHERE vendor = $1 AND person = $2 AND starts_at IS NOT DISTINCT FROM $3 \
             ORDER BY prepared_at, id",
        );
        self.rows(changes.bind(vendor.to_owned()).bind(person.to_owned()).bind(start.map(str::to_owned)))
    }

    fn changes_since(&mut self, moment: &str) -> Answer<'_, Vec<ChangeRow>> {
        self.rows(query_as(SINCE).bind(moment.to_owned()))
    }

    fn is_of_another(&mut self, change: &ChangeRow, appointment: &str) -> Answer<'_, bool> {
        let another = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM changes \
             WHERE appointment = $1 AND vendor = $2 AND kind = 'book' AND id <> $3)",
        );
        self.one(another.bind(appointment.to_owned()).bind(change.vendor.clone()).bind(change.id.clone()))
    }

    fn is_altered_later(&mut self, change: &ChangeRow) -> Answer<'_, bool> {
        let later = query_scalar(
            "SELECT EXISTS (SELECT 1 FROM changes WHERE about = $1 AND vendor = $2 AND state = 'booked' \
             AND id <> $3 AND changed_at >= $4)",
        );
        let later = later.bind(change.appointment.clone()).bind(change.vendor.clone());
        self.one(later.bind(change.id.clone()).bind(change.changed_at.clone()))
    }

    fn states(&mut self) -> Answer<'_, Vec<(String, String, String)>> {
        self.rows(query_as("SELECT id, state, changed_at FROM changes ORDER BY changed_at, id"))
    }

    fn leases_of_changes(&mut self, but: &str) -> Answer<'_, Vec<String>> {
        self.values(query_scalar(LEASES).bind(but.to_owned()))
    }

    fn hand_over_changes(&mut self, from: &str, to: &str) -> Answer<'_, ()> {
        let over = query(
            "UPDATE changes SET lease = $1 \
             WHERE lease = $2 AND state IN ('sending', 'unknown', 'not-there', 'queued')",
        );
        self.done(over.bind(to.to_owned()).bind(from.to_owned()))
    }

    fn change_of_row(&mut self, mark: &str) -> Answer<'_, Option<ChangeRow>> {
        self.row(query_as("SELECT * FROM changes WHERE row_mark = $1").bind(mark.to_owned()))
    }

    fn mark_change(&mut self, id: &str, mark: &str) -> Answer<'_, ()> {
        let (id, mark) = (id.to_owned(), mark.to_owned());
        Box::pin(async move {
            // The mark goes along: it always stands at the latest change of its row.
            self.run(query("UPDATE changes SET row_mark = NULL WHERE row_mark = $1").bind(mark.clone()))
                .await?;
            self.done(query("UPDATE changes SET row_mark = $1 WHERE id = $2").bind(mark).bind(id)).await
        })
    }

    fn persons(&mut self) -> Answer<'_, Vec<String>> {
        self.values(query_scalar("SELECT DISTINCT person FROM changes WHERE person IS NOT NULL"))
    }

    fn rename_person(&mut self, from: &str, to: &str) -> Answer<'_, ()> {
        let renamed = query("UPDATE changes SET person = $1 WHERE person = $2");
        self.done(renamed.bind(to.to_owned()).bind(from.to_owned()))
    }

    fn count_changes_about(&mut self, person: &str) -> Answer<'_, i64> {
        self.one(query_scalar("SELECT COUNT(*) FROM changes WHERE person = $1").bind(person.to_owned()))
    }

    fn remove_changes_about(&mut self, person: &str, state: &str) -> Answer<'_, u64> {
        let removed = query("DELETE FROM changes WHERE person = $1 AND state = $2");
        self.run(removed.bind(person.to_owned()).bind(state.to_owned()))
    }

    fn remove_changes_before(&mut self, state: &str, before: &str, begun: &str) -> Answer<'_, u64> {
        const GO: [&str; 2] = [
            "DELETE FROM changes WHERE row_mark IS NULL AND state = $1 AND changed_at < $2 \
             AND (starts_at IS NULL OR starts_at < $3)",
            "UPDATE changes SET person = NULL, provider = NULL, starts_at = NULL, ends_at = NULL, about = NULL, \
             appointment = NULL WHERE row_mark IS NOT NULL AND person IS NOT NULL AND state = $1 \
             AND changed_at < $2 AND (starts_at IS NULL OR starts_at < $3)",
        ];
        let bound = [state, before, begun].map(str::to_owned);
        Box::pin(async move {
            let mut gone = 0;
            for statement in GO {
                let [state, before, begun] = bound.clone();
                gone += self.run(query(statement).bind(state).bind(before).bind(begun)).await?;
            }
            Ok(gone)
        })
    }

    fn some_payloads(&mut self, limit: i64) -> Answer<'_, Vec<(String, String)>> {
        self.rows(query_as("SELECT id, sealed FROM changes WHERE sealed IS NOT NULL LIMIT $1").bind(limit))
    }
}

impl FromRow<'_, SqliteRow> for ChangeRow {
    fn from_row(row: &SqliteRow) -> Result<ChangeRow, sqlx::Error> {
        Ok(ChangeRow {
            id: row.try_get("id")?,
            lease: row.try_get("lease")?,
            kind: row.try_get("kind")?,
            state: row.try_get("state")?,
            vendor: row.try_get("vendor")?,
            about: row.try_get("about")?,
            person: row.try_get("person")?,
            provider: row.try_get("provider")?,
            starts_at: row.try_get("starts_at")?,
            ends_at: row.try_get("ends_at")?,
            appointment: row.try_get("appointment")?,
            result: row.try_get("result")?,
            operator: row.try_get("operator")?,
            desk: row.try_get("desk")?,
            prepared_at: row.try_get("prepared_at")?,
            changed_at: row.try_get("changed_at")?,
            sealed: row.try_get("sealed")?,
        })
    }
}
