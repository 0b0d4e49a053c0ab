-- The waiting list for clinics without one of their own.
CREATE TABLE waiting (
    id TEXT PRIMARY KEY,
    vendor TEXT NOT NULL,
    person TEXT NOT NULL,
    since TEXT NOT NULL,
    sealed TEXT NOT NULL
);
CREATE INDEX waiting_by_person ON waiting (person);
