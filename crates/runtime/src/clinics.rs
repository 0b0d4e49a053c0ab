//! The executor's clinics: the configured client, and the sandbox that may replace one. Also reads people, and reads
//! and marks published slots.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::task;
use tracing::{error, warn};
use zones::Zone;

use super::startup::endpoint;
use super::{Pins, Records, WallClock};
use booking::api::{Capability, ChangeRequest, Reuse};
use booking::{
    AddressError, Agenda, Cause, ClinicId, Days, Failure, Mode, PerClinic, Register, Report,
    SlotUpkeep,
};
use client::{Client, Endpoint, EndpointError, Route, Seen, Timeouts};
use config::Account;
use platform::files::create_private_folder;
use sandbox::{AnswerLoss, CLINIC_ZONE, Sandbox, SandboxError, SandboxOptions};
use store::{open_private, refusal};

/// The clinics and time limits of a desk.
#[derive(Debug)]
pub struct ClinicOptions {
    /// Each clinic API, or the sandbox in its place.
    pub accounts: PerClinic<Account>,
    /// The zone of each clinic, also of a sandbox in its place.
    pub zones: PerClinic<Zone>,
    /// The time limits of calls.
    pub timeouts: Timeouts,
    /// How servers are reached and verified.
    pub route: Route,
    /// The PINs of the desk.
    pub pins: Pins,
    /// How records are kept.
    pub records: Records,
    /// The sandbox that replaces clinics without an account.
    pub sandbox: EmbeddedSandbox,
    /// Whether all calls belong to one command.
    pub is_for_command: bool,
    /// Whether the clock is set by hand and answers age by it instead of the machine's.
    pub is_clock_set: bool,
}

/// The sandbox that replaces a clinic.
#[derive(Debug)]
pub struct EmbeddedSandbox {
    /// The lag of its searches, if not the default.
    pub lag: Option<Duration>,
    /// Whether there are appointments besides the roster's, and a file that keeps them.
    pub is_booked: bool,
    /// The handle for losing its answers.
    pub answer_loss: AnswerLoss,
}

impl Default for EmbeddedSandbox {
    fn default() -> EmbeddedSandbox {
        EmbeddedSandbox {
            lag: None,
            is_booked: true,
            answer_loss: AnswerLoss::default(),
        }
    }
}

/// The client, and the sandbox if one is needed.
#[derive(Debug)]
pub struct OpenClinics {
    client: Client,
    /// Dropping the sandbox stops it.
    _sandbox: Option<Sandbox>,
}

impl OpenClinics {
    /// Returns the client. Some of its clinics may be unusable: see [`Client::trouble`].
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Creates a client that can't reach these clinics, with the reason.
    pub(super) fn of_none(
        clinics: impl IntoIterator<Item = ClinicId>,
        why: &NoClient,
    ) -> OpenClinics {
        error!(%why, "no client");
        let address_error = match why {
            NoClient::Sandbox(_) | NoClient::NotServed(_) => AddressError::NoSandbox,
            NoClient::Address(_, error) => AddressError::from(error),
        };
        let failure = Failure::NotSent(Report::of(Cause::AddressRefused(address_error)));
        OpenClinics {
            client: Client::of_none(clinics, &failure),
            _sandbox: None,
        }
    }
}

/// Why there is no client at all.
#[derive(Debug, thiserror::Error)]
pub enum NoClient {
    /// The sandbox is required, and can't be started.
    #[error("the sandbox did not start: {0}")]
    Sandbox(#[from] SandboxError),
    /// The sandbox does not serve this clinic API.
    #[error("the sandbox does not answer for {0}")]
    NotServed(ClinicId),
    /// The address of a clinic can't be used.
    #[error("the address of {0} {1}")]
    Address(ClinicId, EndpointError),
}

/// Fetches keys, starts the sandbox if required, and creates the client. Returns the mode of each clinic, too.
///
/// # Errors
///
/// Returns why there is no client at all.
pub async fn open(
    clinic_options: ClinicOptions,
    clock: WallClock,
) -> Result<(OpenClinics, PerClinic<Mode>), NoClient> {
    let sandbox = open_sandbox(&clinic_options, &clock).await?;
    let mut endpoints = Vec::new();
    let mut troubles = Vec::new();
    for (clinic, account) in clinic_options.accounts.iter() {
        let key = account.resolve_key().unwrap_or_else(|error| {
            warn!(clinic = clinic.word(), %error, "no key");
            let report = Report {
                message: Some(error.to_string().into()),
                ..Report::of(Cause::KeyMissing)
            };
            troubles.push((clinic, Failure::NotSent(report)));
            None
        });
        endpoints.push(endpoint_of(clinic, account, key, sandbox.as_ref())?);
    }
    let modes = endpoints
        .iter()
        .map(|endpoint| (endpoint.clinic(), endpoint.mode()))
        .collect();
    let client = Client::new(endpoints, clinic_options.timeouts).without(troubles);
    let client = client.with_route(clinic_options.route);
    let client = if clinic_options.is_clock_set {
        let clock = Arc::clone(&clock);
        client.with_age_clock(move || clock())
    } else {
        client
    };
    let client = client.with_clock(move || clock());
    let client = if clinic_options.is_for_command {
        client.of_command()
    } else {
        client
    };
    let open = OpenClinics {
        client,
        _sandbox: sandbox,
    };
    Ok((open, modes))
}

/// Starts the sandbox, if a clinic needs it.
async fn open_sandbox(
    clinic_options: &ClinicOptions,
    clock: &WallClock,
) -> Result<Option<Sandbox>, NoClient> {
    let Some(clinik_zone) = clinic_options.sandbox_zone() else {
        return Ok(None);
    };
    let EmbeddedSandbox {
        lag,
        is_booked,
        ref answer_loss,
    } = clinic_options.sandbox;
    let data = match clinic_options.records.folder.as_deref() {
        Some(folder) if is_booked => sandbox_file(folder),
        _ => None,
    };
    let options = SandboxOptions::default();
    let options = SandboxOptions {
        clinik_zone,
        first: clock().timestamp_millis().unsigned_abs(),
        is_booked,
        lag: lag.unwrap_or(options.lag),
        answer_loss: answer_loss.clone(),
        data,
        ..options
    };
    Ok(Some(start_sandbox(options).await?))
}

/// Returns the address of a clinic API, or of the sandbox in its place, with everything that requests contain.
fn endpoint_of(
    clinic: ClinicId,
    account: &Account,
    key: Option<SecretString>,
    sandbox: Option<&Sandbox>,
) -> Result<Endpoint, NoClient> {
    let endpoint = match account {
        Account::Sandbox => {
            let served = sandbox.and_then(|sandbox| sandbox.served(clinic.api_word()));
            let served = served.ok_or(NoClient::NotServed(clinic))?;
            return endpoint(clinic, &served.url, Some(SecretString::from(served.key)));
        }
        Account::Api {
            address,
            client,
            headers,
            certificate,
            ..
        } => endpoint(clinic, address, key)?
            .with_client(client.as_deref().cloned())
            .with_headers(headers.clone())
            .with_certificate(certificate.as_deref().cloned()),
    };
    let Some(command) = account.key_command() else {
        return Ok(endpoint);
    };
    Ok(endpoint.with_key_source(move || {
        let key = command.resolve();
        key.map_err(|error| error.to_string())
    }))
}

/// Returns the file in a folder of records that keeps the embedded sandbox's bookings: invented people, nothing sealed.
/// `None` if it can't be created.
fn sandbox_file(folder: &Path) -> Option<PathBuf> {
    let path = folder.join("sandbox-clinics.json");
    let created = create_private_folder(folder)
        .map_err(|error| refusal(&error))
        .and_then(|()| open_private(&path));
    created
        .inspect_err(|error| warn!(%error, "the sandbox keeps nothing"))
        .ok()
        .map(|_| path)
}

/// Starts the embedded sandbox. If its file is unusable, it keeps nothing.
async fn start_sandbox(options: SandboxOptions) -> Result<Sandbox, SandboxError> {
    match Sandbox::start(options.clone()).await {
        Err(SandboxError::Records(error)) if options.data.is_some() => {
            warn!(%error, "the sandbox keeps nothing");
            Sandbox::start(SandboxOptions {
                data: None,
                ..options
            })
            .await
        }
        started => started,
    }
}

impl ClinicOptions {
    /// Returns the zone of the clinic that the sandbox replaces; `None` if no sandbox is required.
    fn sandbox_zone(&self) -> Option<Zone> {
        let is_sandbox = |(_, account): &(ClinicId, &Account)| matches!(account, Account::Sandbox);
        let mut served = self
            .accounts
            .iter()
            .filter(is_sandbox)
            .map(|(clinic, _)| clinic)
            .peekable();
        served.peek()?;
        let with_one_clock = served.find(|clinic| !clinic.can().has_places);
        Some(with_one_clock.map_or(CLINIC_ZONE, |clinic| self.zones[clinic]))
    }
}

/// Reads all people of a clinic, and calls `so_far` after each page except the last.
///
/// # Errors
///
/// Returns the failure of a page.
pub async fn load_register(
    client: &Client,
    clinic: ClinicId,
    so_far: impl Fn(Register),
) -> Result<Register, Failure> {
    let mut register = Register::new(clinic);
    let mut next = Some(0);
    while let Some(offset) = next {
        let page = client.read(clinic, |api| api.people_page(offset)).await?;
        let known = register.len();
        let before = register.clone();
        let grown = task::spawn_blocking(move || register.with(page.people)).await;
        // The task fails only when the program ends.
        register = grown.unwrap_or(before);
        next = page.next;
        // A page without new people means that the server ignores the offset.
        if next.is_some() && (register.len() == known || register.is_full()) {
            return Ok(register);
        }
        so_far(register.clone());
    }
    Ok(register.completed())
}

/// Marks the slots that a change has taken or released.
///
/// # Errors
///
/// Returns the first failure; slots marked before it stay marked.
pub(super) async fn mark_slots(client: &Client, upkeep: &SlotUpkeep) -> Result<(), Failure> {
    let clinic = upkeep.provider.clinic();
    if client.missing(clinic).await.has(Capability::MarkSlots) {
        return Ok(());
    }
    // The slots read before a booking show which ones it takes, unless the server or somebody else has changed them.
    if upkeep.taken && upkeep.provider.clinic().api().guards_slots() {
        match mark_slots_read(client, upkeep, Reuse::OfSameAct).await {
            Err(failure) if may_be_of_old_slots(&failure) => {}
            marked => return marked,
        }
    }
    mark_slots_read(client, upkeep, Reuse::Never).await
}

/// Returns whether a slot may have been refused because it is not as it was read.
fn may_be_of_old_slots(failure: &Failure) -> bool {
    matches!(
        failure.report().cause,
        Cause::Altered | Cause::Conflict | Cause::BadRequest | Cause::Invalid | Cause::NotFound
    )
}

/// Marks the slots as read now, or within the same act of staff.
async fn mark_slots_read(
    client: &Client,
    upkeep: &SlotUpkeep,
    reuse: Reuse,
) -> Result<(), Failure> {
    let clinic = upkeep.provider.clinic();
    let slots = client
        .read(clinic, |api| {
            api.slots_at(&upkeep.provider, upkeep.time, reuse)
        })
        .await?;
    let days = Days::new(
        upkeep.time.start.date_naive(),
        upkeep.time.end.date_naive(),
        Zone::UTC,
    );
    let day = match days {
        Some(days) if !upkeep.taken && !slots.is_empty() => {
            client
                .read(clinic, |api| {
                    api.agenda_of_provider(&upkeep.provider, &days)
                })
                .await?
        }
        _ => Agenda::default(),
    };
    for listed in slots {
        let is_listed_so = upkeep.marks(&listed, &day);
        // A search may lag: a slot that it shows in the wanted state is read by its id.
        let slot = match clinic.api().slot(&listed.id) {
            Some(read) if !is_listed_so => match client.read(clinic, |_| read).await {
                Ok(slot) => slot,
                Err(failure) if failure.report().cause == Cause::NotFound => continue,
                Err(failure) => return Err(failure),
            },
            _ => listed,
        };
        if !upkeep.marks(&slot, &day) {
            continue;
        }
        let set = ChangeRequest::SetSlot {
            slot: &slot.id,
            free: !upkeep.taken,
            is_read: is_listed_so && reuse == Reuse::OfSameAct,
        };
        let seen = Seen {
            version: slot.version.as_deref(),
            appointment: None,
        };
        client.change_seen(clinic, &set, seen).await?;
    }
    Ok(())
}
