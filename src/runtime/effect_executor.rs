//! The executor of the desk: everything impure is done here, away from the keys, and reported back as a message.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use chrono_tz::Tz;
use secrecy::SecretString;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{self, AbortHandle};
use tracing::{error, warn};

use crate::booking::api::Change;
use crate::booking::{
    AddressError, Agenda, Cause, Days, Failure, Listing, Mode, PerVendor, Provider, Vendor,
};
use crate::client::{Client, Endpoint, EndpointError, Route, Timeouts, held_by_nothing, until_told};
use crate::config::{Account, PinHash};
use crate::desk::{Answer, Effect, Msg, Ticket, Unsaved, Whose};
use crate::sandbox::{CLINIC_ZONE, Options, Sandbox, SandboxError};

use super::file_writer;
use super::pin::PinVerifier;
use super::register_loader;
use super::search_worker::SearchWorker;
use super::slot_upkeep;
use super::startup::endpoint;
use super::store_worker::StoreWorker;
use super::{Records, WallClock};

/// Takes the messages that come of effects.
pub type Report = Arc<dyn Fn(Msg) + Send + Sync>;

/// Where bookings go, and how long a call may take.
#[derive(Debug)]
pub struct Backends {
    /// Each clinic API, or the sandbox in its place.
    pub accounts: PerVendor<Account>,
    /// The zone of each clinic; the sandbox that takes its place is in the same.
    pub zones: PerVendor<Tz>,
    /// How long a call may take.
    pub timeouts: Timeouts,
    /// How the servers are reached and recognised.
    pub route: Route,
    /// The hash of the PIN that unlocks the desk, where one is set.
    pub pin: Option<PinHash>,
    /// How what must survive is kept.
    pub records: Records,
    /// What `~/` stands for where a file is saved.
    pub home: Option<PathBuf>,
}

/// An effect, and what says that a call of it has taken too long where the machine's clock doesn't.
pub(super) type QueuedEffect = (Effect, Option<Arc<Notify>>);

/// Does effects, on threads of their own: one that talks to the clinics, and one that looks for people in long
/// lists.
#[derive(Debug)]
pub struct EffectExecutor {
    effects: UnboundedSender<QueuedEffect>,
    seeker: SearchWorker,
    doorkeeper: PinVerifier,
    /// Says that the thread which talks to the clinics has ended, by being dropped there.
    ended: Receiver<()>,
}

impl EffectExecutor {
    /// Starts the threads. At [`Effect::Begin`] the first fetches keys, starts the sandbox and opens the records; other
    /// effects wait for that. The servers' clocks are held against `clock`.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(doors: Backends, clock: WallClock, report: Report) -> io::Result<EffectExecutor> {
        let (effects, todo) = unbounded_channel();
        let seeker = SearchWorker::start(Arc::clone(&report))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (hash, folder) = (doors.pin.clone(), doors.records.folder.clone());
        let doorkeeper = PinVerifier::start(hash, folder, Arc::clone(&clock), Arc::clone(&report))?;
        let (ending, ended) = mpsc::sync_channel(0);
        thread::Builder::new().name("effects".to_owned()).spawn(move || {
            runtime.block_on(serve(doors, clock, todo, report));
            // What is still on its way ends here; the records know of it.
            drop(runtime);
            drop::<SyncSender<()>>(ending);
        })?;
        Ok(EffectExecutor { effects, seeker, doorkeeper, ended })
    }

    /// Writes down what is still to be written down, at most this long.
    pub fn finish(self, at_most: Duration) {
        let EffectExecutor { effects, seeker, ended, .. } = self;
        drop((effects, seeker));
        // Nothing is ever sent: it waits for the other end to be dropped.
        let _ = ended.recv_timeout(at_most);
    }

    /// Has an effect done. Its outcome is reported, once.
    pub fn perform(&self, effect: Effect) {
        self.perform_until(effect, None);
    }

    /// The same; where there is an `over`, a call to a server has taken too long as soon as that says so.
    pub fn perform_until(&self, effect: Effect, over: Option<Arc<Notify>>) {
        match effect {
            Effect::Find(ticket, register, query) => return self.seeker.find(ticket, register, query),
            Effect::Discard(register) => return self.seeker.discard(register),
            Effect::CheckPin(ticket, pin) => return self.doorkeeper.check(ticket, pin),
            Effect::LockAll => return self.doorkeeper.lock_all(),
            Effect::Abandon(ticket) => self.seeker.abandon(ticket),
            _ => {}
        }
        // The thread ends with the program; there is nobody to tell.
        let _ = self.effects.send((effect, over));
    }
}

/// The client, and what keeps single backends from being used at all.
#[derive(Debug)]
pub struct Open {
    client: Client,
    troubles: HashMap<Vendor, Failure>,
    /// Kept for as long as it is needed: dropping it stops it.
    _sandbox: Option<Sandbox>,
}

impl Open {
    /// The client, of which one backend may be of no use: see [`Open::trouble`].
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Why a backend can't be used at all, where it can't.
    pub fn trouble(&self, backend: Vendor) -> Option<&Failure> {
        self.troubles.get(&backend)
    }
}

async fn serve(doors: Backends, clock: WallClock, mut todo: UnboundedReceiver<QueuedEffect>, report: Report) {
    // Whoever stands at the PIN gets nothing read: a desk asks for nothing before it begins.
    loop {
        match todo.recv().await {
            Some((Effect::Begin, _)) => break,
            Some(_) => {}
            None => return,
        }
    }
    let (records, home) = (doors.records.clone(), doors.home.clone());
    let unknown = doors.zones.clone().map(|_, _| Mode::Live);
    let (open, modes) = match open(doors, Arc::clone(&clock)).await {
        Ok((open, modes)) => {
            report(Msg::Modes(modes.clone()));
            (Ok(Arc::new(open)), modes)
        }
        Err(why) => {
            error!(%why, "no client");
            let cause = Cause::AddressRefused(why.address_error());
            let failure = Failure::NotSent(crate::booking::Report::of(cause));
            (Err(failure), unknown)
        }
    };
    let kept = StoreWorker::start(records, modes, clock, open.clone(), Arc::clone(&report));
    let mut under_way: HashMap<Ticket, AbortHandle> = HashMap::new();
    while let Some((effect, over)) = todo.recv().await {
        let effect = match effect {
            Effect::Abandon(ticket) => {
                if let Some(task) = under_way.remove(&ticket) {
                    task.abort();
                }
                continue;
            }
            // In the order they come in: what is saved later is what counts.
            Effect::Save(ticket, document) => {
                let home = home.clone();
                let saving = move || file_writer::write(&document, home.as_deref());
                let written = task::spawn_blocking(saving).await;
                let written = written.unwrap_or_else(|error| Err(Unsaved::Other(error.to_string())));
                report(Msg::Answer(ticket, Answer::Saved(written)));
                continue;
            }
            Effect::Claims(..)
            | Effect::Changes(..)
            | Effect::Record(..)
            | Effect::Keep(..)
            | Effect::Queue(..)
            | Effect::Settle(..)
            | Effect::Tried(_)
            | Effect::Change(..) => {
                kept.do_with_the_records((effect, over));
                continue;
            }
            effect => effect,
        };
        let ticket = match effect {
            Effect::Search(ticket, ..)
            | Effect::List(ticket, _)
            | Effect::FreeTimes(ticket, ..)
            | Effect::Upcoming(ticket, _)
            | Effect::Look(ticket, _)
            | Effect::Open(ticket, ..) => Some(ticket),
            _ => None,
        };
        let (open, report) = (open.clone(), Arc::clone(&report));
        let task = tokio::spawn(async move {
            let backend = effect.backend();
            if let Some(answer) = until_told(over, outcome(open.clone(), effect, &report)).await {
                answered(&open, backend, answer, &report);
            }
        });
        under_way.retain(|_, task| !task.is_finished());
        under_way.extend(ticket.map(|ticket| (ticket, task.abort_handle())));
    }
    kept.finish().await;
}

/// Why there is no client at all.
#[derive(Debug, thiserror::Error)]
pub enum NoClient {
    /// The sandbox is called for, and can't be started.
    #[error("the sandbox did not start: {0}")]
    Sandbox(#[from] SandboxError),
    /// The sandbox does not answer for this clinic API.
    #[error("the sandbox does not answer for {0}")]
    NotServed(Vendor),
    /// The address of a backend can't be used.
    #[error("the address of {0} {1}")]
    Address(Vendor, EndpointError),
}

impl NoClient {
    fn address_error(&self) -> AddressError {
        match self {
            NoClient::Sandbox(_) | NoClient::NotServed(_) => AddressError::NoSandbox,
            NoClient::Address(_, error) => AddressError::from(error),
        }
    }
}

/// Fetches keys, starts the sandbox where one is called for, and makes the client; says how real each backend is.
///
/// # Errors
/// Why there is no client at all.
pub async fn open(doors: Backends, clock: WallClock) -> Result<(Open, PerVendor<Mode>), NoClient> {
    let sandbox = match doors.sandbox_zone() {
        Some(clinik_zone) => {
            let first = (clock)().timestamp_millis().unsigned_abs();
            Some(Sandbox::start(Options { clinik_zone, first, ..Options::default() }).await?)
        }
        None => None,
    };
    let mut troubles = HashMap::new();
    let mut reached = |backend: Vendor, account: &Account| {
        let (address, key) = match account {
            Account::Sandbox => {
                let served = sandbox.as_ref().and_then(|sandbox| sandbox.served(backend.word()));
                let served = served.ok_or(NoClient::NotServed(backend))?;
                (served.url, Some(SecretString::from(served.key)))
            }
            Account::Api { address, .. } => {
                let key = account.resolve_key().unwrap_or_else(|error| {
                    warn!(backend = backend.word(), %error, "no key");
                    troubles.insert(backend, key_trouble(&error.to_string()));
                    None
                });
                (address.clone(), key)
            }
        };
        endpoint(backend, &address, key).map_err(|error| NoClient::Address(backend, error))
    };
    let endpoints: Vec<Endpoint> =
        doors.accounts.iter().map(|(vendor, account)| reached(vendor, account)).collect::<Result<_, _>>()?;
    let modes = endpoints.iter().map(|endpoint| (endpoint.backend(), endpoint.mode())).collect();
    let client = Client::new(endpoints, doors.timeouts);
    let client = client.by_way_of(doors.route).with_clock(move || clock());
    Ok((Open { client, troubles, _sandbox: sandbox }, modes))
}

impl Backends {
    /// The zone of the clinic that the sandbox stands for; nothing where no sandbox is called for.
    fn sandbox_zone(&self) -> Option<Tz> {
        let is_sandbox = |(_, account): &(Vendor, &Account)| matches!(account, Account::Sandbox);
        let mut served = self.accounts.iter().filter(is_sandbox).map(|(vendor, _)| vendor).peekable();
        served.peek()?;
        let with_one_clock = served.find(|vendor| !vendor.can().has_places);
        Some(with_one_clock.map_or(CLINIC_ZONE, |vendor| self.zones[vendor]))
    }
}

fn key_trouble(why: &str) -> Failure {
    let message = Some(why.to_owned().into());
    Failure::NotSent(crate::booking::Report { message, ..crate::booking::Report::of(Cause::KeyMissing) })
}

/// Reports an answer; before it how far the server's clock is from this one, if it has ever said what time it is.
pub(super) fn answered(
    open: &Result<Arc<Open>, Failure>,
    backend: Option<Vendor>,
    answer: Msg,
    report: &Report,
) {
    let skew = || Some((backend?, open.as_ref().ok()?.client.skew(backend?)?));
    if let Some((backend, ahead)) = skew() {
        report(Msg::Skew(backend, ahead));
    }
    report(answer);
}

/// The client, unless this backend can't be used at all.
pub(super) fn reach(
    open: &Result<Arc<Open>, Failure>,
    backend: Option<Vendor>,
) -> Result<&Client, Box<Failure>> {
    let open = open.as_ref().map_err(|failure| Box::new(failure.clone()))?;
    match backend.and_then(|backend| open.trouble(backend)) {
        Some(failure) => Err(Box::new(failure.clone())),
        None => Ok(&open.client),
    }
}

/// Does one effect and says what came of it in the end.
async fn outcome(open: Result<Arc<Open>, Failure>, effect: Effect, report: &Report) -> Option<Msg> {
    let client = match reach(&open, effect.backend()) {
        Ok(client) => client,
        Err(failure) => return failed(effect, *failure),
    };
    let (ticket, answer) = match effect {
        Effect::List(ticket, directory) if directory.is_register => {
            (ticket, register_loader::read(client, ticket, directory, report).await)
        }
        Effect::List(ticket, directory) => {
            let listing = client.read(directory.backend(), |api| api.list(directory)).await.map_err(Box::new);
            (ticket, Answer::Listed(directory, listing))
        }
        Effect::LookUp(ticket, directory, id) => {
            let entry = client
                .read(directory.backend(), |api| api.entry(directory, id.shown()))
                .await
                .map_err(Box::new);
            (ticket, Answer::LookedUp(directory, id, entry))
        }
        Effect::FreeTimes(ticket, provider, days, length) => {
            let free = client
                .read(provider.backend(), |api| api.free_times(&provider, &days, length))
                .await
                .map_err(Box::new);
            (ticket, Answer::FreeTimes(free))
        }
        Effect::Search(ticket, backend, query) => {
            let found = client
                .read(backend, |api| api.search(&query))
                .await
                .map(|people| Listing::from(&people))
                .map_err(Box::new);
            (ticket, Answer::Found(found))
        }
        Effect::Upcoming(ticket, whose) => {
            (ticket, Answer::Upcoming(appointments_of(client, &whose).await.map_err(Box::new)))
        }
        Effect::Look(ticket, whose) => {
            let found = held_by_nothing(appointments_of(client, &whose)).await;
            (ticket, Answer::Upcoming(found.map_err(Box::new)))
        }
        Effect::Day(ticket, provider, days) => {
            (ticket, Answer::Day(day_of(client, &provider, &days).await.map_err(Box::new)))
        }
        Effect::Hours(ticket, practitioner) => (
            ticket,
            Answer::Hours(
                client.read(practitioner.backend(), |api| api.hours(&practitioner)).await.map_err(Box::new),
            ),
        ),
        Effect::Open(ticket, backend, id) => {
            (ticket, Answer::Opened(Box::new(client.read(backend, |api| api.appointment(&id)).await)))
        }
        Effect::Probe(ticket, backend) => {
            (ticket, Answer::Probed(client.probe(backend).await.map_err(Box::new)))
        }
        Effect::AddPanels(ticket, backend, appointment, panels) => {
            let change = Change::AddPanels { appointment: &appointment, panels: &panels };
            let added = client.change(backend, &change).await;
            (ticket, Answer::PanelsAdded(Box::new(added.map(drop))))
        }
        Effect::KeepSlots(ticket, upkeep) => {
            let kept = slot_upkeep::keep(client, &upkeep).await;
            (ticket, Answer::SlotsKept(kept.map_err(Box::new)))
        }
        Effect::FindAlike(ticket, patient) => (
            ticket,
            Answer::AlikeFound(
                client.read(patient.backend(), |api| api.people_like(&patient)).await.map_err(Box::new),
            ),
        ),
        Effect::AddPatient(ticket, patient) => {
            (ticket, Answer::Added(Box::new(client.create_patient(&patient).await)))
        }
        Effect::Preview(ticket, change) => {
            let view = client.preview(change.backend(), &change.on_wire()).unwrap_or_default();
            (ticket, Answer::Previewed(Box::new(view)))
        }
        Effect::Change(..) => return None,
        other => return of_no_clinic(&other),
    };
    Some(Msg::Answer(ticket, answer))
}

/// What someone has booked.
///
/// # Errors
/// When it can't be read.
pub async fn appointments_of(client: &Client, whose: &Whose) -> Result<Agenda, Failure> {
    client.read(whose.backend(), |api| api.agenda_of_person(whose.person(), whose.days())).await
}

/// What a practitioner or location has on those days.
///
/// # Errors
/// When it can't be read.
pub async fn day_of(client: &Client, provider: &Provider, days: &Days) -> Result<Agenda, Failure> {
    client.read(provider.backend(), |api| api.agenda_of_provider(provider, days)).await
}

/// The answer to an effect that could not even be begun.
fn failed(effect: Effect, failure: Failure) -> Option<Msg> {
    let (ticket, answer) = match effect {
        Effect::List(ticket, directory) => (ticket, Answer::Listed(directory, Err(Box::new(failure)))),
        Effect::LookUp(ticket, directory, id) => {
            (ticket, Answer::LookedUp(directory, id, Err(Box::new(failure))))
        }
        Effect::FreeTimes(ticket, ..) => (ticket, Answer::FreeTimes(Err(Box::new(failure)))),
        Effect::Upcoming(ticket, _) | Effect::Look(ticket, _) => {
            (ticket, Answer::Upcoming(Err(Box::new(failure))))
        }
        Effect::Day(ticket, ..) => (ticket, Answer::Day(Err(Box::new(failure)))),
        Effect::Search(ticket, ..) => (ticket, Answer::Found(Err(Box::new(failure)))),
        Effect::Hours(ticket, _) => (ticket, Answer::Hours(Err(Box::new(failure)))),
        Effect::Open(ticket, ..) => (ticket, Answer::Opened(Box::new(Err(failure)))),
        Effect::Probe(ticket, _) => (ticket, Answer::Probed(Err(Box::new(failure)))),
        Effect::AddPanels(ticket, ..) => (ticket, Answer::PanelsAdded(Box::new(Err(failure)))),
        Effect::KeepSlots(ticket, _) => (ticket, Answer::SlotsKept(Err(Box::new(failure)))),
        Effect::FindAlike(ticket, _) => (ticket, Answer::AlikeFound(Err(Box::new(failure)))),
        Effect::AddPatient(ticket, _) => (ticket, Answer::Added(Box::new(Err(failure)))),
        Effect::Change(..) | Effect::Preview(..) => return None,
        other => return of_no_clinic(&other),
    };
    Some(Msg::Answer(ticket, answer))
}

/// What goes to no clinic ([`Effect::backend`] lists it) has been done elsewhere, and is answered from there.
fn of_no_clinic(effect: &Effect) -> Option<Msg> {
    debug_assert!(effect.backend().is_none(), "nobody does this effect");
    None
}
