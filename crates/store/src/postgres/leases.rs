//! The lease of a desk is a row that it renews: after ten seconds without a renewal the desk counts as gone,
//! and another takes over its changes. Each lease has a number of its own, so that a desk that wakes again
//! notices that its lease was taken, and writes nothing under it. Only the server's clock counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use platform::machine;
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, query, query_as, query_scalar};
use tokio::time::timeout;

use super::Server;
use super::news::SharedConnection;
use super::qualified::qualified;
use super::schema::schema_of;
use crate::database::{DbFuture, Lease, Statement};
use crate::desks::{DeskAtWork, Desks, HeldTime, LeaseCheck, Round, StoreNews};
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

/// The timeout of an answer about leases: each is renewed every five seconds, and a desk without an answer
/// must know that it is alone before its own lapses.
const LEASE_TIMEOUT: Duration = Duration::from_secs(3);

/// The milliseconds after sending for which an answered renewal certainly holds. The lease lapses after ten
/// seconds, so that a change recorded in this time reaches the clinic before another desk looks.
const CERTAIN: i64 = 8000;

/// Returns milliseconds on a monotonic clock that runs while the machine sleeps.
pub(super) fn since_boot() -> i64 {
    i64::try_from(machine::since_boot().as_millis()).unwrap_or(i64::MAX)
}

/// Renews the lease of a journal, `$1`, with the desk's name, `$2`; and returns who else is at work, and what
/// is open under lapsed leases, or under its own.
const LOOK_AROUND: &str = "UPDATE leases SET until = now() + interval '10 seconds', desk = $2 WHERE journal = $1 \
     RETURNING number, \
     (SELECT COALESCE(bit_xor(hashtextextended(concat_ws(' ', journal, desk), number)), 0) FROM leases AS others \
      WHERE until > now() AND journal <> $1), \
     EXISTS (SELECT 1 FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued') \
      AND lease <> leases.number::text AND NOT EXISTS \
      (SELECT 1 FROM leases AS owner WHERE owner.number::text = changes.lease AND owner.until > now())), \
     (SELECT string_agg(id, ' ') FROM changes WHERE state IN ('sending', 'unknown', 'not-there', 'queued') \
      AND lease = leases.number::text)";

/// Takes a lease for a journal, `$1`, with the desk's name, `$2`, or renews the one that it has.
const TAKE: &str = "INSERT INTO leases (journal, desk, until) VALUES ($1, $2, now() + interval '10 seconds') \
     ON CONFLICT (journal) DO UPDATE SET until = excluded.until, desk = excluded.desk RETURNING number";

/// Lets a lease, `$1`, lapse at once, unless a window has renewed it since its row was `$2`, or a change is
/// open under it; and notifies the desks.
const LAPSE: &str = "WITH lapsed AS (UPDATE leases SET until = now() \
     WHERE number = $1 AND xmin::text = $2 AND NOT EXISTS (SELECT 1 FROM changes \
     WHERE lease = leases.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued')) RETURNING number) \
     SELECT pg_notify($3, 'leases') FROM lapsed";

/// Holds a time for a window, `$2`, under a lease, `$1`, in place of the one before.
const HOLD: &str = "INSERT INTO holds (lease, place, vendor, provider, starts_at, busy_until, desk, until) \
     SELECT number, $2, $3, $4, $5, $6, $7, now() + interval '2 minutes' FROM leases WHERE number = $1 \
     ON CONFLICT (lease, place) DO UPDATE SET vendor = $3, provider = $4, starts_at = $5, busy_until = $6, \
     desk = $7, until = excluded.until, place_in_order = CASE \
     WHEN (holds.vendor, holds.provider, holds.starts_at, holds.busy_until) = ($3, $4, $5, $6) \
     AND holds.until > now() THEN holds.place_in_order ELSE excluded.place_in_order END";

/// Releases the time that a window, `$2`, holds under a lease, `$1`.
const RELEASE: &str = "DELETE FROM holds WHERE lease = $1 AND place = $2";

/// The times held under other leases than `$1` that have not lapsed, except those that `$1` held first.
const HELD: &str = "SELECT vendor, provider, starts_at, busy_until, holds.desk FROM holds \
     JOIN leases ON leases.number = holds.lease \
     WHERE lease <> $1 AND holds.until > now() AND leases.until > now() AND NOT EXISTS (SELECT 1 FROM holds AS own \
     WHERE own.lease = $1 AND own.until > now() AND own.vendor = holds.vendor \
     AND LOWER(own.provider) = LOWER(holds.provider) AND own.taken && holds.taken \
     AND own.place_in_order < holds.place_in_order) ORDER BY holds.starts_at";

/// The leases of a mode's schema, one of which is this desk's.
#[derive(Clone, Debug)]
pub(crate) struct Leases {
    pub(super) connection: SharedConnection,
    mode: Mode,
    /// The machine whose records are copied under the lease: all windows of a machine share one lease.
    journal: String,
    desk: Option<String>,
    /// The number of this desk's lease; zero before it has one.
    own: Arc<AtomicI64>,
    /// When the last answered renewal was sent.
    renewed: Arc<AtomicI64>,
    /// The milliseconds that the last periodic check took.
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

    /// Returns a statement with the schema of the mode before the names of its tables. Input from outside is a value.
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

    /// Stores the number of the lease whose renewal was sent then, and that time after it, so that a fence
    /// reads both. Returns whether the lease was still its own.
    fn note_renewal(&self, number: i64, sent_at: i64) -> bool {
        let before = self.own.swap(number, Ordering::Relaxed);
        self.renewed.store(sent_at, Ordering::Release);
        before == 0 || before == number
    }

    /// Takes and returns those of the leases that have lapsed: two desks never get the same one. A lease that
    /// was taken before, by a desk that never moved the changes under it, is taken again.
    pub(crate) async fn take_vacant(&self, names: Vec<String>) -> Result<Vec<Lease>, sqlx::Error> {
        let numbers: Vec<i64> = names.iter().filter_map(|name| name.parse().ok()).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let lapsed = "DELETE FROM leases WHERE number IN \
             (SELECT number FROM leases WHERE number = ANY($1) AND until <= now() FOR UPDATE SKIP LOCKED)";
        let select = "SELECT number FROM leases WHERE number = ANY($1)";
        let query_existing = async |connection: &mut PgConnection| {
            query(self.sql(lapsed))
                .bind(&numbers)
                .execute(&mut *connection)
                .await?;
            query_scalar(self.sql(select))
                .bind(&numbers)
                .fetch_all(connection)
                .await
        };
        let existing: Vec<i64> = self.ask(query_existing).await?;
        let gone = numbers
            .into_iter()
            .filter(|number| !existing.contains(number));
        Ok(gone
            .map(|number| Lease::new(number.to_string(), ()))
            .collect())
    }

    /// Takes a lease for this desk, or renews the one that it has.
    async fn take(&self) -> Result<bool> {
        let sent_at = since_boot();
        let take = query_scalar(self.sql(TAKE))
            .bind(&self.journal)
            .bind(&self.desk);
        let number = self
            .ask(async |connection| take.fetch_one(connection).await)
            .await?;
        Ok(self.note_renewal(number, sent_at))
    }

    /// Renews the lease and checks for news with one statement; `None` if the lease has been taken.
    async fn look(&self) -> Result<Option<Round>> {
        let sent_at = since_boot();
        let look = query_as(self.sql(LOOK_AROUND))
            .bind(&self.journal)
            .bind(&self.desk);
        let row: Option<(i64, i64, bool, Option<String>)> = self
            .ask(async |connection| look.fetch_optional(connection).await)
            .await?;
        self.round_trip
            .store(since_boot() - sent_at, Ordering::Relaxed);
        Ok(row.map(|(number, others, has_left_changes, open)| {
            let open = open
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            Round {
                is_own: self.note_renewal(number, sent_at),
                others,
                has_left_changes,
                open,
            }
        }))
    }
}

impl Desks for Leases {
    fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    fn renew(&self) -> DbFuture<'_, bool> {
        Box::pin(self.take())
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

    fn look_around(&self) -> DbFuture<'_, Round> {
        Box::pin(async move {
            if let Some(round) = self.look().await? {
                return Ok(round);
            }
            let is_own = self.take().await?;
            let taken =
                || StoreError::Away(Unshared::Other("the lease was taken at once".to_owned()));
            let round = self.look().await?.ok_or_else(taken)?;
            Ok(Round { is_own, ..round })
        })
    }

    fn round_trip(&self) -> Duration {
        Duration::from_millis(self.round_trip.load(Ordering::Relaxed).unsigned_abs())
    }

    fn renew_as(&self) -> DbFuture<'_, String> {
        Box::pin(async move {
            self.renew().await?;
            let row = query_scalar(self.sql("SELECT xmin::text FROM leases WHERE number = $1"))
                .bind(self.own());
            let row = self
                .ask(async |connection| row.fetch_optional(connection).await)
                .await?;
            Ok(row.unwrap_or_default())
        })
    }

    fn lapse(&self, renewed: String) -> Statement {
        let values = [
            Value::from(self.own()),
            renewed.into(),
            schema_of(self.mode).into(),
        ];
        Statement::new(LAPSE, values)
    }

    fn at_work(&self) -> DbFuture<'_, Vec<Option<String>>> {
        let here = "SELECT desk FROM leases WHERE until > now() ORDER BY number";
        Box::pin(async move {
            Ok(self
                .ask(async |connection| query_scalar(self.sql(here)).fetch_all(connection).await)
                .await?)
        })
    }

    fn others(&self) -> DbFuture<'_, Vec<DeskAtWork>> {
        let others = "SELECT journal, desk FROM leases WHERE until > now() AND journal <> $1 ORDER BY desk, number";
        Box::pin(async move {
            let others = query_as(self.sql(others)).bind(&self.journal);
            let rows: Vec<(String, Option<String>)> = self
                .ask(async |connection| others.fetch_all(connection).await)
                .await?;
            Ok(rows
                .into_iter()
                .map(|(id, name)| DeskAtWork { id, name })
                .collect())
        })
    }

    fn notify_drafts(&self) -> Option<Statement> {
        Some(Statement::new(
            "SELECT pg_notify($1, 'drafts')",
            [schema_of(self.mode)],
        ))
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

    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> DbFuture<'a, ()> {
        Box::pin(async move {
            let hold = match &held {
                Some(HeldTime {
                    clinic,
                    provider,
                    starts_at,
                    busy_until,
                    desk,
                }) => {
                    let of = query(self.sql(HOLD))
                        .bind(self.own())
                        .bind(window)
                        .bind(clinic)
                        .bind(provider);
                    of.bind(starts_at).bind(busy_until).bind(desk)
                }
                None => query(self.sql(RELEASE)).bind(self.own()).bind(window),
            };
            self.ask(async |connection| hold.execute(connection).await)
                .await?;
            Ok(())
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
