//! The invented appointments of the days around today. Each start renews those in a file of records, except the
//! ones that somebody has changed and the times that somebody has booked meanwhile.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Database, Entity, RecordKind, search};

/// Ids in one INSERT, at most.
const IDS_AT_ONCE: usize = 1000;
/// Statuses of appointments that take up no time.
const TAKES_NO_TIME: [&str; 2] = ["cancelled", "noshow"];

/// An appointment that was invented at an earlier start and that nobody has changed.
struct Untouched {
    seq: i64,
    body: Value,
}

impl Database {
    /// Replaces the invented appointments of a kind by these, except those that somebody has changed and the
    /// times that somebody has booked.
    pub(super) async fn renew_days(
        &mut self,
        kind: RecordKind,
        invented: Vec<Entity>,
    ) -> sqlx::Result<()> {
        let known = self.invented_before(kind).await?;
        let mut untouched = self.untouched(kind).await?;
        let taken = if known.is_empty() {
            HashMap::new()
        } else {
            self.taken(kind).await?
        };
        let mut new = Vec::new();
        for record in invented {
            match untouched.remove(&record.id) {
                Some(earlier) => self.keep_with_status(earlier, &record).await?,
                None if known.contains(&record.id) || is_taken(&record, &taken) => {}
                None => new.push(record),
            }
        }
        for outdated in untouched.into_values() {
            sqlx::query("DELETE FROM records WHERE seq = $1")
                .bind(outdated.seq)
                .execute(&mut self.connection)
                .await?;
        }
        self.insert_invented(kind, new).await
    }

    async fn invented_before(&mut self, kind: RecordKind) -> sqlx::Result<HashSet<String>> {
        let ids = "SELECT id FROM invented JOIN records USING (id) WHERE kind = $1";
        let ids: Vec<String> = sqlx::query_scalar(ids)
            .bind(kind.name())
            .fetch_all(&mut self.connection)
            .await?;
        Ok(ids.into_iter().collect())
    }

    async fn untouched(&mut self, kind: RecordKind) -> sqlx::Result<HashMap<String, Untouched>> {
        let rows = "SELECT id, seq, body FROM invented JOIN records USING (id) \
                    WHERE kind = $1 AND ended_seq IS NULL AND seq = born";
        let rows: Vec<(String, i64, String)> = sqlx::query_as(rows)
            .bind(kind.name())
            .fetch_all(&mut self.connection)
            .await?;
        let untouched = rows.into_iter().map(|(id, seq, body)| {
            Ok((
                id,
                Untouched {
                    seq,
                    body: search::parsed(&body)?,
                },
            ))
        });
        untouched.collect()
    }

    /// Returns the times that each practitioner or location has taken.
    async fn taken(&mut self, kind: RecordKind) -> sqlx::Result<HashMap<String, Vec<(i64, i64)>>> {
        let rows = "SELECT place, start_ms, end_ms, status FROM records \
                    WHERE kind = $1 AND ended_seq IS NULL AND place IS NOT NULL AND start_ms IS NOT NULL";
        let rows: Vec<(String, i64, Option<i64>, Option<String>)> = sqlx::query_as(rows)
            .bind(kind.name())
            .fetch_all(&mut self.connection)
            .await?;
        let mut taken: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
        for (place, start, end, status) in rows {
            if !status.is_some_and(|status| TAKES_NO_TIME.contains(&status.as_str())) {
                taken
                    .entry(place)
                    .or_default()
                    .push((start, end.unwrap_or(start + 1)));
            }
        }
        Ok(taken)
    }

    /// Updates the status, because expected patients have come.
    async fn keep_with_status(&mut self, earlier: Untouched, now: &Entity) -> sqlx::Result<()> {
        let Untouched { seq, mut body } = earlier;
        if body["status"] == now.body["status"] {
            return Ok(());
        }
        body["status"] = now.body["status"].clone();
        sqlx::query("UPDATE records SET status = $1, body = $2 WHERE seq = $3")
            .bind(now.body["status"].as_str().map(str::to_owned))
            .bind(body.to_string())
            .bind(seq)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    async fn insert_invented(&mut self, kind: RecordKind, new: Vec<Entity>) -> sqlx::Result<()> {
        for ids in new.chunks(IDS_AT_ONCE) {
            let mut insert =
                sqlx::QueryBuilder::<sqlx::Sqlite>::new("INSERT OR IGNORE INTO invented ");
            insert.push_values(ids, |mut row, record| {
                row.push_bind(record.id.clone());
            });
            insert.build().execute(&mut self.connection).await?;
        }
        if new.is_empty() {
            Ok(())
        } else {
            self.insert_new(kind, new).await
        }
    }
}

fn is_taken(record: &Entity, taken: &HashMap<String, Vec<(i64, i64)>>) -> bool {
    let key = |name: &str| {
        record
            .keys
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let place = key("place").and_then(Value::as_str);
    let start = key("start_ms").and_then(Value::as_i64);
    let (Some(place), Some(start)) = (place, start) else {
        return false;
    };
    let end = key("end_ms").and_then(Value::as_i64).unwrap_or(start + 1);
    taken
        .get(place)
        .is_some_and(|times| times.iter().any(|(from, to)| *from < end && start < *to))
}
