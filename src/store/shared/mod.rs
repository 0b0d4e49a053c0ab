//! The records that the desks of a clinic share, in PostgreSQL. A desk keeps its own records as it does alone, and
//! everything is written down there first. What it has written is copied from there into the shared ones, and what other
//! desks have is copied back: so a desk knows what it needs without asking anybody, also while the server is away.

mod copy;
mod drafts;
mod heads;
mod holds;
mod import;
mod journal;
mod mirror;
mod status;
mod take_over;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};

use chrono::{DateTime, Utc};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::database::{Desks, News, Round, Store};
use super::migrate::{self, Schema};
use super::postgres::{self, Leases, Postgres, Server};
use super::seal::{Fingerprint, Seal};
use super::witness::Witness;
use super::{RecordId, RecordStore, StoreError, Who, end, key};
use crate::booking::{AppointmentRef, Mode, Vendor};

pub use copy::Collision;
pub use drafts::{OwnDraft, SharedDraft};
pub(super) use heads::last_signed;
pub(super) use journal::{ELSEWHERE, KNOWN_HERE};
pub use mirror::{Elsewhere, Mirrored};
pub use status::SharedStatus;
pub use take_over::TakenOver;

/// A mode's shared records, as one desk works with them.
#[derive(Debug)]
pub struct SharedStore {
    pub(super) records: RecordStore,
    pub(super) desks: Box<dyn Desks>,
    /// The name of the desk's own records among those that are copied.
    journal: String,
    /// Up to which line they are; negative before that is known.
    pub(super) copied: AtomicI64,
    /// Up to which number the changes of others are known; negative before any is.
    mirrored: AtomicI64,
    /// Whether calls and the waiting list may be others than this desk knows.
    owes_lists: AtomicBool,
    /// Whether the trail has been found to go on from where this desk last saw it.
    goes_on: AtomicBool,
    /// What collides and was not told yet. Who has it copies: one at a time.
    untold: Mutex<Vec<Collision>>,
    witness: Witness,
}

impl SharedStore {
    /// Makes a mode's shared records, or brings those of an earlier version up to this one; sealed with the key in the
    /// data directory, which is made where there is none. `role` may work with them from then on.
    ///
    /// # Errors
    /// When the server can't be reached or refuses, or the records were sealed with another key.
    pub async fn set_up(
        server: &Server,
        folder: &Path,
        mode: Mode,
        role: Option<&str>,
    ) -> Result<(), StoreError> {
        let server = &server.primary().await?;
        drop(server.reach(mode, "").await?);
        let pool = server.pool(mode, "")?;
        postgres::make_schema(&pool, mode).await?;
        let (store, _) = postgres::without_lease(pool.clone(), mode);
        SharedStore::set_up_in(Box::new(store), folder, mode).await?;
        if let Some(role) = role {
            postgres::grant(&pool, mode, role).await?;
        }
        pool.close().await;
        Ok(())
    }

    /// The same in any database.
    ///
    /// # Errors
    /// As above.
    pub async fn set_up_in(mut store: Box<dyn Store>, folder: &Path, mode: Mode) -> Result<(), StoreError> {
        if migrate::bring_up(&mut *store, false).await? == Schema::Later {
            return Err(StoreError::Outgrown);
        }
        let seal = Seal::existing(folder)?;
        if seal.is_none()
            && let Some(needed) = key::name(&mut *store).await?
        {
            return Err(StoreError::NoKeyYet(Fingerprint::of_name(&needed)));
        }
        RecordStore::over(store, folder, mode, Vec::new(), seal, Who::default()).await.map(drop)
    }

    /// Opens a mode's shared records for a desk, whose own are known as `journal`, and takes its lease.
    ///
    /// # Errors
    /// When the server can't be reached or they are not set up, and when the key in the data directory is not theirs.
    pub async fn open(
        server: &Server,
        folder: &Path,
        mode: Mode,
        vendors: Vec<Vendor>,
        who: Who,
        journal: String,
    ) -> Result<SharedStore, StoreError> {
        let server = &server.primary().await?;
        let window = Uuid::new_v4().to_string();
        let connection = server.reach(mode, &window).await?;
        let pool = server.pool(mode, &window)?;
        let (own, desk) = (journal.clone(), who.desk.clone());
        let leases = Leases::new(pool.clone(), mode, own, desk).listening_as(window, connection);
        let store = Postgres::new(pool, leases.clone());
        let database = (Box::new(store) as Box<dyn Store>, Box::new(leases) as Box<dyn Desks>);
        match SharedStore::open_in(database, folder, mode, vendors, who, journal).await {
            Err(error @ StoreError::NotSetUp) => Err(server.check(mode).await.err().unwrap_or(error)),
            opened => opened,
        }
    }

    /// The same in any database that desks share.
    ///
    /// # Errors
    /// As above.
    pub async fn open_in(
        (mut store, desks): (Box<dyn Store>, Box<dyn Desks>),
        folder: &Path,
        mode: Mode,
        vendors: Vec<Vendor>,
        who: Who,
        journal: String,
    ) -> Result<SharedStore, StoreError> {
        migrate::check(&mut *store).await?;
        let seal = Seal::existing(folder)?;
        let records = RecordStore::over(store, folder, mode, vendors, seal, who).await?;
        desks.renew().await?;
        let (copied, mirrored) = (AtomicI64::new(-1), AtomicI64::new(-1));
        let (owes_lists, goes_on) = (AtomicBool::new(false), AtomicBool::new(false));
        let (untold, witness) = (Mutex::default(), Witness::of_shared(folder, mode));
        Ok(SharedStore { records, desks, journal, copied, mirrored, owes_lists, goes_on, untold, witness })
    }

    /// Renews the lease, which lapses after ten seconds. Where it has, and another desk has taken over what was under it,
    /// this one goes on under a new one, and writes to none of that: says whether it was its own still.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn renew(&self) -> Result<bool, StoreError> {
        self.desks.renew().await
    }

    /// Says whether what this desk has claimed is certainly its own: see [`Desks::fence`].
    pub fn fence(&self) -> Arc<dyn Fn() -> bool + Send + Sync> {
        self.desks.fence()
    }

    /// Renews the lease, and looks around: with one statement, for this is what every desk does while nothing happens.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn look_around(&self) -> Result<Round, StoreError> {
        self.desks.look_around().await
    }

    /// Whether an appointment was changed lately, at any desk: see [`RecordStore::is_changed_lately`].
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn is_changed_lately(
        &self,
        of: &AppointmentRef,
        but: RecordId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.records.is_changed_lately(of, but, now).await
    }

    /// The names of the desks at work, this one's among them; none for one that has no name.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn desks(&self) -> Result<Vec<Option<String>>, StoreError> {
        self.desks.at_work().await
    }

    /// Hears of everything that is written from now on.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn listen(&self) -> Result<Box<dyn News>, StoreError> {
        self.desks.listen().await
    }

    /// Has the lease lapse at once, where this is the machine's last window and nothing is open under it: the others know
    /// then that this desk is gone. What is open stays its own until the lease lapses by itself.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn give_back(&self, local: &RecordStore) -> Result<(), StoreError> {
        let renewed = self.desks.renew_as().await?;
        if local.is_only_window().await? {
            // Nobody else writes meanwhile.
            let mut store = self.records.begin().await?;
            let lapsed = store.execute(self.desks.lapse(renewed)).await;
            end(&mut **store, lapsed).await?;
        }
        Ok(())
    }

    /// Closes the connections.
    pub async fn close(self) {
        self.records.close().await;
        let _ = self.desks.close().await;
    }
}
