//! Letting go of what is older than it is to be kept. A clock that has jumped lets nothing go: the present is never
//! later than a server has confirmed, or, where none ever has, than the newest record.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::sqlite::SqliteConnection;

use super::changes::SETTLED;
use super::schema::{fact, set_fact};
use super::{Store, StoreError, audit, begin, drafts, end, written};

/// The fact that says until when servers have confirmed this machine's clock.
const CONFIRMED: &str = "clock";

impl Store {
    /// Removes audit lines, settled bookings and drafts older than `keep`. The trail says where it begins since then.
    /// What tells the rows of a file that are done stays, without whom they were for; and so does a booking whose visit is
    /// still to come.
    ///
    /// # Errors
    /// When it can't be written; then nothing is removed.
    pub async fn let_go(&self, keep: TimeDelta, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let done = async {
            let Some(present) = sure(&mut connection, now).await? else { return Ok(()) };
            let before = present.checked_sub_signed(keep).unwrap_or(DateTime::UNIX_EPOCH);
            let gone = bookings(&mut connection, before, present).await?;
            drafts::let_go(&mut connection, before).await?;
            audit::let_go(&mut connection, &self.seal, &self.who, (before, gone), now).await
        };
        let done = done.await;
        self.end(&mut connection, done).await
    }

    /// Remembers that this machine's clock is right by a server's: what has grown old by then may be let go.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn confirm_clock(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let done = set_fact(&mut connection, CONFIRMED, &written(now)).await;
        end(&mut connection, done.map_err(StoreError::from)).await
    }
}

/// How late it is for certain; nothing where there is nothing on record to tell it by.
async fn sure(
    connection: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let known = match fact(connection, CONFIRMED).await? {
        Some(confirmed) => Some(confirmed),
        None => {
            let newest = sqlx::query_scalar("SELECT at FROM audit ORDER BY seq DESC LIMIT 1");
            newest.fetch_optional(connection).await?
        }
    };
    let known: Option<DateTime<Utc>> = known.and_then(|known: String| known.parse().ok());
    Ok(known.map(|known| known.min(now)))
}

/// Removes what was settled before a moment and whose visit is over; says how many it were.
async fn bookings(
    connection: &mut SqliteConnection,
    before: DateTime<Utc>,
    present: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    const GO: [&str; 2] = [
        "DELETE FROM changes WHERE row_mark IS NULL AND state = $1 AND changed_at < $2 \
         AND (starts_at IS NULL OR starts_at < $3)",
        "UPDATE changes SET person = NULL, provider = NULL, starts_at = NULL, ends_at = NULL, about = NULL, \
         appointment = NULL \
         WHERE row_mark IS NOT NULL AND person IS NOT NULL AND state = $1 AND changed_at < $2 \
         AND (starts_at IS NULL OR starts_at < $3)",
    ];
    let mut gone = 0;
    for state in SETTLED {
        for statement in GO {
            let go = sqlx::query(statement).bind(state).bind(written(before)).bind(written(present));
            gone += go.execute(&mut *connection).await?.rows_affected();
        }
    }
    Ok(gone)
}
