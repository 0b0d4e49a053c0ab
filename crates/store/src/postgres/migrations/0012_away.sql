-- Absences that a clinic has no place for. The roles that use the waiting list use them, too.
CREATE TABLE away (
    id TEXT PRIMARY KEY,
    vendor TEXT NOT NULL,
    until utc_text NOT NULL,
    sealed TEXT NOT NULL
);
CREATE TRIGGER tell_away AFTER INSERT OR UPDATE OR DELETE ON away
    FOR EACH ROW EXECUTE FUNCTION tell_table();
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT DISTINCT rights.grantee::regrole AS role FROM pg_catalog.pg_class, aclexplode(relacl) AS rights
        WHERE oid = 'waiting'::regclass AND rights.grantee NOT IN (0, relowner) AND rights.privilege_type = 'INSERT' LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON away TO %s', one.role);
    END LOOP;
END $$;
