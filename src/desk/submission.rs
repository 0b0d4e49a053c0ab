//! A booking on its way: looked at once more, sent, waiting its turn, or lost sight of.

use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::booking::{Change, ChangeId, Draft, Failure, Meaning, Problem};

use super::{IntentRef, LookupSchedule, Override, Ticket};

/// The booking that is under way, if one is. There is never more than one.
#[derive(Clone, Debug)]
pub enum Submission {
    /// None is.
    Idle,
    /// Its time is looked at once more before it goes out.
    Checking {
        /// Under which the answer comes.
        ticket: Ticket,
        /// What will be sent.
        attempt: Box<Sent>,
        /// When, on the clock nobody sets.
        since: Duration,
    },
    /// It has been handed to the client.
    Sending {
        /// Under which its answer comes.
        ticket: Ticket,
        /// What was sent.
        attempt: Box<Sent>,
        /// When, on the clock nobody sets.
        since: Duration,
    },
    /// The server said no, or asked to wait. Whether it was made all the same is looked up; where it was not, it goes
    /// by itself if the server only asked to wait.
    Waiting {
        /// What was sent.
        attempt: Box<Sent>,
        /// What the server said.
        refusal: Box<Failure>,
        /// When it is looked up, and how far that is.
        schedule: LookupSchedule,
    },
}

impl Submission {
    /// The booking that is under way.
    pub fn attempt(&self) -> Option<&Sent> {
        match self {
            Submission::Idle => None,
            Submission::Checking { attempt, .. }
            | Submission::Sending { attempt, .. }
            | Submission::Waiting { attempt, .. } => Some(attempt),
        }
    }
}

/// A change on its way, with what it was made from.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What is asked for.
    pub change: Change,
    /// The draft it was made from, where it was typed in a form.
    pub draft: Option<Draft>,
    /// How often the server has asked to wait.
    pub waits: u8,
    /// What it goes out in spite of, until that is written down.
    pub(super) in_spite_of: Option<Box<Override>>,
    /// How the records find it again, once it has gone out.
    pub intent: Option<IntentRef>,
    /// What it is in the book, once it has gone out.
    pub(super) recorded: Option<ChangeId>,
    /// The ids of the appointments known to stand in its way already: none of them is it.
    pub stood_before: Vec<String>,
    /// The bookings on record for the same visit that it goes out in spite of.
    pub known_claims: Vec<Uuid>,
}

/// A booking whose outcome nobody knew when it was given up.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What was sent.
    pub sent: Sent,
    /// When it was given up, by the wall clock.
    pub at: DateTime<Utc>,
    /// What is known, for the Problems pane.
    pub problems: Vec<Problem>,
    /// Under which its answer may still come.
    pub ticket: Option<Ticket>,
    /// How far the looking-up is.
    pub schedule: LookupSchedule,
}

impl Attempt {
    /// What is known of its outcome.
    pub fn meaning(&self) -> Meaning {
        self.problems.first().and_then(|problem| problem.meaning).unwrap_or(Meaning::Unknown)
    }
}
