-- Functions see only their own schema, whoever calls them, and those that remove content from the audit
-- trail are the owner's alone. Writers lock a row, which a stranger can't; those of the version before,
-- which do not lock it themselves, lock it as soon as they write.
CREATE FUNCTION one_writer() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM 1 FROM facts WHERE name = ''schema'' FOR UPDATE; RETURN NULL; END';
CREATE TRIGGER a_writer BEFORE INSERT OR UPDATE OR DELETE ON changes FOR EACH STATEMENT EXECUTE FUNCTION one_writer();
CREATE TRIGGER a_writer BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION one_writer();
DO $$ DECLARE one RECORD; BEGIN
    FOR one IN SELECT oid::regprocedure AS name, proacl, proowner, proname FROM pg_catalog.pg_proc
    WHERE pronamespace = current_schema()::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
    IF one.proname <> 'taken' THEN
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', one.name, current_schema());
    END IF;
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name, rights.grantee::regrole AS role FROM pg_catalog.pg_proc,
    aclexplode(proacl) AS rights WHERE pronamespace = current_schema()::regnamespace
    AND proname IN ('empty_audit_lines', 'remove_audit_lines') AND rights.grantee NOT IN (0, proowner) LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %s', one.name, one.role);
    END LOOP; END $$;
