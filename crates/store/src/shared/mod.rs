//! The records that the desks of a clinic share, in PostgreSQL. A desk keeps its own records as it does alone, and
//! writes everything there first. They are copied to the shared records, and other desks' records are copied back, so
//! that a desk reads everything locally, even while the server is unreachable.

mod claiming;
mod copy;
mod drafts;
mod fitting;
mod front;
mod heads;
mod import;
mod journal;
mod mirror;
mod open_changes;
mod silenced;
mod take_over;
mod writing;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::sync::{Mutex as StdMutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::database::Store;
use super::desks::{AllDesks, Desks, Renewal, StoreNews, WrittenKinds};
use super::migrate::{self, Schema};
use super::postgres::{self, DatabaseAccess, Leases, Postgres, Server, Timeline};
use super::seal::Seal;
use super::witness::Witness;
use super::{RecordId, RecordStore, Result, StoreError, Who, key};
use crate::audit::tip;
use crate::claims::Collision;
use crate::written_call::WrittenCall;
use crate::{HeldTime, moment, written};
use booking::{AppointmentRef, ClinicId, Hold, Mode, Provider, Slot};

use claiming::CopiedClaims;
use copy::Overtaken;
pub use copy::OvertakenNote;
pub use drafts::{OwnDraft, SharedDraft};
pub use mirror::{ForeignChange, MirrorProgress};
use open_changes::OpenChanges;
pub use take_over::ChangesTakenOver;

/// How long an unused connection is kept. A desk at rest has one, which listens.
const REST: Duration = Duration::from_secs(20);

/// The longest round trip to a server with which a desk reconnects for every change after a rest.
const NEAR: Duration = Duration::from_millis(100);

/// A mode's shared records, for one desk.
#[derive(Debug)]
pub struct SharedStore {
    pub(super) records: RecordStore,
    pub(super) desks: Box<dyn Desks>,
    /// The name of the desk's own records among the copied journals.
    journal: String,
    /// The number of steps of the tables that this version knows.
    version: usize,
    /// The number and hash of the last line of the desk's chain.
    chain_end: StdMutex<(i64, String)>,
    /// The number and hash of the last line of any chain that the desk has seen: the next line proves it.
    seen_line: StdMutex<(i64, String)>,
    /// The last copied line of the journal; negative until known.
    pub(super) copied: AtomicI64,
    /// The number up to which others' changes are known; negative until known.
    mirrored: AtomicI64,
    /// Whether calls and the waiting list may have changed since they were copied.
    owes_lists: AtomicBool,
    /// The collisions that have not been reported. The lock also serializes copying.
    unreported: Mutex<Vec<Collision>>,
    kept_out: Mutex<Vec<RecordId>>,
    /// The database's messages about everything that it rejected, until they are reported.
    set_aside: Mutex<Vec<String>>,
    overtaken: Mutex<Overtaken>,
    claimed: CopiedClaims,
    open_changes: OpenChanges,
    witness: Witness,
}

impl SharedStore {
    /// Creates a mode's shared records, or migrates those of an earlier version. They are sealed with the key in the
    /// data directory, which is created if there is none. `role` may then use them.
    ///
    /// # Errors
    /// If the server can't be reached or refuses, or the records were sealed with another key.
    pub async fn set_up(
        server: &Server,
        folder: &Path,
        mode: Mode,
        role: Option<&str>,
    ) -> Result<()> {
        let server = &server.primary().await?;
        let mut owner = server.reach(mode, "").await?;
        Timeline::checked(&mut owner, folder).await?;
        postgres::make_schema(&mut owner, mode).await?;
        postgres::migrate(&mut owner, mode).await?;
        let (store, _) = postgres::without_lease(server, mode);
        SharedStore::set_up_in(Box::new(store), folder, mode).await?;
        if let Some(role) = role {
            postgres::grant(&mut owner, mode, role).await?;
        }
        Ok(())
    }

    /// Lets only the database's owner and the desks' roles connect to it, unless others use it.
    ///
    /// # Errors
    /// If the server can't be reached or refuses.
    pub async fn restrict_access(server: &Server) -> Result<DatabaseAccess> {
        let mut owner = server.primary().await?.reach(Mode::Live, "").await?;
        Ok(postgres::restrict_access(&mut owner).await?)
    }

    /// Creates or migrates the shared records in any database.
    ///
    /// # Errors
    /// As for [`set_up`](SharedStore::set_up).
    pub async fn set_up_in(mut store: Box<dyn Store>, folder: &Path, mode: Mode) -> Result<()> {
        if migrate::bring_up(&mut *store, false).await? == Schema::Later {
            migrate::check(&mut *store).await?;
        }
        let seal = key::of_new_desk(folder, &mut *store).await?;
        RecordStore::over(store, folder, mode, Vec::new(), seal, Who::default())
            .await
            .map(drop)
    }

    /// Opens a mode's shared records for a desk whose own are known as `journal`, and takes its lease.
    ///
    /// # Errors
    /// If the server can't be reached, the records are not set up, or the key in the data directory is not theirs.
    pub async fn open(
        server: &Server,
        folder: &Path,
        mode: Mode,
        clinics: Vec<ClinicId>,
        who: Who,
        journal: String,
    ) -> Result<SharedStore> {
        let server = &server.primary().await?;
        let window = Uuid::new_v4().to_string();
        let mut connection = server.reach(mode, &window).await?;
        let timeline = Timeline::checked(&mut connection, folder).await?;
        let own = journal.clone();
        let desk = who.desk.clone();
        let leases = Leases::new(server.clone(), mode, window.clone(), own, desk);
        leases.check_sessions(&mut connection).await?;
        let store = Postgres::new(server.clone(), mode, window, leases.clone())
            .over(connection, timeline.clone());
        let database = (
            Box::new(store) as Box<dyn Store>,
            Box::new(leases) as Box<dyn Desks>,
        );
        match SharedStore::open_in(database, folder, mode, clinics, who, journal).await {
            Err(error @ StoreError::NotSetUp) => {
                Err(server.check(mode, folder).await.err().unwrap_or(error))
            }
            Ok(opened) => {
                timeline.map_or(Ok(()), |timeline| timeline.remember(folder))?;
                Ok(opened)
            }
            failed => failed,
        }
    }

    /// Opens the shared records in any database that desks share.
    ///
    /// # Errors
    /// As for [`open`](SharedStore::open).
    pub async fn open_in(
        (mut store, desks): (Box<dyn Store>, Box<dyn Desks>),
        folder: &Path,
        mode: Mode,
        clinics: Vec<ClinicId>,
        who: Who,
        journal: String,
    ) -> Result<SharedStore> {
        migrate::check(&mut *store).await?;
        let seal = Seal::existing(folder)?;
        let records = RecordStore::over(store, folder, mode, clinics, seal, who).await?;
        desks.take().await?;
        let version = records.store.lock().await.steps().len();
        Ok(SharedStore {
            records,
            version,
            chain_end: StdMutex::default(),
            seen_line: StdMutex::default(),
            desks,
            journal,
            copied: AtomicI64::new(-1),
            mirrored: AtomicI64::new(-1),
            owes_lists: AtomicBool::new(false),
            unreported: Mutex::default(),
            kept_out: Mutex::default(),
            set_aside: Mutex::default(),
            overtaken: Mutex::default(),
            claimed: CopiedClaims::default(),
            open_changes: OpenChanges::default(),
            witness: Witness::of_shared(folder, mode),
        })
    }

    /// Renews the lease, which lapses after ten seconds. If it has lapsed and another desk has taken over its changes,
    /// this one continues under a new lease, and no longer writes to those changes.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn renew(&self) -> Result<Renewal> {
        let noted = self.open_changes.noted();
        let renewal = self.desks.renew().await?;
        if renewal.open.is_empty() {
            self.open_changes.none_since(noted);
        }
        Ok(renewal)
    }

    /// Finds out which desks are at work and what gone desks have left, and notifies the others.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn watch(&self) -> Result<AllDesks> {
        self.desks.watch().await
    }

    /// Returns whether changes may be open under this desk's lease, which must then be renewed.
    pub fn may_have_open(&self) -> bool {
        self.open_changes.may_be_any()
    }

    /// Waits until a change may have been opened under this desk's lease.
    pub async fn until_opened(&self) {
        self.open_changes.until_noted().await;
    }

    /// Records if the others' writes include changes under this desk's lease, made by another window of the machine.
    pub fn note_written(&self, written: &WrittenKinds) {
        let own = self.desks.own().to_string();
        let is_own = |call: &WrittenCall| call.changes.iter().any(|one| one.change.lease == own);
        if written.records || written.calls.iter().any(is_own) {
            self.open_changes.note();
        }
    }

    /// Closes the connection for writing if it has been idle for a while and the server is near.
    ///
    /// # Errors
    /// If closing fails.
    pub async fn rest(&self) -> Result<()> {
        if self.desks.round_trip() < NEAR
            && let Ok(mut store) = self.records.store.try_lock()
        {
            store.rest(REST).await?;
        }
        Ok(())
    }

    /// Checks that changes can be claimed now, so that their tables are not locked.
    ///
    /// # Errors
    /// If they are locked, or the server can't be reached.
    pub async fn check_writable(&self) -> Result<()> {
        self.records.store.lock().await.check_writable().await
    }

    /// Returns the duration of a round trip to the server, measured with the last renewal or watch.
    pub fn round_trip(&self) -> Duration {
        self.desks.round_trip()
    }

    /// Returns whether any desk has changed an appointment lately: see [`RecordStore::is_changed_lately`].
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn is_changed_lately(
        &self,
        of: &AppointmentRef,
        but: RecordId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        self.records.is_changed_lately(of, but, now).await
    }

    /// Subscribes to everything written from now on.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn listen(&self) -> Result<Box<dyn StoreNews>> {
        self.desks.listen().await
    }

    /// Ends the presence of this window. If it is the machine's last one and no change is open, the lease lapses at
    /// once, and the others know that this desk is gone. Open changes belong to it until the lease lapses by itself.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn leave(&self) -> Result<()> {
        self.desks.leave().await
    }

    /// Locks the end of the chain, which is known after joining.
    fn chain_end(&self) -> MutexGuard<'_, (i64, String)> {
        self.chain_end
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn seen_line(&self) -> MutexGuard<'_, (i64, String)> {
        self.seen_line
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the connections.
    pub async fn close(self) {
        self.records.close().await;
        let _ = self.desks.close().await;
    }
}

/// The status of a mode's shared records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStatus {
    /// The names of the desks at work; `None` for one without a name.
    pub desks: Vec<Option<String>>,
    /// The number of lines in the audit trail.
    pub lines: i64,
}

impl SharedStatus {
    /// Reads the status of a mode's shared records, with the key in the data directory.
    ///
    /// # Errors
    /// If the server can't be reached, nothing is set up there, the key is another one, or a pooler mixes up sessions.
    pub async fn of(server: &Server, folder: &Path, mode: Mode) -> Result<SharedStatus> {
        let server = &server.primary().await?;
        let (mut store, leases) = postgres::without_lease(server, mode);
        let mut connection = server.reach(mode, "").await?;
        leases.check_sessions(&mut connection).await?;
        drop(connection);
        server.check(mode, folder).await?;
        migrate::check(&mut store).await?;
        key::of_desk(folder, &mut store).await?;
        let (lines, _) = tip(&mut store).await?;
        let desks = leases.at_work().await?;
        Box::new(store).close().await?;
        Ok(SharedStatus { desks, lines })
    }
}

impl SharedStore {
    /// Holds a time in place of the one that this window held before; `None` releases it.
    ///
    /// # Errors
    /// If the server can't be reached: then the others don't know of it.
    pub async fn hold(&self, window: &str, held: Option<(&Provider, Slot)>) -> Result<()> {
        let held = held.map(|(provider, slot)| HeldTime {
            clinic: provider.clinic().word().to_owned(),
            provider: provider.id().to_owned(),
            starts_at: written(slot.start),
            busy_until: written(slot.end),
            desk: self.records.who.desk.clone(),
        });
        if !self.desks.hold(window, held.clone()).await? {
            self.desks.renew().await?;
            self.desks.hold(window, held).await?;
        }
        Ok(())
    }

    /// Returns the times that other desks at work hold.
    ///
    /// # Errors
    /// If the server can't be reached.
    pub async fn held(&self) -> Result<Vec<Hold>> {
        let rows = self.desks.held().await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| self.read_hold(row))
            .collect())
    }

    fn read_hold(&self, row: HeldTime) -> Option<Hold> {
        let provider = Provider::named(self.records.clinic(&row.clinic)?, &row.provider)?;
        let slot = Slot {
            start: moment(&row.starts_at)?,
            end: moment(&row.busy_until)?,
        };
        Some(Hold {
            provider,
            slot,
            desk: row.desk,
        })
    }
}
