-- Times as moments and ranges, numbers and ids as such, and the rules that rows keep. Desks of the version
-- before select every column of `changes`, and read and write texts: the table has typed columns generated
-- from the texts, and the view has the texts alone. Where there are texts only, their form is checked: what
-- the audit trail hashes, and `heads` sign, is the text.
DROP TRIGGER number_change ON changes;
ALTER TABLE changes DROP CONSTRAINT one_change_at_a_time;
DROP FUNCTION taken(TEXT, TEXT);
ALTER TABLE changes RENAME TO recorded_changes;
-- A cast of a text to a moment depends on settings, and may not generate a column.
DO $$
DECLARE
    moments CONSTANT TEXT[] := ARRAY['starts_at', 'ends_at', 'old_starts_at', 'busy_until', 'prepared_at', 'changed_at'];
    moment CONSTANT TEXT := '(make_timestamp(substr(%1$s, 1, 4)::int, substr(%1$s, 6, 2)::int, substr(%1$s, 9, 2)::int,'
        ' substr(%1$s, 12, 2)::int, substr(%1$s, 15, 2)::int, rtrim(substr(%1$s, 18), ''Z'')::float8) AT TIME ZONE ''UTC'')';
    span CONSTANT TEXT := format(
        'TSTZRANGE GENERATED ALWAYS AS (CASE WHEN %1$s < %2$s THEN tstzrange(%1$s, %2$s) END) STORED', moment, replace(moment, '1$', '2$'));
    name TEXT;
BEGIN
    FOREACH name IN ARRAY moments || ARRAY['id', 'lease'] LOOP
        EXECUTE format('ALTER TABLE recorded_changes RENAME COLUMN %I TO %I', name, name || '_text');
    END LOOP;
    EXECUTE 'ALTER TABLE recorded_changes ADD COLUMN id UUID NOT NULL GENERATED ALWAYS AS (id_text::uuid) STORED,'
        ' ADD COLUMN lease BIGINT NOT NULL GENERATED ALWAYS AS (lease_text::bigint) STORED, '
        || (SELECT string_agg(format('ADD COLUMN %I TIMESTAMPTZ GENERATED ALWAYS AS ', one)
            || format(moment, one || '_text') || ' STORED', ', ') FROM unnest(moments) AS one)
        || format(', ADD COLUMN taken ' || span, 'starts_at_text', 'busy_until_text');
    EXECUTE format('ALTER TABLE holds ADD COLUMN taken ' || span, 'starts_at', 'busy_until');
END $$;
ALTER TABLE recorded_changes
    ADD COLUMN subject TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(about, appointment, claims, id_text)) STORED,
    ADD COLUMN keeps_time BOOLEAN NOT NULL DEFAULT false,
    ALTER COLUMN prepared_at SET NOT NULL,
    ALTER COLUMN changed_at SET NOT NULL,
    ADD CONSTRAINT known_state CHECK
        (state IN ('sending', 'unknown', 'not-there', 'queued', 'booked', 'refused', 'not-sent', 'by-hand')),
    ADD CONSTRAINT known_override CHECK (overrides IN ('yes', 'alone')),
    ADD CONSTRAINT one_change_at_a_time EXCLUDE USING gist (vendor WITH =, lower(provider) WITH =, taken WITH &&)
        WHERE (state IN ('sending', 'unknown', 'queued') AND overrides IS NULL AND provider IS NOT NULL
        AND taken IS NOT NULL),
    ADD CONSTRAINT one_appointment_at_a_time EXCLUDE USING gist
        (vendor WITH =, lower(provider) WITH =, taken WITH &&, subject WITH <>) WHERE (keeps_time);
-- The order of the columns is that of the table before.
CREATE VIEW changes AS SELECT id_text AS id, lease_text AS lease, kind, state, vendor, about, person, provider,
    starts_at_text AS starts_at, ends_at_text AS ends_at, old_starts_at_text AS old_starts_at, appointment, result,
    operator, desk, prepared_at_text AS prepared_at, changed_at_text AS changed_at, sealed, row_mark,
    busy_until_text AS busy_until, overrides, seq, first_seq, measured, claims, follows, old_status
    FROM recorded_changes;
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT rights.grantee::regrole AS role, rights.privilege_type AS right_to FROM pg_catalog.pg_class,
        aclexplode(relacl) AS rights WHERE oid = 'recorded_changes'::regclass AND rights.grantee NOT IN (0, relowner)
        AND rights.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') LOOP
        EXECUTE format('GRANT %s ON changes TO %s', one.right_to, one.role);
        EXECUTE format('REVOKE ALL ON recorded_changes FROM %s', one.role);
    END LOOP;
END $$;
-- Whether a change that was made has an appointment leave its time.
CREATE FUNCTION frees_time(kind TEXT, result TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$SELECT kind NOT IN ('status', 'panels', 'confirm') OR COALESCE(lower(btrim(result))
        IN ('cancelled', 'noshow', 'entered-in-error', 'proposed', 'waitlist'), false)$$;
-- A change keeps its time until it is known not to be made, or until its appointment leaves it. One that is
-- made is recorded whatever stands beside it, and a person says what that means: only a change that may
-- still be sent is refused.
CREATE FUNCTION keep_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE is_made CONSTANT BOOLEAN := NEW.state = 'booked';
BEGIN
    NEW.keeps_time := COALESCE(NEW.overrides IS NULL AND NEW.provider IS NOT NULL
        AND NEW.starts_at_text < NEW.busy_until_text AND (is_made OR NEW.state IN ('sending', 'unknown', 'queued')), false);
    IF NEW.keeps_time AND is_made THEN
        NEW.keeps_time := NOT EXISTS (SELECT FROM recorded_changes AS later WHERE later.about = NEW.appointment
            AND later.vendor = NEW.vendor AND later.state = 'booked' AND later.id_text <> NEW.id_text
            AND later.changed_at_text >= NEW.changed_at_text AND frees_time(later.kind, later.result));
    END IF;
    IF NEW.keeps_time AND (is_made OR TG_OP = 'UPDATE') THEN
        NEW.keeps_time := NOT EXISTS (SELECT FROM recorded_changes AS other WHERE other.keeps_time
            AND other.vendor = NEW.vendor AND lower(other.provider) = lower(NEW.provider)
            AND other.taken && tstzrange(NEW.starts_at_text::timestamptz, NEW.busy_until_text::timestamptz)
            AND other.subject <> COALESCE(NEW.about, NEW.appointment, NEW.claims, NEW.id_text)
            AND other.id_text <> NEW.id_text);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_time BEFORE INSERT OR UPDATE ON recorded_changes FOR EACH ROW EXECUTE FUNCTION keep_time();
CREATE FUNCTION free_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF frees_time(NEW.kind, NEW.result) THEN
        UPDATE recorded_changes SET keeps_time = false WHERE keeps_time AND state = 'booked'
            AND appointment = NEW.about AND vendor = NEW.vendor AND id_text <> NEW.id_text;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER free_time AFTER INSERT OR UPDATE ON recorded_changes FOR EACH ROW
    WHEN (NEW.state = 'booked' AND NEW.about IS NOT NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION free_time();
UPDATE recorded_changes SET keeps_time = true WHERE overrides IS NULL AND taken IS NOT NULL AND provider IS NOT NULL
    AND busy_until > now() AND state IN ('sending', 'unknown', 'queued', 'booked');
-- What the triggers above write is no news.
CREATE TRIGGER number_change BEFORE INSERT OR UPDATE ON recorded_changes FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION number_change();
-- A time is held under a lease.
DELETE FROM holds WHERE lease NOT IN (SELECT number FROM leases);
ALTER TABLE holds ADD CONSTRAINT under_a_lease FOREIGN KEY (lease) REFERENCES leases (number) ON DELETE CASCADE;
CREATE DOMAIN utc_text AS TEXT CHECK (VALUE ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$');
ALTER TABLE audit ALTER COLUMN at TYPE utc_text, ALTER COLUMN starts_at TYPE utc_text;
ALTER TABLE drafts ALTER COLUMN kept_at TYPE utc_text;
ALTER TABLE calls ALTER COLUMN starts_at TYPE utc_text, ALTER COLUMN noted_at TYPE utc_text;
ALTER TABLE waiting ALTER COLUMN since TYPE utc_text;
ALTER TABLE heads ALTER COLUMN at TYPE utc_text;
ALTER TABLE journals ADD CONSTRAINT places_of_lines CHECK (copied >= 0 AND joined >= 0 AND imported >= 0);
CREATE INDEX heads_by_seq ON heads (seq DESC);
DO $$
DECLARE name TEXT;
BEGIN
    FOR name IN SELECT oid::regprocedure FROM pg_catalog.pg_proc WHERE pronamespace = current_schema()::regnamespace LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', name, current_schema());
    END LOOP;
END $$;
