//! The tables, and the rules that the database enforces itself: the audit trail is append-only, no two open changes
//! take the same time, desks write only through functions, and every desk is notified of writes.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, SqlStr, query_as, raw_sql};

use super::rules::rules;
use crate::database::Erasing;
use crate::{Result, StoreError};
use booking::{Mode, Unshared};

/// Returns the schema that holds a mode's records.
pub(crate) fn schema_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Live => "bookdesk_live",
        Mode::Test => "bookdesk_test",
        Mode::Sandbox => "bookdesk_sandbox",
    }
}

/// Returns the statement that locks out every other writer of a mode's records until the transaction ends. A role that
/// may not write can't lock the row.
pub(super) fn lock(mode: Mode) -> String {
    let schema = schema_of(mode);
    format!("SELECT 1 FROM {schema}.facts WHERE name = 'schema' FOR UPDATE")
}

/// The calls that empty and remove lines of the audit trail. These functions are the only way to do so.
pub(super) const ERASING: Erasing = Erasing {
    empty_lines: "SELECT empty_audit_lines($1)",
    remove_lines: "SELECT remove_audit_lines($1)",
};

/// Creates a mode's schema, if there is none.
pub(crate) async fn make_schema(owner: &mut PgConnection, mode: Mode) -> Result<(), sqlx::Error> {
    let schema = schema_of(mode);
    let make = format!(
        "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE SCHEMA IF NOT EXISTS {schema}; \
         CREATE TABLE IF NOT EXISTS {schema}.facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    );
    raw_sql(AssertSqlSafe(make)).execute(owner).await.map(drop)
}

/// The migrations in order, each with its number and description. They are only ever added: a checksum detects if the
/// text of an applied one has changed.
const MIGRATIONS: [(i64, &str, &str); STEPS.len() + ADDITIONS.len()] = [
    (1, "tables", include_str!("migrations/0001_tables.sql")),
    (
        2,
        "changes by time",
        include_str!("migrations/0002_changes_by_time.sql"),
    ),
    (3, "measured", include_str!("migrations/0003_measured.sql")),
    (
        4,
        "told by window",
        include_str!("migrations/0004_told_by_window.sql"),
    ),
    (
        5,
        "claims on appointments",
        include_str!("migrations/0005_claims_on_appointments.sql"),
    ),
    (6, "rights", include_str!("migrations/0006_rights.sql")),
    (
        7,
        "first holds",
        include_str!("migrations/0007_first_holds.sql"),
    ),
    (
        8,
        "old status",
        include_str!("migrations/0008_old_status.sql"),
    ),
    (
        9,
        "typed times",
        include_str!("migrations/0009_typed_times.sql"),
    ),
    (
        10,
        "each desk's own",
        include_str!("migrations/0010_each_desks_own.sql"),
    ),
    (
        11,
        "what desks do",
        include_str!("migrations/0011_what_desks_do.sql"),
    ),
    (12, "away", include_str!("migrations/0012_away.sql")),
    (13, "notes", include_str!("migrations/0013_notes.sql")),
    (
        14,
        "functions",
        include_str!("migrations/0014_functions.sql"),
    ),
    (15, "presence", include_str!("migrations/0015_presence.sql")),
    (
        16,
        "revisions",
        include_str!("migrations/0016_revisions.sql"),
    ),
];

/// The migrations that a desk must know: with others, it shares nothing. They are the first four, and those from the
/// fourteenth on.
pub(super) const STEPS: &[&str] = &[IN_MIGRATION; 7];

/// The other migrations, with which a desk of the previous version still works.
pub(super) const ADDITIONS: &[&str] = &[IN_MIGRATION; 9];

/// The rights of the desks' role, with a placeholder for the schema.
const FUNCTIONS: &str = include_str!("functions.sql");

/// An empty script for the [`Store`](crate::Store) interface: the statements are in the migration.
const IN_MIGRATION: &str = "";

/// Applies the migrations that a mode's schema lacks, and creates the rules of this version, in one transaction, while
/// nobody else writes. Earlier versions counted their migrations in `facts`. A schema of a later format and the rules
/// of a later version are left unchanged.
///
/// # Errors
/// If the server can't be reached or refuses, or an applied migration had another text.
pub(crate) async fn migrate(owner: &mut PgConnection, mode: Mode) -> Result<()> {
    const COUNTS: &str = "SELECT name, value FROM facts WHERE name IN ('schema', 'additions')";
    let mut open = owner.begin().await?;
    // Migrating a large table takes minutes.
    let alone = "SET LOCAL statement_timeout = 0; LOCK TABLE facts IN SHARE ROW EXCLUSIVE MODE";
    raw_sql(alone).execute(&mut *open).await?;
    raw_sql(AssertSqlSafe(lock(mode)))
        .execute(&mut *open)
        .await?;
    let counts: Vec<(String, String)> = query_as(COUNTS).fetch_all(&mut *open).await?;
    let count = |name: &str| {
        let count = counts.iter().find(|(other, _)| other == name);
        count.map_or(0, |(_, count)| count.parse().unwrap_or(usize::MAX))
    };
    if count("schema") > STEPS.len() {
        // This releases the locks at once, not with the next statement.
        return Ok(open.rollback().await?);
    }
    let applied = count("schema") + count("additions").min(ADDITIONS.len());
    let migrator = migrator();
    migrator
        .skip(&mut *open, Some(i64::try_from(applied).unwrap_or_default()))
        .await
        .map_err(unmigrated)?;
    migrator.run(&mut *open).await.map_err(unmigrated)?;
    if count("additions") <= ADDITIONS.len() {
        let functions = FUNCTIONS.replace("{schema}", schema_of(mode));
        raw_sql(AssertSqlSafe(format!("{}; {functions}", rules(mode))))
            .execute(&mut *open)
            .await?;
    }
    Ok(open.commit().await?)
}

fn migrator() -> Migrator {
    let migrations = MIGRATIONS.into_iter().map(|(version, description, sql)| {
        let sql = SqlStr::from_static(sql);
        Migration::new(
            version,
            description.into(),
            MigrationType::Simple,
            sql,
            false,
        )
    });
    let mut migrator = Migrator::with_migrations(migrations.collect());
    // Later versions add migrations. The lock is a row, which a stranger can't hold.
    migrator.set_ignore_missing(true).set_locking(false);
    migrator
}

fn unmigrated(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        error => StoreError::Away(Unshared::Other(error.to_string())),
    }
}

/// Lets a role use a mode's records as a desk does: it reads them, and writes only through functions. A role that can
/// act as the owner is refused.
pub(crate) async fn grant(
    owner: &mut PgConnection,
    mode: Mode,
    role: &str,
) -> Result<(), sqlx::Error> {
    let schema = schema_of(mode);
    let role = role.replace('\'', "''");
    let grants = format!(
        "DO $$ BEGIN IF pg_has_role('{role}', current_user, 'MEMBER') THEN \
         RAISE insufficient_privilege USING MESSAGE = 'the desks need a role of their own: {role} may do all that the owner may'; \
         END IF; EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), '{role}'); \
         PERFORM {schema}.let_desks_work('{role}'); END $$"
    );
    raw_sql(AssertSqlSafe(grants))
        .execute(owner)
        .await
        .map(drop)
}
