//! The table of facts: values that hold for all of the records.

use super::StoreError;
use super::database::{NOTHING, Store};

impl dyn Store + '_ {
    /// Creates the table, if there is none.
    pub(super) async fn make_facts(&mut self) -> Result<(), StoreError> {
        let table = "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
        self.run(table, NOTHING).await.map(drop)
    }

    pub(super) async fn fact(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.column("SELECT value FROM facts WHERE name = $1", [name]).await?.pop())
    }

    pub(super) async fn set_fact(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let set =
            "INSERT INTO facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
        self.run(set, [name, value]).await.map(drop)
    }

    /// Whether any change, audit line or draft is recorded.
    pub(super) async fn holds_rows(&mut self) -> Result<bool, StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM changes) OR EXISTS (SELECT 1 FROM drafts)";
        self.is_true(any, NOTHING).await
    }
}
