-- What desks keep themselves has a revision: a number that the server gives with each write, by which it tells whether a desk
-- has seen what it replaces; and the journal that wrote it. The waiting list is among the notes.
ALTER TABLE notes ADD COLUMN revision BIGINT DEFAULT 1;
ALTER TABLE notes ADD COLUMN journal TEXT;
ALTER TABLE calls ADD COLUMN revision BIGINT DEFAULT 1;
ALTER TABLE calls ADD COLUMN journal TEXT;
INSERT INTO notes (id, kind, vendor, person, until, sealed) SELECT id, 'waiting', vendor, person, since, sealed FROM waiting;
DROP TABLE waiting;
DROP FUNCTION IF EXISTS told_of(JSONB);
