//! The reasons why no connection to a server could be made, or why a clinic's address can't be used, so that neither
//! the booking nor the key was sent; and why a response could not be read.

use std::time::Duration;

use strum::IntoStaticStr;

use i18n::{Language, MessageId, say};

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
    /// The configured proxy does not exist, or does not lead to the server.
    Proxy,
    /// The peer does not support TLS, or no version that this desk supports.
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
    /// The certificate is signed by an unsafe method, such as SHA-1.
    OldSignature,
    /// The certificate is not made for servers.
    OtherPurpose,
    /// The issuer has revoked the certificate.
    Revoked,
    /// The certificate is malformed.
    Unsound,
}

impl ConnectError {
    /// Returns the reason, worded as the end of a sentence: "… can't be reached: *the connection was refused*".
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
        use CertificateError as Bad;
        match self {
            Self::NameNotFound | Self::Refused | Self::TooSlow(_) | Self::NoConnection => {
                say!(language, "verdict-check-network")
            }
            Self::Proxy => say!(language, "connect-check-proxy"),
            Self::Certificate(Bad::Expired | Bad::NotYetValid) => {
                say!(language, "connect-check-date")
            }
            Self::Certificate(Bad::UnknownIssuer) => say!(language, "connect-check-issuer"),
            Self::Certificate(_) | Self::NoTls => say!(language, "connect-check-server"),
            Self::NoAuthorities => say!(language, "connect-install-authorities"),
        }
    }

    /// Returns whether the error may go away by itself.
    pub fn may_pass(self) -> bool {
        !matches!(
            self,
            ConnectError::Certificate(_) | ConnectError::NoTls | ConnectError::NoAuthorities
        )
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
    /// The address is that of the sandbox, which has not started.
    NoSandbox,
}

impl AddressError {
    /// Returns the defect as the end of a sentence: "The address of Aniva can't be used: *it is not
    /// encrypted*".
    pub fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("address-error", self.into()).text(language)
    }
}

/// A defect of a response.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "kebab-case")]
pub enum DecodeError {
    /// The response is empty.
    Empty,
    /// The response is not JSON.
    NoJson,
    /// The response holds no appointment.
    NoAppointment,
    /// The response holds an appointment without an id.
    NoAppointmentId,
    /// The response is about another appointment than the requested one.
    OtherAppointment,
    /// The response holds no record with an id.
    NoRecord,
    /// The response is about another record than the requested one.
    OtherRecord,
    /// The response holds no list.
    NoList,
    /// The response holds no free times.
    NoTimes,
    /// The response doesn't confirm that the change was made.
    NotDone,
}

impl DecodeError {
    /// Returns the defect as the end of a sentence: "The answer can't be read: *it is empty*".
    pub fn to_text(self, language: Language) -> &'static str {
        MessageId::attribute("decode-error", self.into()).text(language)
    }
}
