-- Absences that a clinic has no place for.
CREATE TABLE away (
    id TEXT PRIMARY KEY,
    vendor TEXT NOT NULL,
    until TEXT NOT NULL,
    sealed TEXT NOT NULL
);
