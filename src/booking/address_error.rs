//! Why a clinic's address leads to no server. Nothing was sent in any of these cases.

use crate::i18n::{Language, say};

/// A defect of a clinic's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// The text is not a web address.
    NoAddress,
    /// The scheme is neither `https:` nor `http:`.
    OtherScheme,
    /// The scheme is plain `http:` and the host is another machine.
    Unencrypted,
    /// The address contains a user name or password.
    Credentials,
    /// The address has a query or a fragment after its path.
    BeyondPath,
    /// The address stands for the sandbox, which has not started.
    NoSandbox,
}

impl AddressError {
    /// Returns the defect as the end of a sentence: "The address of Aniva can't be used: *it is not
    /// encrypted*".
    pub fn said(self, language: Language) -> &'static str {
        match self {
            AddressError::NoAddress => say!(language, "address-no-address"),
            AddressError::OtherScheme => say!(language, "address-other-scheme"),
            AddressError::Unencrypted => say!(language, "address-unencrypted"),
            AddressError::Credentials => say!(language, "address-credentials"),
            AddressError::BeyondPath => say!(language, "address-beyond-path"),
            AddressError::NoSandbox => say!(language, "address-no-sandbox"),
        }
    }
}
