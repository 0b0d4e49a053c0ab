//! The tables that desks share, as SQLite has them: with the numbers of changes and the refusal of two open changes for
//! one time, which PostgreSQL sees to (`src/store/postgres/schema.rs`).

pub(super) const STEPS: &[&[&str]] = &[&[
    "CREATE TABLE changes (
        id TEXT PRIMARY KEY,
        lease TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        vendor TEXT NOT NULL,
        about TEXT,
        person TEXT,
        provider TEXT,
        starts_at TEXT,
        ends_at TEXT,
        old_starts_at TEXT,
        appointment TEXT,
        result TEXT,
        operator TEXT,
        desk TEXT,
        prepared_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        sealed TEXT,
        row_mark TEXT,
        busy_until TEXT,
        overrides TEXT,
        seq BIGINT NOT NULL DEFAULT 0,
        first_seq BIGINT NOT NULL DEFAULT 0
    )",
    "CREATE TABLE seqs (last BIGINT NOT NULL)",
    "INSERT INTO seqs VALUES (0)",
    "CREATE TRIGGER number_new AFTER INSERT ON changes BEGIN \
     UPDATE seqs SET last = last + 1; \
     UPDATE changes SET seq = (SELECT last FROM seqs), first_seq = (SELECT last FROM seqs) WHERE id = NEW.id; END",
    "CREATE TRIGGER number_change AFTER UPDATE OF state, lease, changed_at, appointment ON changes BEGIN \
     UPDATE seqs SET last = last + 1; \
     UPDATE changes SET seq = (SELECT last FROM seqs) WHERE id = NEW.id; END",
    "CREATE TRIGGER one_change_at_a_time AFTER INSERT ON changes \
     WHEN NEW.state IN ('sending', 'unknown', 'queued') AND NEW.overrides IS NULL AND EXISTS \
     (SELECT 1 FROM changes AS other WHERE other.id <> NEW.id AND other.vendor = NEW.vendor \
     AND LOWER(other.provider) = LOWER(NEW.provider) AND other.starts_at < NEW.busy_until \
     AND NEW.starts_at < other.busy_until AND other.state IN ('sending', 'unknown', 'queued') \
     AND other.overrides IS NULL) \
     BEGIN SELECT RAISE(ABORT, 'one change at a time'); END",
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
        kind TEXT,
        old_value TEXT,
        new_value TEXT,
        salt TEXT,
        subject TEXT NOT NULL,
        hash TEXT NOT NULL
    )",
    "CREATE TRIGGER only_append BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'only appended to'); END",
    "CREATE TABLE drafts (lease TEXT, place TEXT, piece TEXT, kept_at TEXT, sealed TEXT)",
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
    "CREATE TABLE waiting (
        id TEXT PRIMARY KEY,
        vendor TEXT NOT NULL,
        person TEXT NOT NULL,
        since TEXT NOT NULL,
        sealed TEXT NOT NULL
    )",
    "CREATE TABLE journals (
        id TEXT PRIMARY KEY,
        copied BIGINT NOT NULL,
        joined BIGINT NOT NULL,
        imported BIGINT NOT NULL DEFAULT 0
    )",
    "CREATE TABLE heads (
        journal TEXT NOT NULL,
        desk TEXT,
        at TEXT NOT NULL,
        seq BIGINT NOT NULL,
        hash TEXT NOT NULL,
        signature TEXT NOT NULL
    )",
]];
