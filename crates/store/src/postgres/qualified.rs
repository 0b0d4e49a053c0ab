//! Qualifies each table name with its schema, so that nothing depends on a setting of the connection that others who
//! share it could change.

use std::fmt::Write;

/// The words before the name of a table.
const BEFORE_TABLES: [&str; 5] = ["FROM", "JOIN", "INTO", "UPDATE", "TABLE"];

const TABLES: [&str; 10] = [
    "audit", "calls", "changes", "drafts", "facts", "heads", "holds", "journals", "leases", "notes",
];

/// The functions called by statements, each as the first value of a query.
const FUNCTIONS: [&str; 2] = ["empty_audit_lines", "remove_audit_lines"];

/// Returns the statement with the schema before each name of its tables and functions.
pub(super) fn qualified(sql: &str, schema: &str) -> String {
    let mut qualified = String::with_capacity(sql.len() + 64);
    let mut before = "";
    for word in sql.split_inclusive(char::is_whitespace) {
        let end = word
            .find(|letter: char| !letter.is_ascii_lowercase() && letter != '_')
            .unwrap_or(word.len());
        let name = &word[..end];
        let is_table = BEFORE_TABLES.contains(&before) && TABLES.contains(&name);
        if is_table || (before == "SELECT" && FUNCTIONS.contains(&name)) {
            // Writing to a text can't fail.
            let _ = write!(qualified, "{schema}.");
        }
        qualified.push_str(word);
        before = word.trim_end().trim_start_matches('(');
    }
    qualified
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_schema_and_nothing_else_has() {
        for (sql, expected) in [
            (
                "SELECT seq, (SELECT value FROM facts) FROM audit WHERE audit.seq = 1",
                "SELECT seq, (SELECT value FROM s.facts) FROM s.audit WHERE audit.seq = 1",
            ),
            (
                "INSERT INTO facts (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET value = $2",
                "INSERT INTO s.facts (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET value = $2",
            ),
            (
                "WITH part_0 AS (UPDATE journals SET copied = $1) SELECT COUNT(*) FROM part_0 JOIN changes ON true",
                "WITH part_0 AS (UPDATE s.journals SET copied = $1) SELECT COUNT(*) FROM part_0 JOIN s.changes ON true",
            ),
            (
                "SELECT empty_audit_lines($1)",
                "SELECT s.empty_audit_lines($1)",
            ),
        ] {
            assert_eq!(qualified(sql, "s"), expected);
        }
    }
}
