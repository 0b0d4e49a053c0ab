-- The number that shared records have given to what is in a row; NULL if they have given none to it yet. The waiting list is
-- among the notes.
ALTER TABLE notes ADD COLUMN revision BIGINT;
ALTER TABLE calls ADD COLUMN revision BIGINT;
INSERT INTO notes (id, kind, vendor, person, until, sealed) SELECT id, 'waiting', vendor, person, since, sealed FROM waiting;
DELETE FROM waiting;
