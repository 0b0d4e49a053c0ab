-- The notes of the desks: about patients, and about absences that a clinic has no place for.
CREATE TABLE notes (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    vendor TEXT NOT NULL,
    person TEXT,
    until TEXT,
    sealed TEXT NOT NULL
);
CREATE INDEX notes_person ON notes (person);
INSERT INTO notes (id, kind, vendor, until, sealed) SELECT id, 'away', vendor, until, sealed FROM away;
DELETE FROM away;
