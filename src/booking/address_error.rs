//! Why the address of a backend leads to no server. Nothing was sent then.

use crate::i18n::{Language, say};

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// It is not a web address.
    NoAddress,
    /// It begins with neither `https:` nor `http:`.
    OtherScheme,
    /// It is plain `http:`, to another machine.
    Unencrypted,
    /// There is a user name or password in it.
    Credentials,
    /// It goes on behind the path.
    BeyondPath,
    /// It would be the sandbox's, and that has not started.
    NoSandbox,
}

impl AddressError {
    /// What is wrong with it, as the end of a sentence: "The address of Aniva can't be used: *it is not encrypted*".
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
