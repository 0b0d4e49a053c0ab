//! What a desk is opened with, taken from the configuration.

use chrono_tz::Tz;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::booking::{Backend, Mode, PerVendor};
use crate::client::{Endpoint, EndpointError, Timeouts};
use crate::config::{Account, Config};
use crate::desk::{Access, Setup};
use crate::sandbox::{ANIVA_PROFILE_GROUP, CLINIK_ZONE, is_own_key};
use crate::store::Who;
use crate::vendor::SHIPPED;

use super::{Backends, Records};

/// The desk as it is configured; it never locks, for nobody may be in front of it: see [`access`].
pub fn setup(config: &Config) -> Setup {
    Setup {
        zone: config.zone,
        vendors: SHIPPED,
        clinic_zones: PerVendor::of(SHIPPED, |vendor| {
            if vendor.can().has_places { config.zone } else { clinik_zone(config) }
        }),
        date_order: config.date_order,
        modes: modes(config),
        backend: config.backend,
        templates: config.templates.all.clone(),
        language: config.language,
        operator: config.operator.clone(),
        look: config.look,
        colour: config.colour,
        profile_group: config.profile_group.clone().or_else(|| match config.aniva {
            Account::Sandbox => Some(ANIVA_PROFILE_GROUP.to_owned()),
            Account::Api { .. } => None,
        }),
        references: config.booking_reference.then(|| {
            let (one, other) = Uuid::new_v4().as_u64_pair();
            one ^ other
        }),
        keys: config.keys.all.clone(),
        access: Access::default(),
        mouse: config.mouse,
        call_limit: config.request_timeout,
    }
}

/// The zone of the clinic at ClinikAPI: the one that is configured, else the sandbox's own where that takes its place,
/// else the desk's.
pub fn clinik_zone(config: &Config) -> Tz {
    match (config.clinik_zone, &config.clinik) {
        (Some((zone, _)), _) => zone,
        (None, Account::Sandbox) => CLINIK_ZONE,
        (None, Account::Api { .. }) => config.zone,
    }
}

/// Who may look at a desk on a screen, as it is configured: where a PIN is set, nobody before it has been given.
pub fn access(config: &Config) -> Access {
    let pin = config.pin.is_some();
    Access { lock_after: config.lock_after, pin, opens_locked: pin, naming: config.naming }
}

/// How real bookings at each backend are, as far as it can be told before a key command has run.
pub fn modes(config: &Config) -> PerVendor<Mode> {
    PerVendor::of(SHIPPED, |backend| mode(backend, config.account(backend)))
}

/// How real bookings are, as far as it can be told before a key command has run: live, unless something says
/// otherwise.
fn mode(backend: Backend, account: &Account) -> Mode {
    match account {
        Account::Sandbox => Mode::Sandbox,
        Account::Api { address, .. } => {
            endpoint(backend, address, account.known_key().cloned()).map_or(Mode::Live, |there| there.mode())
        }
    }
}

/// Where a backend is and what opens it. The client does not know the sandbox; that a key is one of the sandbox's own
/// is told it here, so that the mode is the same word wherever it is said.
///
/// # Errors
/// When nothing may be sent to `address`.
pub fn endpoint(
    backend: Backend,
    address: &str,
    key: Option<SecretString>,
) -> Result<Endpoint, EndpointError> {
    let is_sandboxs = key.as_ref().is_some_and(|key| is_own_key(backend.word(), key.expose_secret()));
    let endpoint = Endpoint::new(backend, address, key)?;
    Ok(if is_sandboxs { endpoint.with_sandbox_key() } else { endpoint })
}

/// Where its bookings go, and how they are kept.
pub fn doors(config: Config) -> Backends {
    let clinik_zone = clinik_zone(&config);
    let timeouts = Timeouts { connect: config.connect_timeout, request: config.request_timeout };
    let who = Who { operator: config.operator, desk: config.desk_name };
    let records = Records { folder: Some(config.data_dir), drafts: true, who, retention: config.retention };
    Backends {
        clinik: config.clinik,
        clinik_zone,
        aniva: config.aniva,
        timeouts,
        route: config.route,
        pin: config.pin,
        records,
        home: config.home,
    }
}
