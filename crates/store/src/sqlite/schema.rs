//! The tables, and their migration from earlier versions.

/// The steps from each version to the next. Steps are only ever added.
pub(super) const STEPS: &[&[&str]] = &[
    TABLES,
    ROWS_OF_FILES,
    RESULTS,
    CHAINED_WITH_KEY,
    CHANGES,
    DRAFTS_IN_PIECES,
    FROM_AND_TO,
    CALLS,
    WAITING,
    TIMES,
    MEASURED,
    CLAIMS_ON_APPOINTMENTS,
    OLD_STATUS,
];

/// The tables of the first version.
const TABLES: &[&str] = &[
    "CREATE TABLE intents (
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
    )",
    "CREATE INDEX intents_by_state ON intents (state, seat)",
    "CREATE INDEX intents_by_person ON intents (person)",
    "CREATE INDEX intents_by_appointment ON intents (appointment)",
    "CREATE TABLE audit (
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
    )",
    "CREATE INDEX audit_by_person ON audit (person)",
    "CREATE TABLE drafts (
        seat TEXT NOT NULL,
        place TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        sealed TEXT NOT NULL,
        PRIMARY KEY (seat, place)
    )",
];

/// The marks by which rows of files of bookings are recognised.
const ROWS_OF_FILES: &[&str] = &[
    "ALTER TABLE intents ADD COLUMN row_mark TEXT",
    "CREATE UNIQUE INDEX intents_by_row ON intents (row_mark)",
];

/// The results of bookings settled by hand.
const RESULTS: &[&str] = &[
    "ALTER TABLE intents ADD COLUMN result TEXT",
    "UPDATE intents SET result = (SELECT result FROM audit WHERE audit.intent = intents.id AND audit.what = 'by-hand') \
     WHERE state = 'by-hand'",
];

/// The audit trail is chained with the key ([`crate::chain`]): a version without one must not write to
/// it.
const CHAINED_WITH_KEY: &[&str] = &[];

/// Bookings become changes of a kind, about an appointment unless they make one, with their author. Windows
/// are identified by their lease.
const CHANGES: &[&str] = &[
    "ALTER TABLE intents RENAME TO changes",
    "ALTER TABLE changes RENAME COLUMN backend TO vendor",
    "ALTER TABLE changes RENAME COLUMN seat TO lease",
    "ALTER TABLE drafts RENAME COLUMN seat TO lease",
    "ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'book'",
    "ALTER TABLE changes ADD COLUMN about TEXT",
    "ALTER TABLE changes ADD COLUMN ends_at TEXT",
    "ALTER TABLE changes ADD COLUMN operator TEXT",
    "ALTER TABLE changes ADD COLUMN desk TEXT",
    "UPDATE changes SET operator = said.operator, desk = said.desk \
     FROM (SELECT intent, operator, desk FROM audit WHERE what IN ('prepared', 'queued')) AS said \
     WHERE said.intent = changes.id",
    "DROP INDEX intents_by_state",
    "DROP INDEX intents_by_person",
    "DROP INDEX intents_by_appointment",
    "DROP INDEX intents_by_row",
    "CREATE INDEX changes_by_state ON changes (state, lease)",
    "CREATE INDEX changes_by_person ON changes (person)",
    "CREATE INDEX changes_by_appointment ON changes (appointment)",
    "CREATE UNIQUE INDEX changes_by_row ON changes (row_mark)",
    "CREATE INDEX changes_by_time ON changes (changed_at)",
    "CREATE INDEX changes_by_about ON changes (about) WHERE about IS NOT NULL",
];

/// Each text of a draft is a row of its own, so that only the text a key changed is written. Earlier content
/// stays in the row without a name.
const DRAFTS_IN_PIECES: &[&str] = &[
    "ALTER TABLE drafts RENAME TO drafts_whole",
    "CREATE TABLE drafts (
        lease TEXT NOT NULL,
        place TEXT NOT NULL,
        piece TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        sealed TEXT NOT NULL,
        PRIMARY KEY (lease, place, piece)
    )",
    "INSERT INTO drafts SELECT lease, place, '', kept_at, sealed FROM drafts_whole",
    "DROP TABLE drafts_whole",
];

/// The kind of a change, and its appointment's values before it.
const FROM_AND_TO: &[&str] = &[
    "ALTER TABLE changes ADD COLUMN old_starts_at TEXT",
    "ALTER TABLE audit ADD COLUMN kind TEXT",
    "ALTER TABLE audit ADD COLUMN old_value TEXT",
    "ALTER TABLE audit ADD COLUMN new_value TEXT",
];

/// Telephone calls about appointments.
const CALLS: &[&str] = &[
    "CREATE TABLE calls (
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
    )",
    "CREATE INDEX calls_by_start ON calls (starts_at)",
    "CREATE INDEX calls_by_note ON calls (noted_at)",
    "CREATE INDEX calls_by_person ON calls (person)",
];

/// The waiting list for clinics without one of their own.
const WAITING: &[&str] = &[
    "CREATE TABLE waiting (
        id TEXT PRIMARY KEY,
        vendor TEXT NOT NULL,
        person TEXT NOT NULL,
        since TEXT NOT NULL,
        sealed TEXT NOT NULL
    )",
    "CREATE INDEX waiting_by_person ON waiting (person)",
];

/// The time when a change's provider is free again, and the changes sent despite a conflict. Changes recorded
/// before claim no time: their clinic tells about it.
const TIMES: &[&str] = &[
    "ALTER TABLE changes ADD COLUMN busy_until TEXT",
    "ALTER TABLE changes ADD COLUMN overrides TEXT",
    "CREATE INDEX changes_by_provider ON changes (vendor, LOWER(provider), busy_until) WHERE busy_until IS NOT NULL",
];

/// The sealed measurements of a change; changes recorded by an earlier version have none.
const MEASURED: &[&str] = &["ALTER TABLE changes ADD COLUMN measured TEXT"];

/// One change of each appointment is under way at a time, in every window and command; other desks keep their
/// own claims apart.
const CLAIMS_ON_APPOINTMENTS: &[&str] = &[
    "ALTER TABLE changes ADD COLUMN claims TEXT",
    "ALTER TABLE changes ADD COLUMN follows TEXT",
    "CREATE UNIQUE INDEX one_change_of_an_appointment ON changes (vendor, claims) \
     WHERE claims IS NOT NULL AND substr(lease, 1, 1) <> '@' AND (state IN ('sending', 'unknown') \
     OR (state IN ('queued', 'not-there') AND follows IS NOT NULL))",
];

/// The status of an appointment before a change of it; changes recorded by an earlier version have none.
const OLD_STATUS: &[&str] = &["ALTER TABLE changes ADD COLUMN old_status TEXT"];
