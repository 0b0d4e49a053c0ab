//! The lease of a desk is a row that it renews: one that does not within ten seconds is taken for gone, and what it left
//! is looked after by another. A lease has a number that is given once, so that a desk that wakes again finds its own
//! taken, and writes to nothing that is no longer its own. The server's clock alone counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::Pool;
use sqlx::{query, query_scalar};

use crate::store::database::Lease;

/// Has a lease lapse at once, `$1`, unless a window has renewed it since its row was `$2`, or something is open under it;
/// and tells the desks.
pub(in crate::store) const LAPSE: &str = "WITH lapsed AS (UPDATE leases SET until = now() \
     WHERE number = $1 AND xmin::text = $2 AND NOT EXISTS (SELECT 1 FROM changes \
     WHERE lease = leases.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued')) RETURNING number) \
     SELECT pg_notify(current_schema(), 'leases') FROM lapsed";

/// The leases of a mode's schema, one of which is this desk's.
#[derive(Clone, Debug)]
pub(in crate::store) struct Leases {
    pool: Pool,
    /// Which machine's records are copied under it: they have one lease, however many windows work at them.
    journal: String,
    desk: Option<String>,
    /// The number of this desk's; zero before it has one.
    own: Arc<AtomicI64>,
}

impl Leases {
    pub(in crate::store) fn new(pool: Pool, journal: String, desk: Option<String>) -> Leases {
        Leases { pool, journal, desk, own: Arc::default() }
    }

    /// The number of this desk's lease.
    pub(in crate::store) fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    /// Is gone with the last that works under this lease.
    #[cfg(test)]
    pub(in crate::store) fn marker(&self) -> std::sync::Weak<AtomicI64> {
        Arc::downgrade(&self.own)
    }

    /// Renews this desk's lease for ten seconds, or takes a new one where it has lapsed and another desk has taken it.
    /// Says whether it still was its own. A renewal that a crash of the server loses is done again: nobody waits for the
    /// disk.
    pub(in crate::store) async fn renew(&self) -> Result<bool, sqlx::Error> {
        let renew = "WITH unsynced AS (SELECT set_config('synchronous_commit', 'off', true)) \
             INSERT INTO leases (journal, desk, until) SELECT $1, $2, now() + interval '10 seconds' FROM unsynced \
             ON CONFLICT (journal) DO UPDATE SET until = excluded.until, desk = excluded.desk RETURNING number";
        let number: i64 =
            query_scalar(renew).bind(&self.journal).bind(&self.desk).fetch_one(&self.pool).await?;
        let before = self.own.swap(number, Ordering::Relaxed);
        Ok(before == 0 || before == number)
    }

    /// Renews it; says which version of its row that has made: every renewal, by whichever window, makes another.
    pub(in crate::store) async fn renew_as(&self) -> Result<String, sqlx::Error> {
        self.renew().await?;
        let row = query_scalar("SELECT xmin::text FROM leases WHERE number = $1").bind(self.own());
        Ok(row.fetch_optional(&self.pool).await?.unwrap_or_default())
    }

    /// The names of the desks whose lease has not lapsed, this one included.
    pub(in crate::store) async fn at_work(&self) -> Result<Vec<Option<String>>, sqlx::Error> {
        let here = "SELECT desk FROM leases WHERE until > now() ORDER BY number";
        query_scalar(here).fetch_all(&self.pool).await
    }

    /// What the desk with a lease is called; none where it has no name, or the lease is gone.
    pub(in crate::store) async fn desk_of(&self, name: &str) -> Result<Option<String>, sqlx::Error> {
        let Ok(number) = name.parse::<i64>() else { return Ok(None) };
        let desk = query_scalar("SELECT desk FROM leases WHERE number = $1").bind(number);
        Ok(desk.fetch_optional(&self.pool).await?.flatten())
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
        Ok(gone.map(|number| Lease { name: number.to_string(), _held: Box::new(()) }).collect())
    }
}
