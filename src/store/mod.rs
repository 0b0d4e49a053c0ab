//! What must survive the program: changes on their way, drafts, and who did what when.
//!
//! The records of each [`Mode`] are apart, so that live and sandbox never share one. Every change is one transaction,
//! together with its line in the audit trail, and is on the disk when its function returns; drafts alone are on the disk
//! only after [`RecordStore::sync_drafts`]. Ids and times stand in it as they are; whatever may name a person is sealed.
//!
//! `database` says what a database has to do, and `sqlite` and `postgres` do it. Everything else here is decided once for
//! every database.

mod accept;
mod alteration;
mod audit;
mod audit_rows;
mod calls;
mod chain;
mod change_rows;
mod changes;
mod claims;
mod collisions;
mod crosscheck;
mod database;
mod draft_rows;
mod drafts;
mod error;
mod export;
mod facts;
mod file_rows;
mod forget;
mod health;
mod key;
mod key_file;
mod lockout;
mod measured;
mod migrate;
mod postgres;
mod queue;
mod recent;
mod record;
mod retention;
mod seal;
mod shared;
mod sqlite;
#[cfg(test)]
mod tests;
mod trail;
mod waiting;
mod week;
mod witness;

use std::path::Path;

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, MutexGuard};

use crate::booking::{Mode, Vendor};

pub use accept::{Accepted, accept};
pub use audit::{Done, Entry};
pub use changes::{Outgoing, RecordId};
pub use database::{
    Answer, DeskAtWork, Desks, Durability, Erasing, HeldTime, Lease, News, Round, Statement, Store, Table,
    Written,
};
pub use drafts::{Pieces, StoredDrafts};
pub use error::{OtherKey, SetAside, StoreError, Trouble};
pub use export::{ExportError, Format};
pub use file_rows::{RowHeld, RowMark, RowState, RowToSend};
pub use forget::Forgotten;
pub use health::{Examined, examine, kept_aside};
pub use key_file::{Imported, KeyError, KeyFile};
pub use lockout::{Lockout, LockoutFile};
pub use postgres::{Server, Tls, shared_tables};
pub use seal::Fingerprint;
pub use shared::{
    Collision, Elsewhere, Mirrored, OwnDraft, SharedDraft, SharedStatus, SharedStore, TakenOver,
};
pub use trail::{Break, Trail, Whole};
pub use witness::Older;

use seal::Seal;
use witness::Witness;

/// Who works at this desk, for the audit trail.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The person, where anybody says.
    pub operator: Option<String>,
    /// What the desk is called, if it has a name.
    pub desk: Option<String>,
}

/// One mode's records, as one window of the desk works with them. Other windows, and other processes, may have the
/// same file open.
#[derive(Debug)]
pub struct RecordStore {
    store: Mutex<Box<dyn Store>>,
    mode: Mode,
    /// Those whose changes are read back.
    vendors: Vec<Vendor>,
    seal: Seal,
    who: Who,
    /// None where other desks write, too: then they are countersigned ([`shared`]).
    witness: Option<Witness>,
}

/// Records, and what there is to say about how it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The records.
    pub records: RecordStore,
    /// The file that could not be used, and was kept beside the fresh one.
    pub set_aside: Option<SetAside>,
    /// That it lacks what was once written to it, until a person takes it as it is.
    pub older: Option<Older>,
}

impl RecordStore {
    /// Opens a mode's records in the data directory, which must exist. Changes at other clinic APIs than `vendors` stay
    /// as they are and are not read back. What can't be read, comes from a later
    /// version, or is all that is left where there were records, is renamed and kept, and a fresh file begun.
    ///
    /// # Errors
    /// When the directory or the file can't be written, a broken file is in use by another window, or the key file is
    /// gone or not the one that the records were sealed with.
    pub async fn open(
        folder: &Path,
        mode: Mode,
        vendors: Vec<Vendor>,
        who: Who,
        now: DateTime<Utc>,
    ) -> Result<Opened, StoreError> {
        RecordStore::open_known(folder, mode, vendors, who, sqlite::ever_used(folder, mode), now).await
    }

    /// The same, where it is known whether there were records before.
    async fn open_known(
        folder: &Path,
        mode: Mode,
        vendors: Vec<Vendor>,
        who: Who,
        were_there: bool,
        now: DateTime<Utc>,
    ) -> Result<Opened, StoreError> {
        let seal = Seal::existing(folder)?;
        let (store, set_aside) = sqlite::open(folder, mode, were_there, now).await?;
        let mut records = RecordStore::over(Box::new(store), folder, mode, vendors, seal, who).await?;
        let witness = Witness::of(folder, mode);
        let older = witness::older(witness.seen(&records.seal)?, &mut **records.store.get_mut()).await?;
        records.witness = Some(witness);
        Ok(Opened { records, set_aside, older })
    }

    /// The records in a database whose tables are this version's, with the key in the data directory, `seal`.
    async fn over(
        mut store: Box<dyn Store>,
        folder: &Path,
        mode: Mode,
        vendors: Vec<Vendor>,
        seal: Option<Seal>,
        who: Who,
    ) -> Result<RecordStore, StoreError> {
        let seal = key::for_records(folder, mode, seal, &mut *store).await?;
        migrate::seal_persons(&mut *store, &seal).await?;
        migrate::name_claims(&mut *store, &seal).await?;
        chain::chain_with_key(&mut *store, &seal).await?;
        store.mark_lease();
        Ok(RecordStore { store: Mutex::new(store), mode, vendors, seal, who, witness: None })
    }

    /// The clinic API that a stored word stands for.
    fn vendor(&self, word: &str) -> Option<Vendor> {
        self.vendors.iter().copied().find(|vendor| vendor.word() == word)
    }

    /// What the records call this window.
    pub async fn window(&self) -> String {
        self.store.lock().await.lease()
    }

    /// Whether no other window of this machine has these records open.
    async fn is_only_window(&self) -> Result<bool, StoreError> {
        self.store.lock().await.is_only_window()
    }

    /// How real what it holds is.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Moves what has been written into the file itself, so that a copy of it alone holds everything.
    pub async fn write_out(&self) {
        // All of it is on the disk already; where another window reads, a part waits for the next time.
        let _ = self.store.lock().await.write_out().await;
    }

    /// Closes the file, and gives the lease back.
    pub async fn close(self) {
        self.write_out().await;
        // This only tidies up.
        let _ = self.store.into_inner().close().await;
    }

    /// Begins to write: see [`begin`].
    async fn begin(&self) -> Result<MutexGuard<'_, Box<dyn Store>>, StoreError> {
        let mut store = self.store.lock().await;
        begin(&mut **store).await?;
        Ok(store)
    }

    /// The same, with the number and the hash of the last line of the audit trail.
    async fn begin_at_tip(&self) -> Result<(MutexGuard<'_, Box<dyn Store>>, (i64, String)), StoreError> {
        let mut store = self.store.lock().await;
        let said = begin_asking(Durability::Synced, audit::VERSION_AND_TIP, &mut **store).await?;
        let tip = match audit::tip_of(&said) {
            Some(tip) => Ok(tip),
            None => audit::base(&mut **store).await,
        };
        match tip {
            Ok(tip) => Ok((store, tip)),
            Err(error) => end(&mut **store, Err(error)).await,
        }
    }

    /// Ends what was begun to be written, as [`end`], and has the audit trail's new head witnessed.
    async fn end<T>(&self, store: &mut dyn Store, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let done = end(store, done).await?;
        if let Some(witness) = &self.witness {
            // It is written down, witnessed or not.
            let _ = witness.go_on(&self.seal, store).await;
        }
        Ok(done)
    }

    /// Adds a line to the audit trail.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn record(&self, entry: Entry, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut store = self.begin().await?;
        let done = self.append(&mut **store, entry, now).await;
        self.end(&mut **store, done).await
    }

    /// The same within a transaction.
    async fn append(
        &self,
        store: &mut dyn Store,
        entry: Entry,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        audit::append(store, &self.seal, &self.who, vec![entry], now).await
    }
}

/// Whether a desk in this folder has records of this mode.
pub fn has_records(folder: &Path, mode: Mode) -> bool {
    sqlite::is_there(folder, mode)
}

/// Begins to write: one writer at a time, so that what is read first is still true when it is written.
/// Another version's desk may have changed the tables since they were opened: then nothing is written over.
async fn begin(store: &mut dyn Store) -> Result<(), StoreError> {
    begin_with(Durability::Synced, store).await
}

/// The same; drafts don't wait for the disk.
async fn begin_with(durability: Durability, store: &mut dyn Store) -> Result<(), StoreError> {
    begin_asking(durability, migrate::VERSION, store).await.map(drop)
}

/// The same, with whatever else is asked first beside how far the tables are, which stands in the first column.
async fn begin_asking(
    durability: Durability,
    first: &'static str,
    store: &mut dyn Store,
) -> Result<Table, StoreError> {
    let asked = match store.begin_asking(durability, first).await {
        Ok(said) if migrate::says_outgrown(store, &said) => Err(StoreError::Outgrown),
        asked => asked,
    };
    if asked.is_err() {
        // There may be nothing to take back.
        let _ = store.roll_back().await;
    }
    asked
}

/// Ends what was begun: all of it is on record, or none of it ever was.
async fn end<T>(store: &mut dyn Store, done: Result<T, StoreError>) -> Result<T, StoreError> {
    let committed = match done {
        Ok(done) => store.commit().await.map(|()| done),
        Err(error) => Err(error),
    };
    if committed.is_err() {
        // There may be nothing left to take back.
        let _ = store.roll_back().await;
    }
    committed
}

/// A moment as the records have it: UTC, milliseconds, sorted as text like the moments themselves.
fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

fn moment(written: &str) -> Option<DateTime<Utc>> {
    written.parse().ok()
}
