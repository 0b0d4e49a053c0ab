//! Synchronises this desk's own records with those that a clinic's desks share, with a task for each mode. It copies
//! local writes there and others' writes here, shows that the desk is at work, and takes over the changes of gone
//! desks. No key waits for it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use tokio::select;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{self, JoinHandle};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tracing::{error, warn};
use uuid::Uuid;

use booking::{
    Cause, ClinicId, Failure, Mode, Obstacle, Provider, Report, Settlement, Slot, Unshared,
};
use client::Fence;
use config::StoreAddress;

use office::{OfficeEvent, SharedNews, StoreTrouble};
use store::{Outgoing, RecordId, RecordStore, Server, SharedStore, StoreError, StoreNews, Tls};

use super::link::SyncSession;
use super::presence::{Asked, ask_by_turns};
use super::stores::{Records, Stores};

/// The first and the longest pause before reconnecting.
const TRY_AGAIN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(8));
/// The interval for renewing a held time, which lapses after two minutes.
const HOLD: Duration = Duration::from_secs(60);
/// How long the last writes may take to be copied when the desk ends.
pub(super) const LEAVE_TIMEOUT: Duration = Duration::from_millis(700);

/// The configuration of a desk's shared records.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The address.
    pub address: StoreAddress,
    /// The clinics that are the same for every desk, without those that the embedded sandbox replaces.
    pub clinics: Vec<ClinicId>,
}

impl Shared {
    /// How long the server may take to answer before it counts as unreachable.
    pub const QUERY_TIMEOUT: Duration = Duration::from_secs(3);
    /// The round trips of a claim that other desks overtake a few times.
    pub(super) const CLAIM_ROUND_TRIPS: u32 = 12;

    /// Opens the shared records of a mode, and takes the lease of the desk that owns the local ones.
    ///
    /// # Errors
    ///
    /// Returns an error if the password or the server is unavailable, and as [`SharedStore::open`] does.
    pub async fn open(
        &self,
        records: &Records,
        clinics: Vec<ClinicId>,
        local: &RecordStore,
    ) -> store::Result<SharedStore> {
        let journal = local.journal().await?;
        let resolving = self.address.clone();
        let password = task::spawn_blocking(move || resolving.resolve_password()).await;
        let server = server(&self.address, password.map_err(away)?.map_err(away)?);
        let folder = records.folder.clone().unwrap_or_default();
        SharedStore::open(
            &server,
            &folder,
            local.mode(),
            clinics,
            records.who.clone(),
            journal,
        )
        .await
    }
}

/// The channels from the desk to the tasks.
#[derive(Debug)]
pub(super) struct Links {
    /// The shared records that are reached, or why those of a mode are unreachable. There is no entry while that is
    /// unknown.
    reached: watch::Sender<HashMap<Mode, Result<Arc<SharedStore>, Unshared>>>,
    signals: HashMap<Mode, SyncSignals>,
    /// The time that this window is filling in.
    pub(super) in_hand: watch::Sender<Option<(Provider, Slot)>>,
    /// Whether the tasks must end.
    stop: watch::Sender<bool>,
    /// Whether the changes of gone desks are taken over here.
    pub(super) takes_over: bool,
}

/// The signals to the task of a mode.
#[derive(Debug, Default)]
struct SyncSignals {
    /// The local records were written.
    written: Notify,
    /// The parked drafts may have changed.
    parked: Notify,
    /// A claim was left unanswered.
    unanswered: Notify,
}

impl Links {
    pub(super) fn new(modes: impl Iterator<Item = Mode>, takes_over: bool) -> Links {
        let signals = modes.map(|mode| (mode, SyncSignals::default())).collect();
        let (reached, in_hand, stop) = Default::default();
        Links {
            reached,
            signals,
            in_hand,
            stop,
            takes_over,
        }
    }

    /// Notifies that the parked drafts of a mode may have changed.
    pub(super) fn notify_parked(&self, mode: Mode) {
        self.signals[&mode].parked.notify_one();
    }
}

impl Stores {
    /// Starts the tasks, one for each mode that has shared records.
    pub(super) fn run_sync(self: &Arc<Self>) -> Vec<JoinHandle<()>> {
        let Some(shared) = &self.records.shared else {
            return Vec::new();
        };
        let mut firsts: Vec<ClinicId> = shared
            .clinics
            .iter()
            .map(|clinic| self.first_of(*clinic))
            .collect();
        firsts.dedup();
        let task =
            |clinic: ClinicId| tokio::spawn(run_sync(Arc::clone(self), shared.clone(), clinic));
        firsts.into_iter().map(task).collect()
    }

    /// Waits until the tasks must end.
    async fn until_stopped(&self) {
        // The sender lives as long as the stores.
        let _ = self.links.stop.subscribe().wait_for(|stop| *stop).await;
    }

    /// Reports why shared records can't be used, unless the cause is temporary.
    fn report_unusable(&self, clinic: ClinicId, error: &StoreError) {
        if !matches!(error, StoreError::Away(why) if !why.lasts()) {
            let trouble = StoreTrouble::NotShared(self.modes[clinic], error.unshared());
            (self.report)(OfficeEvent::Store(trouble));
        }
    }

    /// Marks the shared records of a clinic as unreachable since a moment.
    pub fn is_alone(&self, clinic: ClinicId, since: DateTime<Utc>, why: Unshared) {
        self.set_reached(clinic, Err(why));
        (self.report)(OfficeEvent::Shared(
            self.modes[clinic],
            SharedNews::Alone(since),
        ));
    }

    pub(super) fn set_reached(&self, clinic: ClinicId, shared: Result<Arc<SharedStore>, Unshared>) {
        self.links.reached.send_modify(|reached| {
            reached.insert(self.modes[clinic], shared);
        });
    }

    /// Returns whether the records of this clinic are shared, whether or not they are reached.
    pub(super) fn shares(&self, clinic: ClinicId) -> bool {
        let is_of_mode = |other: &ClinicId| self.modes[*other] == self.modes[clinic];
        self.records
            .shared
            .as_ref()
            .is_some_and(|shared| shared.clinics.iter().any(is_of_mode))
    }

    /// Returns the shared records of this clinic, if they are reached.
    pub(super) fn shared(&self, clinic: ClinicId) -> Option<Arc<SharedStore>> {
        self.links
            .reached
            .borrow()
            .get(&self.modes[clinic])
            .cloned()?
            .ok()
    }

    /// Notifies the tasks that local records were written.
    pub(super) fn notify_tasks(&self) {
        self.links
            .signals
            .values()
            .for_each(|signals| signals.written.notify_one());
    }

    /// Holds a time for this window in place of the previous one.
    pub fn hold(&self, in_hand: Option<(Provider, Slot)>) {
        self.links.in_hand.send_replace(in_hand);
    }

    /// Waits until it is known whether shared records are reached. The first change may be sent right after the desk
    /// has opened, and must be recorded after the desk has joined the others.
    pub(super) async fn until_shared_known(&self, clinic: ClinicId) {
        // After the timeout they count as unreachable.
        let _ = timeout(Shared::QUERY_TIMEOUT, self.until_reached(clinic)).await;
    }

    /// Waits until it is known whether the shared records of a clinic, if any, are reached.
    ///
    /// # Errors
    ///
    /// Returns why they are not.
    pub(super) async fn until_reached(&self, clinic: ClinicId) -> Result<(), Unshared> {
        if !self.shares(clinic) {
            return Ok(());
        }
        let mut reached = self.links.reached.subscribe();
        // The sender lives as long as the stores.
        let _ = reached
            .wait_for(|reached| reached.contains_key(&self.modes[clinic]))
            .await;
        let known = reached.borrow().get(&self.modes[clinic]).cloned();
        known.unwrap_or(Err(Unshared::Lost)).map(drop)
    }

    /// Claims a locally recorded change in the shared records, and returns the check that its claim still holds. If
    /// another desk's change blocks it, or that is unknown, records that it is not sent.
    ///
    /// # Errors
    ///
    /// Returns why it must not be sent.
    pub(super) async fn claim(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> Result<Option<Fence>, Failure> {
        let cause = match self.claim_shared(local, id, outgoing).await {
            Ok(Ok(fence)) => return Ok(Some(fence)),
            Err(error) if outgoing.goes_alone => {
                warn!(%error, "sent without the other desks' knowing");
                return Ok(None);
            }
            Ok(Err(obstacle)) => obstacle.into(),
            Err(error) => Cause::NotClaimed(error.unshared()),
        };
        // A second step waits for a person, even when it is sent again after the clinic asked to wait: nothing else
        // would bring it back.
        let is_second_step =
            outgoing.continues.is_some() || outgoing.change.second_after().is_some();
        let settlement = if is_second_step {
            Settlement::NotThere
        } else {
            Settlement::NotSent
        };
        if let Err(error) = local.settle(id, &settlement, (self.clock)()).await {
            error!(%error, %id, "that it was not sent was not written down");
        }
        self.notify_tasks();
        Err(Failure::NotSent(Report::of(cause)))
    }

    async fn claim_shared(
        &self,
        local: &Arc<RecordStore>,
        id: RecordId,
        outgoing: &Outgoing,
    ) -> store::Result<Result<Fence, Obstacle>> {
        let clinic = outgoing.change.clinic();
        let shared = self
            .shared(clinic)
            .ok_or(StoreError::Away(Unshared::Lost))?;
        let local = Arc::clone(local);
        let outgoing = outgoing.clone();
        let time_limit = Shared::QUERY_TIMEOUT + shared.round_trip() * Shared::CLAIM_ROUND_TRIPS;
        // The claim completes even if nobody waits for it any longer.
        let claiming = tokio::spawn(async move { shared.claim(&local, id, &outgoing).await });
        match timeout(time_limit, claiming).await {
            Ok(Ok(claimed)) => claimed,
            Ok(Err(error)) => Err(away(error)),
            Err(_) => {
                // A desk that can't claim anything is alone, even if the server answers other requests.
                self.is_alone(clinic, (self.clock)(), Unshared::Silent);
                self.links.signals[&self.modes[clinic]]
                    .unanswered
                    .notify_one();
                Err(StoreError::Away(Unshared::Silent))
            }
        }
    }

    /// Copies the last writes, within at most this long, and closes the connections.
    pub(super) async fn leave_shared(&self, tasks: Vec<JoinHandle<()>>, at_most: Duration) {
        self.links.stop.send_replace(true);
        let last = async {
            for task in tasks {
                // A panic of the task has been reported.
                let _ = task.await;
            }
            for (clinic, local) in self.each_open() {
                let mut shared = None;
                self.links.reached.send_modify(|reached| {
                    shared = reached
                        .insert(self.modes[clinic], Err(Unshared::Lost))
                        .and_then(Result::ok);
                });
                let Some(shared) = shared else { continue };
                let copied = shared.copy(&local).await;
                let _ = self.copy_drafts(&shared, &local).await;
                let _ = shared.hold(&local.window().await, None).await;
                let _ = shared.countersign((self.clock)()).await;
                match copied {
                    Err(error) => {
                        warn!(%error, "what was written last is copied by the next start")
                    }
                    // Otherwise the lease lapses by itself.
                    Ok(_) => _ = shared.leave().await,
                }
                if let Ok(shared) = Arc::try_unwrap(shared) {
                    shared.close().await;
                }
            }
        };
        let _ = timeout(at_most, last).await;
    }
}

fn away(error: impl ToString) -> StoreError {
    StoreError::Away(Unshared::Other(error.to_string()))
}

/// Connects, synchronises while that works, and tries again.
async fn run_sync(stores: Arc<Stores>, configured: Shared, clinic: ClinicId) {
    let mut pause = TRY_AGAIN.0;
    let mut reported = None;
    let mut since = None;
    loop {
        let error = match connect(&stores, &configured, clinic).await {
            Ok(mut link) => {
                let (sender, asked) = mpsc::unbounded_channel();
                let heard = Notify::new();
                let asking = ask_by_turns(Arc::clone(&link.shared), &heard, sender);
                let working = async {
                    let news = link.begin().await?;
                    (pause, reported, since) = (TRY_AGAIN.0, None, None);
                    serve(&mut link, news, &heard, asked).await
                };
                let ended = select! {
                    ended = working => ended,
                    () = asking => return,
                };
                match ended {
                    Ok(()) => return,
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        let text = error.to_string();
        if reported.as_ref() != Some(&text) {
            warn!(why = text, "shared records not reached");
            stores.report_unusable(clinic, &error);
            reported = Some(text);
        }
        stores.is_alone(
            clinic,
            *since.get_or_insert_with(|| (stores.clock)()),
            error.unshared(),
        );
        select! {
            () = sleep(jittered(pause)) => {}
            () = stores.until_stopped() => return,
        }
        pause = (pause * 2).min(TRY_AGAIN.1);
    }
}

async fn connect(
    stores: &Arc<Stores>,
    configured: &Shared,
    clinic: ClinicId,
) -> store::Result<SyncSession> {
    let clinics = stores.modes.iter().map(|(clinic, _)| clinic).collect();
    let shared = configured
        .open(&stores.records, clinics, &*stores.own_records(clinic)?)
        .await?;
    stores.link(clinic, shared)
}

/// Synchronises until the stop signal, or until it fails.
async fn serve(
    link: &mut SyncSession,
    mut news: Box<dyn StoreNews>,
    heard: &Notify,
    mut asked: mpsc::UnboundedReceiver<store::Result<Asked>>,
) -> store::Result<()> {
    let stores = Arc::clone(&link.stores);
    let mut hold_at = Instant::now() + HOLD;
    let SyncSignals {
        written,
        parked,
        unanswered,
    } = &stores.links.signals[&link.mode()];
    loop {
        select! {
            written = news.next() => {
                let written = written?;
                if written.watch.is_some() {
                    heard.notify_one();
                }
                link.on_written(written).await?;
            }
            () = written.notified() => link.copy().await?,
            () = parked.notified() => link.copy_drafts().await?,
            () = unanswered.notified() => return Err(StoreError::Away(Unshared::Silent)),
            Some(asked) = asked.recv() => match asked? {
                Asked::Renewal(renewal) => link.on_renewal(&renewal).await?,
                Asked::Watch(watch) => link.on_watch(watch).await?,
            },
            () = sleep_until(hold_at), if link.has_time_in_hand() => {
                link.hold().await?;
                hold_at = Instant::now() + HOLD;
            }
            () = stores.until_stopped() => return Ok(()),
            _ = link.in_hand.changed() => {
                link.hold().await?;
                hold_at = Instant::now() + HOLD;
            }
        }
    }
}

/// Adds up to half of the pause, so that a clinic's desks don't all reconnect at once.
fn jittered(pause: Duration) -> Duration {
    pause + (pause / 2).mul_f64(random_part())
}

/// Returns a random number between zero and one.
pub(super) fn random_part() -> f64 {
    let [low, high, ..] = *Uuid::new_v4().as_bytes();
    f64::from(u16::from_le_bytes([low, high])) / f64::from(u16::MAX)
}

/// Returns the server at an address, with this password. Traffic to other machines is encrypted, and the server's
/// certificate verified.
pub fn server(address: &StoreAddress, password: Option<SecretString>) -> Server {
    let tls = if address.is_local() {
        Tls::Local
    } else {
        Tls::Verified(address.ca.clone())
    };
    Server {
        url: address.to_string(),
        password,
        tls,
    }
}
