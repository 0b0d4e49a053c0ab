//! What becomes of a change in the records, and what an earlier run left open in them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Change, Failure};

/// What has become of a booking that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It was made, under this id.
    Booked(String),
    /// The clinic said no, in this code.
    Refused(String),
    /// It never left.
    NotSent,
    /// Nobody knows.
    Unknown,
    /// It was looked for, and is not there.
    NotThere,
    /// A person has dealt with it; the word says how, and never changes.
    ByHand(&'static str),
}

/// A booking that an earlier run of the program left behind: nobody knows whether it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// Its name in the records.
    pub name: Uuid,
    /// What was sent.
    pub change: Change,
    /// When, by the wall clock.
    pub at: DateTime<Utc>,
    /// The ids of appointments known to be other ones.
    pub others: Vec<String>,
    /// Whether the records say that it is certainly not made.
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
