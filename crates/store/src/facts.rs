//! The table of facts: values that apply to all of the records, such as the version of the tables.

use super::database::{NOTHING, QueryRows, Store};
use super::{Result, StoreError};

/// The fact that holds the number of steps applied to the tables.
pub(super) const SCHEMA: &str = "schema";

/// The fact that holds the name of these records among the copied journals.
pub(super) const JOURNAL: &str = "journal";

/// Returns the error for records of this version, if it is a later one.
pub(super) fn outgrown(store: &dyn Store, there: usize) -> Option<StoreError> {
    let here = store.steps().len();
    (there > here).then_some(StoreError::Outgrown { there, here })
}

/// Returns the number of steps applied to the tables; the highest number if it can't be read.
pub(super) async fn version(store: &mut dyn Store) -> Result<usize> {
    let fact = store.fact(SCHEMA).await?;
    Ok(fact.map_or(0, |fact| number_of(&fact)))
}

fn number_of(version: &str) -> usize {
    version.parse().unwrap_or(usize::MAX)
}

/// Queries that number, as one row.
pub(super) const VERSION: &str = "SELECT (SELECT value FROM facts WHERE name = 'schema')";

/// Returns the error if a later version has changed the tables. The first value of `answer` is their version.
pub(super) fn outgrown_by(store: &dyn Store, answer: &QueryRows) -> Option<StoreError> {
    let version = answer.rows.first().and_then(|row| row.first()?.as_str());
    outgrown(store, version.map_or(0, number_of))
}

/// Returns the error if a later version has changed the tables since they were opened.
pub(super) async fn outgrown_since(store: &mut dyn Store) -> Result<Option<StoreError>> {
    let version = version(store).await?;
    Ok(outgrown(store, version))
}

impl dyn Store + '_ {
    /// Creates the table, if there is none.
    pub(super) async fn make_facts(&mut self) -> Result<()> {
        let table = "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
        self.run(table, NOTHING).await.map(drop)
    }

    pub(super) async fn fact(&mut self, name: &str) -> Result<Option<String>> {
        Ok(self
            .column("SELECT value FROM facts WHERE name = $1", [name])
            .await?
            .pop())
    }

    pub(super) async fn set_fact(&mut self, name: &str, value: &str) -> Result<()> {
        let set = "INSERT INTO facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
        self.run(set, [name, value]).await.map(drop)
    }
}
