//! Importing the records from before a desk joined into the shared ones: once, however often it is restarted.

use std::collections::HashSet;

use serde_json::Value;

use super::SharedStore;
use super::copy::to_copy;
use super::journal::JournalPart;
use crate::audit::append_lines;
use crate::change_row::{ChangeRow, OVERRIDES};
use crate::database::Store;
use crate::{RecordStore, Result};

/// The lease of changes that no desk looks after any more: there is no such number.
const NOBODY: &str = "0";

impl SharedStore {
    /// Copies a desk's own records from before it joined, a thousand lines with each transaction; `progress`
    /// receives the number of lines up to the last one copied, and the total. Returns the number of lines
    /// copied now.
    ///
    /// # Errors
    /// If the server can't be reached; then the next import continues from there.
    pub async fn import(
        &self,
        local: &RecordStore,
        mut progress: impl FnMut(i64, i64),
    ) -> Result<u64> {
        self.copy(local).await?;
        let mut lines = 0;
        loop {
            let mut store = self.records.store.lock().await;
            let position = "SELECT imported, joined FROM journals WHERE id = $1";
            let position: Option<(i64, i64)> =
                store.tuples(position, [self.journal.clone()]).await?.pop();
            drop(store);
            let Some((imported, joined)) = position.filter(|(imported, joined)| imported < joined)
            else {
                return Ok(lines);
            };
            let mut part = local.journal_after(imported).await?;
            part.lines.retain(|line| line.seq <= joined);
            let to = part.end().unwrap_or(joined);
            lines += transact!(self.records, |store| self
                .import_part(store, &part, (imported, to))
                .await)?;
            progress(to, joined);
        }
    }

    async fn import_part(
        &self,
        store: &mut dyn Store,
        part: &JournalPart,
        (from, to): (i64, i64),
    ) -> Result<u64> {
        let update = "UPDATE journals SET imported = $1 WHERE id = $2 AND imported = $3";
        let values: [Value; 3] = [to.into(), self.journal.clone().into(), from.into()];
        if store.run(update, values).await? == 0 {
            return Ok(0);
        }
        let mut copied = HashSet::new();
        for change in &part.changes {
            match store.change(&change.id).await? {
                // The change was open when the desk joined, and has been copied since.
                Some(row) if row.lease != NOBODY => drop(copied.insert(change.id.as_str())),
                Some(_) => {}
                None => {
                    let lease = NOBODY.to_owned();
                    let overrides = Some(OVERRIDES.to_owned());
                    let row = ChangeRow {
                        lease,
                        overrides,
                        row_mark: None,
                        ..change.clone()
                    };
                    store.insert("changes", &row).await?;
                }
            }
        }
        let is_new =
            |change: &Option<String>| change.as_deref().is_none_or(|id| !copied.contains(id));
        let lines: Vec<_> = part
            .lines
            .iter()
            .filter(|line| is_new(&line.change))
            .cloned()
            .collect();
        append_lines(store, &self.records.seal, to_copy(&lines, &[])).await?;
        Ok(lines.len() as u64)
    }
}
