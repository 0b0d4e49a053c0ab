//! The tables that desks share, in SQLite: those of PostgreSQL as they are, and in place of what is PostgreSQL's own the
//! numbers of changes and the refusal of two open changes for one time.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Returns what makes the tables, as the steps of a database.
pub(super) fn steps() -> &'static [&'static str] {
    static STEPS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        shared_tables()
            .into_iter()
            .chain(IN_PLACE_OF_POSTGRES.iter().copied())
            .collect()
    });
    STEPS.as_slice()
}

/// Returns the statements that make the shared tables, as far as other databases understand them: all but
/// those of leases and of held times.
fn shared_tables() -> Vec<&'static str> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/store/src/postgres/migrations");
    let files = fs::read_dir(folder)
        .expect("the migrations")
        .map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let read = |path: &_| &*fs::read_to_string(path).expect("a migration").leak();
    let without_comment = |statement: &'static str| {
        let begins = statement.find("\nCREATE ").or(statement.find("\nALTER "));
        begins.map_or(statement, |at| &statement[at + 1..])
    };
    let is_common = |statement: &&str| {
        let makes = statement.starts_with("CREATE TABLE ")
            && !statement.starts_with("CREATE TABLE leases ");
        makes
            || statement.starts_with("ALTER TABLE changes ADD COLUMN ")
            || statement.starts_with("ALTER TABLE audit ADD COLUMN ")
            || statement.starts_with("ALTER TABLE notes ADD COLUMN ")
            || statement.starts_with("ALTER TABLE calls ADD COLUMN ")
            || statement.starts_with("CREATE UNIQUE INDEX one_change_")
    };
    let statements = files
        .iter()
        .map(read)
        .flat_map(|sql: &'static str| sql.split(";\n"));
    statements.map(without_comment).filter(is_common).collect()
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
    "CREATE TRIGGER goes_on BEFORE UPDATE ON changes WHEN (OLD.state = 'booked' AND NEW.state <> 'booked') \
     OR (OLD.state NOT IN ('sending', 'queued') AND NEW.state IN ('sending', 'queued') AND NEW.state <> OLD.state) \
     OR (NEW.busy_until IS NOT OLD.busy_until \
     AND NOT (NEW.busy_until IS NULL AND OLD.state = 'unknown' AND NEW.state = 'unknown')) \
     OR (NEW.state = OLD.state AND NEW.busy_until IS OLD.busy_until \
     AND (NEW.changed_at IS NOT OLD.changed_at OR NEW.result IS NOT OLD.result)) \
     BEGIN SELECT RAISE(ABORT, 'permission denied: a change goes on from one state to the next'); END",
    "CREATE TRIGGER only_append BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'only appended to'); END",
];
