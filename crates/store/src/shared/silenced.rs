//! Detects that the shared records claim to have copied more of a desk's journal than there is, so that nothing would
//! be copied any longer: this desk's own records were restored, or somebody has written that number.

use std::sync::atomic::Ordering;

use super::SharedStore;
use crate::{RecordStore, Result, StoreError};
use booking::Unshared;

impl SharedStore {
    /// Checks that the shared records know how much of the desk's journal is copied, and that it is not more than there
    /// is.
    ///
    /// # Errors
    /// If the check fails. The journal then gets a new name from its current end on, under which it is copied once the
    /// records are opened again.
    pub(super) async fn check_journal(&self, local: &RecordStore) -> Result<()> {
        let copied = self.copied.load(Ordering::Relaxed);
        let end = local.journal_end().await?;
        if (0..=end).contains(&copied) {
            return Ok(());
        }
        local
            .name_journal_anew(self.last_copied(local, end).await?)
            .await?;
        Err(StoreError::Away(Unshared::Lost))
    }

    /// Returns the number of the journal's last line about a change that the shared records have.
    async fn last_copied(&self, local: &RecordStore, end: i64) -> Result<i64> {
        let mut store = self.records.store.lock().await;
        let mut until = end;
        while until > 0 {
            let from = (until - AT_ONCE).max(0);
            let part = local.journal_after(from).await?;
            for line in part.lines.iter().rev().filter(|line| line.seq <= until) {
                let Some(change) = &line.change else { continue };
                let there = "SELECT EXISTS (SELECT 1 FROM audit WHERE intent = $1 AND what = $2)";
                if store.is_true(there, [change.as_str(), &line.what]).await? {
                    return Ok(line.seq);
                }
            }
            until = from;
        }
        Ok(0)
    }
}

/// The number of lines that are read at once.
const AT_ONCE: i64 = 100;
