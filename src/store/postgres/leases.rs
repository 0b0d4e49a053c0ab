//! The lease of a desk is a row that it renews: one that does not within ten seconds is taken for gone, and what it left
//! is looked after by another. A lease has a number that is given once, so that a desk that wakes again finds its own
//! taken, and writes to nothing that is no longer its own. The server's clock alone counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{Pool, holds, news};
use crate::booking::Mode;
use crate::store::database::{Answer, DeskAtWork, Desks, HeldTime, Lease, NOTHING, News, Statement};
use serde_json::Value;
use sqlx::{query, query_as, query_scalar};

/// Has a lease lapse at once, `$1`, unless a window has renewed it since its row was `$2`, or something is open under it;
/// and tells the desks.
const LAPSE: &str = "WITH lapsed AS (UPDATE leases SET until = now() \
     WHERE number = $1 AND xmin::text = $2 AND NOT EXISTS (SELECT 1 FROM changes \
     WHERE lease = leases.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued')) RETURNING number) \
     SELECT pg_notify(current_schema(), 'leases') FROM lapsed";

/// The leases of a mode's schema, one of which is this desk's.
#[derive(Clone, Debug)]
pub(in crate::store) struct Leases {
    pool: Pool,
    mode: Mode,
    /// Which machine's records are copied under it: they have one lease, however many windows work at them.
    journal: String,
    desk: Option<String>,
    /// The number of this desk's; zero before it has one.
    own: Arc<AtomicI64>,
}

impl Leases {
    pub(in crate::store) fn new(pool: Pool, mode: Mode, journal: String, desk: Option<String>) -> Leases {
        Leases { pool, mode, journal, desk, own: Arc::default() }
    }

    /// Takes those of the leases that have lapsed, and says which: two desks never get the same one. One that was taken
    /// before, by a desk that has not come to moving what was under it, is taken again.
    pub(in crate::store) async fn take_vacant(&self, names: Vec<String>) -> Result<Vec<Lease>, sqlx::Error> {
        let numbers: Vec<i64> = names.iter().filter_map(|name| name.parse().ok()).collect();
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let lapsed = "DELETE FROM leases WHERE number IN \
             (SELECT number FROM leases WHERE number = ANY($1) AND until <= now() FOR UPDATE SKIP LOCKED)";
        query(lapsed).bind(&numbers).execute(&self.pool).await?;
        let there = "SELECT number FROM leases WHERE number = ANY($1)";
        let there: Vec<i64> = query_scalar(there).bind(&numbers).fetch_all(&self.pool).await?;
        let gone = numbers.into_iter().filter(|number| !there.contains(number));
        Ok(gone.map(|number| Lease::new(number.to_string(), ())).collect())
    }
}

impl Desks for Leases {
    fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    /// A renewal that a crash of the server loses is done again: nobody waits for the disk.
    fn renew(&self) -> Answer<'_, bool> {
        let renew = "WITH unsynced AS (SELECT set_config('synchronous_commit', 'off', true)) \
             INSERT INTO leases (journal, desk, until) SELECT $1, $2, now() + interval '10 seconds' FROM unsynced \
             ON CONFLICT (journal) DO UPDATE SET until = excluded.until, desk = excluded.desk RETURNING number";
        Box::pin(async move {
            let renewed = query_scalar(renew).bind(&self.journal).bind(&self.desk);
            let number: i64 = renewed.fetch_one(&self.pool).await?;
            let before = self.own.swap(number, Ordering::Relaxed);
            Ok(before == 0 || before == number)
        })
    }

    fn renew_as(&self) -> Answer<'_, String> {
        Box::pin(async move {
            self.renew().await?;
            let row = query_scalar("SELECT xmin::text FROM leases WHERE number = $1").bind(self.own());
            Ok(row.fetch_optional(&self.pool).await?.unwrap_or_default())
        })
    }

    fn lapse(&self, renewed: String) -> Statement {
        Statement::new(LAPSE, [Value::from(self.own()), renewed.into()])
    }

    fn at_work(&self) -> Answer<'_, Vec<Option<String>>> {
        let here = "SELECT desk FROM leases WHERE until > now() ORDER BY number";
        Box::pin(async move { Ok(query_scalar(here).fetch_all(&self.pool).await?) })
    }

    fn others(&self) -> Answer<'_, Vec<DeskAtWork>> {
        let others =
            "SELECT journal, desk FROM leases WHERE until > now() AND journal <> $1 ORDER BY desk, number";
        Box::pin(async move {
            let rows: Vec<(String, Option<String>)> =
                query_as(others).bind(&self.journal).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(|(id, name)| DeskAtWork { id, name }).collect())
        })
    }

    fn tell_drafts(&self) -> Option<Statement> {
        Some(Statement::new("SELECT pg_notify(current_schema(), 'drafts')", NOTHING))
    }

    fn desk_of<'a>(&'a self, lease: &'a str) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let Ok(number) = lease.parse::<i64>() else { return Ok(None) };
            let desk = query_scalar("SELECT desk FROM leases WHERE number = $1").bind(number);
            Ok(desk.fetch_optional(&self.pool).await?.flatten())
        })
    }

    fn hold<'a>(&'a self, window: &'a str, held: Option<HeldTime>) -> Answer<'a, ()> {
        Box::pin(async move {
            match &held {
                Some(held) => holds::hold(&self.pool, self.own(), window, held).await,
                None => holds::release(&self.pool, self.own(), window).await,
            }
        })
    }

    fn held(&self) -> Answer<'_, Vec<HeldTime>> {
        Box::pin(holds::held(&self.pool, self.own()))
    }

    fn listen(&self) -> Answer<'_, Box<dyn News>> {
        Box::pin(async move { Ok(Box::new(news::listen(&self.pool, self.mode).await?) as Box<dyn News>) })
    }

    fn close(&self) -> Answer<'_, ()> {
        Box::pin(async {
            self.pool.close().await;
            Ok(())
        })
    }

    #[cfg(test)]
    fn marker(&self) -> std::sync::Weak<AtomicI64> {
        Arc::downgrade(&self.own)
    }
}
