//! The end of the clinic's audit trail as each desk has seen it when it started and ended: signed with the clinic's
//! key, in the database and in a file of the desk's own. Both reveal if lines are missing from the end, and the file
//! also if the whole database was restored from an older state.

use chrono::{DateTime, Utc};

use super::SharedStore;
use crate::Result;
use crate::audit::tip;
use crate::call::{StoreCall, Write};
use crate::heads::Head;
use crate::witness::{Older, older};

impl SharedStore {
    /// Signs the current end of the trail. Returns the finding if lines are missing that were seen before.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn countersign(&self, now: DateTime<Utc>) -> Result<Option<Older>> {
        let records = &self.records;
        let mut store = records.store.lock().await;
        let seen = self.witness.seen(&records.seal)?;
        if let Some(older) = older(seen, &mut **store).await? {
            return Ok(Some(older));
        }
        let end = tip(&mut **store).await?;
        drop(store);
        let desk = (self.journal.clone(), records.who.desk.clone());
        let row = Head::signed(desk, end, records.mode, &records.seal, now);
        let call = StoreCall {
            writes: vec![Write::Head { row }],
            ..self.call()
        };
        self.ask(call).await?;
        // The signature is in the database, witnessed or not.
        let mut store = records.store.lock().await;
        let _ = self.witness.go_on(&records.seal, &mut **store).await;
        Ok(None)
    }
}
