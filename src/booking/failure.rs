//! What a call to a backend can end in, other than well: told apart by what it means for the booking.

use std::time::Duration;

use super::{
    AddressError, AppointmentClaim, Claim, ConnectError, DecodeError, Meaning, Obstacle, Personal, Unshared,
};

/// How long a call may take from the first byte to the last, unless configured (CONTRACT, Timeouts).
pub const CALL_LIMIT: Duration = Duration::from_secs(20);

/// A call that did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server said no: nothing was booked (400, 401, 403, 404, 409, 422, 429).
    Refused(Report),
    /// It never left the desk: nothing was booked.
    NotSent(Report),
    /// It may have been booked: the answer was lost, was a 5xx, or could not be read.
    Unknown(Report),
}

impl Failure {
    /// Whether the server said no in a way that some servers say it in although they did what was asked: 409 and 429,
    /// unless a quota is used up.
    pub fn may_be_made(&self) -> bool {
        matches!(self, Failure::Refused(report) if matches!(report.cause, Cause::Conflict | Cause::RateLimited))
    }

    /// What it means for what was to be done.
    pub fn meaning(&self) -> Meaning {
        match self {
            Failure::Refused(_) => Meaning::Refused,
            Failure::NotSent(_) => Meaning::NotSent,
            Failure::Unknown(_) => Meaning::Unknown,
        }
    }

    /// What is known about it.
    pub fn report(&self) -> &Report {
        match self {
            Failure::Refused(report) | Failure::NotSent(report) | Failure::Unknown(report) => report,
        }
    }
}

/// What is known about a call that failed. Every text in it is harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Why, as far as it can be told.
    pub cause: Cause,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The API's own error code.
    pub code: Option<String>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
    /// What the server said, for display only: it may quote what it was sent.
    pub message: Option<Personal<String>>,
    /// What the server said about single fields.
    pub issues: Vec<Issue>,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

impl Report {
    /// What the server said, if it said anything.
    pub fn said(&self) -> Option<&str> {
        self.message.as_ref().map(|message| message.shown().as_str())
    }

    /// A report of which only the cause is known.
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

/// What a server said about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The field's name in the request body, where the server named one.
    pub wire_name: Option<String>,
    /// What is wrong with it.
    pub text: Personal<String>,
}

/// Why a call failed. Each row of both APIs' error tables is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// 400: the request as a whole was not understood (ClinikAPI `INVALID_JSON`; Aniva's every validation).
    BadRequest,
    /// 400 `METHOD_OVERRIDE_REJECTED`: something on the way added a header that ClinikAPI refuses.
    MethodOverride,
    /// 401 `UNAUTHORIZED`: the key was missing.
    KeyMissing,
    /// 401 `INVALID_KEY_FORMAT`, or found so before sending: the key is not of the form `clk_live_…`/`clk_test_…`.
    KeyMalformed,
    /// 401 `INVALID_KEY`: the key is unknown.
    KeyUnknown,
    /// 401 `KEY_REVOKED`.
    KeyRevoked,
    /// 401 `KEY_EXPIRED`.
    KeyExpired,
    /// 403: the key may not do this (Aniva: or the key is missing, unknown or rotated).
    Forbidden,
    /// 404: something the request names is not there.
    NotFound,
    /// 409: it changed meanwhile, or is taken.
    Conflict,
    /// 422: fields of the request were refused.
    Invalid,
    /// 429: too many calls; goes by itself after the wait.
    RateLimited,
    /// 429 with a quota code: no wait of seconds helps.
    QuotaExhausted,
    /// Another 4xx.
    OtherRefusal,
    /// A 3xx: redirects are never followed, so that the key stays where it belongs. Neither API documents one, so
    /// what sent it, and what it did first, is not known.
    Redirected,
    /// 5xx.
    ServerFault,
    /// A 2xx whose body can't be read as an appointment; says what was wrong with it.
    Unreadable(DecodeError),
    /// A body over the cap of 8 MiB.
    TooLarge,
    /// No answer in time, after sending.
    TimedOut,
    /// The connection broke after sending.
    ConnectionLost,
    /// No connection; says what stood in the way.
    Unreachable(ConnectError),
    /// The base address can't be used (plain http to another machine); says why.
    AddressRefused(AddressError),
    /// The booking could not be written down before it was to be sent; says why.
    NotRecorded(String),
    /// The records that desks share could not be asked whether another desk has the time; says why. Another try asks a
    /// person first, once the desk knows that it is alone.
    NotClaimed(Unshared),
    /// The records hold another booking for the same visit, so that this one was not written down.
    Claimed(Box<Claim>),
    /// Another change of the appointment is under way, so that this one was not written down.
    UnderWay(Box<AppointmentClaim>),
    /// The claim on it may have lapsed before it was sent: the machine slept, or the shared records did not answer.
    Lapsed,
    /// The appointment is not as it was when the change was made up, so that nothing was sent.
    Altered,
    /// The desk stopped before the answer came.
    DeskStopped,
    /// A person stopped waiting for the answer.
    StoppedWaiting,
    /// A person stopped a booking that was waiting its turn.
    StoppedBeforeSending,
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
    /// Whether it keeps any other call back just as well: the key is at fault, or a quota is used up.
    pub fn is_of_every_call(&self) -> bool {
        matches!(
            self,
            Cause::KeyMissing
                | Cause::KeyMalformed
                | Cause::KeyUnknown
                | Cause::KeyRevoked
                | Cause::KeyExpired
                | Cause::Forbidden
                | Cause::QuotaExhausted
        )
    }

    /// What a 4xx says by its status alone.
    pub fn of_status(status: u16) -> Cause {
        match status {
            400 => Cause::BadRequest,
            // No call goes out without a key: it was not taken.
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
