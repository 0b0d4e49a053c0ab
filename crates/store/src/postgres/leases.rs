//! A desk is at work as long as its session lasts. Its lease, a row, is the right to look after its changes: it is
//! renewed while any is open, and lapses after ten seconds, when another desk takes the changes over. Each lease has a
//! number of its own, so that a desk that wakes again notices that its lease was taken, and writes nothing under it.
//! Only the server's clock counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use platform::machine;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, query, query_as, query_scalar};
use tokio::time::timeout;

use super::Server;
use super::news::SharedConnection;
use super::qualified::qualified;
use super::schema::schema_of;
use crate::Result;
use crate::database::{DbFuture, Lease};
use crate::desks::{AllDesks, DeskAtWork, Desks, HeldTime, LeaseCheck, Renewal, StoreNews};
use booking::Mode;

/// The timeout of a query about leases. A desk with open changes renews its lease every five seconds, and must find out
/// before its lease lapses that it gets no answer.
const LEASE_TIMEOUT: Duration = Duration::from_secs(3);

/// The milliseconds after sending for which an answered renewal certainly holds. The lease lapses after ten seconds, so
/// a change recorded within this time reaches the clinic before another desk looks.
const CERTAIN: i64 = 8000;

/// Returns milliseconds on a monotonic clock that runs while the machine sleeps.
pub(super) fn since_boot() -> i64 {
    i64::try_from(machine::since_boot().as_millis()).unwrap_or(i64::MAX)
}

/// The times held under leases other than `$1`, except those that `$1` held first. Times held by desks that are gone
/// are released by the desk that watches.
const HELD: &str = "SELECT vendor, provider, starts_at, busy_until, holds.desk FROM holds \
     WHERE lease <> $1 AND holds.until > now() AND NOT EXISTS (SELECT 1 FROM holds AS own \
     WHERE own.lease = $1 AND own.until > now() AND own.vendor = holds.vendor \
     AND LOWER(own.provider) = LOWER(holds.provider) AND own.taken && holds.taken \
     AND own.place_in_order < holds.place_in_order) ORDER BY holds.starts_at";

/// The leases of a mode's schema, including this desk's.
#[derive(Clone, Debug)]
pub(crate) struct Leases {
    pub(super) connection: SharedConnection,
    mode: Mode,
    /// The journal copied under the lease. All windows of a machine share one lease.
    journal: String,
    desk: Option<String>,
    /// The number of this desk's lease; zero before it has one.
    own: Arc<AtomicI64>,
    /// When the last answered renewal was sent.
    renewed: Arc<AtomicI64>,
    /// The duration of the last renewal or watch in milliseconds.
    round_trip: Arc<AtomicI64>,
}

impl Leases {
    pub(crate) fn new(
        server: Server,
        mode: Mode,
        window: String,
        journal: String,
        desk: Option<String>,
    ) -> Leases {
        let connection = SharedConnection::new(server, mode, window);
        let own = Arc::default();
        let renewed = Arc::new(AtomicI64::new(i64::MIN));
        Leases {
            connection,
            mode,
            journal,
            desk,
            own,
            renewed,
            round_trip: Arc::default(),
        }
    }

    /// Returns the journal whose lease this is; empty if there is no lease.
    pub(super) fn journal(&self) -> &str {
        &self.journal
    }

    /// Returns a call of a function of the mode's schema.
    fn function(&self, call: &str) -> AssertSqlSafe<String> {
        AssertSqlSafe(format!("SELECT * FROM {}.{call}", schema_of(self.mode)))
    }

    /// Returns a query of the desks at work.
    fn present(&self, columns: &str, condition: &str) -> AssertSqlSafe<String> {
        let schema = schema_of(self.mode);
        AssertSqlSafe(format!(
            "{columns} FROM {schema}.desks_at_work() {condition}"
        ))
    }

    /// Returns a statement with the schema of the mode before the names of its tables. Outside input is only ever a
    /// value.
    fn sql(&self, sql: &str) -> AssertSqlSafe<String> {
        AssertSqlSafe(qualified(sql, schema_of(self.mode)))
    }

    /// Runs a query within [`LEASE_TIMEOUT`].
    async fn ask<T, E: From<sqlx::Error>>(
        &self,
        query: impl AsyncFnOnce(&mut PgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let in_time = async |connection: &mut PgConnection| {
            timeout(LEASE_TIMEOUT, query(connection))
                .await
                .unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut.into()))
        };
        self.connection.ask(in_time).await
    }

    /// Runs a query like [`ask`](Leases::ask), and records its duration.
    async fn measured<T>(
        &self,
        query: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, sqlx::Error> {
        let sent_at = since_boot();
        let answer = self.ask(query).await?;
        let taken = since_boot() - sent_at;
        self.round_trip.store(taken, Ordering::Relaxed);
        Ok(answer)
    }

    /// Stores the number of a renewed lease, and then the time at which the renewal was sent, so that a fence reads
    /// both. Returns whether the lease still belonged to this desk.
    fn note_renewal(&self, number: i64, sent_at: i64) -> bool {
        let before = self.own.swap(number, Ordering::Relaxed);
        self.renewed.fetch_max(sent_at, Ordering::Release);
        before == 0 || before == number
    }

    /// Records that a call sent at that time renewed the lease of that number. Another lease may have been taken since.
    pub(super) fn note_call(&self, number: i64, sent_at: i64) {
        if self.own.load(Ordering::Relaxed) == number {
            self.renewed.fetch_max(sent_at, Ordering::Release);
        }
    }

    /// Takes and returns the leases that have lapsed. Two desks never get the same one. A lease taken earlier by a desk
    /// that never moved its changes is taken again.
    pub(crate) async fn take_vacant(&self, names: Vec<String>) -> Result<Vec<Lease>, sqlx::Error> {
        let numbers: Vec<i64> = names.iter().filter_map(|name| name.parse().ok()).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let vacant = query_scalar(self.function("take_vacant($1)")).bind(numbers);
        let vacant: Vec<i64> = self
            .ask(async |connection| vacant.fetch_all(connection).await)
            .await?;
        let lease = |number: i64| Lease::new(number.to_string(), ());
        Ok(vacant.into_iter().map(lease).collect())
    }

    /// Takes or renews this desk's lease. Returns whether it still belonged to this desk.
    async fn take_own(&self) -> Result<bool> {
        let sent_at = since_boot();
        let take = query_scalar(self.function("take_lease($1, $2)"))
            .bind(&self.journal)
            .bind(&self.desk);
        let number = self
            .measured(async |connection| take.fetch_one(connection).await)
            .await?;
        Ok(self.note_renewal(number, sent_at))
    }

    /// Renews the lease; `None` if it has been taken.
    async fn renew_own(&self) -> Result<Option<Renewal>> {
        let sent_at = since_boot();
        let renew = query_as(self.function("renew_lease($1, $2)"))
            .bind(&self.journal)
            .bind(&self.desk);
        let row: Option<(i64, Option<String>)> = self
            .measured(async |connection| renew.fetch_optional(connection).await)
            .await?;
        let Some((number, open)) = row else {
            return Ok(None);
        };
        let open = open.unwrap_or_default();
        Ok(Some(Renewal {
            is_own: self.note_renewal(number, sent_at),
            open: open.split_whitespace().map(str::to_owned).collect(),
        }))
    }
}

impl Desks for Leases {
    fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    fn take(&self) -> DbFuture<'_, ()> {
        Box::pin(async { self.take_own().await.map(drop) })
    }

    fn renew(&self) -> DbFuture<'_, Renewal> {
        Box::pin(async move {
            if let Some(renewal) = self.renew_own().await? {
                return Ok(renewal);
            }
            let is_own = self.take_own().await?;
            let open = Vec::new();
            Ok(Renewal { is_own, open })
        })
    }

    fn fence(&self) -> LeaseCheck {
        let number = self.own();
        let own = Arc::clone(&self.own);
        let renewed = Arc::clone(&self.renewed);
        Arc::new(move || {
            let is_certain = since_boot() < renewed.load(Ordering::Acquire).saturating_add(CERTAIN);
            is_certain && own.load(Ordering::Relaxed) == number
        })
    }

    fn watch(&self) -> DbFuture<'_, AllDesks> {
        Box::pin(async move {
            let watch = query_as(self.function("watch()"));
            let (edition, has_left_changes) = self
                .measured(async |connection| watch.fetch_one(connection).await)
                .await?;
            Ok(AllDesks {
                edition,
                has_left_changes,
            })
        })
    }

    fn round_trip(&self) -> Duration {
        Duration::from_millis(self.round_trip.load(Ordering::Relaxed).unsigned_abs())
    }

    fn leave(&self) -> DbFuture<'_, ()> {
        Box::pin(async move {
            let leave = query(self.function("leave($1)")).bind(&self.journal);
            self.ask(async |connection| leave.execute(connection).await)
                .await?;
            Ok(())
        })
    }

    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>> {
        Box::pin(async move {
            let here = self.present("SELECT desk", "ORDER BY number");
            Ok(self
                .ask(async |connection| query_scalar(here).fetch_all(connection).await)
                .await?)
        })
    }

    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        Box::pin(async move {
            let others = "WHERE journal <> $1 ORDER BY desk, number";
            let others = query_as(self.present("SELECT journal, desk", others)).bind(&self.journal);
            let rows: Vec<(String, Option<String>)> = self
                .ask(async |connection| others.fetch_all(connection).await)
                .await?;
            Ok(rows
                .into_iter()
                .map(|(id, name)| DeskAtWork { id, name })
                .collect())
        })
    }

    fn desk_of<'a>(&'a self, lease: &'a str) -> DbFuture<'a, Option<String>> {
        Box::pin(async move {
            let Ok(number) = lease.parse::<i64>() else {
                return Ok(None);
            };
            let desk =
                query_scalar(self.sql("SELECT desk FROM leases WHERE number = $1")).bind(number);
            let desk = self
                .ask(async |connection| desk.fetch_optional(connection).await)
                .await?;
            Ok(desk.flatten())
        })
    }

    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, bool> {
        Box::pin(async move {
            let Some(held) = &held else {
                let release = query(self.function("release($1, $2)"))
                    .bind(self.own())
                    .bind(window);
                self.ask(async |connection| release.execute(connection).await)
                    .await?;
                return Ok(true);
            };
            let hold = query_scalar(self.function("hold($1, $2, $3, $4, $5, $6, $7)"))
                .bind(self.own())
                .bind(window)
                .bind(&held.clinic)
                .bind(&held.provider)
                .bind(&held.starts_at)
                .bind(&held.busy_until)
                .bind(&held.desk);
            Ok(self
                .ask(async |connection| hold.fetch_one(connection).await)
                .await?)
        })
    }

    fn held(&self) -> DbFuture<'_, Vec<HeldTime>> {
        Box::pin(async move {
            let held = query_as(self.sql(HELD)).bind(self.own());
            let rows: Vec<(String, String, String, String, Option<String>)> = self
                .ask(async |connection| held.fetch_all(connection).await)
                .await?;
            let row = |(clinic, provider, starts_at, busy_until, desk)| HeldTime {
                clinic,
                provider,
                starts_at,
                busy_until,
                desk,
            };
            Ok(rows.into_iter().map(row).collect())
        })
    }

    fn listen(&self) -> DbFuture<'_, Box<dyn StoreNews>> {
        Box::pin(async move { Ok(Box::new(self.connection.listen().await?) as Box<dyn StoreNews>) })
    }

    fn close(&self) -> DbFuture<'_, ()> {
        Box::pin(async {
            self.connection.close().await;
            Ok(())
        })
    }

    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<AtomicI64> {
        Arc::downgrade(&self.own)
    }
}
