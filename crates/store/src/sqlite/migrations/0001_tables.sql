-- The tables of the first version.
CREATE TABLE intents (
    id TEXT PRIMARY KEY,
    seat TEXT NOT NULL,
    state TEXT NOT NULL,
    backend TEXT NOT NULL,
    person TEXT,
    provider TEXT,
    starts_at TEXT,
    appointment TEXT,
    prepared_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    sealed TEXT
);
CREATE INDEX intents_by_state ON intents (state, seat);
CREATE INDEX intents_by_person ON intents (person);
CREATE INDEX intents_by_appointment ON intents (appointment);
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    operator TEXT,
    desk TEXT,
    what TEXT NOT NULL,
    backend TEXT,
    intent TEXT,
    provider TEXT,
    fields TEXT,
    result TEXT,
    reason TEXT,
    person TEXT,
    appointment TEXT,
    starts_at TEXT,
    salt TEXT,
    subject TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_person ON audit (person);
CREATE TABLE drafts (
    seat TEXT NOT NULL,
    place TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (seat, place)
);
