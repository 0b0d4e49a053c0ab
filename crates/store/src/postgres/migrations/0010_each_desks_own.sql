-- All desks have one role. A desk can't be told from another one there; that it is at work can: its lease stands, its
-- journal goes forward, and its changes stay its own until the clinic has said how they ended. Facts are the owner's.
CREATE FUNCTION keep_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_kept BOOLEAN;
    is_owner CONSTANT BOOLEAN := pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER');
BEGIN
    IF is_owner THEN
        is_kept := true;
    ELSIF TG_TABLE_NAME = 'facts' THEN
        is_kept := NEW.name = OLD.name AND NEW.value = OLD.value;
    ELSIF TG_TABLE_NAME = 'journals' THEN
        is_kept := NEW.id = OLD.id AND NEW.joined = OLD.joined AND NEW.copied >= OLD.copied
            AND NEW.imported >= OLD.imported;
    ELSIF TG_TABLE_NAME = 'recorded_changes' THEN
        is_kept := NEW.state = 'booked' OR NOT EXISTS
            (SELECT FROM leases WHERE number::text = OLD.lease_text AND until > now());
    ELSIF TG_OP = 'DELETE' THEN
        is_kept := OLD.until <= now();
    ELSE
        is_kept := NEW.until <= now() + interval '10 seconds';
        IF TG_OP = 'UPDATE' THEN
            -- A renewal may come after a later one.
            is_kept := is_kept AND NEW.number = OLD.number AND NEW.journal = OLD.journal
                AND (NEW.until >= OLD.until OR NEW.until = now() + interval '10 seconds' OR NOT EXISTS
                (SELECT FROM changes WHERE lease = OLD.number::text AND state IN ('sending', 'unknown', 'not-there', 'queued')));
        END IF;
    END IF;
    IF NOT is_kept THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: this is another desk''s, or the owner''s';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_own() FROM PUBLIC;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION keep_own() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
CREATE TRIGGER keep_own BEFORE UPDATE ON facts FOR EACH ROW EXECUTE FUNCTION keep_own();
CREATE TRIGGER keep_own BEFORE UPDATE ON journals FOR EACH ROW EXECUTE FUNCTION keep_own();
CREATE TRIGGER keep_own BEFORE INSERT OR UPDATE OR DELETE ON leases FOR EACH ROW EXECUTE FUNCTION keep_own();
CREATE TRIGGER keep_own BEFORE UPDATE ON recorded_changes FOR EACH ROW
    WHEN (OLD.lease_text IS DISTINCT FROM NEW.lease_text) EXECUTE FUNCTION keep_own();
-- Only the owner's commands remove changes.
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT rights.grantee::regrole AS role FROM pg_catalog.pg_class, aclexplode(relacl) AS rights
        WHERE oid = 'changes'::regclass AND rights.grantee NOT IN (0, relowner) AND rights.privilege_type = 'DELETE' LOOP
        EXECUTE format('REVOKE DELETE ON changes FROM %s', one.role);
    END LOOP;
END $$;
