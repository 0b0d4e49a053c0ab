//! The clinics as the executor reaches them: the client, made of the configuration, and the sandbox where it stands in for
//! one.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use secrecy::SecretString;
use tracing::{error, warn};

use crate::booking::{AddressError, Agenda, Cause, Days, Failure, Mode, PerVendor, Provider, Report, Vendor};
use crate::client::{Client, EndpointError, Route, Timeouts};
use crate::config::log::{private_file, private_folder};
use crate::config::{Account, PinHash};
use crate::desk::Whose;
use crate::sandbox::{AnswerLoss, CLINIC_ZONE, Options, Sandbox, SandboxError};

use super::startup::endpoint;
use super::{Records, TutorDoors, WallClock};

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
    /// The one that the records are kept under once that was given.
    pub next_pin: Option<PinHash>,
    /// How what must survive is kept.
    pub records: Records,
    /// What `~/` stands for where a file is saved.
    pub home: Option<PathBuf>,
    /// What the tutor reaches, where it is open.
    pub tutor: TutorDoors,
}

/// The client, with the sandbox that it may need.
#[derive(Debug)]
pub struct Open {
    client: Client,
    /// Dropping it stops it.
    sandbox: Option<Sandbox>,
}

impl Open {
    /// The client, of which one backend may be of no use: see [`Client::trouble`].
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What makes the sandbox lose an answer, where there is one.
    pub(super) fn answer_loss(&self) -> Option<AnswerLoss> {
        self.sandbox.as_ref().map(Sandbox::answer_loss)
    }

    /// A client that reaches none of these, and why.
    pub(super) fn of_none(vendors: impl IntoIterator<Item = Vendor>, why: &NoClient) -> Open {
        error!(%why, "no client");
        let address_error = match why {
            NoClient::Sandbox(_) | NoClient::NotServed(_) => AddressError::NoSandbox,
            NoClient::Address(_, error) => AddressError::from(error),
        };
        let failure = Failure::NotSent(Report::of(Cause::AddressRefused(address_error)));
        Open { client: Client::of_none(vendors, &failure), sandbox: None }
    }
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

/// Fetches keys, starts the sandbox where one is called for, and makes the client; says how real each backend is.
///
/// # Errors
/// Why there is no client at all.
pub async fn open(doors: Backends, clock: WallClock) -> Result<(Open, PerVendor<Mode>), NoClient> {
    let sandbox = match doors.sandbox_zone() {
        Some(clinik_zone) => {
            let first = (clock)().timestamp_millis().unsigned_abs();
            // The tutor has a day of its own.
            let is_booked = doors.tutor.lag.is_none();
            let options = Options { clinik_zone, first, is_booked, ..Options::default() };
            let lag = doors.tutor.lag.unwrap_or(options.lag);
            let data = doors.records.folder.as_deref().filter(|_| is_booked).and_then(sandbox_file);
            Some(start_sandbox(Options { lag, data, ..options }).await?)
        }
        None => None,
    };
    let (mut endpoints, mut troubles) = (Vec::new(), Vec::new());
    for (backend, account) in doors.accounts.iter() {
        let (address, key) = match account {
            Account::Sandbox => {
                let served = sandbox.as_ref().and_then(|sandbox| sandbox.served(backend.word()));
                let served = served.ok_or(NoClient::NotServed(backend))?;
                (served.url, Some(SecretString::from(served.key)))
            }
            Account::Api { address, .. } => {
                let key = account.resolve_key().unwrap_or_else(|error| {
                    warn!(backend = backend.word(), %error, "no key");
                    let message = Some(error.to_string().into());
                    let report = Report { message, ..Report::of(Cause::KeyMissing) };
                    troubles.push((backend, Failure::NotSent(report)));
                    None
                });
                (address.clone(), key)
            }
        };
        endpoints.push(endpoint(backend, &address, key).map_err(|error| NoClient::Address(backend, error))?);
    }
    let modes = endpoints.iter().map(|endpoint| (endpoint.backend(), endpoint.mode())).collect();
    let client = Client::new(endpoints, doors.timeouts).without(troubles);
    let client = client.by_way_of(doors.route).with_clock(move || clock());
    Ok((Open { client, sandbox }, modes))
}

/// The file in a folder of records that keeps what is booked in the embedded sandbox: invented people, nothing sealed.
/// None where it can't be made.
fn sandbox_file(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("sandbox-clinics.db");
    let made = private_folder(folder).and_then(|()| private_file(&path));
    made.inspect_err(|error| warn!(%error, "the sandbox keeps nothing")).ok().map(|_| path)
}

/// Starts the embedded sandbox; one whose file is of no use keeps nothing.
async fn start_sandbox(options: Options) -> Result<Sandbox, SandboxError> {
    match Sandbox::start(options.clone()).await {
        Err(SandboxError::Records(error)) if options.data.is_some() => {
            warn!(%error, "the sandbox keeps nothing");
            Sandbox::start(Options { data: None, ..options }).await
        }
        started => started,
    }
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
