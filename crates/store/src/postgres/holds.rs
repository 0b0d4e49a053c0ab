//! The table of held times, one for each window of a desk, for two minutes after the last renewal. If several
//! windows hold one time, the first has it as long as it renews the hold.

use sqlx::postgres::PgConnection;
use sqlx::{query, query_as};

use crate::StoreError;
use crate::database::HeldTime;

/// Holds a time for a window under a lease, in place of the one before.
pub(super) async fn hold(
    connection: &mut PgConnection,
    lease: i64,
    window: &str,
    row: &HeldTime,
) -> Result<(), StoreError> {
    let hold = "INSERT INTO holds (lease, place, vendor, provider, starts_at, busy_until, desk, until) \
         SELECT number, $2, $3, $4, $5, $6, $7, now() + interval '2 minutes' FROM leases WHERE number = $1 \
         ON CONFLICT (lease, place) DO UPDATE SET vendor = $3, provider = $4, starts_at = $5, busy_until = $6, \
         desk = $7, until = excluded.until, place_in_order = CASE \
         WHEN (holds.vendor, holds.provider, holds.starts_at, holds.busy_until) = ($3, $4, $5, $6) \
         AND holds.until > now() THEN holds.place_in_order ELSE excluded.place_in_order END";
    let HeldTime { clinic, provider, starts_at, busy_until, desk } = row;
    let hold = query(hold).bind(lease).bind(window).bind(clinic).bind(provider).bind(starts_at);
    hold.bind(busy_until).bind(desk).execute(connection).await?;
    Ok(())
}

/// Releases the time that a window holds.
pub(super) async fn release(
    connection: &mut PgConnection,
    lease: i64,
    window: &str,
) -> Result<(), StoreError> {
    query("DELETE FROM holds WHERE lease = $1 AND place = $2")
        .bind(lease)
        .bind(window)
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns the times held under other leases that have not lapsed, except those that this lease held before.
pub(super) async fn held(connection: &mut PgConnection, but: i64) -> Result<Vec<HeldTime>, StoreError> {
    let held = "SELECT vendor, provider, starts_at, busy_until, holds.desk FROM holds \
         JOIN leases ON leases.number = holds.lease \
         WHERE lease <> $1 AND holds.until > now() AND leases.until > now() AND NOT EXISTS (SELECT 1 FROM holds AS own \
         WHERE own.lease = $1 AND own.until > now() AND own.vendor = holds.vendor \
         AND LOWER(own.provider) = LOWER(holds.provider) AND own.taken && holds.taken \
         AND own.place_in_order < holds.place_in_order) ORDER BY holds.starts_at";
    let rows: Vec<(String, String, String, String, Option<String>)> =
        query_as(held).bind(but).fetch_all(connection).await?;
    let row = |(clinic, provider, starts_at, busy_until, desk)| HeldTime {
        clinic,
        provider,
        starts_at,
        busy_until,
        desk,
    };
    Ok(rows.into_iter().map(row).collect())
}
