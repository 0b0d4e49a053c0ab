//! Why no connection to a server could be made. Nothing was sent then: neither the booking nor the key.

use std::time::Duration;

use crate::i18n::{Language, say};

/// The reason why no connection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl ConnectError {
    /// Returns the reason as the end of a sentence: "… can't be reached: *the connection was refused*".
    pub fn said(self, language: Language) -> String {
        let fixed = match self {
            ConnectError::TooSlow(limit) => {
                return say!(language, "connect-slow", seconds = limit.as_secs_f64());
            }
            ConnectError::NameNotFound => say!(language, "connect-name"),
            ConnectError::Refused => say!(language, "connect-refused"),
            ConnectError::Proxy => say!(language, "connect-proxy"),
            ConnectError::NoTls => say!(language, "connect-no-tls"),
            ConnectError::Certificate(CertificateError::Expired) => say!(language, "connect-expired"),
            ConnectError::Certificate(CertificateError::NotYetValid) => {
                say!(language, "connect-not-yet-valid")
            }
            ConnectError::Certificate(CertificateError::OtherName) => say!(language, "connect-other-name"),
            ConnectError::Certificate(CertificateError::UnknownIssuer) => {
                say!(language, "connect-unknown-issuer")
            }
            ConnectError::Certificate(CertificateError::Unsound) => say!(language, "connect-unsound"),
            ConnectError::NoAuthorities => say!(language, "connect-no-authorities"),
            ConnectError::NoConnection => say!(language, "connect-no-connection"),
        };
        fixed.to_owned()
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
