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
-- What was in it is among the notes.
DROP TABLE away;
