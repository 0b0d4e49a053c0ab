//! The tables, and the rules that the database itself enforces: that the audit trail is only appended to,
//! that no two open changes take the same time, and that every desk is notified of writes.

use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, raw_sql};

use crate::booking::Mode;
use crate::store::database::Erasing;

/// Returns the schema that holds a mode's records.
pub(in crate::store) fn schema_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Live => "bookdesk_live",
        Mode::Test => "bookdesk_test",
        Mode::Sandbox => "bookdesk_sandbox",
    }
}

/// Locks every other writer of a mode's records out until the transaction ends. A role that may not write
/// can't lock the row.
pub(super) const LOCK: &str = "SELECT 1 FROM facts WHERE name = 'schema' FOR UPDATE";

/// The calls that empty and remove lines of the audit trail: functions that are the only way to do so.
pub(super) const ERASING: Erasing =
    Erasing { empty_lines: "SELECT empty_audit_lines($1)", remove_lines: "SELECT remove_audit_lines($1)" };

/// Makes a mode's schema, if there is none.
pub(in crate::store) async fn make_schema(pool: &PgPool, mode: Mode) -> Result<(), sqlx::Error> {
    let schema = schema_of(mode);
    let make = format!(
        "CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public; CREATE SCHEMA IF NOT EXISTS {schema}; \
         CREATE TABLE IF NOT EXISTS {schema}.facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    );
    raw_sql(AssertSqlSafe(make)).execute(pool).await.map(drop)
}

/// Lets a role use a mode's records as a desk does: it appends to the audit trail, and can't change or remove
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

/// Returns the statements that make the shared tables, as far as other databases understand them: all but
/// those of leases and of held times.
pub fn shared_tables() -> impl Iterator<Item = &'static str> {
    let is_common = |statement: &&str| {
        let makes = statement.starts_with("CREATE TABLE ") && !statement.starts_with("CREATE TABLE leases ");
        makes
            || statement.starts_with("ALTER TABLE changes ADD COLUMN ")
            || statement.starts_with("CREATE UNIQUE INDEX one_change_")
    };
    STEPS.iter().chain(ADDITIONS).flat_map(|step| step.iter().copied()).filter(is_common)
}

/// The steps from each version to the next. Steps are only ever added.
pub(super) const STEPS: &[&[&str]] = &[TABLES, BY_TIME, MEASURED, TOLD_BY_WINDOW];

/// The additions since, with which a desk of the version before still works: columns that it does not know,
/// and rules about them. Additions are only ever added.
pub(super) const ADDITIONS: &[&[&str]] = &[CLAIMS_ON_APPOINTMENTS, RIGHTS, FIRST_HOLDS, OLD_STATUS];

/// The status of an appointment before a change of it.
const OLD_STATUS: &[&str] = &["ALTER TABLE changes ADD COLUMN old_status TEXT"];

/// If two desks hold one time the first has it: by the order in which the database received the holds.
const FIRST_HOLDS: &[&str] =
    &["ALTER TABLE holds ADD COLUMN place_in_order BIGINT NOT NULL DEFAULT nextval('seqs')"];

/// Functions see only their own schema, whoever calls them, and those that remove content from the audit
/// trail are the owner's alone. Writers lock a row, which a stranger can't; those of the version before,
/// which do not lock it themselves, lock it as soon as they write.
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

/// One change of each appointment is under way at a time, at every desk.
const CLAIMS_ON_APPOINTMENTS: &[&str] = &[
    "ALTER TABLE changes ADD COLUMN claims TEXT",
    "ALTER TABLE changes ADD COLUMN follows TEXT",
    "CREATE UNIQUE INDEX one_change_of_an_appointment ON changes (vendor, claims) \
     WHERE claims IS NOT NULL AND (state IN ('sending', 'unknown') \
     OR (state IN ('queued', 'not-there') AND follows IS NOT NULL))",
];

/// Notifications of changes name the window that wrote them: once for each transaction, and ignored by that
/// window itself.
const TOLD_BY_WINDOW: &[&str] = &[
    "CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, concat(''change '', current_setting(''bookdesk.window'', true))); \
     RETURN NULL; END'",
];

/// The holder of a time is queried with every change, and past changes are not to be read for it, however
/// many there are.
const BY_TIME: &[&str] = &[
    "CREATE INDEX changes_by_provider ON changes (vendor, LOWER(provider), busy_until) WHERE busy_until IS NOT NULL",
    "DROP INDEX changes_by_start",
];

/// The sealed measurements of a change.
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
    // The texts are UTC in one format, so that their meaning depends on no setting.
    "CREATE FUNCTION taken(starts_at TEXT, busy_until TEXT) RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE \
     AS 'SELECT tstzrange(starts_at::timestamptz, busy_until::timestamptz)'",
    "ALTER TABLE changes ADD CONSTRAINT one_change_at_a_time EXCLUDE USING gist \
     (vendor WITH =, lower(provider) WITH =, taken(starts_at, busy_until) WITH &&) \
     WHERE (state IN ('sending', 'unknown', 'queued') AND overrides IS NULL \
     AND provider IS NOT NULL AND starts_at IS NOT NULL AND busy_until IS NOT NULL)",
    // Changes are read by others in the order of these numbers. There is one writer at a time: every change
    // with a lower number is visible.
    "CREATE FUNCTION number_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN NEW.seq := nextval(''seqs''); \
     IF TG_OP = ''INSERT'' THEN NEW.first_seq := NEW.seq; END IF; RETURN NEW; END'",
    "CREATE TRIGGER number_change BEFORE INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION number_change()",
    "CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql \
     AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, ''change '' || NEW.id); RETURN NULL; END'",
    "CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION tell_change()",
    // For each row, since a statement that changes none is no news; equal notifications are sent once for
    // each transaction.
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
    // Set inside: only a superuser may make a function with a custom setting in its head.
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
    // How far each desk's own records have been copied, from which line on, and how many lines before it.
    "CREATE TABLE journals (
        id TEXT PRIMARY KEY,
        copied BIGINT NOT NULL,
        joined BIGINT NOT NULL,
        imported BIGINT NOT NULL DEFAULT 0
    )",
    // Times that are being filled in. A crash of the server loses them, and desks then hold theirs again.
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
