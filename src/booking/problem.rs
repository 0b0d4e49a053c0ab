//! What stands in the way of a booking: found on the desk or said by a server, one type for both.

use std::fmt;

use strum::IntoStaticStr;

use super::{ChangeKind, FieldId};

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where to mend it.
    pub spot: Spot,
    /// Whether it blocks or asks.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do, in one sentence.
    pub advice: String,
    /// What was tried.
    pub about: ChangeKind,
    /// What it means for a booking that was tried; none for what the desk found itself.
    pub meaning: Option<Meaning>,
    /// What the server said of itself, for the log and for support.
    pub server: Option<ServerNote>,
}

/// Where a problem is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In this field.
    Field(FieldId),
    /// In no field of the form.
    Whole,
}

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is to be known, and asks nothing.
    Note,
    /// The booking can go ahead once a person has said yes.
    Warning,
    /// The booking can't go ahead.
    Error,
}

/// What has become of a booking that was tried.
#[derive(Clone, Copy, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Meaning {
    /// The server said no; nothing was booked.
    Refused,
    /// It never left the desk; nothing was booked.
    #[strum(serialize = "not sent")]
    NotSent,
    /// It may have been booked.
    Unknown,
    /// It may have been booked when it was sent, and was looked for since: it was not.
    #[strum(serialize = "not there")]
    NotThere,
}

impl Meaning {
    /// The word for it in JSON and in reports; never changes.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How the server marked its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerNote {
    /// HTTP status.
    pub status: Option<u16>,
    /// The API's own error code.
    pub code: Option<String>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
}

impl Problem {
    /// A local finding that blocks.
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

    /// A local finding that asks once.
    pub fn warning(spot: Spot, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(spot, what, advice) }
    }

    /// A local finding that is said, and asks nothing.
    pub fn note(spot: Spot, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem { severity: Severity::Note, ..Problem::error(spot, what, advice) }
    }

    /// The field to mend, if it is one field.
    pub fn field(&self) -> Option<FieldId> {
        match self.spot {
            Spot::Field(id) => Some(id),
            Spot::Whole => None,
        }
    }
}

/// A sentence may name whom it is about, or quote what was typed.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("spot", &self.spot)
            .field("severity", &self.severity)
            .field("meaning", &self.meaning)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}
