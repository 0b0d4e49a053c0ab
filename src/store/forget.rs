//! Forgetting someone: their id and their appointments go from every record, and the trail says that something went.

use std::iter;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnection;

use super::audit::{Done, Entry, append};
use super::changes::SETTLED;
use super::drafts::SEALED_AS;
use super::seal::Seal;
use super::{StoreError, Trail, Who, begin, end, file};

/// What was erased, and what could not be yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Audit lines that no longer say whom they are about.
    pub lines: usize,
    /// Bookings.
    pub bookings: u64,
    /// Drafts that named them by their id, and uses of them that were recent.
    pub drafts: usize,
    /// Bookings whose outcome nobody knows yet: they stay until it is known.
    pub unsettled: i64,
}

impl Trail {
    /// Erases what is kept of the person with this id. The chain stays whole, and says how much went; not who.
    ///
    /// # Errors
    /// When it can't be written, or not without the key file; then nothing is erased.
    pub async fn forget(&self, person: &str, who: &Who, now: DateTime<Utc>) -> Result<Forgotten, StoreError> {
        let mut connection = self.connection.lock().await;
        let seal = self.seal(&mut connection).await?;
        begin(&mut connection).await?;
        let done = forget(&mut connection, &seal, person, who, now).await;
        let forgotten = end(&mut connection, done).await?;
        self.witness_it(&seal, &mut connection).await;
        file::write_out(&mut connection).await?;
        Ok(forgotten)
    }
}

async fn forget(
    connection: &mut SqliteConnection,
    seal: &Seal,
    person: &str,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<Forgotten, StoreError> {
    // An earlier version wrote down what was typed as it was; this one has something stand for it.
    let stand_in = Some(seal.stand_in(person)).filter(|stand_in| stand_in != person);
    let (mut lines, mut forgotten) = (Vec::new(), Forgotten::default());
    for person in iter::once(person).chain(stand_in.as_deref()) {
        forgotten.bookings += forget_bookings(connection, person).await?;
        forgotten.unsettled += unsettled(connection, person).await?;
        lines.extend(forget_lines(connection, person).await?);
    }
    forgotten.drafts = forget_drafts(connection, seal, person).await?;
    forgotten.lines = lines.len();
    if forgotten.lines > 0 {
        let fields = Some(lines.iter().map(i64::to_string).collect::<Vec<_>>().join(" "));
        let entry = Entry { done: Done::Forgotten, fields, ..Entry::default() };
        append(connection, seal, who, &entry, now).await?;
    }
    Ok(forgotten)
}

async fn forget_bookings(connection: &mut SqliteConnection, person: &str) -> Result<u64, sqlx::Error> {
    let mut gone = 0;
    for state in SETTLED {
        let deleted = sqlx::query("DELETE FROM changes WHERE person = $1 AND state = $2")
            .bind(person)
            .bind(state)
            .execute(&mut *connection)
            .await?;
        gone += deleted.rows_affected();
    }
    Ok(gone)
}

async fn unsettled(connection: &mut SqliteConnection, person: &str) -> Result<i64, sqlx::Error> {
    let open = sqlx::query_scalar("SELECT COUNT(*) FROM changes WHERE person = $1");
    open.bind(person).fetch_one(connection).await
}

/// Drops the drafts that name the person by their id. Those that can't be opened name nobody to anyone.
async fn forget_drafts(
    connection: &mut SqliteConnection,
    seal: &Seal,
    person: &str,
) -> Result<usize, sqlx::Error> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT lease, place, sealed FROM drafts").fetch_all(&mut *connection).await?;
    let names = |sealed: &str| {
        let draft = seal.open(SEALED_AS, sealed);
        draft.is_some_and(|draft| String::from_utf8_lossy(&draft).contains(person))
    };
    let naming: Vec<_> = rows.iter().filter(|(.., sealed)| names(sealed)).collect();
    for (lease, place, _) in &naming {
        sqlx::query("DELETE FROM drafts WHERE lease = $1 AND place = $2")
            .bind(lease)
            .bind(place)
            .execute(&mut *connection)
            .await?;
    }
    Ok(naming.len())
}

/// Empties the lines about the person; says which.
async fn forget_lines(connection: &mut SqliteConnection, person: &str) -> Result<Vec<i64>, sqlx::Error> {
    let lines = sqlx::query_scalar("SELECT seq FROM audit WHERE person = $1 ORDER BY seq")
        .bind(person)
        .fetch_all(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL, salt = NULL WHERE person = $1",
    )
    .bind(person)
    .execute(connection)
    .await?;
    Ok(lines)
}
