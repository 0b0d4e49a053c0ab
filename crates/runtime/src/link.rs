//! Synchronises one mode's local records with the shared ones, step by step. The caller decides on the time of each
//! step: the task of the mode, or a simulation.

use std::sync::Arc;

use tokio::sync::watch;
use tracing::{debug, error, info, warn};

use booking::{ClinicId, DeskNotes, Mode, Provider, Slot, Unshared};

use office::{Loss, OfficeEvent, SharedNews, StoreTrouble};
use store::{
    AllDesks, ChangesTakenOver, Collision, ForeignChange, MirrorProgress, OvertakenNote,
    RecordStore, Renewal, SharedStore, StoreError, StoreNews, WrittenKinds,
};

use super::shared_drafts::DeskReports;
use super::stores::{Stores, lock, logged};

/// How often the lists are copied again on joining, while this desk writes to its own.
const COPIES_OF_LISTS: usize = 3;

/// One mode's local records, and the shared ones while they can be reached. After a failed step the connection is lost,
/// and no other step may follow.
pub struct SyncSession {
    pub(super) stores: Arc<Stores>,
    clinic: ClinicId,
    pub(super) local: Arc<RecordStore>,
    pub(super) shared: Arc<SharedStore>,
    /// The last reports of other desks and of their drafts.
    pub(super) reports: DeskReports,
    pub(super) in_hand: watch::Receiver<Option<(Provider, Slot)>>,
    /// Whether changes of others were copied since the local records were last synced.
    is_unsynced: bool,
}

impl Stores {
    /// Returns the desk's own records of a clinic.
    ///
    /// # Errors
    ///
    /// Returns an error if they are not open.
    pub fn own_records(&self, clinic: ClinicId) -> store::Result<Arc<RecordStore>> {
        let closed = || {
            StoreError::Away(Unshared::Other(
                "this desk's own records are not open".to_owned(),
            ))
        };
        self.state(clinic).ok().flatten().ok_or_else(closed)
    }

    /// Creates the link between a clinic's local and shared records.
    ///
    /// # Errors
    ///
    /// Returns an error if this desk's own records are not open.
    pub fn link(
        self: &Arc<Self>,
        clinic: ClinicId,
        shared: impl Into<Arc<SharedStore>>,
    ) -> store::Result<SyncSession> {
        let stores = Arc::clone(self);
        let local = self.own_records(clinic)?;
        let shared = shared.into();
        let reports = DeskReports::default();
        let in_hand = self.links.in_hand.subscribe();
        Ok(SyncSession {
            stores,
            clinic,
            local,
            shared,
            reports,
            in_hand,
            is_unsynced: false,
        })
    }
}

impl SyncSession {
    pub(super) fn mode(&self) -> Mode {
        self.stores.modes[self.clinic]
    }

    /// Copies what was written locally while disconnected and what others have written, and finds out which desks are
    /// at work.
    ///
    /// # Errors
    ///
    /// As for every step: returns an error if the shared records can't be reached, or the local ones can't be written.
    pub async fn begin(&mut self) -> store::Result<Box<dyn StoreNews>> {
        self.copy().await?;
        let news = self.shared.listen().await?;
        if let Some(older) = self.shared.countersign((self.stores.clock)()).await? {
            error!(%older, "shared records are older than they were");
            (self.stores.report)(OfficeEvent::Store(StoreTrouble::Older));
        }
        self.mirror().await?;
        self.shared.check_writable().await?;
        self.mirror_lists().await?;
        for _ in 0..COPIES_OF_LISTS {
            if !self.shared.owes_lists() {
                break;
            }
            // The desk has written something meanwhile.
            self.copy().await?;
        }
        self.stores
            .set_reached(self.clinic, Ok(Arc::clone(&self.shared)));
        self.report_lost(
            self.local
                .elsewhere_among(&self.stores.known_changes())
                .await?,
        )
        .await?;
        self.report(SharedNews::Held(self.shared.held().await?));
        info!(mode = %self.mode(), "shared records reached");
        self.copy_drafts().await?;
        self.receive().await?;
        self.renew().await?;
        self.watch().await?;
        self.hold().await?;
        Ok(news)
    }

    /// Reads what others have written.
    ///
    /// # Errors
    ///
    /// As for [`begin`](SyncSession::begin).
    pub async fn on_written(&mut self, written: WrittenKinds) -> store::Result<()> {
        self.shared.note_written(&written);
        let WrittenKinds {
            records,
            lists,
            calls,
            holds,
            drafts,
            watch,
        } = written;
        let told = calls.len();
        debug!(records, lists, told, holds, drafts, "others have written");
        let notes = self.shared.mirror_entries(&self.local, &calls).await?;
        if records {
            self.mirror().await?;
        } else if !calls.is_empty() {
            let now = (self.stores.clock)();
            let mirrored = self.shared.mirror_calls(&self.local, calls, now).await?;
            self.on_mirrored(mirrored).await?;
        }
        if lists {
            self.mirror_lists().await?;
        } else if !notes.is_empty() {
            self.report(SharedNews::NotesChanged {
                before: Box::new(notes.before),
                after: Box::new(notes.after),
            });
        }
        if holds {
            self.report(SharedNews::Held(self.shared.held().await?));
        }
        if drafts {
            self.copy_drafts().await?;
            self.receive().await?;
            self.look_for_left_drafts().await?;
        }
        match watch {
            Some(watch) => self.on_watch(watch).await,
            None => Ok(()),
        }
    }

    /// Copies what was written locally, and reports collisions.
    ///
    /// # Errors
    ///
    /// As for [`begin`](SyncSession::begin).
    pub async fn copy(&self) -> store::Result<()> {
        let copied = self.shared.copy(&self.local).await;
        if copied.is_err() {
            // Each collision is found only once.
            self.report_collided(self.shared.unreported().await).await;
        }
        self.report_collided(copied?).await;
        for id in self.shared.kept_out().await {
            if let Some(open) = self.local.still_open(id).await?
                && self.stores.ref_of(id).is_some()
            {
                (self.stores.report)(OfficeEvent::Unsettled(vec![open]));
            }
        }
        self.report_set_aside().await?;
        // Lists of others are not copied while this desk has uncopied entries.
        if self.shared.owes_lists() {
            self.mirror_lists().await?;
        }
        Ok(())
    }

    /// Reports what the shared records reject, and the notes of this desk that were rejected in favour of another
    /// desk's.
    async fn report_set_aside(&self) -> store::Result<()> {
        for why in self.shared.set_aside().await {
            error!(why, "something is not shared with the other desks");
            let trouble = StoreTrouble::SetAside(self.mode(), why);
            (self.stores.report)(OfficeEvent::Store(trouble));
        }
        // The writer of a note learns this from the answer.
        if !self.stores.is_noting()
            && let Some(overtaken) = self.shared.overtaken().await
        {
            let mut notes = DeskNotes::default();
            for note in overtaken {
                match note {
                    OvertakenNote::OfPatient(note) => notes.patients.push(note),
                    OvertakenNote::Late(note) => notes.late.push(note),
                    OvertakenNote::CallBack(call) => notes.call_backs.push(call),
                    OvertakenNote::Waiting(waiter) => notes.waiting.push(waiter),
                }
            }
            self.report(SharedNews::Overtaken(notes));
            self.report(SharedNews::Notes(self.local.desk_notes().await?));
        }
        Ok(())
    }

    /// Copies the lists, and reports the notes among them.
    async fn mirror_lists(&self) -> store::Result<()> {
        let now = (self.stores.clock)();
        self.shared.mirror_lists(&self.local, now).await?;
        self.report(SharedNews::Notes(self.local.desk_notes().await?));
        Ok(())
    }

    /// Reports collisions, and keeps each until a person has dealt with it.
    async fn report_collided(&self, collisions: Vec<Collision>) {
        for collision in collisions {
            let recorded = self
                .local
                .record_collision(&collision, (self.stores.clock)())
                .await;
            logged(
                recorded,
                "what collided is not kept beyond the end of the program",
            );
            let Collision { change, with } = collision;
            self.report(SharedNews::Collided(change.into(), Box::new(with)));
        }
    }

    /// Returns whether changes may be open under the lease, which must then be renewed.
    pub fn may_have_open(&self) -> bool {
        self.shared.may_have_open()
    }

    /// Renews the lease.
    ///
    /// # Errors
    ///
    /// As for [`begin`](SyncSession::begin).
    pub async fn renew(&self) -> store::Result<()> {
        let renewal = self.shared.renew().await?;
        self.on_renewal(&renewal).await
    }

    /// Takes on changes that this desk was stopped from taking over.
    pub(super) async fn on_renewal(&self, renewal: &Renewal) -> store::Result<()> {
        if !renewal.is_own {
            warn!("the lease had lapsed, and another desk looks after what was under it");
        }
        if self.stores.links.takes_over && self.shared.has_stopped(&self.local, renewal).await? {
            self.take_over().await?;
        }
        Ok(())
    }

    /// Finds out which desks are at work and what gone desks have left, for every desk.
    ///
    /// # Errors
    ///
    /// As for [`begin`](SyncSession::begin).
    pub async fn watch(&mut self) -> store::Result<()> {
        let watch = self.shared.watch().await?;
        self.on_watch(watch).await
    }

    /// Copies what was written locally, and handles what this desk or another one has found out about all desks.
    pub(super) async fn on_watch(&mut self, watch: AllDesks) -> store::Result<()> {
        self.copy().await?;
        self.report_desks(watch.edition).await?;
        if self.stores.links.takes_over && watch.has_left_changes {
            self.take_over().await?;
        }
        self.shared.rest().await?;
        // Not with each copy: others' changes are shown only after it.
        if std::mem::take(&mut self.is_unsynced) {
            logged(self.local.sync().await, "changes of others not synced");
        }
        Ok(())
    }

    /// Copies what others have written.
    async fn mirror(&mut self) -> store::Result<()> {
        let now = (self.stores.clock)();
        let mirrored = self.shared.mirror_changes(&self.local, now).await?;
        self.on_mirrored(mirrored).await
    }

    /// Handles the copied writes of others.
    async fn on_mirrored(&mut self, mirrored: MirrorProgress) -> store::Result<()> {
        let MirrorProgress {
            count,
            changes,
            elsewhere,
            collisions,
            older,
        } = mirrored;
        if let Some(older) = older {
            error!(%older, "shared records lack what was copied from them");
            (self.stores.report)(OfficeEvent::Store(StoreTrouble::Older));
        }
        if count > 0 {
            let news = self.stores.news_of_others(&self.local, &changes).await;
            if news.is_none() {
                // This window's own writes count as known.
                lock(&self.stores.versions).remove(&self.stores.first_of(self.clinic));
            }
            self.report(SharedNews::Changed(news));
        }
        self.report_collided(collisions).await;
        self.report_lost(elsewhere).await?;
        self.is_unsynced |= count > 0;
        Ok(())
    }

    async fn report_lost(&self, elsewhere: Vec<ForeignChange>) -> store::Result<()> {
        for change in elsewhere {
            // Of this machine's windows, only the one that has the change reports it.
            if let Some(known) = self.stores.ref_of(change.id) {
                let desk = self.shared.desk_of(&change).await?;
                let is_settled = change.is_settled;
                self.report(SharedNews::Lost(known, Loss { desk, is_settled }));
            }
        }
        Ok(())
    }

    /// Takes over the changes that gone desks have left.
    async fn take_over(&self) -> store::Result<()> {
        let taken = self
            .shared
            .take_over(&self.local, (self.stores.clock)())
            .await;
        self.report_collided(self.shared.unreported().await).await;
        let ChangesTakenOver { unsettled, queued } = taken?;
        for open in unsettled.iter().chain(&queued) {
            if let Some(change) = self.stores.ref_of(open.name.into()) {
                self.report(SharedNews::Back(change, open.name));
            }
            self.stores.remember_reported(open);
        }
        if !unsettled.is_empty() {
            warn!(
                count = unsettled.len(),
                "changes taken over from a desk that is gone"
            );
            (self.stores.report)(OfficeEvent::Unsettled(unsettled));
        }
        if !queued.is_empty() {
            (self.stores.report)(OfficeEvent::Queued(queued));
        }
        Ok(())
    }

    /// Returns whether this window is filling in a time of this mode.
    pub(super) fn has_time_in_hand(&self) -> bool {
        let in_hand = self.in_hand.borrow();
        in_hand
            .as_ref()
            .is_some_and(|(provider, _)| self.is_here(provider))
    }

    fn is_here(&self, provider: &Provider) -> bool {
        self.stores.modes[provider.clinic()] == self.mode()
    }

    /// Holds the time that this window is filling in.
    ///
    /// # Errors
    ///
    /// As for [`begin`](SyncSession::begin).
    pub async fn hold(&mut self) -> store::Result<()> {
        let held = self.in_hand.borrow_and_update().clone();
        let held = held
            .as_ref()
            .filter(|(provider, _)| self.is_here(provider))
            .map(|(provider, slot)| (provider, *slot));
        self.shared.hold(&self.local.window().await, held).await
    }

    pub(super) fn report(&self, news: SharedNews) {
        (self.stores.report)(OfficeEvent::Shared(self.mode(), news));
    }
}
