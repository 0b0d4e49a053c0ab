//! Imports the records from before a desk joined into the shared ones: once, however often it is restarted.

use std::collections::HashSet;

use super::SharedStore;
use super::copy::to_copy;
use super::journal::JournalPart;
use crate::call::{JournalMove, RelatedTo, SeenChanges, StoreCall, Write};
use crate::change_row::{ChangeRow, NOBODY, OVERRIDES};
use crate::database::CallReply;
use crate::{RecordStore, Result, StoreError};

impl SharedStore {
    /// Copies a desk's own records from before it joined, a thousand lines in each transaction. `progress` receives the
    /// number of lines up to the last one copied, and the total. Returns the number of lines copied.
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
            lines += self.import_part(&part, (imported, to)).await?;
            progress(to, joined);
        }
    }

    /// Copies a part of the journal. Returns the number of its lines; zero if another window was faster.
    async fn import_part(&self, part: &JournalPart, (from, to): (i64, i64)) -> Result<u64> {
        let mut store = self.records.store.lock().await;
        let newest = store.newest_change().await?;
        let mut copied = HashSet::new();
        let mut writes = Vec::new();
        for change in &part.changes {
            match store.change(&change.id).await? {
                // The change was open when the desk joined, and has been copied since.
                Some(row) if row.lease != NOBODY => drop(copied.insert(change.id.as_str())),
                Some(_) => {}
                None => {
                    let row = ChangeRow {
                        lease: NOBODY.to_owned(),
                        overrides: Some(OVERRIDES.to_owned()),
                        row_mark: None,
                        ..change.clone()
                    };
                    writes.push(Write::Change { row });
                }
            }
        }
        drop(store);
        let is_new =
            |change: &Option<String>| change.as_deref().is_none_or(|id| !copied.contains(id));
        let lines: Vec<_> = part
            .lines
            .iter()
            .filter(|line| is_new(&line.change))
            .cloned()
            .collect();
        let count = lines.len() as u64;
        let call = StoreCall {
            moves: Some(JournalMove::Imported { from, to }),
            seen: Some(SeenChanges {
                newest,
                wanted: part.changes.iter().map(RelatedTo::of).collect(),
            }),
            writes,
            lines: self.chained(to_copy(&lines, &[]))?,
            ..self.call()
        };
        match self.ask(call).await? {
            CallReply::Written { .. } => Ok(count),
            CallReply::Rejected { why, .. } => Err(StoreError::Rejected(why)),
            CallReply::Overtaken
            | CallReply::Unseen
            | CallReply::NoLease
            | CallReply::Stale { .. }
            | CallReply::OtherVersion { .. } => Ok(0),
        }
    }
}
