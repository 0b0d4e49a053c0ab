//! Derives the parameters of an office from the configuration.

use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;
use zones::Zone;

use booking::sanitize::sanitize;
use booking::{ClinicId, Mode, PerClinic};
use client::{Endpoint, Timeouts};
use config::{Account, Config};
use i18n::say;
use office::{LockSetup, OfficeSetup};
use sandbox::{CLINIC_ZONE, PROFILE_GROUP, is_own_key};
use store::Who;

use super::{ClinicOptions, EmbeddedSandbox, NoClient, Pins, Records, Shared};

/// Returns the configuration of the office.
pub fn office_setup(config: &Config) -> OfficeSetup {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    let seed = high ^ low;
    OfficeSetup {
        clinic_zones: clinic_zones(config),
        lack_zones: PerClinic::of(config.clinics, |clinic| lacks_zone(config, clinic)),
        modes: modes(config),
        shares: PerClinic::of(config.clinics, |clinic| {
            config.store.is_some() && is_shared(&config.accounts[clinic])
        }),
        templates: config.templates.all.clone(),
        holidays: config.holidays.all.clone(),
        operator: config.operator.clone(),
        desk_name: config
            .desk_name
            .as_deref()
            .map(|name| sanitize(name).into_owned()),
        profile_groups: PerClinic::of(config.clinics, |clinic| profile_group(config, clinic)),
        references: config.booking_reference.then_some(seed),
        identifiers: seed,
        call_limit: config.request_timeout,
        least_notice: config.least_notice,
        ..OfficeSetup::new(config.clinics, config.zone)
    }
}

/// Returns whether the clinic with this account is the same for every desk, so not replaced by the embedded sandbox.
fn is_shared(account: &Account) -> bool {
    matches!(account, Account::Api { .. })
}

/// Returns the zone of each clinic: the configured one, else that of the sandbox if it replaces the clinic, else the
/// desk's. For a clinic whose locations have zones of their own, the desk's.
pub fn clinic_zones(config: &Config) -> PerClinic<Zone> {
    PerClinic::of(config.clinics, |clinic| {
        match (&config.clinic_zones[clinic], &config.accounts[clinic]) {
            (Some((zone, _)), _) => *zone,
            (None, Account::Sandbox) if !clinic.can().has_places => CLINIC_ZONE,
            (None, _) => config.zone,
        }
    })
}

/// Returns whether the zone of a single-zone clinic is not configured. The desk's replaces it, so another process of
/// this machine may read its times differently.
fn lacks_zone(config: &Config, clinic: ClinicId) -> bool {
    let is_api = matches!(config.accounts[clinic], Account::Api { .. });
    is_api && !clinic.can().has_places && config.clinic_zones[clinic].is_none()
}

/// Returns what is said about the configuration before the work begins: that it has unknown words, and which live
/// clinics, or whether only this one, have no configured zone.
pub fn notes_on_config(config: &Config, only: Option<ClinicId>) -> Vec<String> {
    let mut notes = Vec::new();
    if !config.unknown_words.is_empty() {
        notes.push(say!(config.language, "note-words-unknown").to_owned());
    }
    notes.extend(without_zone(config, only));
    notes
}

/// Returns a sentence that names the live clinics without a configured zone, or only this one; `None` if there are
/// none.
fn without_zone(config: &Config, only: Option<ClinicId>) -> Option<String> {
    let modes = modes(config);
    let names: Vec<&str> = config
        .clinics
        .iter()
        .filter(|clinic| only.is_none_or(|only| only == *clinic))
        .filter(|clinic| modes[*clinic] == Mode::Live && lacks_zone(config, *clinic))
        .map(ClinicId::name)
        .collect();
    if names.is_empty() {
        return None;
    }
    let clinics = names.join(", ");
    let zone = config.zone.name();
    Some(say!(config.language, "note-no-zone", clinics, zone))
}

/// Returns the group of new patients: the configured one, else that of the sandbox if it replaces the clinic.
fn profile_group(config: &Config, clinic: ClinicId) -> Option<String> {
    let configured = config.profile_groups[clinic].clone();
    configured.or_else(|| match config.accounts[clinic] {
        Account::Sandbox if clinic.has_patient_groups() => Some(PROFILE_GROUP.to_owned()),
        _ => None,
    })
}

/// Returns the configured lock for a desk with a person in front of it: if a PIN is set, nobody sees the desk before
/// entering it.
pub fn lock_setup(config: &Config) -> LockSetup {
    let has_pin = config.pin.is_some();
    LockSetup {
        after: config.lock_after,
        has_pin,
        opens_locked: has_pin,
    }
}

/// Returns the mode of each clinic as far as it is known before a key command has run: live by default.
pub fn modes(config: &Config) -> PerClinic<Mode> {
    PerClinic::of(config.clinics, |clinic| match &config.accounts[clinic] {
        Account::Sandbox => Mode::Sandbox,
        account @ Account::Api { address, .. } => {
            endpoint(clinic, address, account.known_key().cloned())
                .map_or(Mode::Live, |endpoint| endpoint.mode())
        }
    })
}

/// Returns the address and key of a clinic API. The client does not know the sandbox, so a sandbox key is marked here,
/// which makes the mode the same everywhere.
///
/// # Errors
///
/// Returns an error if nothing may be sent to `address`.
pub fn endpoint(
    clinic: ClinicId,
    address: &str,
    key: Option<SecretString>,
) -> Result<Endpoint, NoClient> {
    let is_sandboxs = key
        .as_ref()
        .is_some_and(|key| is_own_key(clinic.api_word(), key.expose_secret()));
    let endpoint =
        Endpoint::new(clinic, address, key).map_err(|error| NoClient::Address(clinic, error))?;
    Ok(if is_sandboxs {
        endpoint.with_sandbox_key()
    } else {
        endpoint
    })
}

/// Returns the operator and the desk, for the audit trail.
pub fn who(config: &Config) -> Who {
    Who {
        operator: config.operator.clone(),
        desk: config.desk_name.clone(),
    }
}

/// Returns the clinics and the configuration of the records.
pub fn clinic_options(config: Config) -> ClinicOptions {
    let zones = clinic_zones(&config);
    let timeouts = Timeouts {
        connect: config.connect_timeout,
        request: config.request_timeout,
    };
    let who = who(&config);
    let clinics: Vec<ClinicId> = config
        .accounts
        .iter()
        .filter(|(_, account)| is_shared(account))
        .map(|(clinic, _)| clinic)
        .collect();
    let shared = config.store.map(|address| Shared { address, clinics });
    let records = Records {
        folder: Some(config.data_dir),
        drafts: true,
        who,
        retention: config.retention,
        shared: shared.filter(|shared| !shared.clinics.is_empty()),
    };
    ClinicOptions {
        is_for_command: false,
        is_clock_set: false,
        accounts: config.accounts,
        zones,
        timeouts,
        route: config.route,
        pins: Pins {
            asked: config.pin,
            next: config.configured_pin,
        },
        records,
        sandbox: EmbeddedSandbox::default(),
    }
}
