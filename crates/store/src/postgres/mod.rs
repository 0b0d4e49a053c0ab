//! The records in PostgreSQL: one schema for each mode, shared by every desk of a clinic.

mod connect;
mod gathered;
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
use sqlx::{AssertSqlSafe, Column, Connection, Row as _, TypeInfo, ValueRef, query, raw_sql};

use super::database::{DbFuture, Durability, Erasing, Lease, QueryRows, Statement, Store};
use super::desks::Desks;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

use connect::answered;
pub use connect::{Server, Tls};
use gathered::{Gathered, with_values};
pub(super) use leases::Leases;
use leases::since_boot;
use qualified::qualified;
pub(super) use schema::{grant, make_schema, migrate};
pub(super) use timeline::Timeline;
pub use timeline::accept_server;

/// A mode's schema, as one desk uses it. A lost connection is replaced by the next request.
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
    /// The writes of a transaction that is being prepared.
    gathered: Option<Gathered>,
    /// Whether the server left a query of the transaction unanswered: nothing more can be sent in it.
    is_silent: bool,
    leases: Leases,
    /// The timeline on which the records were opened, if the server tells it.
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
            gathered: None,
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
            // Another server has taken its place. Everything is compared before anything is written there.
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

    /// Returns the statement with its values in it.
    fn with_values(&self, statement: &Statement) -> String {
        with_values(&self.qualified(&statement.sql), &statement.values)
    }

    /// Binds the values to the statement.
    fn bound(
        &self,
        Statement { sql, values }: Statement,
    ) -> Query<'static, sqlx::Postgres, PgArguments> {
        // Only the code writes SQL: input from outside is a value.
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
            // If the caller that began it was cancelled half-way, the server rolls it back once the
            // connection is closed.
            drop((self.open.take(), self.gathered.take()));
            let mut connection = self.connection().await?;
            // After an error the transaction may have begun, and the wait for the other writer have been too
            // long: the connection is closed.
            let rows =
                answered(raw_sql(AssertSqlSafe(statements)).fetch_all(&mut connection)).await?;
            self.is_silent = false;
            self.open = Some(connection);
            Ok(rows)
        })
    }

    /// Makes the gathered writes with one message, as a transaction of its own.
    async fn commit_gathered(&mut self, gathered: &Gathered) -> Result<()> {
        if gathered.is_empty() {
            return Ok(());
        }
        // The transaction of one message: if a statement fails, it is over, and the connection can be used again.
        let statements = format!(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; {}",
            gathered.statements(&schema::lock(self.mode))
        );
        let mut connection = self.connection().await?;
        let done = answered(raw_sql(AssertSqlSafe(statements)).execute(&mut connection)).await;
        let done = done.map(drop).map_err(StoreError::from);
        if matches!(done, Ok(()) | Err(StoreError::Overtaken)) {
            self.keep_idle(connection);
        }
        done
    }

    /// Makes the gathered writes, if there are any, and leaves the transaction open: what follows depends on them.
    async fn make_gathered(&mut self) -> Result<()> {
        let Some(gathered) = self.gathered.take_if(|gathered| !gathered.is_empty()) else {
            return Ok(());
        };
        let statements = gathered.statements(&schema::lock(self.mode));
        let begin = format!("BEGIN ISOLATION LEVEL READ COMMITTED; {statements}");
        self.begin_with(begin).await.map(drop)
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

/// Runs a query on the connection of the transaction, or on any connection if there is none.
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

    fn begin_gathering(
        &mut self,
        state: Statement,
        first: Option<Statement>,
    ) -> DbFuture<'_, QueryRows> {
        Box::pin(async move {
            drop((self.open.take(), self.gathered.take()));
            let state = self.with_values(&state);
            let asked = first.as_ref().map(|first| self.with_values(first));
            let queries = [Some(Gathered::query(&state)), asked];
            let queries: Vec<String> = queries.into_iter().flatten().collect();
            let mut connection = self.connection().await?;
            let queries = raw_sql(AssertSqlSafe(queries.join("; ")));
            let rows = answered(queries.fetch_all(&mut connection)).await?;
            self.keep_idle(connection);
            let (of_state, others) = rows.split_at_checked(1).unwrap_or_default();
            let (mut gathered, state) = Gathered::begin(state, table(of_state)?);
            if let Some(first) = first {
                gathered.keep_answer(first, table(others)?);
            }
            self.gathered = Some(gathered);
            Ok(state)
        })
    }

    fn begin_to_read(&mut self) -> DbFuture<'_, ()> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned();
        Box::pin(async move { self.begin_with(begin).await.map(drop) })
    }

    fn commit(&mut self) -> DbFuture<'_, ()> {
        match self.gathered.take() {
            Some(gathered) => Box::pin(async move { self.commit_gathered(&gathered).await }),
            None => self.end_with("COMMIT"),
        }
    }

    fn roll_back(&mut self) -> DbFuture<'_, ()> {
        self.gathered = None;
        self.end_with("ROLLBACK")
    }

    fn execute(&mut self, statement: Statement) -> DbFuture<'_, u64> {
        Box::pin(async move {
            if self.gathered.is_some() {
                let write = self.with_values(&statement);
                if let Some(gathered) = &mut self.gathered {
                    gathered.write(write);
                }
                return Ok(1);
            }
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
            let known = self
                .gathered
                .as_mut()
                .and_then(|gathered| gathered.answer(&statement));
            if let Some(answer) = known {
                return Ok(answer);
            }
            self.make_gathered().await?;
            let statement = self.bound(statement);
            let rows = on_connection!(self, connection => statement.fetch_all(connection))?;
            table(&rows)
        })
    }

    fn execute_all(&mut self, statements: Vec<Statement>) -> DbFuture<'_, Vec<u64>> {
        Box::pin(async move {
            if self.gathered.is_some() {
                let mut counts = Vec::new();
                for statement in statements {
                    counts.push(self.execute(statement).await?);
                }
                return Ok(counts);
            }
            let answer = self.fetch(together(statements)).await?;
            let counts = answer.rows.into_iter().flatten();
            Ok(counts
                .map(|count| count.as_u64().unwrap_or_default())
                .collect())
        })
    }

    /// The server has synced what was committed.
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
        let [lock, claimed] = [schema::lock, schema::lock_claimed].map(|lock| lock(self.mode));
        let statements =
            format!("BEGIN ISOLATION LEVEL READ COMMITTED; {lock}; {claimed}; ROLLBACK");
        Box::pin(async move {
            let mut connection = self.connection().await?;
            answered(raw_sql(AssertSqlSafe(statements)).execute(&mut connection)).await?;
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

    /// All windows of the machine share the lease, and the machine's own records tell which windows there
    /// are.
    fn is_only_window(&self) -> Result<bool> {
        Ok(false)
    }

    fn take_vacant(&mut self, names: Vec<String>) -> DbFuture<'_, Vec<Lease>> {
        Box::pin(async move { Ok(answered(self.leases.take_vacant(names)).await?) })
    }

    fn erasing(&self) -> Erasing {
        schema::ERASING
    }
}

/// Returns a mode's records without a lease, for reading or erasing only.
pub(super) fn without_lease(server: &Server, mode: Mode) -> (Postgres, Leases) {
    let leases = Leases::new(server.clone(), mode, String::new(), String::new(), None);
    (
        Postgres::new(server.clone(), mode, String::new(), leases.clone()),
        leases,
    )
}

/// Combines statements that change rows into one, which returns the number of rows that each has changed.
fn together(statements: Vec<Statement>) -> Statement {
    let mut parts = Vec::new();
    let mut counts = Vec::new();
    let mut values = Vec::new();
    for (number, statement) in statements.into_iter().enumerate() {
        parts.push(format!(
            "part_{number} AS ({} RETURNING 1)",
            renumbered(&statement.sql, values.len())
        ));
        counts.push(format!("(SELECT COUNT(*) FROM part_{number})"));
        values.extend(statement.values);
    }
    Statement::new(
        format!("WITH {} SELECT {}", parts.join(", "), counts.join(", ")),
        values,
    )
}

/// Renumbers a statement's values to follow some others.
fn renumbered(sql: &str, others: usize) -> String {
    let mut parts = sql.split('$');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |sql, part| {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let number: usize = part[..part.len() - rest.len()].parse().unwrap_or_default();
        format!("{sql}${}{rest}", number + others)
    })
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
