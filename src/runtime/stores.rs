//! Where the executor writes down what must survive: each backend's records are those of its mode, live apart from test
//! and sandbox.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use tracing::{error, warn};
use uuid::Uuid;

use crate::booking::{Mode, PerVendor, Unsettled, Vendor};
use crate::config::log::private_folder;
use crate::desk::{Kept, Msg, SavedBefore, SharedNews, StoreTrouble, Ticket, Tried};
use crate::store::{
    Collision, Done, Entry, Opened, RecordId, RecordStore, SetAside, StoreError, Trouble, Who,
};

use super::change_records::LeasedClaim;
use super::draft_rows::{self, Typed};
use super::shared_records::{Links, Shared};
use super::{Report, WallClock};

/// How the records of a desk are kept.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The folder they are in; none for a desk that keeps nothing.
    pub folder: Option<PathBuf>,
    /// Whether what is typed is kept, and taken up again: not where a program types.
    pub drafts: bool,
    /// Who works there.
    pub who: Who,
    /// How long settled bookings and audit lines stay; for good where nobody says.
    pub retention: Option<TimeDelta>,
    /// Those that it shares with other desks.
    pub shared: Option<Shared>,
}

/// The records of one backend: none where this desk keeps none.
pub(super) type StoreState = Result<Option<Arc<RecordStore>>, Closed>;

/// Why records can't be used: as the desk tells it, and in short.
#[derive(Clone)]
pub(super) struct Closed {
    trouble: StoreTrouble,
    pub(super) why: String,
}

impl From<StoreError> for Closed {
    fn from(error: StoreError) -> Closed {
        let why = error.to_string();
        let trouble = match &error {
            StoreError::Key(path) => StoreTrouble::NoKey(path.display().to_string()),
            StoreError::KeyGone(path) => StoreTrouble::KeyGone(path.display().to_string()),
            StoreError::OtherKey(other) => StoreTrouble::OtherKey(other.path.display().to_string()),
            StoreError::Outgrown | StoreError::InUse(_, Trouble::Later) => StoreTrouble::Outgrown,
            _ => StoreTrouble::Unusable(why.clone()),
        };
        Closed { trouble, why }
    }
}

/// The records, for as long as the desk is open, and the order in which a booking is written down, sent and settled.
pub struct Stores {
    pub(super) records: Records,
    pub(super) modes: PerVendor<Mode>,
    pub(super) clock: WallClock,
    pub(super) report: Report,
    /// The same ones where their modes are.
    states: Mutex<PerVendor<StoreState>>,
    /// What was sent or queued from here, under which name.
    pub(super) sent: Mutex<HashMap<Ticket, (Vendor, RecordId)>>,
    /// What is claimed among the desks and not answered yet.
    pub(super) claimed: Mutex<HashMap<Ticket, LeasedClaim>>,
    /// The backend of what earlier runs left behind.
    pub(super) left: Mutex<HashMap<RecordId, Vendor>>,
    /// What the records keep of what is typed, as far as that is known.
    typed: PerVendor<Typed>,
    /// How far the records were when they were last asked for others' changes, by the first backend that keeps its own
    /// in them.
    pub(super) versions: Mutex<HashMap<Vendor, i64>>,
    pub(super) links: Links,
}

impl Stores {
    /// Opens what the modes call for, and reports what is there: drafts first, then what was on its way, then what waits
    /// for a person.
    pub async fn open(records: Records, modes: PerVendor<Mode>, clock: WallClock, report: Report) -> Stores {
        let states = Mutex::new(modes.clone().map(|_, _| Ok(None)));
        let typed = modes.clone().map(|_, _| Typed::default());
        let (sent, claimed, left) = (Mutex::default(), Mutex::default(), Mutex::default());
        let links = Links::new(modes.values().copied());
        let versions = Mutex::default();
        let stores =
            Stores { records, modes, clock, report, states, sent, claimed, left, typed, versions, links };
        stores.open_stores().await;
        stores
    }

    /// Before a booking of this backend is written down: what was in the way of that may have been mended.
    pub(super) async fn try_again(&self, backend: Vendor) {
        if self.state(backend).is_err() {
            self.open_stores().await;
        }
    }

    /// Opens those that are not open, and reports what is in them.
    async fn open_stores(&self) {
        let Some(folder) = &self.records.folder else { return };
        let mut states = lock(&self.states).clone();
        let mut opened = Vec::new();
        for (backend, mode) in self.modes.iter() {
            let first = self.first_of(backend);
            if first != backend {
                states[backend] = states[first].clone();
            } else if !matches!(states[backend], Ok(Some(_))) {
                states[backend] = self.open_store(folder, *mode).await.map(Some);
                opened.extend(states[backend].clone().ok().flatten());
            }
        }
        *lock(&self.states) = states;
        if let Err(closed) = self.report_drafts(&opened).await {
            self.unusable(&closed);
        }
        self.report_left(&opened).await;
    }

    /// The first backend of the same mode: they share their records.
    pub(super) fn first_of(&self, backend: Vendor) -> Vendor {
        let same = |(_, mode): &(Vendor, &Mode)| **mode == self.modes[backend];
        self.modes.iter().find(same).map_or(backend, |(first, _)| first)
    }

    pub(super) fn state(&self, backend: Vendor) -> StoreState {
        lock(&self.states)[backend].clone()
    }

    /// Each that is open, once, by the first backend that keeps its own in it.
    pub(super) fn each_open(&self) -> Vec<(Vendor, Arc<RecordStore>)> {
        let states = lock(&self.states);
        let firsts = states.iter().filter(|(backend, _)| self.first_of(*backend) == *backend);
        firsts.filter_map(|(backend, state)| Some((backend, state.clone().ok()??))).collect()
    }

    /// Hands back what had been typed. Where nothing can be kept, the desk isn't told to.
    async fn report_drafts(&self, opened: &[Arc<RecordStore>]) -> Result<(), Closed> {
        if opened.is_empty() || !self.records.drafts {
            return Ok(());
        }
        let report = &self.report;
        let now = (self.clock)();
        let mut whole = SavedBefore::default();
        for store in opened {
            let kept = store.kept(now).await?;
            let strange = draft_rows::read(&kept.drafts, &mut whole) + kept.unread;
            if strange > 0 {
                report(Msg::Store(StoreTrouble::Unread(strange)));
            }
        }
        report(Msg::Kept(Box::new(whole)));
        Ok(())
    }

    async fn report_left(&self, opened: &[Arc<RecordStore>]) {
        let (mut left, mut queued) = (Vec::new(), Vec::new());
        for store in opened {
            left.extend(self.or_none(store.unsettled((self.clock)()).await));
            queued.extend(self.or_none(store.queued().await));
            self.report_collisions(store).await;
            match self.or_none(store.unreadable().await) {
                0 => {}
                count => (self.report)(Msg::Store(StoreTrouble::UnreadBookings(count))),
            }
        }
        left.iter().chain(&queued).for_each(|open| self.hand_on(open));
        if !left.is_empty() {
            warn!(count = left.len(), "bookings with an unknown outcome from before");
            (self.report)(Msg::Unsettled(left));
        }
        if !queued.is_empty() {
            (self.report)(Msg::Queued(queued));
        }
    }

    /// What collided with other desks' changes before, and nobody has seen to.
    async fn report_collisions(&self, store: &RecordStore) {
        // Where a program types, nobody looks at them.
        if !self.records.drafts {
            return;
        }
        for Collision { change, with } in self.or_none(store.collisions().await) {
            let collided = SharedNews::Collided(change.into(), Box::new(with));
            (self.report)(Msg::Shared(store.mode(), collided));
        }
    }

    /// A person has seen to what a change collided with.
    pub(super) async fn drop_collisions(&self, vendor: Vendor, change: Uuid) {
        let Ok(Some(store)) = self.state(vendor) else { return };
        if let Err(error) = store.drop_collisions_of(change.into()).await {
            error!(%error, "what has been seen to is told again by the next start");
        }
    }

    /// What was read; nothing, and a word to the desk, where it could not be.
    fn or_none<T: Default>(&self, read: Result<T, StoreError>) -> T {
        read.unwrap_or_else(|error| {
            self.unusable(&error.into());
            T::default()
        })
    }

    pub(super) fn unusable(&self, closed: &Closed) {
        error!(why = closed.why, "records can't be used");
        (self.report)(Msg::Store(closed.trouble.clone()));
    }

    /// Remembers a booking that the desk is told of, so that it can be found again under its name.
    pub(super) fn hand_on(&self, open: &Unsettled) {
        lock(&self.left).insert(open.name.into(), open.change.backend());
    }

    /// Writes down what was tried at the lock of the desk, with the records of each mode. Nobody who is at the lock is
    /// told where that fails.
    pub(super) async fn tried(&self, tried: Tried) {
        let entry = line_about(tried);
        for (_, store) in self.each_open() {
            if let Err(error) = store.record(entry.clone(), tried.at).await {
                error!(%error, "what was tried at the lock was not written down");
            }
        }
    }

    /// Keeps what has been typed and used: each with the records of its backend.
    ///
    /// # Errors
    /// When it can't be written; says why.
    pub async fn keep(&self, kept: &Kept) -> Result<(), StoreTrouble> {
        let states = lock(&self.states).clone();
        let mut outcome = Ok(());
        for (place, state) in states.iter() {
            let done = match state {
                Ok(Some(store)) if self.first_of(place) == place => {
                    let is_here = |word: &str| {
                        self.modes.iter().any(|(vendor, mode)| vendor.word() == word && *mode == store.mode())
                    };
                    let done = self.typed[place].keep(store, kept, is_here).await;
                    if matches!(done, Ok(true)) {
                        self.links.put_aside(store.mode());
                    }
                    done.map(drop).map_err(Closed::from)
                }
                Ok(_) => Ok(()),
                Err(closed) => Err(closed.clone()),
            };
            outcome = outcome.and(done);
        }
        outcome.map_err(|closed| {
            error!(why = closed.why, "drafts not kept");
            closed.trouble
        })
    }

    /// Puts the drafts that were kept on the disk.
    pub(super) async fn sync_drafts(&self) {
        for (_, store) in self.each_open() {
            if let Err(error) = store.sync_drafts().await {
                error!(%error, "drafts not synced");
            }
        }
    }

    /// Remembers that this machine's clock is right by the servers'.
    pub(super) async fn confirm_clock(&self) {
        for (_, store) in self.each_open() {
            if let Err(error) = store.confirm_clock((self.clock)()).await {
                error!(%error, "that the clock is right was not written down");
            }
        }
    }

    /// At a clean end: the files alone hold everything from then on.
    pub(super) async fn write_out(&self) {
        for (_, store) in self.each_open() {
            store.write_out().await;
        }
    }

    async fn open_store(&self, folder: &Path, mode: Mode) -> Result<Arc<RecordStore>, Closed> {
        let now = (self.clock)();
        let vendors = self.modes.iter().map(|(vendor, _)| vendor).collect();
        let opened = match private_folder(folder) {
            Ok(()) => RecordStore::open(folder, mode, vendors, self.records.who.clone(), now).await,
            Err(source) => Err(StoreError::File { path: folder.to_owned(), source }),
        };
        let Opened { records: store, set_aside, older } =
            opened.map_err(Closed::from).inspect_err(|closed| self.unusable(closed))?;
        if let Some(SetAside { path, why }) = set_aside {
            let path = path.display().to_string();
            error!(path, %why, "records set aside");
            (self.report)(Msg::Store(match why {
                Trouble::Broken => StoreTrouble::Broken(path),
                Trouble::Later => StoreTrouble::Later(path),
                Trouble::Gone => StoreTrouble::Gone(path),
            }));
        } else if let Some(older) = older {
            error!(%older, "records are older than they were");
            (self.report)(Msg::Store(StoreTrouble::Older));
        }
        if let Some(keep) = self.records.retention
            && let Err(error) = store.let_go(keep, now).await
        {
            error!(%error, "old records not removed");
        }
        Ok(Arc::new(store))
    }
}

/// What a thread that panicked left behind is as good as it was.
pub(super) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was tried at the lock, as the audit trail has it.
pub(super) fn line_about(tried: Tried) -> Entry {
    let done = if tried.unlocked { Done::Unlocked } else { Done::WrongPin };
    Entry { done, result: Some(tried.wrong.to_string()), ..Entry::default() }
}
