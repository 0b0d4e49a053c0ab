//! Why no connection to a server came about. Nothing was sent then: neither the booking nor the key.

use std::time::Duration;

use crate::words::{Language, say};

/// What stood between the desk and a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
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
    Certificate(Distrust),
    /// This machine has no certificates to tell servers by.
    NoAuthorities,
    /// Some other trouble of the network.
    NoConnection,
}

/// Why a server's certificate is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
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

impl Obstacle {
    /// Why, as the end of a sentence: "… can't be reached: *the connection was refused*".
    #[must_use]
    pub fn said(self, language: Language) -> String {
        let fixed = match self {
            Obstacle::TooSlow(limit) => {
                return say!(language, "obstacle-slow", seconds = limit.as_secs_f64());
            }
            Obstacle::NameNotFound => say!(language, "obstacle-name"),
            Obstacle::Refused => say!(language, "obstacle-refused"),
            Obstacle::Proxy => say!(language, "obstacle-proxy"),
            Obstacle::NoTls => say!(language, "obstacle-no-tls"),
            Obstacle::Certificate(Distrust::Expired) => say!(language, "obstacle-expired"),
            Obstacle::Certificate(Distrust::NotYetValid) => say!(language, "obstacle-not-yet-valid"),
            Obstacle::Certificate(Distrust::OtherName) => say!(language, "obstacle-other-name"),
            Obstacle::Certificate(Distrust::UnknownIssuer) => say!(language, "obstacle-unknown-issuer"),
            Obstacle::Certificate(Distrust::Unsound) => say!(language, "obstacle-unsound"),
            Obstacle::NoAuthorities => say!(language, "obstacle-no-authorities"),
            Obstacle::NoConnection => say!(language, "obstacle-no-connection"),
        };
        fixed.to_owned()
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn advice(self, language: Language) -> &'static str {
        match self {
            Obstacle::NameNotFound | Obstacle::Refused | Obstacle::TooSlow(_) | Obstacle::NoConnection => {
                say!(language, "verdict-check-network")
            }
            Obstacle::Proxy => say!(language, "obstacle-check-proxy"),
            Obstacle::Certificate(Distrust::Expired | Distrust::NotYetValid) => {
                say!(language, "obstacle-check-date")
            }
            Obstacle::Certificate(Distrust::UnknownIssuer) => say!(language, "obstacle-check-issuer"),
            Obstacle::Certificate(Distrust::OtherName | Distrust::Unsound) | Obstacle::NoTls => {
                say!(language, "obstacle-check-server")
            }
            Obstacle::NoAuthorities => say!(language, "obstacle-install-authorities"),
        }
    }

    /// Whether it may be gone in a moment, without anyone's doing.
    #[must_use]
    pub fn may_pass(self) -> bool {
        !matches!(self, Obstacle::Certificate(_) | Obstacle::NoTls | Obstacle::NoAuthorities)
    }
}
