//! Times that are being filled in at a desk. The others take the next one instead, for as long as one has it in hand and
//! two minutes at most after it was last said to be.

use super::SharedStore;
use crate::booking::{Hold, Provider, Slot};
use crate::store::{HeldTime, StoreError, moment, written};

impl SharedStore {
    /// Holds a time in place of what this window held before; nothing where it has none in hand any more.
    ///
    /// # Errors
    /// When the server can't be reached: then the others don't know.
    pub async fn hold(&self, window: &str, held: Option<(&Provider, Slot)>) -> Result<(), StoreError> {
        let held = held.map(|(provider, slot)| HeldTime {
            vendor: provider.backend().word().to_owned(),
            provider: provider.id(),
            starts_at: written(slot.start),
            busy_until: written(slot.end),
            desk: self.records.who.desk.clone(),
        });
        self.desks.hold(window, held).await
    }

    /// The times that others have in hand, by desks at work.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn held(&self) -> Result<Vec<Hold>, StoreError> {
        let rows = self.desks.held().await?;
        Ok(rows.into_iter().filter_map(|row| self.read_hold(row)).collect())
    }

    fn read_hold(&self, row: HeldTime) -> Option<Hold> {
        let provider = Provider::named(self.records.vendor(&row.vendor)?, &row.provider)?;
        let slot = Slot { start: moment(&row.starts_at)?, end: moment(&row.busy_until)? };
        Some(Hold { provider, slot, desk: row.desk })
    }
}
