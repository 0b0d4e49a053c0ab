//! The tables that desks share, in SQLite: those of PostgreSQL as they are, and in place of what is PostgreSQL's own the
//! numbers of changes and the refusal of two open changes for one time.

use std::sync::LazyLock;

use store::shared_tables;

/// Returns what makes the tables, as the steps of a database.
pub(super) fn steps() -> &'static [&'static str] {
    static STEPS: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| shared_tables().chain(IN_PLACE_OF_POSTGRES.iter().copied()).collect());
    STEPS.as_slice()
}

const IN_PLACE_OF_POSTGRES: &[&str] = &[
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
    "CREATE TRIGGER only_append BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'only appended to'); END",
];
