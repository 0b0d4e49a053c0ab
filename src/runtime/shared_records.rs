//! The records that the desks of a clinic share, beside this desk's own: a task for each mode keeps in touch with them. It
//! copies what is written here there, and what others write here, renews the lease, and looks after what desks have left
//! that are gone. No key waits for it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{Notify, watch};
use tokio::task::{self, JoinHandle};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tracing::{debug, error, info, warn};
use uuid::Uuid;

use crate::booking::{Cause, Claim, Failure, Mode, Provider, Report as Outcomes, Settlement, Slot, Vendor};
use crate::config::StoreAddress;
use crate::desk::{Msg, SharedNews, StoreTrouble};
use crate::store::{
    Lost, Mirrored, Outgoing, RecordId, RecordStore, Server, SharedStore, StoreError, TakenOver, Tls, Written,
};

use super::stores::{Records, Stores, lock};

/// How long after the connection was lost it is tried again: at first, and at most.
const TRY_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(8));
/// How often a time in hand is held anew, which is held for two minutes.
const HOLD: Duration = Duration::from_secs(60);
/// How long what is written last may take to be copied as the desk ends.
const LAST_WORDS: Duration = Duration::from_millis(700);

/// The shared records of a desk, as they are configured.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Where they are.
    pub address: StoreAddress,
    /// The clinics that are the same for every desk: not those that the embedded sandbox stands in for.
    pub vendors: Vec<Vendor>,
}

impl Shared {
    /// How often the lease is renewed, which lapses after ten seconds.
    pub const RENEW: Duration = Duration::from_secs(3);
    /// How long the server may take to answer before it counts as away.
    pub const PATIENCE: Duration = Duration::from_secs(3);

    /// Opens the shared records of a mode, and takes the lease of the desk whose own records of it these are.
    ///
    /// # Errors
    /// When the password or the server can't be had, and as [`SharedStore::open`] says.
    pub async fn open(
        &self,
        records: &Records,
        vendors: Vec<Vendor>,
        local: &RecordStore,
    ) -> Result<SharedStore, StoreError> {
        let journal = local.journal().await?;
        let resolving = self.address.clone();
        let password = task::spawn_blocking(move || resolving.resolve_password()).await;
        let password = match password {
            Ok(Ok(password)) => password,
            Ok(Err(error)) => return Err(StoreError::Away(error.to_string())),
            Err(error) => return Err(StoreError::Away(error.to_string())),
        };
        let server = server(&self.address, password);
        let folder = records.folder.clone().unwrap_or_default();
        SharedStore::open(&server, &folder, local.mode(), vendors, records.who.clone(), journal).await
    }
}

/// How the tasks are told of what happens here.
#[derive(Debug)]
pub(super) struct Links {
    /// The shared records that are reached; none for a mode whose are away, and no entry before that is known.
    reached: watch::Sender<HashMap<Mode, Option<Arc<SharedStore>>>>,
    /// Something was written here, in the records of this mode.
    written: HashMap<Mode, Notify>,
    /// The time that this window has in hand.
    in_hand: watch::Sender<Option<(Provider, Slot)>>,
    /// Whether the tasks are to end.
    stop: watch::Sender<bool>,
}

impl Links {
    pub(super) fn new(modes: impl Iterator<Item = Mode>) -> Links {
        let written = modes.map(|mode| (mode, Notify::new())).collect();
        let (reached, in_hand) = (watch::Sender::default(), watch::Sender::default());
        Links { reached, written, in_hand, stop: watch::Sender::default() }
    }
}

impl Stores {
    /// Starts the tasks, for each mode that has shared records.
    pub(super) fn keep_in_touch(self: &Arc<Self>) -> Vec<JoinHandle<()>> {
        let Some(shared) = &self.records.shared else { return Vec::new() };
        let mut firsts: Vec<Vendor> = shared.vendors.iter().map(|vendor| self.first_of(*vendor)).collect();
        firsts.dedup();
        let task = |vendor: Vendor| tokio::spawn(keep_in_touch(Arc::clone(self), shared.clone(), vendor));
        firsts.into_iter().map(task).collect()
    }

    /// Whether the records of this clinic are shared, reached or not.
    fn shares(&self, vendor: Vendor) -> bool {
        let is_of_mode = |other: &Vendor| self.modes[*other] == self.modes[vendor];
        self.records.shared.as_ref().is_some_and(|shared| shared.vendors.iter().any(is_of_mode))
    }

    /// The shared records of this clinic, where they are reached.
    pub(super) fn shared(&self, vendor: Vendor) -> Option<Arc<SharedStore>> {
        self.links.reached.borrow().get(&self.modes[vendor]).cloned().flatten()
    }

    /// Something was written here that the others are to know.
    pub(super) fn tell_others(&self) {
        self.links.written.values().for_each(Notify::notify_one);
    }

    /// Holds a time for this window, in place of what it held.
    pub(super) fn hold(&self, in_hand: Option<(Provider, Slot)>) {
        self.links.in_hand.send_replace(in_hand);
    }

    /// Waits until it is known whether shared records are reached: the first change may be sent right after the desk has
    /// opened, and is to be written down once it has joined the others.
    pub(super) async fn until_shared_known(&self, vendor: Vendor) {
        if self.shares(vendor) {
            let mut reached = self.links.reached.subscribe();
            let is_known = reached.wait_for(|reached| reached.contains_key(&self.modes[vendor]));
            // Otherwise they count as away.
            let _ = timeout(Shared::PATIENCE, is_known).await;
        }
    }

    /// Claims a change that is written down here in the shared records, where there are any. Where another desk's stands
    /// in its way, or nobody knows, it is not to be sent; then that is written down.
    ///
    /// # Errors
    /// Why it must not be sent.
    pub(super) async fn claim(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> Result<(), Failure> {
        let vendor = outgoing.change.backend();
        if !self.shares(vendor) {
            return Ok(());
        }
        let cause = match self.claim_shared(local, id, outgoing).await {
            Ok(None) => return Ok(()),
            Err(error) if outgoing.goes_alone => {
                warn!(%error, "sent without the other desks' knowing");
                return Ok(());
            }
            Ok(Some(claim)) => Cause::Claimed(Box::new(claim)),
            Err(error) => Cause::NotRecorded(error.to_string()),
        };
        if let Err(error) = local.settle(id, &Settlement::NotSent, (self.clock)()).await {
            error!(%error, %id, "that it was not sent was not written down");
        }
        self.tell_others();
        Err(Failure::NotSent(Outcomes::of(cause)))
    }

    async fn claim_shared(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> Result<Option<Claim>, StoreError> {
        let away = |why: &str| StoreError::Away(why.to_owned());
        let vendor = outgoing.change.backend();
        let shared = self.shared(vendor).ok_or_else(|| away("no connection"))?;
        let (local, outgoing) = (Arc::clone(local), outgoing.clone());
        // It goes on to its end also where nobody waits for it any more.
        let claiming = tokio::spawn(async move { shared.claim(&local, id, &outgoing).await });
        match timeout(Shared::PATIENCE, claiming).await {
            Ok(Ok(claimed)) => claimed,
            Ok(Err(error)) => Err(away(&error.to_string())),
            Err(_) => Err(away("the server does not answer")),
        }
    }

    /// Copies what was written last, and closes the connections.
    pub(super) async fn leave_shared(&self, tasks: Vec<JoinHandle<()>>) {
        self.links.stop.send_replace(true);
        let last = async {
            for task in tasks {
                // One that has panicked has been told of.
                let _ = task.await;
            }
            for (vendor, local) in self.each_open() {
                let mut shared = None;
                self.links.reached.send_modify(|reached| {
                    shared = reached.insert(self.modes[vendor], None).flatten();
                });
                let Some(shared) = shared else { continue };
                let copied = shared.copy(&local).await;
                let _ = shared.hold(&local.window().await, None).await;
                let _ = shared.countersign((self.clock)()).await;
                match copied {
                    Err(error) => warn!(%error, "what was written last is copied by the next start"),
                    // Else it lapses by itself.
                    Ok(_) => _ = shared.give_back(&local).await,
                }
                if let Ok(shared) = Arc::try_unwrap(shared) {
                    shared.close().await;
                }
            }
        };
        let _ = timeout(LAST_WORDS, last).await;
    }
}

/// Connects, keeps in touch for as long as that works, and tries again.
async fn keep_in_touch(stores: Arc<Stores>, configured: Shared, vendor: Vendor) {
    let mode = stores.modes[vendor];
    let (mut pause, mut said) = (TRY_AGAIN.0, None);
    let mut since = None;
    loop {
        let link = Link { stores: &stores, vendor, mode };
        let error = match link.connect(&configured).await {
            Ok(shared) => {
                (pause, said, since) = (TRY_AGAIN.0, None, None);
                let shared = Arc::new(shared);
                link.set_reached(Some(Arc::clone(&shared)));
                match link.serve(&shared).await {
                    Ok(()) => return,
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        link.set_reached(None);
        let text = error.to_string();
        if said.as_ref() != Some(&text) {
            warn!(why = text, "shared records not reached");
            link.report_unusable(&error);
            said = Some(text);
        }
        let since = *since.get_or_insert_with(|| (stores.clock)());
        (stores.report)(Msg::Shared(mode, SharedNews::Alone(since)));
        tokio::select! {
            () = sleep(jittered(pause)) => {}
            () = link.until_stopped() => return,
        }
        pause = (pause * 2).min(TRY_AGAIN.1);
    }
}

/// Up to half as long again, so that the desks of a clinic don't all come back at once.
fn jittered(pause: Duration) -> Duration {
    let [byte, ..] = *Uuid::new_v4().as_bytes();
    pause + pause * u32::from(byte) / 512
}

/// The server at an address, which opens with this password. What leaves this machine is encrypted, and the server's
/// certificate verified.
pub fn server(address: &StoreAddress, password: Option<SecretString>) -> Server {
    let tls = match address.is_local() {
        true => Tls::Local,
        false => Tls::Verified(address.ca.clone()),
    };
    Server { url: address.url.to_string(), password, tls }
}

/// One mode's records here, and those that are shared.
struct Link<'a> {
    stores: &'a Stores,
    vendor: Vendor,
    mode: Mode,
}

impl Link<'_> {
    fn local(&self) -> Result<Arc<RecordStore>, StoreError> {
        let closed = || StoreError::Away("this desk's own records are not open".to_owned());
        self.stores.state(self.vendor).ok().flatten().ok_or_else(closed)
    }

    async fn connect(&self, shared: &Shared) -> Result<SharedStore, StoreError> {
        let local = self.local()?;
        let vendors = self.stores.modes.iter().map(|(vendor, _)| vendor).collect();
        let shared = shared.open(&self.stores.records, vendors, &local).await?;
        self.copy(&shared, &local).await?;
        Ok(shared)
    }

    fn set_reached(&self, shared: Option<Arc<SharedStore>>) {
        self.stores.links.reached.send_modify(|reached| {
            reached.insert(self.mode, shared);
        });
    }

    /// Waits until the task is to end.
    async fn until_stopped(&self) {
        // The sender lives as long as the stores.
        let _ = self.stores.links.stop.subscribe().wait_for(|stop| *stop).await;
    }

    /// Keeps in touch until it is to stop, or that fails.
    async fn serve(&self, shared: &SharedStore) -> Result<(), StoreError> {
        let local = self.local()?;
        let mut news = shared.listen().await?;
        if let Some(older) = shared.countersign((self.stores.clock)()).await? {
            error!(%older, "shared records are older than they were");
            (self.stores.report)(Msg::Store(StoreTrouble::Older));
        }
        self.mirror(shared, &local).await?;
        self.say_held(shared).await?;
        info!(mode = %self.mode, "shared records reached");
        let mut desks = 0;
        self.look_around(shared, &local, &mut desks).await?;
        let mut in_hand = self.stores.links.in_hand.subscribe();
        let mut hold_at = self.hold(shared, &local, &mut in_hand).await?;
        let mut renewal = interval(Shared::RENEW);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let never = Notify::new();
        let written = self.stores.links.written.get(&self.mode).unwrap_or(&never);
        loop {
            tokio::select! {
                told = news.next() => {
                    let Written { records, holds, desks: have_changed } = told?;
                    debug!(records, holds, desks = have_changed, "others have written");
                    if records {
                        self.mirror(shared, &local).await?;
                    }
                    if holds {
                        self.say_held(shared).await?;
                    }
                    if have_changed {
                        self.look_around(shared, &local, &mut desks).await?;
                    }
                }
                () = written.notified() => self.copy(shared, &local).await?,
                _ = renewal.tick() => {
                    if !shared.renew().await? {
                        warn!("the lease had lapsed, and another desk looks after what was under it");
                    }
                    self.look_around(shared, &local, &mut desks).await?;
                    if Instant::now() >= hold_at {
                        hold_at = self.hold(shared, &local, &mut in_hand).await?;
                    }
                }
                () = self.until_stopped() => return Ok(()),
                _ = in_hand.changed() => hold_at = self.hold(shared, &local, &mut in_hand).await?,
            }
        }
    }

    /// Copies what was written here, and says what it collides with.
    async fn copy(&self, shared: &SharedStore, local: &RecordStore) -> Result<(), StoreError> {
        for collision in shared.copy(local).await? {
            let news = SharedNews::Collided(collision.change.into(), Box::new(collision.with));
            self.report(news);
        }
        Ok(())
    }

    /// Copies what others have written.
    async fn mirror(&self, shared: &SharedStore, local: &RecordStore) -> Result<(), StoreError> {
        let Mirrored { count, lost } = shared.mirror(local, (self.stores.clock)()).await?;
        if count > 0 {
            // What this window wrote itself counts as known already.
            lock(&self.stores.versions).remove(&self.stores.first_of(self.vendor));
            self.report(SharedNews::Changed);
        }
        for Lost { id, desk } in lost {
            if let Some(intent) = self.stores.intent_of(id) {
                self.report(SharedNews::Lost(intent, desk));
            }
        }
        Ok(())
    }

    async fn say_held(&self, shared: &SharedStore) -> Result<(), StoreError> {
        let held = shared.held().await?;
        self.report(SharedNews::Held(held));
        Ok(())
    }

    /// Says how many desks there are, and takes over what those have left that are gone.
    async fn look_around(
        &self,
        shared: &SharedStore,
        local: &RecordStore,
        desks: &mut usize,
    ) -> Result<(), StoreError> {
        let count = shared.desks().await?.len();
        if std::mem::replace(desks, count) != count {
            self.report(SharedNews::Desks(count));
        }
        let TakenOver { unsettled, queued } = shared.take_over(local, (self.stores.clock)()).await?;
        unsettled.iter().chain(&queued).for_each(|open| self.stores.hand_on(open));
        if !unsettled.is_empty() {
            warn!(count = unsettled.len(), "changes taken over from a desk that is gone");
            (self.stores.report)(Msg::Unsettled(unsettled));
        }
        if !queued.is_empty() {
            (self.stores.report)(Msg::Queued(queued));
        }
        Ok(())
    }

    /// Holds what this window has in hand; says when it has to be held anew.
    async fn hold(
        &self,
        shared: &SharedStore,
        local: &RecordStore,
        in_hand: &mut watch::Receiver<Option<(Provider, Slot)>>,
    ) -> Result<Instant, StoreError> {
        let held = in_hand.borrow_and_update().clone();
        let is_here = |(provider, _): &&(Provider, Slot)| self.stores.modes[provider.backend()] == self.mode;
        let held = held.as_ref().filter(is_here).map(|(provider, slot)| (provider, *slot));
        shared.hold(&local.window().await, held).await?;
        Ok(Instant::now() + HOLD)
    }

    fn report(&self, news: SharedNews) {
        (self.stores.report)(Msg::Shared(self.mode, news));
    }

    /// Says why they can't be used, where that does not mend itself.
    fn report_unusable(&self, error: &StoreError) {
        if !matches!(error, StoreError::Away(_)) {
            (self.stores.report)(Msg::Store(StoreTrouble::NotShared(error.to_string())));
        }
    }
}
