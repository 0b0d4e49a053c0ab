-- What no desk does is refused to the role that all desks have: a line of the trail out of turn, and of a change everything
-- but its way from one state to the next. What is left shows in the audit trail, or is missing from it.
CREATE FUNCTION in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last CONSTANT BIGINT := COALESCE((SELECT max(seq) FROM audit),
        (SELECT split_part(value, ' ', 1)::bigint FROM facts WHERE name = 'audit_base'), 0);
BEGIN
    IF NEW.seq <> last + 1 AND NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: lines are appended one after the other';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_turn BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION in_turn();
CREATE FUNCTION goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_made CONSTANT BOOLEAN := NEW.state = 'booked' AND OLD.state <> 'booked';
    -- An unknown change whose appointment was found elsewhere gives its time back.
    is_disproved CONSTANT BOOLEAN := NEW.state = 'unknown' AND OLD.state = 'unknown'
        AND NEW.busy_until_text IS NULL AND OLD.busy_until_text IS NOT NULL;
    stays CONSTANT BOOLEAN := NEW.state = OLD.state AND NOT is_disproved;
BEGIN
    IF pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
        RETURN NEW;
    END IF;
    IF (NEW.id_text, NEW.kind, NEW.vendor, NEW.about, NEW.person, NEW.provider, NEW.starts_at_text, NEW.ends_at_text,
        NEW.old_starts_at_text, NEW.old_status, NEW.operator, NEW.desk, NEW.prepared_at_text, NEW.measured, NEW.claims,
        NEW.follows, NEW.row_mark, NEW.first_seq)
        IS DISTINCT FROM
        (OLD.id_text, OLD.kind, OLD.vendor, OLD.about, OLD.person, OLD.provider, OLD.starts_at_text, OLD.ends_at_text,
        OLD.old_starts_at_text, OLD.old_status, OLD.operator, OLD.desk, OLD.prepared_at_text, OLD.measured, OLD.claims,
        OLD.follows, OLD.row_mark, OLD.first_seq)
        OR (OLD.state = 'booked' AND NEW.state <> 'booked')
        OR (OLD.state NOT IN ('sending', 'queued') AND NEW.state IN ('sending', 'queued') AND NEW.state <> OLD.state)
        OR (stays AND (NEW.changed_at_text, NEW.result) IS DISTINCT FROM (OLD.changed_at_text, OLD.result))
        OR (NEW.appointment IS DISTINCT FROM OLD.appointment AND NOT is_made)
        OR (NEW.overrides IS DISTINCT FROM OLD.overrides AND NOT (is_made AND NEW.overrides = 'alone'))
        OR (NEW.busy_until_text IS DISTINCT FROM OLD.busy_until_text AND NOT is_disproved)
        OR (NEW.sealed IS DISTINCT FROM OLD.sealed
            AND (NEW.sealed IS NOT NULL OR NEW.state IN ('sending', 'unknown', 'queued')))
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: a change goes on from one state to the next';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE ON recorded_changes FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION goes_on();
DO $$
DECLARE name TEXT;
BEGIN
    FOR name IN SELECT oid::regprocedure FROM pg_catalog.pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND proname IN ('in_turn', 'goes_on') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
        EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', name, current_schema());
    END LOOP;
END $$;
