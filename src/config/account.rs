//! Where a backend's bookings go: to the embedded sandbox, or to an API with an address and a key.

use secrecy::SecretString;

use super::key::KeySource;
use super::key_command::KeyCommandError;
use crate::booking::Backend;
use crate::client::Endpoint;

/// Where the bookings of one backend go.
#[derive(Clone, Debug)]
pub enum Account {
    /// To the sandbox inside this program. Both backends do, or neither: invented and real appointments never
    /// stand side by side.
    Sandbox,
    /// To an API.
    Api {
        /// Its base address as configured; one that [`Endpoint::new`] takes.
        address: String,
        /// Its key. Without one nothing is sent, and the desk says what to set.
        key: Option<KeySource>,
    },
}

impl Account {
    /// The key, if one is configured. May run a command and block for up to 10 s, so never before the first frame.
    ///
    /// # Errors
    /// When the key command gives none.
    pub fn resolve_key(&self) -> Result<Option<SecretString>, KeyCommandError> {
        match self {
            Account::Api { key, .. } => key.as_ref().map(KeySource::resolve).transpose(),
            Account::Sandbox => Ok(None),
        }
    }

    /// The key, as far as it is known without running a command: enough to tell the mode for the first frame.
    pub fn known_key(&self) -> Option<&SecretString> {
        match self {
            Account::Api { key, .. } => key.as_ref().and_then(KeySource::known),
            Account::Sandbox => None,
        }
    }
}

/// Where an API lives unless configured otherwise (fact sheets of both APIs, base URL).
pub(super) fn own_address(backend: Backend) -> &'static str {
    match backend {
        one if one == Backend::Clinik => "https://api.clinikapi.com",
        _ => "https://anivahealth.com",
    }
}

/// Whether `address` is what `backend` has without being configured.
pub fn is_own_address(backend: Backend, address: &str) -> bool {
    address == own_address(backend)
}

/// `text`, an address that the client will take.
///
/// # Errors
/// When the client would send nothing there: a sentence that says why.
pub(super) fn checked_address(backend: Backend, text: &str) -> Result<String, String> {
    match Endpoint::new(backend, text, None) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("the address of {backend} {error}")),
    }
}
