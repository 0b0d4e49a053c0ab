//! Problems of a booking, found by the desk or reported by a server.

use strum::IntoStaticStr;

use crate::text::redacted_debug;
use crate::{ChangeKind, FieldId, Report};

/// A problem: where it is, and what to do about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where to correct it.
    pub spot: Spot,
    /// Whether it blocks the booking or needs a confirmation.
    pub severity: Severity,
    /// The problem, in one sentence.
    pub what: String,
    /// The advice, in one sentence.
    pub advice: String,
    /// The kind of change that was tried.
    pub about: ChangeKind,
    /// The outcome of a booking that was sent; `None` for problems that the desk found itself.
    pub meaning: Option<Meaning>,
    /// The server's identification of its answer, for the log and for support.
    pub server: Option<ServerNote>,
}

/// Where a problem is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In this field.
    Field(FieldId),
    /// In no field of the form.
    Whole,
}

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A note, which needs no answer.
    Note,
    /// A warning: the booking can go ahead once a person has confirmed.
    Warning,
    /// An error: the booking can't go ahead.
    Error,
}

/// The outcome of a booking that was tried.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Meaning {
    /// The server refused the booking; nothing was booked.
    Refused,
    /// The booking was never sent; nothing was booked.
    #[strum(serialize = "not sent")]
    NotSent,
    /// The booking may have been made.
    Unknown,
    /// The booking may have been made when it was sent, but a look-up has shown since that it was not.
    #[strum(serialize = "not there")]
    NotThere,
}

impl Meaning {
    /// Returns the word in JSON and in reports, which never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The server's identification of its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerNote {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The API's own error code.
    pub code: Option<String>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
}

impl ServerNote {
    /// Returns how the server identified its answer; `None` if it did not.
    pub fn of(report: &Report) -> Option<ServerNote> {
        let Report {
            status,
            code,
            request_id,
            ..
        } = report.clone();
        let note = ServerNote {
            status,
            code,
            request_id,
        };
        (note != ServerNote::default()).then_some(note)
    }
}

impl Problem {
    /// Creates a problem that blocks.
    pub fn error(spot: Spot, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem {
            spot,
            severity: Severity::Error,
            what: what.into(),
            advice: advice.into(),
            about: ChangeKind::Book,
            meaning: None,
            server: None,
        }
    }

    /// Creates a problem that needs a confirmation.
    pub fn warning(spot: Spot, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Warning,
            ..Problem::error(spot, what, advice)
        }
    }

    /// Creates a note, which needs no answer.
    pub fn note(spot: Spot, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Note,
            ..Problem::error(spot, what, advice)
        }
    }

    /// Returns the field to correct, if it is one field.
    pub fn field(&self) -> Option<FieldId> {
        match self.spot {
            Spot::Field(id) => Some(id),
            Spot::Whole => None,
        }
    }
}

redacted_debug!(Problem {
    spot,
    severity,
    meaning,
    server
});
