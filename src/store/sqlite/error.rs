//! The meaning of SQLite's errors.

use crate::store::StoreError;

/// The message of a check that finds a broken SQLite file.
pub(in crate::store) const BROKEN_FILE: &str = "the file is broken";

/// SQLite's codes for a file that is broken, that is no database, and that is busy.
const SQLITE_CORRUPT: u32 = 11;
const SQLITE_NOTADB: u32 = 26;
pub(in crate::store) const SQLITE_BUSY: u32 = 5;

/// Returns the meaning of an SQLite error.
pub(in crate::store) fn of_sqlite(error: &sqlx::Error) -> StoreError {
    let is_broken = is_broken(error);
    let said = match error {
        // Without the library's own words around it.
        sqlx::Error::Database(error) => error.message().to_owned(),
        error => error.to_string(),
    };
    StoreError::Database { said, is_broken }
}

pub(in crate::store) fn is_broken(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Protocol(said) if said == BROKEN_FILE)
        || has_code(error, &[SQLITE_CORRUPT, SQLITE_NOTADB])
}

/// Whether a database's error has one of these primary codes.
pub(in crate::store) fn has_code(error: &sqlx::Error, codes: &[u32]) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| codes.contains(&(code & 0xff)))
}
