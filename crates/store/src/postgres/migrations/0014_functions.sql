-- Desks write by functions alone, which say what no desk does, and a chain of the trail for each journal. A desk of the
-- version before could do neither. The lines before stay in one chain.
ALTER TABLE audit ADD COLUMN journal TEXT;
ALTER TABLE audit ADD COLUMN place BIGINT;
ALTER TABLE audit ADD COLUMN seen_seq BIGINT;
ALTER TABLE audit ADD COLUMN seen_hash TEXT;
CREATE UNIQUE INDEX audit_by_journal ON audit (journal, place);
DROP TRIGGER keep_own ON facts;
DROP TRIGGER keep_own ON journals;
DROP TRIGGER keep_own ON leases;
DROP TRIGGER keep_own ON recorded_changes;
DROP TRIGGER in_turn ON audit;
DROP TRIGGER goes_on ON recorded_changes;
DROP FUNCTION keep_own(), in_turn(), goes_on();
-- A call tells what it has written by itself.
CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN IF current_setting(''bookdesk.tells'', true) IS DISTINCT FROM ''call'' THEN
    PERFORM pg_notify(TG_TABLE_SCHEMA, concat(''change '', current_setting(''bookdesk.window'', true))); END IF;
    RETURN NULL; END';
CREATE OR REPLACE FUNCTION tell_table() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN IF current_setting(''bookdesk.tells'', true) IS DISTINCT FROM ''call'' THEN
    PERFORM pg_notify(TG_TABLE_SCHEMA, TG_TABLE_NAME); END IF; RETURN NULL; END';
DO $$ DECLARE name TEXT; BEGIN
    FOREACH name IN ARRAY ARRAY['tell_change()', 'tell_table()'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', name, current_schema());
    END LOOP; END $$;
-- What was in it is among the notes.
DROP TABLE away;
