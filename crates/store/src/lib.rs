//! The persistent records: changes under way, drafts, and who did what when.
//!
//! Each [`Mode`] has records of its own, so that live and sandbox never share any. Every change is one transaction,
//! together with its line in the audit trail, and is on the disk when its function returns; only drafts need
//! [`RecordStore::sync`] for that. Ids and times are stored in plain text; whatever may name a person is sealed.
//!
//! `database` is the interface of a database, implemented by `sqlite` and `postgres`. Everything else here is decided
//! once for every database.

/// Runs some work on a [`RecordStore`] as a write transaction. When it returns, the result is on the disk and
/// witnessed, unless the transaction is [`Durability::Unsynced`], which must not touch the audit trail. A macro,
/// because a future that holds an asynchronous closure can't be spawned.
macro_rules! transact {
    ($records:expr, |$store:ident| $work:expr) => {
        transact!($records, $crate::Durability::Synced, |$store| $work)
    };
    ($records:expr, $durability:expr, |$store:ident| $work:expr) => {{
        let mut guard = $records.begin($durability).await?;
        let done = async {
            let $store = &mut **guard;
            $work
        };
        let done = done.await;
        $records.end($durability, &mut **guard, done).await
    }};
}

mod age_file;
mod alteration;
mod audit;
mod away_notes;
mod bytes;
mod call;
mod call_backs;
mod calls;
mod change_row;
mod change_rows;
mod changes;
mod claims;
mod collisions;
mod database;
mod desks;
mod draft_rows;
mod drafts;
mod error;
mod export;
mod facts;
mod file_rows;
mod files;
mod fingerprint;
mod forget;
mod heads;
mod health;
mod key;
mod key_file;
mod key_text;
mod late_notes;
mod lockout;
mod migrate;
mod notes;
mod order;
mod outgoing;
mod patient_notes;
mod postgres;
mod recent;
mod record;
mod record_id;
mod rotate;
mod seal;
mod shared;
mod sqlite;
#[cfg(test)]
mod tests;
mod trail;
mod waiting;
mod week;
mod witness;
mod written_call;

use std::path::Path;

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, MutexGuard};

use booking::{ClinicId, Mode};

pub use audit::{AuditAction, AuditEntry};
pub use call::carry_out;
pub use claims::Collision;
pub use database::{CallReply, DbFuture, Durability, Erasing, Lease, QueryRows, Statement, Store};
pub use desks::{
    AllDesks, DeskAtWork, Desks, HeldTime, LeaseCheck, Renewal, StoreNews, WrittenKinds,
};
pub use drafts::{Pieces, StoredDrafts};
pub use error::{OtherKey, Result, SetAside, StoreError, Trouble};
pub use export::{ExportError, Format};
pub use file_rows::{RowHeld, RowToSend, StoredRowState};
pub use files::{
    open_private, open_private_unlinked, open_to_read, open_unlinked, read_file, read_text,
    refusal, text_of, write_whole,
};
pub use fingerprint::Fingerprint;
pub use forget::Erasure;
pub use health::{Acceptance, RecordFinding, accept, examine, files_set_aside};
pub use key_file::{KeyError, KeyFile, KeyImport};
pub use lockout::{Lockout, LockoutFile};
pub use notes::{ChangedNotes, NoteOutcome};
pub use outgoing::Outgoing;
pub use postgres::{DatabaseAccess, Server, Tls, accept_server};
pub use record_id::RecordId;
pub use rotate::KeyRotation;
pub use shared::{
    ChangesTakenOver, ForeignChange, MirrorProgress, OvertakenNote, OwnDraft, SharedDraft,
    SharedStatus, SharedStore,
};
pub use trail::{Break, Trail, Whole};
pub use witness::Older;
pub use written_call::WrittenCall;

use seal::Seal;
use witness::Witness;

/// The operator and the desk, for the audit trail.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The operator, if configured.
    pub operator: Option<String>,
    /// The name of the desk, if it has one.
    pub desk: Option<String>,
}

/// One mode's records, for one window of the desk. Other windows and processes may have the same file open.
#[derive(Debug)]
pub struct RecordStore {
    store: Mutex<Box<dyn Store>>,
    mode: Mode,
    /// The clinic APIs whose changes are read back.
    clinics: Vec<ClinicId>,
    seal: Seal,
    who: Who,
    /// The witness; `None` for shared records, which are countersigned ([`shared`]).
    witness: Option<Witness>,
}

/// Opened records, with what was found in the process.
#[derive(Debug)]
pub struct OpenedRecords {
    /// The records.
    pub records: RecordStore,
    /// The unusable file that was set aside for a new one.
    pub set_aside: Option<SetAside>,
    /// The finding that the records lack earlier entries, until a person accepts them.
    pub older: Option<Older>,
}

impl RecordStore {
    /// Opens a mode's records in the data directory, which must exist. Changes at clinic APIs not in `clinics` are
    /// kept, but not read back. Files that can't be read, come from a later version, or are remnants of records are
    /// renamed and kept, and a new file begun.
    ///
    /// # Errors
    /// If the directory or the file can't be written, a broken file is in use by another window, or the key file is
    /// missing or not the one that sealed the records.
    pub async fn open(
        folder: &Path,
        mode: Mode,
        clinics: Vec<ClinicId>,
        who: Who,
        now: DateTime<Utc>,
    ) -> Result<OpenedRecords> {
        RecordStore::open_known(
            folder,
            mode,
            clinics,
            who,
            sqlite::ever_used(folder, mode),
            now,
        )
        .await
    }

    /// Opens a mode's records, given whether records existed before.
    async fn open_known(
        folder: &Path,
        mode: Mode,
        clinics: Vec<ClinicId>,
        who: Who,
        had_records: bool,
        now: DateTime<Utc>,
    ) -> Result<OpenedRecords> {
        let seal = Seal::existing(folder)?;
        let (store, set_aside) = sqlite::open(folder, mode, had_records, now).await?;
        let mut records =
            RecordStore::over(Box::new(store), folder, mode, clinics, seal, who).await?;
        let witness = Witness::of(folder, mode);
        let store = &mut **records.store.get_mut();
        let seen = witness.open(&records.seal, store).await?;
        let older = witness::older(seen, store).await?;
        records.witness = Some(witness);
        Ok(OpenedRecords {
            records,
            set_aside,
            older,
        })
    }

    /// Opens records in a database whose tables are of this version, with the key `seal` in the data directory.
    async fn over(
        mut store: Box<dyn Store>,
        folder: &Path,
        mode: Mode,
        clinics: Vec<ClinicId>,
        seal: Option<Seal>,
        who: Who,
    ) -> Result<RecordStore> {
        let seal = key::for_records(folder, mode, seal, &mut *store).await?;
        migrate::seal_persons(&mut *store, &seal).await?;
        migrate::name_claims(&mut *store, &seal).await?;
        migrate::chain_with_key(&mut *store, &seal).await?;
        store.mark_lease();
        Ok(RecordStore {
            store: Mutex::new(store),
            mode,
            clinics,
            seal,
            who,
            witness: None,
        })
    }

    /// Returns the clinic API for a stored word.
    fn clinic(&self, word: &str) -> Option<ClinicId> {
        self.clinics
            .iter()
            .copied()
            .find(|clinic| clinic.word() == word)
    }

    /// Returns the name of this window in the records.
    pub async fn window(&self) -> String {
        self.store.lock().await.lease()
    }

    /// Returns the mode.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Moves all content into the file itself, so that a copy of the file is complete.
    pub async fn write_out(&self) {
        // Everything is on the disk already. While another window reads, part of this is postponed to the next call.
        let _ = self.store.lock().await.write_out().await;
    }

    /// Closes the file, and releases the lease.
    pub async fn close(self) {
        self.write_out().await;
        // Closing only cleans up.
        let _ = self.store.into_inner().close().await;
    }

    /// Begins a write transaction of this durability: see [`begin_with`].
    async fn begin(&self, durability: Durability) -> Result<MutexGuard<'_, Box<dyn Store>>> {
        let mut store = self.store.lock().await;
        begin_with(durability, &mut **store).await?;
        Ok(store)
    }

    /// Ends a write transaction like [`end`], and if it is synced, updates the witness of the audit trail's head.
    async fn end<T>(
        &self,
        durability: Durability,
        store: &mut dyn Store,
        done: Result<T>,
    ) -> Result<T> {
        let done = end(store, done).await?;
        if let (Durability::Synced, Some(witness)) = (durability, &self.witness) {
            // The transaction is committed, witnessed or not.
            let _ = witness.go_on(&self.seal, store).await;
        }
        Ok(done)
    }

    /// Adds a line to the audit trail.
    ///
    /// # Errors
    /// If the records can't be written.
    pub async fn record(&self, entry: AuditEntry, now: DateTime<Utc>) -> Result<()> {
        transact!(self, |store| self.append(store, entry, now).await)
    }

    /// Adds a line to the audit trail within a transaction.
    async fn append(
        &self,
        store: &mut dyn Store,
        entry: AuditEntry,
        now: DateTime<Utc>,
    ) -> Result<()> {
        audit::append(store, &self.seal, &self.who, vec![entry], now).await
    }
}

/// Returns whether a desk in this folder has records of this mode.
pub fn has_records(folder: &Path, mode: Mode) -> bool {
    sqlite::is_there(folder, mode)
}

/// Begins a write transaction. There is one writer at a time, so that what is read first is still true when it is
/// written. Fails if another version has changed the tables since they were opened, so that nothing is overwritten.
async fn begin(store: &mut dyn Store) -> Result<()> {
    begin_with(Durability::Synced, store).await
}

/// Begins a write transaction with this durability: drafts don't wait for the disk.
async fn begin_with(durability: Durability, store: &mut dyn Store) -> Result<()> {
    let begun = match store.begin_asking(durability, facts::VERSION).await {
        Ok(rows) => facts::outgrown_by(store, &rows).map_or(Ok(()), Err),
        Err(error) => Err(error),
    };
    if begun.is_err() {
        // There may be nothing to roll back.
        let _ = store.roll_back().await;
    }
    begun
}

/// Ends a transaction: commits on success, and rolls back on failure.
async fn end<T>(store: &mut dyn Store, done: Result<T>) -> Result<T> {
    let committed = match done {
        Ok(done) => store.commit().await.map(|()| done),
        Err(error) => Err(error),
    };
    if committed.is_err() {
        // There may be nothing left to roll back.
        let _ = store.roll_back().await;
    }
    committed
}

/// Formats a moment for the records: UTC with milliseconds. The texts sort like the moments.
fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

fn moment(written: &str) -> Option<DateTime<Utc>> {
    written.parse().ok()
}
