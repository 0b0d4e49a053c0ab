//! The tables, and how those of an earlier version become those of this one.

use sqlx::sqlite::SqliteConnection;

use super::file::{BEGIN_TO_WRITE, write_out};
use super::seal::Seal;
use super::{StoreError, begin, end};

/// What each version added to the one before it. Only ever added to.
const STEPS: &[&[&str]] = &[TABLES, ROWS_OF_FILES, RESULTS, CHAINED_WITH_KEY, CHANGES];

/// What the first one had.
const TABLES: &[&str] = &[
    "CREATE TABLE intents (
        id TEXT PRIMARY KEY,
        seat TEXT NOT NULL,
        state TEXT NOT NULL,
        backend TEXT NOT NULL,
        person TEXT,
        provider TEXT,
        starts_at TEXT,
        appointment TEXT,
        prepared_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        sealed TEXT
    )",
    "CREATE INDEX intents_by_state ON intents (state, seat)",
    "CREATE INDEX intents_by_person ON intents (person)",
    "CREATE INDEX intents_by_appointment ON intents (appointment)",
    "CREATE TABLE audit (
        seq BIGINT PRIMARY KEY,
        at TEXT NOT NULL,
        operator TEXT,
        desk TEXT,
        what TEXT NOT NULL,
        backend TEXT,
        intent TEXT,
        provider TEXT,
        fields TEXT,
        result TEXT,
        reason TEXT,
        person TEXT,
        appointment TEXT,
        starts_at TEXT,
        salt TEXT,
        subject TEXT NOT NULL,
        hash TEXT NOT NULL
    )",
    "CREATE INDEX audit_by_person ON audit (person)",
    "CREATE TABLE drafts (
        seat TEXT NOT NULL,
        place TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        sealed TEXT NOT NULL,
        PRIMARY KEY (seat, place)
    )",
];

/// By which rows of files of bookings are known again.
const ROWS_OF_FILES: &[&str] = &[
    "ALTER TABLE intents ADD COLUMN row_mark TEXT",
    "CREATE UNIQUE INDEX intents_by_row ON intents (row_mark)",
];

/// Which of the bookings that were settled by hand were settled as booked.
const RESULTS: &[&str] = &[
    "ALTER TABLE intents ADD COLUMN result TEXT",
    "UPDATE intents SET result = (SELECT result FROM audit WHERE audit.intent = intents.id AND audit.what = 'by-hand') \
     WHERE state = 'by-hand'",
];

/// The audit trail is chained with the key ([`super::chain`]): a version that has none is not to write to it.
const CHAINED_WITH_KEY: &[&str] = &[];

/// Bookings become changes of a kind, about an appointment where they don't make one, and say who made them. Windows are
/// told apart by their lease.
const CHANGES: &[&str] = &[
    "ALTER TABLE intents RENAME TO changes",
    "ALTER TABLE changes RENAME COLUMN backend TO vendor",
    "ALTER TABLE changes RENAME COLUMN seat TO lease",
    "ALTER TABLE drafts RENAME COLUMN seat TO lease",
    "ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'book'",
    "ALTER TABLE changes ADD COLUMN about TEXT",
    "ALTER TABLE changes ADD COLUMN ends_at TEXT",
    "ALTER TABLE changes ADD COLUMN operator TEXT",
    "ALTER TABLE changes ADD COLUMN desk TEXT",
    "UPDATE changes SET operator = said.operator, desk = said.desk \
     FROM (SELECT intent, operator, desk FROM audit WHERE what IN ('prepared', 'queued')) AS said \
     WHERE said.intent = changes.id",
    "DROP INDEX intents_by_state",
    "DROP INDEX intents_by_person",
    "DROP INDEX intents_by_appointment",
    "DROP INDEX intents_by_row",
    "CREATE INDEX changes_by_state ON changes (state, lease)",
    "CREATE INDEX changes_by_person ON changes (person)",
    "CREATE INDEX changes_by_appointment ON changes (appointment)",
    "CREATE UNIQUE INDEX changes_by_row ON changes (row_mark)",
    "CREATE INDEX changes_by_time ON changes (changed_at)",
    "CREATE INDEX changes_by_about ON changes (about) WHERE about IS NOT NULL",
];

/// The fact that says how many of the steps a file has been through.
pub(super) const SCHEMA: &str = "schema";

/// The fact that says that whoever was typed, and not picked, is sealed.
const PERSONS: &str = "persons";

/// Whether a file's tables are those of this version, from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    /// They are.
    Ours,
    /// A later version made them.
    Later,
    /// There are none.
    None,
}

/// Brings the tables up to this version; leaves those of a later one as they are. Where there are none it makes them,
/// unless there were some already.
pub(super) async fn bring_up(
    connection: &mut SqliteConnection,
    were_there: bool,
) -> Result<Schema, StoreError> {
    sqlx::query(BEGIN_TO_WRITE).execute(&mut *connection).await?;
    let done = step_up(connection, were_there).await;
    end(connection, done).await
}

async fn step_up(connection: &mut SqliteConnection, were_there: bool) -> Result<Schema, StoreError> {
    sqlx::query("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        .execute(&mut *connection)
        .await?;
    let version = version(connection).await?;
    if version > STEPS.len() {
        return Ok(Schema::Later);
    }
    if version == 0 && were_there {
        return Ok(Schema::None);
    }
    for statement in STEPS.iter().skip(version).copied().flatten() {
        sqlx::query(*statement).execute(&mut *connection).await?;
    }
    // Written with every start: better to find out now that nothing can be written than with the first booking.
    set_fact(connection, SCHEMA, &written_here()).await?;
    Ok(Schema::Ours)
}

/// How many of the steps a file has been through; the highest number where that can't be told.
async fn version(connection: &mut SqliteConnection) -> Result<usize, sqlx::Error> {
    let said = fact(connection, SCHEMA).await?;
    Ok(said.map_or(0, |said| said.parse().unwrap_or(usize::MAX)))
}

/// What stands under [`SCHEMA`] in a file whose tables are this version's.
pub(super) fn written_here() -> String {
    STEPS.len().to_string()
}

/// Whether a later version has changed the tables since they were opened.
pub(super) async fn is_outgrown(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    Ok(version(connection).await? > STEPS.len())
}

/// Puts a mark in place of each person that an earlier version wrote down as it was typed. Lines of the audit trail stay
/// as they are, or the chain would break: forgetting someone empties theirs.
pub(super) async fn seal_persons(connection: &mut SqliteConnection, seal: &Seal) -> Result<(), StoreError> {
    if fact(connection, PERSONS).await?.is_some() {
        return Ok(());
    }
    begin(connection).await?;
    let done = async {
        let persons: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT person FROM changes WHERE person IS NOT NULL")
                .fetch_all(&mut *connection)
                .await?;
        let mut sealed = false;
        for person in persons {
            let stand_in = seal.stand_in(&person);
            if stand_in != person {
                let stands = sqlx::query("UPDATE changes SET person = $1 WHERE person = $2");
                sealed = true;
                stands.bind(stand_in).bind(person).execute(&mut *connection).await?;
            }
        }
        set_fact(connection, PERSONS, "sealed").await?;
        Ok(sealed)
    };
    let done = done.await;
    if end(connection, done).await? {
        write_out(connection).await?;
    }
    Ok(())
}

/// Something that holds for the whole file.
pub(super) async fn fact(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM facts WHERE name = $1").bind(name).fetch_optional(connection).await
}

/// Says so from now on.
pub(super) async fn set_fact(
    connection: &mut SqliteConnection,
    name: &str,
    value: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2",
    )
    .bind(name)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}
