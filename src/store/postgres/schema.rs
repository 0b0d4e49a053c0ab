//! The tables, and what the database itself sees to: that the audit trail is only appended to, that no two changes which
//! are open take one time, and that every desk hears of what is written.

use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, raw_sql};

use crate::booking::Mode;
use crate::store::database::Erasing;

/// The schema that holds a mode's records.
pub(in crate::store) fn schema_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Live => "bookdesk_live",
        Mode::Test => "bookdesk_test",
        Mode::Sandbox => "bookdesk_sandbox",
    }
}

/// Keeps every other writer of a mode's records out until the transaction ends. Whoever may not write to them can't lock
/// the row.
pub(super) const LOCK: &str = "SELECT 1 FROM facts WHERE name = 'schema' FOR UPDATE";

/// How lines of the audit trail are emptied and removed: by functions that check nothing else may.
pub(super) const ERASING: Erasing =
    Erasing { empty_lines: "SELECT empty_audit_lines($1)", remove_lines: "SELECT remove_audit_lines($1)" };

/// Makes a mode's schema, where there is none.
pub(in crate::store) async fn make_schema(pool: &PgPool, mode: Mode) -> Result<(), sqlx::Error> {
    let schema = schema_of(mode);
    let make = format!(
        "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE SCHEMA IF NOT EXISTS {schema}; \
         CREATE TABLE IF NOT EXISTS {schema}.facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    );
    raw_sql(AssertSqlSafe(make)).execute(pool).await.map(drop)
}

/// Lets a role work at a mode's records as a desk does: it appends to the audit trail, and has no way to change or remove
/// any of its lines. A role that can act as the owner is refused.
pub(in crate::store) async fn grant(pool: &PgPool, mode: Mode, role: &str) -> Result<(), sqlx::Error> {
    let (schema, text) = (schema_of(mode), role.replace('\'', "''"));
    let role = role.replace('"', "\"\"");
    let tables = "changes, calls, waiting, drafts, facts, leases, journals, holds";
    let grants = format!(
        "DO $$ BEGIN IF pg_has_role('{text}', current_user, 'MEMBER') THEN \
         RAISE insufficient_privilege USING MESSAGE = 'the desks need a role of their own: {text} may do all that the owner may'; \
         END IF; EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), '{text}'); END $$; \
         REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, \"{role}\"; \
         REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC, \"{role}\"; \
         REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, \"{role}\"; \
         GRANT USAGE ON SCHEMA {schema} TO \"{role}\"; \
         GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO \"{role}\"; \
         GRANT SELECT, INSERT ON audit, heads TO \"{role}\"; \
         GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO \"{role}\"; \
         GRANT EXECUTE ON FUNCTION {schema}.taken(TEXT, TEXT) TO \"{role}\""
    );
    raw_sql(AssertSqlSafe(grants)).execute(pool).await.map(drop)
}

/// The statements that make the tables of what desks share, as far as other databases understand them, too: all but those
/// of leases and of times in hand.
pub fn shared_tables() -> impl Iterator<Item = &'static str> {
    let is_common = |statement: &&str| {
        let makes = statement.starts_with("CREATE TABLE ") && !statement.starts_with("CREATE TABLE leases ");
        makes
            || statement.starts_with("ALTER TABLE changes ADD COLUMN ")
            || statement.starts_with("CREATE UNIQUE INDEX one_change_")
    };
    STEPS.iter().chain(ADDITIONS).flat_map(|step| step.iter().copied()).filter(is_common)
}

/// What each version added to the one before it. Only ever added to.
pub(super) const STEPS: &[&[&str]] = &[TABLES, BY_TIME, MEASURED, TOLD_BY_WINDOW];

/// What came beside those since, so that a desk of the version before works on: columns that it does not know, and rules
/// about them. Only ever added to.
pub(super) const ADDITIONS: &[&[&str]] = &[CLAIMS_ON_APPOINTMENTS, RIGHTS, FIRST_HOLDS];

/// Of two desks that hold one time the first has it: by the order in which the database was told.
const FIRST_HOLDS: &[&str] =
    &["ALTER TABLE holds ADD COLUMN place_in_order BIGINT NOT NULL DEFAULT nextval('seqs')"];

/// Functions find nothing but what is theirs, whoever calls them, and those that take something out of the audit trail are
/// the owner's alone. Writers wait for one another by a row, which a stranger can't lock; those of the version before, which
/// do not lock it themselves, as soon as they write.
const RIGHTS: &[&str] = &[
    "CREATE FUNCTION one_writer() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM 1 FROM facts WHERE name = ''schema'' FOR UPDATE; RETURN NULL; END'",
    "CREATE TRIGGER a_writer BEFORE INSERT OR UPDATE OR DELETE ON changes FOR EACH STATEMENT EXECUTE FUNCTION one_writer()",
    "CREATE TRIGGER a_writer BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION one_writer()",
    "DO $$ DECLARE one RECORD; BEGIN \
     FOR one IN SELECT oid::regprocedure AS name, proacl, proowner, proname FROM pg_catalog.pg_proc \
       WHERE pronamespace = current_schema()::regnamespace LOOP \
       EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name); \
       IF one.proname <> 'taken' THEN \
         EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', one.name, current_schema()); \
       END IF; \
     END LOOP; \
     FOR one IN SELECT oid::regprocedure AS name, rights.grantee::regrole AS role FROM pg_catalog.pg_proc, \
       aclexplode(proacl) AS rights WHERE pronamespace = current_schema()::regnamespace \
       AND proname IN ('empty_audit_lines', 'remove_audit_lines') AND rights.grantee NOT IN (0, proowner) LOOP \
       EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %s', one.name, one.role); \
     END LOOP; END $$",
];

/// Of each appointment one change is under way at a time, at every desk.
const CLAIMS_ON_APPOINTMENTS: &[&str] = &[
    "ALTER TABLE changes ADD COLUMN claims TEXT",
    "ALTER TABLE changes ADD COLUMN follows TEXT",
    "CREATE UNIQUE INDEX one_change_of_an_appointment ON changes (vendor, claims) \
     WHERE claims IS NOT NULL AND (state IN ('sending', 'unknown') \
     OR (state IN ('queued', 'not-there') AND follows IS NOT NULL))",
];

/// Changes are told by the window that has written them: once for each transaction, and not to that window itself.
const TOLD_BY_WINDOW: &[&str] = &[
    "CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, concat(''change '', current_setting(''bookdesk.window'', true))); \
     RETURN NULL; END'",
];

/// Who has a time is asked with every change, and what has been is not to be read for it, however much there is.
const BY_TIME: &[&str] = &[
    "CREATE INDEX changes_by_provider ON changes (vendor, LOWER(provider), busy_until) WHERE busy_until IS NOT NULL",
    "DROP INDEX changes_by_start",
];

/// What was measured of a change beside it, sealed.
const MEASURED: &[&str] = &["ALTER TABLE changes ADD COLUMN measured TEXT"];

const TABLES: &[&str] = &[
    "CREATE SEQUENCE seqs",
    "CREATE TABLE changes (
        id TEXT PRIMARY KEY,
        lease TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        vendor TEXT NOT NULL,
        about TEXT,
        person TEXT,
        provider TEXT,
        starts_at TEXT,
        ends_at TEXT,
        old_starts_at TEXT,
        appointment TEXT,
        result TEXT,
        operator TEXT,
        desk TEXT,
        prepared_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        sealed TEXT,
        row_mark TEXT,
        busy_until TEXT,
        overrides TEXT,
        seq BIGINT NOT NULL DEFAULT 0,
        first_seq BIGINT NOT NULL DEFAULT 0
    )",
    "CREATE INDEX changes_by_state ON changes (state, lease)",
    "CREATE INDEX changes_by_person ON changes (person)",
    "CREATE INDEX changes_by_appointment ON changes (appointment)",
    "CREATE UNIQUE INDEX changes_by_row ON changes (row_mark)",
    "CREATE INDEX changes_by_time ON changes (changed_at)",
    "CREATE INDEX changes_by_about ON changes (about) WHERE about IS NOT NULL",
    "CREATE INDEX changes_by_start ON changes (vendor, provider, starts_at)",
    "CREATE INDEX changes_by_seq ON changes (seq)",
    // The texts are UTC in one form, so that what they stand for depends on no setting.
    "CREATE FUNCTION taken(starts_at TEXT, busy_until TEXT) RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE \
     AS 'SELECT tstzrange(starts_at::timestamptz, busy_until::timestamptz)'",
    "ALTER TABLE changes ADD CONSTRAINT one_change_at_a_time EXCLUDE USING gist \
     (vendor WITH =, lower(provider) WITH =, taken(starts_at, busy_until) WITH &&) \
     WHERE (state IN ('sending', 'unknown', 'queued') AND overrides IS NULL \
     AND provider IS NOT NULL AND starts_at IS NOT NULL AND busy_until IS NOT NULL)",
    // Changes come to others in the order of these numbers. There is one writer at a time: what has a lower one is there.
    "CREATE FUNCTION number_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN NEW.seq := nextval(''seqs''); \
     IF TG_OP = ''INSERT'' THEN NEW.first_seq := NEW.seq; END IF; RETURN NEW; END'",
    "CREATE TRIGGER number_change BEFORE INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION number_change()",
    "CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, ''change '' || NEW.id); RETURN NULL; END'",
    "CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION tell_change()",
    // Row by row, for a statement that changes none is no news; the same text is told once for each transaction.
    "CREATE FUNCTION tell_table() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END'",
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
        kind TEXT,
        old_value TEXT,
        new_value TEXT,
        salt TEXT,
        subject TEXT NOT NULL,
        hash TEXT NOT NULL
    )",
    "CREATE INDEX audit_by_person ON audit (person)",
    "CREATE FUNCTION only_append() RETURNS trigger LANGUAGE plpgsql AS \
     'BEGIN IF current_setting(''bookdesk.erases'', true) IS DISTINCT FROM ''yes'' THEN \
     RAISE EXCEPTION ''the audit trail is only appended to''; END IF; RETURN NULL; END'",
    "CREATE TRIGGER only_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit \
     FOR EACH STATEMENT EXECUTE FUNCTION only_append()",
    // Set inside: only a superuser may make a function with a setting of one's own in its head.
    "CREATE FUNCTION empty_audit_lines(whom TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER \
     SET search_path FROM CURRENT AS \
     'BEGIN PERFORM set_config(''bookdesk.erases'', ''yes'', true); \
      UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL, \
      old_value = NULL, new_value = NULL, salt = NULL WHERE person = whom; \
      PERFORM set_config(''bookdesk.erases'', '''', true); END'",
    "CREATE FUNCTION remove_audit_lines(up_to BIGINT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER \
     SET search_path FROM CURRENT AS \
     'BEGIN PERFORM set_config(''bookdesk.erases'', ''yes'', true); DELETE FROM audit WHERE seq <= up_to; \
      PERFORM set_config(''bookdesk.erases'', '''', true); END'",
    "CREATE TABLE drafts (
        lease TEXT NOT NULL,
        place TEXT NOT NULL,
        piece TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        sealed TEXT NOT NULL,
        PRIMARY KEY (lease, place, piece)
    )",
    "CREATE TABLE calls (
        vendor TEXT NOT NULL,
        appointment TEXT NOT NULL,
        reason TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        person TEXT,
        results TEXT NOT NULL,
        operator TEXT,
        desk TEXT,
        noted_at TEXT NOT NULL,
        PRIMARY KEY (vendor, appointment, reason, starts_at)
    )",
    "CREATE INDEX calls_by_start ON calls (starts_at)",
    "CREATE INDEX calls_by_note ON calls (noted_at)",
    "CREATE INDEX calls_by_person ON calls (person)",
    "CREATE TRIGGER tell_calls AFTER INSERT OR UPDATE OR DELETE ON calls \
     FOR EACH ROW EXECUTE FUNCTION tell_table()",
    "CREATE TABLE waiting (
        id TEXT PRIMARY KEY,
        vendor TEXT NOT NULL,
        person TEXT NOT NULL,
        since TEXT NOT NULL,
        sealed TEXT NOT NULL
    )",
    "CREATE INDEX waiting_by_person ON waiting (person)",
    "CREATE TRIGGER tell_waiting AFTER INSERT OR UPDATE OR DELETE ON waiting \
     FOR EACH ROW EXECUTE FUNCTION tell_table()",
    "CREATE TABLE leases (
        number BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        journal TEXT NOT NULL UNIQUE,
        desk TEXT,
        until TIMESTAMPTZ NOT NULL
    )",
    "CREATE TRIGGER tell_desks AFTER INSERT OR DELETE ON leases FOR EACH ROW EXECUTE FUNCTION tell_table()",
    // How far each desk's own records have been copied, from which line on, and how much of what stands before it.
    "CREATE TABLE journals (
        id TEXT PRIMARY KEY,
        copied BIGINT NOT NULL,
        joined BIGINT NOT NULL,
        imported BIGINT NOT NULL DEFAULT 0
    )",
    // Times that are being filled in. They are lost with a crash of the server, and a desk then holds its own anew.
    "CREATE UNLOGGED TABLE holds (
        lease BIGINT NOT NULL,
        place TEXT NOT NULL,
        vendor TEXT NOT NULL,
        provider TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        busy_until TEXT NOT NULL,
        desk TEXT,
        until TIMESTAMPTZ NOT NULL,
        PRIMARY KEY (lease, place)
    )",
    "CREATE TRIGGER tell_holds AFTER INSERT OR UPDATE OR DELETE ON holds \
     FOR EACH ROW EXECUTE FUNCTION tell_table()",
    // The last line of the audit trail as desks have seen it, each signed with the clinic's key.
    "CREATE TABLE heads (
        journal TEXT NOT NULL,
        desk TEXT,
        at TEXT NOT NULL,
        seq BIGINT NOT NULL,
        hash TEXT NOT NULL,
        signature TEXT NOT NULL
    )",
];
