-- The notes of the desks: about patients, and about absences that a clinic has no place for. The roles that use the
-- waiting list use them, too.
CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    vendor TEXT NOT NULL,
    person TEXT,
    until utc_text,
    sealed TEXT NOT NULL
);
CREATE INDEX notes_person ON notes (person);
CREATE TRIGGER tell_notes AFTER INSERT OR UPDATE OR DELETE ON notes
    FOR EACH ROW EXECUTE FUNCTION tell_table();
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT DISTINCT rights.grantee::regrole AS role FROM pg_catalog.pg_class, aclexplode(relacl) AS rights
        WHERE oid = 'waiting'::regclass AND rights.grantee NOT IN (0, relowner) AND rights.privilege_type = 'INSERT' LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO %s', one.role);
    END LOOP;
END $$;
INSERT INTO notes (id, kind, vendor, until, sealed) SELECT id, 'away', vendor, until, sealed FROM away;
DELETE FROM away;
