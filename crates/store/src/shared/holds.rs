//! Times that are being filled in at a desk. The others offer the next one instead, as long as a desk holds
//! the time and two minutes at most after the last renewal.

use super::SharedStore;
use crate::{HeldTime, StoreError, moment, written};
use booking::{Hold, Provider, Slot};

impl SharedStore {
    /// Holds a time in place of the one that this window held before; `None` releases it.
    ///
    /// # Errors
    /// If the server can't be reached: then the others don't know.
    pub async fn hold(&self, window: &str, held: Option<(&Provider, Slot)>) -> Result<(), StoreError> {
        let held = held.map(|(provider, slot)| HeldTime {
            clinic: provider.clinic().word().to_owned(),
            provider: provider.id(),
            starts_at: written(slot.start),
            busy_until: written(slot.end),
            desk: self.records.who.desk.clone(),
        });
        self.desks.hold(window, held).await
    }

    /// Returns the times that other desks at work hold.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn held(&self) -> Result<Vec<Hold>, StoreError> {
        let rows = self.desks.held().await?;
        Ok(rows.into_iter().filter_map(|row| self.read_hold(row)).collect())
    }

    fn read_hold(&self, row: HeldTime) -> Option<Hold> {
        let provider = Provider::named(self.records.clinic(&row.clinic)?, &row.provider)?;
        let slot = Slot { start: moment(&row.starts_at)?, end: moment(&row.busy_until)? };
        Some(Hold { provider, slot, desk: row.desk })
    }
}
