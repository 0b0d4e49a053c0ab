//! Why no connection to a server came about. Nothing was sent then: neither the booking nor the key.

use std::time::Duration;

use crate::i18n::{Language, say};

/// What stood between the desk and a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// The network knows no such name.
    NameNotFound,
    /// Nobody takes connections there.
    Refused,
    /// No connection stood within this time.
    TooSlow(Duration),
    /// The configured proxy is not there, or does not lead to the server.
    Proxy,
    /// Who answers there does not speak TLS, or none that this desk speaks.
    NoTls,
    /// Who answers there does not show that it is the server.
    Certificate(CertificateError),
    /// This machine has no certificates to tell servers by.
    NoAuthorities,
    /// Some other trouble of the network.
    NoConnection,
}

/// Why a server's certificate is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// By this machine's clock it was valid once.
    Expired,
    /// By this machine's clock it will be valid one day.
    NotYetValid,
    /// It is someone else's.
    OtherName,
    /// It is signed by nobody that this machine or the configuration trusts.
    UnknownIssuer,
    /// It is not what such a certificate has to be.
    Unsound,
}

impl ConnectError {
    /// Why, as the end of a sentence: "… can't be reached: *the connection was refused*".
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

    /// What to do about it, as a sentence.
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

    /// Whether it may be gone in a moment, without anyone's doing.
    pub fn may_pass(self) -> bool {
        !matches!(self, ConnectError::Certificate(_) | ConnectError::NoTls | ConnectError::NoAuthorities)
    }
}
