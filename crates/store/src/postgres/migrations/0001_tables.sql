CREATE SEQUENCE seqs;
CREATE TABLE changes (
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
);
CREATE INDEX changes_by_state ON changes (state, lease);
CREATE INDEX changes_by_person ON changes (person);
CREATE INDEX changes_by_appointment ON changes (appointment);
CREATE UNIQUE INDEX changes_by_row ON changes (row_mark);
CREATE INDEX changes_by_time ON changes (changed_at);
CREATE INDEX changes_by_about ON changes (about) WHERE about IS NOT NULL;
CREATE INDEX changes_by_start ON changes (vendor, provider, starts_at);
CREATE INDEX changes_by_seq ON changes (seq);
-- The texts are UTC in one format, so that their meaning depends on no setting.
CREATE FUNCTION taken(starts_at TEXT, busy_until TEXT) RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT tstzrange(starts_at::timestamptz, busy_until::timestamptz)';
ALTER TABLE changes ADD CONSTRAINT one_change_at_a_time EXCLUDE USING gist
    (vendor WITH =, lower(provider) WITH =, taken(starts_at, busy_until) WITH &&)
    WHERE (state IN ('sending', 'unknown', 'queued') AND overrides IS NULL
    AND provider IS NOT NULL AND starts_at IS NOT NULL AND busy_until IS NOT NULL);
-- Changes are read by others in the order of these numbers. There is one writer at a time: every change
-- with a lower number is visible.
CREATE FUNCTION number_change() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN NEW.seq := nextval(''seqs'');
    IF TG_OP = ''INSERT'' THEN NEW.first_seq := NEW.seq; END IF; RETURN NEW; END';
CREATE TRIGGER number_change BEFORE INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION number_change();
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, ''change '' || NEW.id); RETURN NULL; END';
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON changes FOR EACH ROW EXECUTE FUNCTION tell_change();
-- For each row, since a statement that changes none is no news; equal notifications are sent once for
-- each transaction.
CREATE FUNCTION tell_table() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_notify(TG_TABLE_SCHEMA, TG_TABLE_NAME); RETURN NULL; END';
CREATE TABLE audit (
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
);
CREATE INDEX audit_by_person ON audit (person);
CREATE FUNCTION only_append() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN IF current_setting(''bookdesk.erases'', true) IS DISTINCT FROM ''yes'' THEN
    RAISE EXCEPTION ''the audit trail is only appended to''; END IF; RETURN NULL; END';
CREATE TRIGGER only_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION only_append();
-- Set inside: only a superuser may make a function with a custom setting in its head.
CREATE FUNCTION empty_audit_lines(whom TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT AS
    'BEGIN PERFORM set_config(''bookdesk.erases'', ''yes'', true);
    UPDATE audit SET person = NULL, appointment = NULL, starts_at = NULL,
    old_value = NULL, new_value = NULL, salt = NULL WHERE person = whom;
    PERFORM set_config(''bookdesk.erases'', '''', true); END';
CREATE FUNCTION remove_audit_lines(up_to BIGINT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path FROM CURRENT AS
    'BEGIN PERFORM set_config(''bookdesk.erases'', ''yes'', true); DELETE FROM audit WHERE seq <= up_to;
    PERFORM set_config(''bookdesk.erases'', '''', true); END';
CREATE TABLE drafts (
    lease TEXT NOT NULL,
    place TEXT NOT NULL,
    piece TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (lease, place, piece)
);
CREATE TABLE calls (
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
);
CREATE INDEX calls_by_start ON calls (starts_at);
CREATE INDEX calls_by_note ON calls (noted_at);
CREATE INDEX calls_by_person ON calls (person);
CREATE TRIGGER tell_calls AFTER INSERT OR UPDATE OR DELETE ON calls
    FOR EACH ROW EXECUTE FUNCTION tell_table();
CREATE TABLE waiting (
    id TEXT PRIMARY KEY,
    vendor TEXT NOT NULL,
    person TEXT NOT NULL,
    since TEXT NOT NULL,
    sealed TEXT NOT NULL
);
CREATE INDEX waiting_by_person ON waiting (person);
CREATE TRIGGER tell_waiting AFTER INSERT OR UPDATE OR DELETE ON waiting
    FOR EACH ROW EXECUTE FUNCTION tell_table();
CREATE TABLE leases (
    number BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    journal TEXT NOT NULL UNIQUE,
    desk TEXT,
    until TIMESTAMPTZ NOT NULL
);
CREATE TRIGGER tell_desks AFTER INSERT OR DELETE ON leases FOR EACH ROW EXECUTE FUNCTION tell_table();
-- How far each desk's own records have been copied, from which line on, and how many lines before it.
CREATE TABLE journals (
    id TEXT PRIMARY KEY,
    copied BIGINT NOT NULL,
    joined BIGINT NOT NULL,
    imported BIGINT NOT NULL DEFAULT 0
);
-- Times that are being filled in. A crash of the server loses them, and desks then hold theirs again.
CREATE UNLOGGED TABLE holds (
    lease BIGINT NOT NULL,
    place TEXT NOT NULL,
    vendor TEXT NOT NULL,
    provider TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    busy_until TEXT NOT NULL,
    desk TEXT,
    until TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (lease, place)
);
CREATE TRIGGER tell_holds AFTER INSERT OR UPDATE OR DELETE ON holds
    FOR EACH ROW EXECUTE FUNCTION tell_table();
-- The last line of the audit trail as desks have seen it, each signed with the clinic's key.
CREATE TABLE heads (
    journal TEXT NOT NULL,
    desk TEXT,
    at TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    signature TEXT NOT NULL
);
