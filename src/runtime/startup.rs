//! What a desk is opened with, taken from the configuration.

use chrono_tz::Tz;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::booking::sanitize::sanitize;
use crate::booking::{Mode, PerVendor, Vendor};
use crate::client::{Endpoint, EndpointError, Timeouts};
use crate::config::{Account, Config};
use crate::desk::{Access, Setup};
use crate::sandbox::{CLINIC_ZONE, PROFILE_GROUP, is_own_key};
use crate::store::Who;

use super::{Backends, Records, Shared, TutorDoors};

/// The desk as it is configured; it never locks, for nobody may be in front of it: see [`access`].
pub fn setup(config: &Config) -> Setup {
    Setup {
        zone: config.zone,
        vendors: config.vendors,
        clinic_zones: clinic_zones(config),
        date_order: config.date_order,
        modes: modes(config),
        backend: config.backend,
        templates: config.templates.all.clone(),
        language: config.language,
        operator: config.operator.clone(),
        desk: config.desk_name.as_deref().map(|name| sanitize(name).into_owned()),
        look: config.look,
        colour: config.colour,
        profile_groups: PerVendor::of(config.vendors, |vendor| profile_group(config, vendor)),
        references: config.booking_reference.then(|| {
            let (one, other) = Uuid::new_v4().as_u64_pair();
            one ^ other
        }),
        keys: config.keys.all.clone(),
        access: Access::default(),
        mouse: config.mouse,
        call_limit: config.request_timeout,
        is_on_screen: true,
        shows_desk_clock: true,
        tutor: None,
    }
}

/// The zone of each clinic: the one that is configured, else the sandbox's own where that takes its place, else the
/// desk's. Where each place has a clock of its own, the desk's.
pub fn clinic_zones(config: &Config) -> PerVendor<Tz> {
    PerVendor::of(config.vendors, |vendor| match (&config.clinic_zones[vendor], &config.accounts[vendor]) {
        (Some((zone, _)), _) => *zone,
        (None, Account::Sandbox) if !vendor.can().has_places => CLINIC_ZONE,
        (None, _) => config.zone,
    })
}

/// The group that new patients go to: the one that is configured, else the sandbox's where that takes its place.
fn profile_group(config: &Config, vendor: Vendor) -> Option<String> {
    let configured = config.profile_groups[vendor].clone();
    configured.or_else(|| match config.accounts[vendor] {
        Account::Sandbox if vendor.has_patient_groups() => Some(PROFILE_GROUP.to_owned()),
        _ => None,
    })
}

/// Who may look at a desk on a screen, as it is configured: where a PIN is set, nobody before it has been given.
pub fn access(config: &Config) -> Access {
    let pin = config.pin.is_some();
    Access { lock_after: config.lock_after, pin, opens_locked: pin, naming: config.naming }
}

/// How real bookings at each backend are, as far as it can be told before a key command has run.
pub fn modes(config: &Config) -> PerVendor<Mode> {
    PerVendor::of(config.vendors, |vendor| mode(vendor, &config.accounts[vendor]))
}

/// How real bookings are, as far as it can be told before a key command has run: live, unless something says
/// otherwise.
fn mode(vendor: Vendor, account: &Account) -> Mode {
    match account {
        Account::Sandbox => Mode::Sandbox,
        Account::Api { address, .. } => {
            endpoint(vendor, address, account.known_key().cloned()).map_or(Mode::Live, |there| there.mode())
        }
    }
}

/// Where a clinic API is and what opens it. The client does not know the sandbox; that a key is one of the sandbox's own
/// is told it here, so that the mode is the same word wherever it is said.
///
/// # Errors
/// When nothing may be sent to `address`.
pub fn endpoint(vendor: Vendor, address: &str, key: Option<SecretString>) -> Result<Endpoint, EndpointError> {
    let is_sandboxs = key.as_ref().is_some_and(|key| is_own_key(vendor.word(), key.expose_secret()));
    let endpoint = Endpoint::new(vendor, address, key)?;
    Ok(if is_sandboxs { endpoint.with_sandbox_key() } else { endpoint })
}

/// Where its bookings go, and how they are recorded.
pub fn doors(config: Config) -> Backends {
    let zones = clinic_zones(&config);
    let timeouts = Timeouts { connect: config.connect_timeout, request: config.request_timeout };
    let who = Who { operator: config.operator, desk: config.desk_name };
    let is_shared = |(vendor, account): (Vendor, &Account)| match account {
        Account::Sandbox => None,
        Account::Api { .. } => Some(vendor),
    };
    let vendors: Vec<Vendor> = config.accounts.iter().filter_map(is_shared).collect();
    let shared = config.store.map(|address| Shared { address, vendors });
    let records = Records {
        folder: Some(config.data_dir),
        drafts: true,
        who,
        retention: config.retention,
        shared: shared.filter(|shared| !shared.vendors.is_empty()),
    };
    Backends {
        accounts: config.accounts,
        zones,
        timeouts,
        route: config.route,
        pin: config.pin,
        next_pin: config.configured_pin,
        records,
        home: config.home,
        tutor: TutorDoors::default(),
    }
}
