-- Telephone calls about appointments.
CREATE TABLE calls (
    vendor TEXT NOT NULL,
    appointment TEXT NOT NULL,
    reason TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    person TEXT,
    results TEXT NOT NULL,
    operator TEXT,
    desk TEXT,
    noted_at TEXT NOT NULL,
    PRIMARY KEY (vendor, appointment, reason, starts_at)
);
CREATE INDEX calls_by_start ON calls (starts_at);
CREATE INDEX calls_by_note ON calls (noted_at);
CREATE INDEX calls_by_person ON calls (person);
