//! The executor's records. Each clinic uses those of its mode, which keeps live, test and sandbox apart.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use tracing::{error, warn};
use uuid::Uuid;

use booking::{ClinicId, FileRefusal, Mode, PerClinic, UnsettledChange};
use office::{
    DraftSnapshot, OfficeEvent, SavedBefore, SharedNews, StoreTrouble, Ticket, UnlockAttempt,
};
use platform::files::create_private_folder;
use store::{
    AuditAction, AuditEntry, Collision, OpenedRecords, RecordId, RecordStore, SetAside, StoreError,
    Trouble, Who, refusal,
};

use super::change_records::LeasedClaim;
use super::draft_rows::{self, DraftRows};
use super::row_turns::RowTurns;
use super::row_writer::RowWriter;
use super::shared_records::{Links, Shared};
use super::{EventSink, WallClock};

/// How the records of a desk are kept.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The folder; `None` for a desk that keeps nothing.
    pub folder: Option<PathBuf>,
    /// Whether typed text is kept and restored; not if a program types.
    pub drafts: bool,
    /// The operator and the desk.
    pub who: Who,
    /// How long settled changes and audit lines are kept; `None` for ever.
    pub retention: Option<TimeDelta>,
    /// The records shared with other desks.
    pub shared: Option<Shared>,
}

/// The records of one clinic; `None` if this desk keeps none.
pub(super) type StoreState = Result<Option<Arc<RecordStore>>, ClosedRecords>;

/// Why records can't be used, as a sentence for the desk and in short.
#[derive(Clone)]
pub(super) struct ClosedRecords {
    trouble: StoreTrouble,
    pub(super) why: String,
}

impl From<StoreError> for ClosedRecords {
    fn from(error: StoreError) -> ClosedRecords {
        let why = error.to_string();
        let trouble = match &error {
            StoreError::Refused(path, FileRefusal::Held) => {
                StoreTrouble::Held(path.display().to_string())
            }
            StoreError::Key(path) => StoreTrouble::NoKey(path.display().to_string()),
            StoreError::KeyGone(path) => StoreTrouble::KeyGone(path.display().to_string()),
            StoreError::OtherKey(other) => StoreTrouble::OtherKey(other.path.display().to_string()),
            StoreError::Outgrown { .. } | StoreError::InUse(_, Trouble::Later) => {
                StoreTrouble::Outgrown
            }
            _ => StoreTrouble::Unusable(why.clone()),
        };
        ClosedRecords { trouble, why }
    }
}

/// The records while the desk is open, and the order in which a change is recorded, sent and settled.
pub struct Stores {
    pub(super) records: Records,
    pub(super) modes: PerClinic<Mode>,
    pub(super) clock: WallClock,
    pub(super) report: EventSink,
    /// The stores. Clinics of the same mode share one.
    states: Mutex<PerClinic<StoreState>>,
    /// The ids of the changes sent or queued from here.
    pub(super) sent: Mutex<HashMap<Ticket, (ClinicId, RecordId)>>,
    /// The changes that are claimed among the desks and not answered yet.
    pub(super) claimed: Mutex<HashMap<Ticket, LeasedClaim>>,
    /// The rows of a file that are being recorded, and those that wait for their turn to be sent.
    pub(super) rows: RowWriter,
    pub(super) turns: RowTurns,
    /// The clinic of each change that earlier runs left behind.
    pub(super) left: Mutex<HashMap<RecordId, ClinicId>>,
    /// The known rows of typed text.
    typed: PerClinic<DraftRows>,
    /// The version of the records at the last request for others' changes, by the first clinic of their mode.
    pub(super) versions: Mutex<HashMap<ClinicId, i64>>,
    pub(super) links: Links,
    /// The number of notes of this window that are being shared.
    pub(super) noting: AtomicUsize,
}

impl Stores {
    /// Opens the records of the modes, and reports their content: drafts first, then changes that were under way, then
    /// those that wait for a person.
    pub async fn open(
        records: Records,
        modes: PerClinic<Mode>,
        clock: WallClock,
        report: EventSink,
    ) -> Stores {
        let none = modes.clone().map(|_, _| None);
        let stores = Stores::of_open(records, modes, clock, report, none, true);
        stores.open_stores().await;
        stores
    }

    /// Creates the stores for open records. With `takes_over`, the changes of gone desks are taken over here.
    pub(super) fn of_open(
        records: Records,
        modes: PerClinic<Mode>,
        clock: WallClock,
        report: EventSink,
        open: PerClinic<Option<Arc<RecordStore>>>,
        takes_over: bool,
    ) -> Stores {
        let typed = modes.clone().map(|_, _| DraftRows::default());
        let (sent, claimed, left) = Default::default();
        let links = Links::new(modes.values().copied(), takes_over);
        let states = Mutex::new(open.map(|_, store| Ok(store)));
        let versions = Mutex::default();
        Stores {
            records,
            modes,
            clock,
            report,
            states,
            sent,
            claimed,
            rows: RowWriter::default(),
            turns: RowTurns::default(),
            left,
            typed,
            versions,
            links,
            noting: AtomicUsize::new(0),
        }
    }

    /// Reopens the records of a clinic before a change is recorded: the obstacle may be gone.
    pub(super) async fn try_again(&self, clinic: ClinicId) {
        if self.state(clinic).is_err() {
            self.open_stores().await;
        }
    }

    /// Opens the records that are not open, and reports their content.
    async fn open_stores(&self) {
        let Some(folder) = &self.records.folder else {
            return;
        };
        let mut states = lock(&self.states).clone();
        let mut opened = Vec::new();
        for (clinic, mode) in self.modes.iter() {
            let first = self.first_of(clinic);
            if first != clinic {
                states[clinic] = states[first].clone();
            } else if !matches!(states[clinic], Ok(Some(_))) {
                states[clinic] = self.open_store(folder, *mode).await.map(Some);
                opened.extend(states[clinic].clone().ok().flatten());
            }
        }
        *lock(&self.states) = states;
        if let Err(closed) = self.report_drafts(&opened).await {
            self.unusable(&closed);
        }
        self.report_left(&opened).await;
    }

    /// Returns whether this window is sharing a note and waits for the result.
    pub(super) fn is_noting(&self) -> bool {
        self.noting.load(Ordering::SeqCst) > 0
    }

    /// Returns the first clinic of the same mode, and so of the same records.
    pub(super) fn first_of(&self, clinic: ClinicId) -> ClinicId {
        let same = |(_, mode): &(ClinicId, &Mode)| **mode == self.modes[clinic];
        self.modes
            .iter()
            .find(same)
            .map_or(clinic, |(first, _)| first)
    }

    pub(super) fn state(&self, clinic: ClinicId) -> StoreState {
        lock(&self.states)[clinic].clone()
    }

    /// Returns each open store once, with the first clinic of its mode.
    pub(super) fn each_open(&self) -> Vec<(ClinicId, Arc<RecordStore>)> {
        let states = lock(&self.states);
        let firsts = states
            .iter()
            .filter(|(clinic, _)| self.first_of(*clinic) == *clinic);
        firsts
            .filter_map(|(clinic, state)| Some((clinic, state.clone().ok()??)))
            .collect()
    }

    /// Reports the drafts of earlier runs; nothing if none can be kept, so that the desk keeps none.
    async fn report_drafts(&self, opened: &[Arc<RecordStore>]) -> Result<(), ClosedRecords> {
        if opened.is_empty() || !self.records.drafts {
            return Ok(());
        }
        let report = &self.report;
        let now = (self.clock)();
        let mut saved = SavedBefore::default();
        for store in opened {
            let kept = store.kept(now).await?;
            let unreadable = draft_rows::read(&kept.drafts, &mut saved) + kept.unread;
            if unreadable > 0 {
                report(OfficeEvent::Store(StoreTrouble::Unread(unreadable)));
            }
        }
        report(OfficeEvent::DraftsRead(Box::new(saved)));
        Ok(())
    }

    /// Reports what earlier runs have left in the records that were already open.
    pub(super) async fn report_all_left(&self) {
        let opened: Vec<Arc<RecordStore>> = self
            .each_open()
            .into_iter()
            .map(|(_, store)| store)
            .collect();
        self.report_left(&opened).await;
        (self.report)(OfficeEvent::RecordsRead);
    }

    async fn report_left(&self, opened: &[Arc<RecordStore>]) {
        let mut left = Vec::new();
        let mut queued = Vec::new();
        for store in opened {
            left.extend(self.or_none(store.unsettled((self.clock)()).await));
            queued.extend(self.or_none(store.queued().await));
            self.report_collisions(store).await;
            match self.or_none(store.unreadable().await) {
                0 => {}
                count => (self.report)(OfficeEvent::Store(StoreTrouble::UnreadBookings(count))),
            }
            let elsewhere = self.or_none(store.elsewhere().await);
            if !elsewhere.is_empty() {
                warn!(clinics = elsewhere.join(", "), "open changes elsewhere");
                let trouble = StoreTrouble::Elsewhere(elsewhere);
                (self.report)(OfficeEvent::Store(trouble));
            }
        }
        left.iter()
            .chain(&queued)
            .for_each(|open| self.remember_reported(open));
        if !left.is_empty() {
            warn!(
                count = left.len(),
                "bookings with an unknown outcome from before"
            );
            (self.report)(OfficeEvent::Unsettled(left));
        }
        if !queued.is_empty() {
            (self.report)(OfficeEvent::Queued(queued));
        }
    }

    /// Takes over and reports what ended windows of this machine have left.
    pub(super) async fn take_over_gone_windows(&self) {
        if !self.links.takes_over {
            return;
        }
        for (_, store) in self.each_open() {
            let (left, queued) = self.or_none(store.left_by_gone_windows((self.clock)()).await);
            left.iter()
                .chain(&queued)
                .for_each(|open| self.remember_reported(open));
            if !left.is_empty() {
                warn!(count = left.len(), "changes of a window that is gone");
                (self.report)(OfficeEvent::Unsettled(left));
            }
            if !queued.is_empty() {
                (self.report)(OfficeEvent::Queued(queued));
            }
        }
    }

    /// Reports earlier collisions with other desks' changes that nobody has dealt with.
    async fn report_collisions(&self, store: &RecordStore) {
        // Nobody looks at collisions if a program types.
        if !self.records.drafts {
            return;
        }
        for Collision { change, with } in self.or_none(store.collisions().await) {
            let collided = SharedNews::Collided(change.into(), Box::new(with));
            (self.report)(OfficeEvent::Shared(store.mode(), collided));
        }
    }

    /// Removes the collisions of a change that a person has dealt with.
    pub(super) async fn drop_collisions(&self, clinic: ClinicId, change: Uuid) {
        let Ok(Some(store)) = self.state(clinic) else {
            return;
        };
        let dropped = store.drop_collisions_of(change.into()).await;
        logged(
            dropped,
            "what has been seen to is told again by the next start",
        );
    }

    /// Returns the value read. If that failed, reports it to the desk and returns the default.
    fn or_none<T: Default>(&self, read: store::Result<T>) -> T {
        read.unwrap_or_else(|error| {
            self.unusable(&error.into());
            T::default()
        })
    }

    pub(super) fn unusable(&self, closed: &ClosedRecords) {
        error!(why = closed.why, "records can't be used");
        (self.report)(OfficeEvent::Store(closed.trouble.clone()));
    }

    /// Remembers a change reported to the desk, so that it can be found by its name.
    pub(super) fn remember_reported(&self, open: &UnsettledChange) {
        lock(&self.left).insert(open.name.into(), open.change.clinic());
    }

    /// Records an attempt to unlock the desk in the records of each mode. Failures are not shown at the lock.
    pub(super) async fn record_unlock_attempt(&self, attempt: UnlockAttempt) {
        let entry = unlock_entry(attempt);
        for (_, store) in self.each_open() {
            let recorded = store.record(entry.clone(), attempt.at).await;
            logged(recorded, "what was tried at the lock was not written down");
        }
    }

    /// Keeps the typed texts, each in the records of its clinic.
    ///
    /// # Errors
    ///
    /// Returns the reason if they can't be written.
    pub async fn keep(&self, snapshot: &DraftSnapshot) -> Result<(), StoreTrouble> {
        let states = lock(&self.states).clone();
        let mut outcome = Ok(());
        for (first, state) in states.iter() {
            let done = match state {
                Ok(Some(store)) if self.first_of(first) == first => {
                    let is_here = |word: &str| {
                        self.modes
                            .iter()
                            .any(|(clinic, mode)| clinic.word() == word && *mode == store.mode())
                    };
                    let done = self.typed[first].keep(store, snapshot, is_here).await;
                    if matches!(done, Ok(true)) {
                        self.links.notify_parked(store.mode());
                    }
                    done.map(drop).map_err(ClosedRecords::from)
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

    /// Syncs the kept drafts to the disk.
    pub(super) async fn sync_drafts(&self) {
        for (_, store) in self.each_open() {
            logged(store.sync().await, "drafts not synced");
        }
    }

    /// Records that this machine's clock agrees with the servers'.
    pub(super) async fn confirm_clock(&self) {
        for (_, store) in self.each_open() {
            let confirmed = store.confirm_clock((self.clock)()).await;
            logged(confirmed, "that the clock is right was not written down");
        }
    }

    /// Writes everything to the main files, for a clean end.
    pub(super) async fn write_out(&self) {
        for (_, store) in self.each_open() {
            store.write_out().await;
        }
    }

    async fn open_store(
        &self,
        folder: &Path,
        mode: Mode,
    ) -> Result<Arc<RecordStore>, ClosedRecords> {
        let now = (self.clock)();
        let clinics = self.modes.iter().map(|(clinic, _)| clinic).collect();
        let opened = match create_private_folder(folder) {
            Ok(()) => RecordStore::open(folder, mode, clinics, self.records.who.clone(), now).await,
            Err(error) => Err(StoreError::Refused(folder.to_owned(), refusal(&error))),
        };
        let OpenedRecords {
            records: store,
            set_aside,
            older,
        } = opened
            .map_err(ClosedRecords::from)
            .inspect_err(|closed| self.unusable(closed))?;
        if let Some(SetAside { path, why }) = set_aside {
            let path = path.display().to_string();
            error!(path, %why, "records set aside");
            (self.report)(OfficeEvent::Store(match why {
                Trouble::Broken => StoreTrouble::Broken(path),
                Trouble::Later => StoreTrouble::Later(path),
                Trouble::Gone => StoreTrouble::Gone(path),
            }));
        } else if let Some(older) = older {
            error!(%older, "records are older than they were");
            (self.report)(OfficeEvent::Store(match older.witnessed {
                Some(_) => StoreTrouble::Older,
                None => StoreTrouble::Unproved,
            }));
        }
        if let Some(keep) = self.records.retention {
            logged(
                store.remove_older_than(keep, now).await,
                "old records not removed",
            );
        }
        Ok(Arc::new(store))
    }
}

/// Locks a mutex; data left by a thread that panicked is still valid.
pub(super) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns what was read or written; logs `what` on failure.
pub(super) fn logged<T>(done: store::Result<T>, what: &str) -> Option<T> {
    done.inspect_err(|error| error!(%error, "{what}")).ok()
}

/// Logs what was not written, and returns why.
pub(super) fn not_written(error: &StoreError, what: &str) -> String {
    error!(%error, "{what}");
    error.to_string()
}

/// Returns the audit entry of an attempt to unlock the desk.
pub(super) fn unlock_entry(attempt: UnlockAttempt) -> AuditEntry {
    let done = if attempt.unlocked {
        AuditAction::Unlocked
    } else {
        AuditAction::WrongPin
    };
    AuditEntry {
        done,
        result: Some(attempt.wrong.to_string()),
        ..AuditEntry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use booking::Language;

    #[test]
    fn records_that_another_program_keeps_open_are_no_full_disk() {
        let path = PathBuf::from("C:/records/live.db");
        let closed = ClosedRecords::from(StoreError::Refused(path, FileRefusal::Held));
        let told = closed.trouble.to_text(Language::En);
        assert!(
            told.contains("another program has had C:/records/live.db open"),
            "{told}"
        );
        assert!(
            told.contains("virus scanner") && !told.contains("Make room"),
            "{told}"
        );
        assert!(closed.trouble.blocks_writing());
    }
}
