//! The account at a clinic: the embedded sandbox, or an API with an address and a key.

use secrecy::SecretString;

use super::secret::SecretSource;
use super::secret_command::SecretCommandError;
use crate::booking::Vendor;
use crate::client::Endpoint;

/// The account at one clinic.
#[derive(Clone, Debug)]
pub enum Account {
    /// The sandbox inside this program: if nothing is configured at all, so that invented and real
    /// appointments are never mixed.
    Sandbox,
    /// An API.
    Api {
        /// The base address as configured, valid for [`Endpoint::new`].
        address: String,
        /// The key. Without one nothing is sent, and the desk says what to set.
        key: Option<SecretSource>,
    },
}

impl Account {
    /// Returns the key, if one is configured. May run a command and block for up to 10 s, so never before the
    /// first frame.
    ///
    /// # Errors
    ///
    /// Returns an error if the key command returns none.
    pub fn resolve_key(&self) -> Result<Option<SecretString>, SecretCommandError> {
        match self {
            Account::Api { key, .. } => key.as_ref().map(SecretSource::resolve).transpose(),
            Account::Sandbox => Ok(None),
        }
    }

    /// Returns the key, as far as it is known without running a command: enough to tell the mode for the
    /// first frame.
    pub fn known_key(&self) -> Option<&SecretString> {
        match self {
            Account::Api { key, .. } => key.as_ref().and_then(SecretSource::known),
            Account::Sandbox => None,
        }
    }
}

/// Returns `text` as an address that the client accepts.
///
/// # Errors
///
/// Returns a sentence with the reason if the client would send nothing there.
pub(super) fn checked_address(vendor: Vendor, text: &str) -> Result<String, String> {
    match Endpoint::new(vendor, text, None) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("the address of {vendor} {error}")),
    }
}
