//! The audit trail's table.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as, query_scalar};

use super::Sqlite;
use crate::store::chain::Line;
use crate::store::tables::{Answer, AuditRows};

impl AuditRows for Sqlite {
    fn insert_line(&mut self, line: &Line) -> Answer<'_, ()> {
        let line = line.clone();
        self.done(
            query(
                "INSERT INTO audit (seq, at, operator, desk, what, backend, intent, provider, fields, result, reason, \
                 person, appointment, starts_at, salt, subject, hash) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            )
            .bind(line.seq)
            .bind(line.at)
            .bind(line.operator)
            .bind(line.desk)
            .bind(line.what)
            .bind(line.backend)
            .bind(line.intent)
            .bind(line.provider)
            .bind(line.fields)
            .bind(line.result)
            .bind(line.reason)
            .bind(line.person)
            .bind(line.appointment)
            .bind(line.starts_at)
            .bind(line.salt)
            .bind(line.subject)
            .bind(line.hash),
        )
    }

    fn last_line(&mut self) -> Answer<'_, Option<(i64, String)>> {
        self.row(query_as("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"))
    }

    fn last_line_before(&mut self, moment: &str) -> Answer<'_, Option<(i64, String)>> {
        let last = query_as(
            "SELECT seq, hash FROM audit WHERE at < $1 \
             AND seq < COALESCE((SELECT MIN(seq) FROM audit WHERE at >= $1), 9223372036854775807) \
             ORDER BY seq DESC LIMIT 1",
        );
        self.row(last.bind(moment.to_owned()))
    }

    fn last_line_at(&mut self) -> Answer<'_, Option<String>> {
        self.value(query_scalar("SELECT at FROM audit ORDER BY seq DESC LIMIT 1"))
    }

    fn line_hash(&mut self, seq: i64) -> Answer<'_, Option<String>> {
        self.value(query_scalar("SELECT hash FROM audit WHERE seq = $1").bind(seq))
    }

    fn lines_after(&mut self, seq: i64, limit: i64) -> Answer<'_, Vec<Line>> {
        let lines = query_as("SELECT * FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2");
        self.rows(lines.bind(seq).bind(limit))
    }

    fn fields_of_lines(&mut self, what: &str) -> Answer<'_, Vec<String>> {
        let fields = query_scalar("SELECT fields FROM audit WHERE what = $1 AND fields IS NOT NULL");
        self.values(fields.bind(what.to_owned()))
    }

    fn set_line_hash(&mut self, seq: i64, hash: &str) -> Answer<'_, ()> {
        self.done(query("UPDATE audit SET hash = $1 WHERE seq = $2").bind(hash.to_owned()).bind(seq))
    }

    fn remove_lines_up_to(&mut self, seq: i64) -> Answer<'_, u64> {
        self.run(query("DELETE FROM audit WHERE seq <= $1").bind(seq))
    }

    fn empty_lines_about(&mut self, person: &str) -> Answer<'_, Vec<i64>> {
        let person = person.to_owned();
        Box::pin(async move {
            let lines = query_scalar("SELECT seq FROM audit WHERE person = $1 ORDER BY seq");
            let lines = self.values(lines.bind(person.clone())).await?;
            let emptied = query(
                "UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL, salt = NULL WHERE person = $1",
            );
            self.done(emptied.bind(person)).await?;
            Ok(lines)
        })
    }
}

impl FromRow<'_, SqliteRow> for Line {
    fn from_row(row: &SqliteRow) -> Result<Line, sqlx::Error> {
        Ok(Line {
            seq: row.try_get("seq")?,
            at: row.try_get("at")?,
            operator: row.try_get("operator")?,
            desk: row.try_get("desk")?,
            what: row.try_get("what")?,
            backend: row.try_get("backend")?,
            intent: row.try_get("intent")?,
            provider: row.try_get("provider")?,
            fields: row.try_get("fields")?,
            result: row.try_get("result")?,
            reason: row.try_get("reason")?,
            person: row.try_get("person")?,
            appointment: row.try_get("appointment")?,
            starts_at: row.try_get("starts_at")?,
            salt: row.try_get("salt")?,
            subject: row.try_get("subject")?,
            hash: row.try_get("hash")?,
        })
    }
}
