//! What was changed lately, by every window of the desk: for the list of what was done today, and so that each window
//! knows of the others' changes long before a clinic's own search shows them.

use chrono::{DateTime, Utc};

use super::change_row::{ChangeRow, moment};
use super::{Done, IntentId, RecordStore, StoreError, written};
use crate::booking::{Change, Vendor};

/// A change on record, whichever window made it.
#[derive(Clone, Debug)]
pub struct RecordedChange {
    /// Its name in the records.
    pub id: IntentId,
    /// The word for its kind: `book`, or a later version's.
    pub kind: String,
    /// At which clinic.
    pub vendor: Vendor,
    /// The id of the appointment that it changes; none for a new one.
    pub about: Option<String>,
    /// The id of the patient there, or a pseudonym of what was typed in its place.
    pub person: Option<String>,
    /// The id of whom, or where, it is with.
    pub provider: Option<String>,
    /// When the appointment starts.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where that was said.
    pub end: Option<DateTime<Utc>>,
    /// How far it is.
    pub state: Done,
    /// The id of the appointment that it became.
    pub appointment: Option<String>,
    /// What came of it, in a word or a code.
    pub result: Option<String>,
    /// Who made it, where anybody said.
    pub operator: Option<String>,
    /// The name of the desk it was made at, if it has one.
    pub desk: Option<String>,
    /// When it was written down.
    pub prepared_at: DateTime<Utc>,
    /// When its state changed last.
    pub changed_at: DateTime<Utc>,
    /// The change, whole as long as it is open and its payload can be opened; what its ids tell after that.
    pub change: Option<Change>,
}

impl RecordStore {
    /// The changes of every window that were made or came to something since a moment, the newest first. Those of a
    /// state or clinic that this version does not know are left out.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn recent(&self, since: DateTime<Utc>) -> Result<Vec<RecordedChange>, StoreError> {
        let changes = self.store.lock().await.changes_since(&written(since)).await?;
        Ok(changes.into_iter().filter_map(|row| self.recorded(row)).collect())
    }

    /// A number that is another one once another window or process has written to the records. Asking for it reads
    /// none of them.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn version(&self) -> Result<i64, StoreError> {
        self.store.lock().await.version().await
    }

    fn recorded(&self, row: ChangeRow) -> Option<RecordedChange> {
        let (id, vendor, state) = (row.id()?, self.vendor(&row.vendor)?, Done::state(&row.state)?);
        Some(RecordedChange {
            id,
            vendor,
            state,
            change: self.opened(&row).map(|(change, _)| change),
            start: row.start(),
            end: row.ends_at.as_deref().and_then(moment),
            prepared_at: moment(&row.prepared_at)?,
            changed_at: moment(&row.changed_at)?,
            kind: row.kind,
            about: row.about,
            person: row.person,
            provider: row.provider,
            appointment: row.appointment,
            result: row.result,
            operator: row.operator,
            desk: row.desk,
        })
    }
}
