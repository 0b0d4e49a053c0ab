//! The records in PostgreSQL: one schema for each mode, shared by every desk of a clinic.

mod access;
mod connect;
mod hosts;
mod leases;
mod news;
mod qualified;
mod rules;
mod schema;
mod sessions;
mod timeline;

use std::slice;
use std::time::Duration;

use serde_json::Value;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::{
    AssertSqlSafe, Column, Connection, Row as _, TypeInfo, ValueRef, query, query_scalar, raw_sql,
};

use super::database::{
    CallReply, DbFuture, Durability, Erasing, Lease, QueryRows, Statement, Store,
};
use super::desks::Desks;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

pub use access::DatabaseAccess;
pub(super) use access::restrict_access;
use connect::answered;
pub use connect::{Server, Tls};
pub(super) use leases::Leases;
use leases::since_boot;
#[cfg(test)]
pub(crate) use news::TOLD;
use qualified::qualified;
pub(super) use schema::{grant, make_schema, migrate};
pub(super) use timeline::Timeline;
pub use timeline::accept_server;

/// The name of the chain for lines written not by desks but by the owner's commands.
const OWNER: &str = "owner";

/// A mode's schema, for one desk. The next request replaces a lost connection.
#[derive(Debug)]
pub(super) struct Postgres {
    server: Server,
    mode: Mode,
    /// The name of this window for the server.
    window: String,
    /// The connection of the open transaction.
    open: Option<PgConnection>,
    /// The connection that was used last, for the next request.
    idle: Option<PgConnection>,
    /// When it was used, in milliseconds since the machine started.
    used: i64,
    /// Whether the server left a query of the transaction unanswered, so that nothing more can be sent in it.
    is_silent: bool,
    leases: Leases,
    /// The server's timeline when the records were opened, if reported.
    timeline: Option<Timeline>,
}

impl Postgres {
    pub(super) fn new(server: Server, mode: Mode, window: String, leases: Leases) -> Postgres {
        Postgres {
            server,
            mode,
            window,
            open: None,
            idle: None,
            used: 0,
            is_silent: false,
            leases,
            timeline: None,
        }
    }

    /// Creates the records with an existing connection, on the server's timeline.
    pub(super) fn over(self, connection: PgConnection, timeline: Option<Timeline>) -> Postgres {
        Postgres {
            idle: Some(connection),
            used: since_boot(),
            timeline,
            ..self
        }
    }

    async fn connection(&mut self) -> Result<PgConnection> {
        if let Some(idle) = self.idle.take() {
            return Ok(idle);
        }
        let mut connection = self.server.reach(self.mode, &self.window).await?;
        let is_another = match &self.timeline {
            Some(opened) => Timeline::of(&mut connection).await?.as_ref() != Some(opened),
            None => false,
        };
        if is_another {
            // Another server has taken its place. Everything is compared again before anything is written there.
            return Err(StoreError::Away(Unshared::Lost));
        }
        Ok(connection)
    }

    fn keep_idle(&mut self, connection: PgConnection) {
        (self.idle, self.used) = (Some(connection), since_boot());
    }

    /// Returns the SQL with the schema of the mode before the names of its tables.
    fn qualified(&self, sql: &str) -> String {
        qualified(sql, schema::schema_of(self.mode))
    }

    /// Binds the values to the statement.
    fn bound(
        &self,
        Statement { sql, values }: Statement,
    ) -> Query<'static, sqlx::Postgres, PgArguments> {
        // Only the code writes SQL: outside input is a value.
        let query = query(AssertSqlSafe(self.qualified(&sql)));
        values.into_iter().fold(query, |query, value| match value {
            Value::Number(number) => query.bind(number.as_i64()),
            Value::String(text) => query.bind(Some(text)),
            _ => query.bind(None::<String>),
        })
    }

    /// Begins a transaction with these statements, which take one round trip. Returns their rows.
    fn begin_with(&mut self, statements: String) -> DbFuture<'_, Vec<PgRow>> {
        Box::pin(async move {
            // If the caller that began it was cancelled half-way, the server rolls it back when the connection closes.
            drop(self.open.take());
            let mut connection = self.connection().await?;
            // After an error, the transaction may have begun, or the wait for another writer timed out: the connection
            // is closed.
            let rows =
                answered(raw_sql(AssertSqlSafe(statements)).fetch_all(&mut connection)).await?;
            self.is_silent = false;
            self.open = Some(connection);
            Ok(rows)
        })
    }

    /// Ends the transaction. A connection on which that fails is closed, since its state is unknown.
    fn end_with(&mut self, statement: &'static str) -> DbFuture<'_, ()> {
        Box::pin(async move {
            let Some(mut connection) = self.open.take() else {
                return Ok(());
            };
            let ended = if self.is_silent {
                Err(sqlx::Error::PoolTimedOut)
            } else {
                answered(raw_sql(statement).execute(&mut connection)).await
            };
            ended?;
            self.keep_idle(connection);
            Ok(())
        })
    }
}

/// Runs a query on the connection of the transaction, or on any connection if there is no transaction.
macro_rules! on_connection {
    ($store:ident, $connection:ident => $done:expr) => {
        match &mut $store.open {
            Some(open) => {
                let $connection: &mut PgConnection = open;
                let done = answered($done).await;
                $store.is_silent |= matches!(done, Err(sqlx::Error::PoolTimedOut));
                done
            }
            None => {
                let mut any = $store.connection().await?;
                let $connection: &mut PgConnection = &mut any;
                let done = answered($done).await;
                if done.is_ok() {
                    $store.keep_idle(any);
                }
                done
            }
        }
    };
}

impl Store for Postgres {
    fn begin(&mut self, durability: Durability) -> DbFuture<'_, ()> {
        Box::pin(async move { self.begin_asking(durability, "").await.map(drop) })
    }

    /// The server syncs every commit that anybody waits for.
    fn begin_asking(
        &mut self,
        durability: Durability,
        first: &'static str,
    ) -> DbFuture<'_, QueryRows> {
        let wait = match durability {
            Durability::Synced => "",
            Durability::Unsynced => "SET LOCAL synchronous_commit = off; ",
        };
        let lock = schema::lock(self.mode);
        let first = self.qualified(first);
        let statements = format!("BEGIN ISOLATION LEVEL READ COMMITTED; {wait}{lock}; {first}");
        Box::pin(async move {
            let rows = self.begin_with(statements).await?;
            table(rows.last().map(slice::from_ref).unwrap_or_default())
        })
    }

    fn begin_to_read(&mut self) -> DbFuture<'_, ()> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned();
        Box::pin(async move { self.begin_with(begin).await.map(drop) })
    }

    fn commit(&mut self) -> DbFuture<'_, ()> {
        self.end_with("COMMIT")
    }

    fn roll_back(&mut self) -> DbFuture<'_, ()> {
        self.end_with("ROLLBACK")
    }

    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64> {
        Box::pin(async move {
            let statement = self.bound(statement);
            let done = on_connection!(self, connection => statement.execute(connection));
            Ok(done?.rows_affected())
        })
    }

    fn execute_alone(&mut self, statement: Statement, _: Durability) -> DbFuture<'_, u64> {
        self.execute(statement)
    }

    fn fetch(&mut self, statement: Statement) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            let statement = self.bound(statement);
            let rows = on_connection!(self, connection => statement.fetch_all(connection))?;
            table(&rows)
        })
    }

    /// The values of a call are bound, so the server's log has none of them.
    fn call(&mut self, call: Value) -> DbFuture<'_, CallReply> {
        Box::pin(async move {
            drop(self.open.take());
            let lease = call["lease"].as_i64();
            let call = without_nuls(call).to_string();
            let schema = schema::schema_of(self.mode);
            let append = AssertSqlSafe(format!("SELECT {schema}.append($1::jsonb)::text"));
            let append = query_scalar(append).bind(call);
            let mut connection = self.connection().await?;
            let sent_at = since_boot();
            let answer: String = answered(append.fetch_one(&mut connection)).await?;
            self.keep_idle(connection);
            let reply = serde_json::from_str(&answer)?;
            if let (CallReply::Written { .. }, Some(lease)) = (&reply, lease) {
                self.leases.note_call(lease, sent_at);
            }
            Ok(reply)
        })
    }

    /// A connection that is not a desk's writes to a chain of its own.
    fn chain(&self) -> Option<String> {
        let journal = self.leases.journal();
        Some(if journal.is_empty() { OWNER } else { journal }.to_owned())
    }

    /// The server has already synced what was committed.
    fn sync(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// The server's own log and backups are its owner's responsibility.
    fn write_out(&mut self) -> DbFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn version(&mut self) -> DbFuture<'_, i64> {
        Box::pin(async move {
            let lease = [self.lease()];
            let last = "SELECT COALESCE(MAX(seq), 0) FROM changes WHERE lease <> $1";
            let newest: Vec<i64> = (self as &mut dyn Store).column(last, lease).await?;
            Ok(newest.first().copied().unwrap_or_default())
        })
    }

    fn close(mut self: Box<Self>) -> DbFuture<'static, ()> {
        Box::pin(async move {
            drop(self.open.take());
            if let Some(idle) = self.idle.take() {
                idle.close().await?;
            }
            self.leases.close().await
        })
    }

    fn steps(&self) -> &'static [&'static str] {
        schema::STEPS
    }

    fn additions(&self) -> &'static [&'static str] {
        schema::ADDITIONS
    }

    fn check_writable(&mut self) -> DbFuture<'_, ()> {
        let schema = schema::schema_of(self.mode);
        let check = AssertSqlSafe(format!("SELECT {schema}.check_writable()"));
        Box::pin(async move {
            let mut connection = self.connection().await?;
            answered(raw_sql(check).execute(&mut connection)).await?;
            self.keep_idle(connection);
            Ok(())
        })
    }

    fn rest(&mut self, after: Duration) -> DbFuture<'_, ()> {
        Box::pin(async move {
            let unused = since_boot().saturating_sub(self.used).unsigned_abs();
            match self
                .idle
                .take_if(|_| Duration::from_millis(unused) >= after)
            {
                Some(idle) => Ok(answered(idle.close()).await?),
                None => Ok(()),
            }
        })
    }

    fn lease(&self) -> String {
        self.leases.own().to_string()
    }

    /// The schema itself shows that records exist.
    fn mark_lease(&mut self) {}

    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>> {
        Box::pin(async move { Ok(answered(self.leases.take_vacant(names)).await?) })
    }

    fn erasing(&self) -> Erasing {
        schema::ERASING
    }
}

/// Returns a mode's records without a lease, only for reading or erasing.
pub(super) fn without_lease(server: &Server, mode: Mode) -> (Postgres, Leases) {
    let leases = Leases::new(server.clone(), mode, String::new(), String::new(), None);
    (
        Postgres::new(server.clone(), mode, String::new(), leases.clone()),
        leases,
    )
}

/// Returns a value without NULs, which the server accepts in no text.
fn without_nuls(value: Value) -> Value {
    match value {
        Value::String(text) => text.replace('\0', "").into(),
        Value::Array(values) => values.into_iter().map(without_nuls).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(
                members
                    .map(|(name, value)| (name, without_nuls(value)))
                    .collect(),
            )
        }
        value => value,
    }
}

/// Returns the rows of an answer as a table.
fn table(rows: &[PgRow]) -> Result<QueryRows> {
    let Some(first) = rows.first() else {
        return Ok(QueryRows::default());
    };
    let columns = first
        .columns()
        .iter()
        .map(|column| column.name().to_owned())
        .collect();
    Ok(QueryRows {
        columns,
        rows: rows.iter().map(read).collect::<Result<_, _>>()?,
    })
}

fn read(row: &PgRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |place: usize| -> Result<Value, sqlx::Error> {
        let kind = row.try_get_raw(place)?.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "INT8" => row.try_get::<Option<i64>, _>(place)?.into(),
            "BOOL" => row.try_get::<Option<bool>, _>(place)?.into(),
            _ => row.try_get_unchecked::<Option<String>, _>(place)?.into(),
        })
    };
    (0..row.len()).map(value).collect()
}
