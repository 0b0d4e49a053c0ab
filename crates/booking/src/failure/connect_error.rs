//! Why no connection to a server could be made, or why a clinic's address leads to none. Nothing was sent
//! then: neither the booking nor the key.

use std::time::Duration;

use rustls::CertificateError as Bad;
use strum::IntoStaticStr;

use i18n::{Language, say};

/// The reason why no connection was made.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum ConnectError {
    /// The name could not be resolved.
    NameNotFound,
    /// The connection was refused.
    Refused,
    /// No connection was made within this time.
    TooSlow(Duration),
    /// The configured proxy is not there, or does not lead to the server.
    Proxy,
    /// The peer speaks no TLS, or none that this desk speaks.
    NoTls,
    /// The peer's certificate is not accepted.
    Certificate(CertificateError),
    /// This machine has no root certificates.
    NoAuthorities,
    /// Another network error.
    NoConnection,
}

/// Why a server's certificate is not accepted.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum CertificateError {
    /// The certificate has expired by this machine's clock.
    Expired,
    /// The certificate is not valid yet by this machine's clock.
    NotYetValid,
    /// The certificate is for another name.
    OtherName,
    /// The issuer is trusted neither by this machine nor by the configuration.
    UnknownIssuer,
    /// The certificate is malformed or unfit for its purpose.
    Unsound,
}

/// Maps errors of TLS, for the clinics' servers and that of shared records.
impl From<&Bad> for CertificateError {
    fn from(why: &Bad) -> CertificateError {
        match why {
            Bad::Expired | Bad::ExpiredContext { .. } => CertificateError::Expired,
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => CertificateError::NotYetValid,
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => CertificateError::OtherName,
            // A certificate with a trusted name but a wrong key is unknown, too.
            Bad::UnknownIssuer | Bad::BadSignature => CertificateError::UnknownIssuer,
            _ => CertificateError::Unsound,
        }
    }
}

impl ConnectError {
    /// Returns the reason as the end of a sentence: "… can't be reached: *the connection was refused*".
    pub fn to_text(self, language: Language) -> String {
        let (why, seconds): (&str, f64) = match self {
            ConnectError::Certificate(why) => (why.into(), 0.0),
            ConnectError::TooSlow(limit) => (self.into(), limit.as_secs_f64()),
            _ => (self.into(), 0.0),
        };
        say!(language, "connect-error", why, seconds)
    }

    /// Returns the advice, as a sentence.
    pub fn advice(self, language: Language) -> &'static str {
        match self {
            ConnectError::NameNotFound
            | ConnectError::Refused
            | ConnectError::TooSlow(_)
            | ConnectError::NoConnection => {
                say!(language, "verdict-check-network")
            }
            ConnectError::Proxy => say!(language, "connect-check-proxy"),
            ConnectError::Certificate(CertificateError::Expired | CertificateError::NotYetValid) => {
                say!(language, "connect-check-date")
            }
            ConnectError::Certificate(CertificateError::UnknownIssuer) => {
                say!(language, "connect-check-issuer")
            }
            ConnectError::Certificate(CertificateError::OtherName | CertificateError::Unsound)
            | ConnectError::NoTls => {
                say!(language, "connect-check-server")
            }
            ConnectError::NoAuthorities => say!(language, "connect-install-authorities"),
        }
    }

    /// Returns whether the error may go away by itself.
    pub fn may_pass(self) -> bool {
        !matches!(self, ConnectError::Certificate(_) | ConnectError::NoTls | ConnectError::NoAuthorities)
    }
}

/// A defect of a clinic's address.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
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
    pub fn to_text(self, language: Language) -> &'static str {
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
