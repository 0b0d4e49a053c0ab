//! The failures of a call to a clinic, distinguished by their meaning for the booking.

mod connect_error;
mod file_refusal;
mod unshared;

pub use connect_error::{AddressError, CertificateError, ConnectError, DecodeError};
pub use file_refusal::FileRefusal;
pub use unshared::Unshared;

use std::time::Duration;

use super::{AppointmentClaim, Claim, Difference, Meaning, Obstacle, Personal};
use i18n::Language;

/// The default time limit of a call, from the first byte to the last (`configuration.md` of the guide).
pub const CALL_LIMIT: Duration = Duration::from_secs(20);

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server refused the call: nothing was booked (400, 401, 403, 404, 409, 422, 429).
    Refused(Report),
    /// The call was never sent: nothing was booked.
    NotSent(Report),
    /// The change may have been made: the answer was lost, was a 5xx, or could not be read.
    Unknown(Report),
}

impl Failure {
    /// Returns whether some servers refuse in this way although they have made the change: 409 and 429, unless
    /// a quota is used up.
    pub fn may_be_made(&self) -> bool {
        matches!(self, Failure::Refused(report) if matches!(report.cause, Cause::Conflict | Cause::RateLimited))
    }

    /// Returns the meaning for the change.
    pub fn meaning(&self) -> Meaning {
        match self {
            Failure::Refused(_) => Meaning::Refused,
            Failure::NotSent(_) => Meaning::NotSent,
            Failure::Unknown(_) => Meaning::Unknown,
        }
    }

    /// Returns whether every change after this one would fail in the same way: the key is at fault, a quota is used up,
    /// or the clinic or the records can't be reached.
    pub fn stops_others(&self) -> bool {
        match self {
            Failure::NotSent(report) => !matches!(
                report.cause,
                Cause::UnderWay(_)
                    | Cause::Claimed(_)
                    | Cause::Altered
                    | Cause::AwayAlready
                    | Cause::NotFound
            ),
            Failure::Refused(report) => {
                report.cause.is_of_every_call() || report.cause == Cause::RateLimited
            }
            Failure::Unknown(_) => false,
        }
    }

    /// Returns whether the clinic could not be reached, or has not answered.
    pub fn is_without_answer(&self) -> bool {
        let Report { cause, status, .. } = self.report();
        let is_lost = matches!(
            cause,
            Cause::Unreachable(_) | Cause::TimedOut | Cause::ConnectionLost
        );
        is_lost && status.is_none()
    }

    /// Returns the details.
    pub fn report(&self) -> &Report {
        match self {
            Failure::Refused(report) | Failure::NotSent(report) | Failure::Unknown(report) => {
                report
            }
        }
    }
}

/// The details of a failed call. Every text is harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The cause, if known.
    pub cause: Cause,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The API's own error code.
    pub code: Option<String>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
    /// The server's message, for display only: it may quote the request.
    pub message: Option<Personal<String>>,
    /// The server's messages about single fields.
    pub issues: Vec<Issue>,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

impl Report {
    /// Returns the server's message, else the first about a single field, if there is one.
    pub fn to_text(&self) -> Option<&str> {
        let issue = self.issues.first().map(|issue| &issue.text);
        let text = self.message.as_ref().or(issue)?;
        Some(text.shown().as_str())
    }

    /// Creates a report with only a cause.
    pub fn of(cause: Cause) -> Report {
        Report {
            cause,
            status: None,
            code: None,
            request_id: None,
            message: None,
            issues: Vec::new(),
            retry_after: None,
        }
    }
}

/// A server's message about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The field's name in the request body, if the server gave one.
    pub wire_name: Option<String>,
    /// The message.
    pub text: Personal<String>,
}

/// Why a call failed. Each row of both APIs' error tables is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// 400: the request as a whole was not understood (ClinikAPI `INVALID_JSON`; every validation of Aniva).
    BadRequest,
    /// 400 `METHOD_OVERRIDE_REJECTED`: a proxy added a header that ClinikAPI refuses.
    MethodOverride,
    /// 401 `UNAUTHORIZED`: the key was missing.
    KeyMissing,
    /// 401 `INVALID_KEY_FORMAT`, or found before sending: the key is not of the form
    /// `clk_live_…`/`clk_test_…`.
    KeyMalformed,
    /// Found before sending: the private key is neither RSA nor elliptic on P-384, or is unreadable.
    SigningKeyUnfit,
    /// 401 `INVALID_KEY`: the key is unknown.
    KeyUnknown,
    /// 401 to a change, because a token or a fetched key has expired; the next call has a new one.
    SignInEnded,
    /// 401 `KEY_REVOKED`.
    KeyRevoked,
    /// 401 `KEY_EXPIRED`.
    KeyExpired,
    /// 403: the key may not do this (Aniva: or the key is missing, unknown or rotated).
    Forbidden,
    /// 404: a record that the request names does not exist.
    NotFound,
    /// 409: the record changed meanwhile, or the time is taken.
    Conflict,
    /// 422: fields of the request were refused.
    Invalid,
    /// 429: too many calls; passes after the wait.
    RateLimited,
    /// 429 with a quota code: a short wait does not help.
    QuotaExhausted,
    /// Another 4xx.
    OtherRefusal,
    /// A 3xx: redirects are never followed, so that the key goes to no other server. Neither API documents one, so it
    /// is unknown which server sent it, and what that server did before.
    Redirected,
    /// 5xx.
    ServerFault,
    /// A 2xx whose body can't be decoded; holds the defect.
    Unreadable(DecodeError),
    /// A 2xx whose record contradicts the change.
    Contradicted(Contradiction),
    /// A body over the limit of 8 MiB.
    TooLarge,
    /// No answer in time, after sending.
    TimedOut,
    /// The connection broke after sending.
    ConnectionLost,
    /// No connection; holds the reason.
    Unreachable(ConnectError),
    /// The base address can't be used (plain http to another machine); holds the reason.
    AddressRefused(AddressError),
    /// The booking could not be recorded before sending; holds the reason.
    NotRecorded(String),
    /// The records hold another attempt to send the same row of a file, so this one was not recorded; holds the id of
    /// the appointment if it is booked.
    EarlierTry(Option<String>),
    /// The shared records could not be searched for another desk's claim on the time; holds the reason. Once the desk
    /// knows that it has no access to them, the next attempt asks a person first.
    NotClaimed(Unshared),
    /// The records hold another booking for the same visit, so this one was not recorded.
    Claimed(Box<Claim>),
    /// Another change of the appointment is under way, so this one was not recorded.
    UnderWay(Box<AppointmentClaim>),
    /// The claim may have lapsed before sending: the machine slept, or the shared records did not answer.
    Lapsed,
    /// The appointment differs from when the change was prepared, so nothing was sent.
    Altered,
    /// The clinic's own calendar already shows the practitioner as away then.
    AwayAlready,
    /// The practitioner has no schedule of their own in which an absence can be entered.
    NoSchedule,
    /// The desk stopped before the answer came.
    DeskStopped,
    /// A person stopped waiting for the answer.
    StoppedWaiting,
    /// A person stopped a booking that was waiting its turn.
    StoppedBeforeSending,
}

/// A record in a clinic's answer that contradicts the change it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The gravest fact in which it does so.
    pub by: Difference,
    /// The id of the record.
    pub id: String,
}

impl From<Obstacle> for Cause {
    fn from(obstacle: Obstacle) -> Cause {
        match obstacle {
            Obstacle::Visit(claim) => Cause::Claimed(Box::new(claim)),
            Obstacle::Appointment(claim) => Cause::UnderWay(Box::new(claim)),
        }
    }
}

impl Cause {
    /// Returns the details as the end of a sentence; empty if there are none.
    pub(crate) fn why(&self, language: Language) -> String {
        match self {
            Cause::NotRecorded(why) => why.clone(),
            Cause::NotClaimed(why) => why.to_text(language),
            Cause::AddressRefused(why) => why.to_text(language).to_owned(),
            Cause::Unreachable(why) => why.to_text(language),
            Cause::Unreadable(why) => why.to_text(language).to_owned(),
            Cause::Contradicted(contradiction) => contradiction.by.to_text(language).to_owned(),
            _ => String::new(),
        }
    }

    /// Returns whether every other call would fail in the same way: the key is at fault, or a quota is used up.
    pub fn is_of_every_call(&self) -> bool {
        matches!(
            self,
            Cause::KeyMissing
                | Cause::KeyMalformed
                | Cause::SigningKeyUnfit
                | Cause::KeyUnknown
                | Cause::KeyRevoked
                | Cause::KeyExpired
                | Cause::Forbidden
                | Cause::QuotaExhausted
        )
    }

    /// Returns whether a refusal for this cause is about the content of the request, as the messages about single
    /// fields are.
    pub(crate) fn is_of_content(&self) -> bool {
        !self.is_of_every_call() && !matches!(self, Cause::RateLimited | Cause::SignInEnded)
    }

    /// Returns the cause of a 4xx status without a known code.
    pub fn of_status(status: u16) -> Cause {
        match status {
            400 => Cause::BadRequest,
            // Every call carries a key, so this key was not accepted.
            401 => Cause::KeyUnknown,
            403 => Cause::Forbidden,
            404 => Cause::NotFound,
            409 => Cause::Conflict,
            422 => Cause::Invalid,
            429 => Cause::RateLimited,
            _ => Cause::OtherRefusal,
        }
    }
}
