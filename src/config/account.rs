//! Where bookings go: to the embedded sandbox, or to an API with an address and a key.

use secrecy::SecretString;

use super::secret::SecretSource;
use super::secret_command::SecretCommandError;
use crate::booking::Vendor;
use crate::client::Endpoint;

/// Where the bookings at one clinic API go.
#[derive(Clone, Debug)]
pub enum Account {
    /// To the sandbox inside this program: where nothing is configured at all, so that invented and real appointments
    /// never stand side by side.
    Sandbox,
    /// To an API.
    Api {
        /// Its base address as configured; one that [`Endpoint::new`] takes.
        address: String,
        /// Its key. Without one nothing is sent, and the desk says what to set.
        key: Option<SecretSource>,
    },
}

impl Account {
    /// The key, if one is configured. May run a command and block for up to 10 s, so never before the first frame.
    ///
    /// # Errors
    /// When the key command gives none.
    pub fn resolve_key(&self) -> Result<Option<SecretString>, SecretCommandError> {
        match self {
            Account::Api { key, .. } => key.as_ref().map(SecretSource::resolve).transpose(),
            Account::Sandbox => Ok(None),
        }
    }

    /// The key, as far as it is known without running a command: enough to tell the mode for the first frame.
    pub fn known_key(&self) -> Option<&SecretString> {
        match self {
            Account::Api { key, .. } => key.as_ref().and_then(SecretSource::known),
            Account::Sandbox => None,
        }
    }
}

/// `text`, an address that the client will take.
///
/// # Errors
/// When the client would send nothing there: a sentence that says why.
pub(super) fn checked_address(vendor: Vendor, text: &str) -> Result<String, String> {
    match Endpoint::new(vendor, text, None) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("the address of {vendor} {error}")),
    }
}
