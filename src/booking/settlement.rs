//! The outcome of a change in the records, and the changes that an earlier run left open.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Change, Failure};

/// The outcome of a booking that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The booking was made, under this id.
    Booked(String),
    /// The clinic refused it, with this code.
    Refused(String),
    /// The booking was never sent.
    NotSent,
    /// The outcome is unknown.
    Unknown,
    /// The outcome is unknown, and the change can't be made any more: its appointment stands elsewhere.
    Elsewhere,
    /// A look-up found that it is not there.
    NotThere,
    /// A person has settled it; the word says how, and never changes.
    ByHand(&'static str),
}

/// A booking of unknown outcome that an earlier run of the program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The id in the records.
    pub name: Uuid,
    /// The change that was sent.
    pub change: Change,
    /// The time by the wall clock.
    pub at: DateTime<Utc>,
    /// The ids of appointments known to be other ones.
    pub others: Vec<String>,
    /// Whether the change, by the records, was certainly not made.
    pub is_not_made: bool,
}

impl From<&Failure> for Settlement {
    fn from(failure: &Failure) -> Settlement {
        match failure {
            Failure::Refused(report) => {
                let status = report.status.map(|status| status.to_string());
                let said: Vec<String> = [status, report.code.clone()].into_iter().flatten().collect();
                Settlement::Refused(said.join(" "))
            }
            Failure::NotSent(_) => Settlement::NotSent,
            Failure::Unknown(_) => Settlement::Unknown,
        }
    }
}
