//! What must survive the program: changes on their way, drafts, and who did what when.
//!
//! One file for each [`Mode`] in the data directory, so that live and sandbox records never share one. Every change
//! is one transaction, together with its line in the audit trail, and is on the disk when its function returns; drafts
//! alone are on the disk only after [`Store::sync_drafts`]. Ids and times stand in it as they are; whatever may name a person is sealed. The queries are plain enough for
//! PostgreSQL; what only SQLite knows stands in `file.rs`.

mod accept;
mod alteration;
mod audit;
mod chain;
mod change_row;
mod changes;
mod claims;
mod crosscheck;
mod drafts;
mod error;
mod export;
mod file;
mod forget;
mod health;
mod instance_lock;
mod key;
mod let_go;
mod lockout;
mod queue;
mod recent;
mod record;
mod rows;
mod schema;
mod seal;
#[cfg(test)]
mod tests;
mod trail;
mod witness;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;
use tokio::sync::Mutex;

use crate::booking::Mode;

pub use accept::{Accepted, accept};
pub use audit::{Done, Entry};
pub use changes::{IntentId, Outcome, Outgoing, Unsettled};
pub use drafts::StoredDrafts;
pub use error::StoreError;
pub use export::{ExportError, Format};
pub use file::{SetAside, Trouble};
pub use forget::Forgotten;
pub use health::{Examined, examine, kept_aside};
pub use lockout::{Lockout, LockoutFile, PinAttempt};
pub use recent::RecordedChange;
pub use rows::{RowHeld, RowMark, RowState, RowToSend};
pub use trail::{Break, Trail, Whole};
pub use witness::Older;

use instance_lock::InstanceLock;
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
pub struct Store {
    connection: Mutex<SqliteConnection>,
    folder: PathBuf,
    mode: Mode,
    lease: InstanceLock,
    seal: Seal,
    who: Who,
    witness: Witness,
}

/// A ledger, and what there is to say about how it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub ledger: Store,
    /// The file that could not be used, and was kept beside the fresh one.
    pub set_aside: Option<SetAside>,
    /// That it lacks what was once written to it, until a person takes it as it is.
    pub older: Option<Older>,
}

impl Store {
    /// Opens a mode's records in the data directory, which must exist. What can't be read, comes from a later
    /// version, or is all that is left where there were records, is renamed and kept, and a fresh file begun.
    ///
    /// # Errors
    /// When the directory or the file can't be written, a broken file is in use by another window, or the key file is
    /// gone or not the one that the records were sealed with.
    pub async fn open(folder: &Path, mode: Mode, who: Who, now: DateTime<Utc>) -> Result<Opened, StoreError> {
        let were_there = InstanceLock::ever_taken(folder, mode);
        Store::open_known(folder, mode, who, were_there, now).await
    }

    /// The same, where it is known whether there were records before.
    async fn open_known(
        folder: &Path,
        mode: Mode,
        who: Who,
        were_there: bool,
        now: DateTime<Utc>,
    ) -> Result<Opened, StoreError> {
        let seal = Seal::existing(folder)?;
        let mut lease = InstanceLock::take(folder, mode)?;
        let (mut connection, set_aside) = file::open(folder, mode, &lease, were_there, now).await?;
        let seal = key::for_records(folder, mode, seal, &mut connection).await?;
        schema::seal_persons(&mut connection, &seal).await?;
        chain::chain_with_key(&mut connection, &seal).await?;
        lease.mark();
        let witness = Witness::of(folder, mode);
        let older = witness::older(witness.seen(&seal)?, &mut connection).await?;
        let connection = Mutex::new(connection);
        let ledger = Store { connection, folder: folder.to_owned(), mode, lease, seal, who, witness };
        Ok(Opened { ledger, set_aside, older })
    }

    /// How real what it holds is.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Moves what has been written into the file itself, so that a copy of it alone holds everything.
    pub async fn write_out(&self) {
        // All of it is on the disk already; where another window reads, a part waits for the next time.
        let _ = file::write_out(&mut *self.connection.lock().await).await;
    }

    /// Closes the file, and gives the lease back.
    pub async fn close(self) {
        self.write_out().await;
        // This only tidies up.
        let _ = self.connection.into_inner().close().await;
    }

    /// Those of the leases in which nobody sits any more, taken.
    fn vacant(&self, names: Vec<String>) -> Result<Vec<InstanceLock>, StoreError> {
        let numbers = names.iter().filter_map(|name| name.parse().ok());
        let taken = numbers.map(|number| InstanceLock::try_take(&self.folder, self.mode, number).transpose());
        taken.flatten().collect()
    }

    /// Ends what was begun to be written, as [`end`], and has the audit trail's new head witnessed.
    async fn end<T>(
        &self,
        connection: &mut SqliteConnection,
        done: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = end(connection, done).await?;
        // It is written down, witnessed or not.
        let _ = self.witness.go_on(&self.seal, connection).await;
        Ok(done)
    }

    /// Adds a line to the audit trail.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn record(&self, entry: Entry, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        begin(&mut connection).await?;
        let done = self.append(&mut connection, entry, now).await;
        self.end(&mut connection, done).await
    }

    /// The same within a transaction.
    async fn append(
        &self,
        connection: &mut SqliteConnection,
        entry: Entry,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        audit::append(connection, &self.seal, &self.who, &entry, now).await
    }
}

/// Begins to write: one writer at a time, so that what is read first is still true when it is written.
/// Another version's desk may have changed the tables since they were opened: then nothing is written over.
async fn begin(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    begin_with(file::BEGIN_TO_WRITE, connection).await
}

/// The same for drafts, whose commit does not wait for the disk.
async fn begin_unsynced(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    begin_with(file::BEGIN_UNSYNCED, connection).await
}

async fn begin_with(statement: &'static str, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query(statement).execute(&mut *connection).await?;
    match schema::is_outgrown(connection).await {
        Ok(false) => Ok(()),
        outgrown => {
            sqlx::query("ROLLBACK").execute(connection).await?;
            outgrown?;
            Err(StoreError::Outgrown)
        }
    }
}

/// Ends what was begun: all of it is on the disk, or none of it ever was. The library's own transactions lose count
/// where a full disk has ended one already, so they are begun and ended by hand.
async fn end<T>(connection: &mut SqliteConnection, done: Result<T, StoreError>) -> Result<T, StoreError> {
    let committed = match done {
        Ok(done) => sqlx::query("COMMIT").execute(&mut *connection).await.map(|_| done).map_err(Into::into),
        Err(error) => Err(error),
    };
    if committed.is_err() {
        // There may be nothing left to take back.
        let _ = sqlx::query("ROLLBACK").execute(connection).await;
    }
    committed
}

/// A moment as the records have it: UTC, milliseconds, sorted as text like the moments themselves.
fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
