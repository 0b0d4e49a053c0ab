//! The outcome of a change: for drivers, for the records, and for changes that an earlier run left open.

use chrono::{DateTime, Utc};
use strum::IntoStaticStr;
use uuid::Uuid;

use crate::{Appointment, Cause, Change, ChangeKind, Failure, ListPlace, Meaning};

/// The outcome of a submitted change. `A` is what is known of the appointment: all of it, or its id.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome<A = Appointment> {
    /// Every step was made; holds the appointment as the clinic answered, or as it was read since.
    Made(ChangeKind, A),
    /// The first step made this appointment, and the old one is not known to be cancelled.
    Incomplete(A),
    /// Only a part of the change was made, or the appointment has become another one; holds its present state.
    #[strum(serialize = "incomplete")]
    InPart(A),
    /// The call failed, or was never sent.
    Failed(Meaning),
    /// The clinic refused the key (401, 403).
    #[strum(serialize = "not permitted")]
    NotPermitted,
    /// Something is missing or unreadable. Nothing was sent.
    Invalid,
    /// A conflict exists, or a question was not answered. Nothing was sent.
    Conflict,
    /// Another row of the same file is for the same visit. Nothing was sent.
    Repeated,
    /// The clinic can't be reached, so the change waits in the Outbox for a person. Nothing was sent.
    Queued,
    /// A person has settled the outcome by hand.
    #[strum(serialize = "by hand")]
    ByHand,
    /// A rehearsal that found no conflict.
    Clean,
    /// A rehearsal that found a conflict which does not prevent sending.
    Warning,
    /// Nothing was to be changed; holds the present appointment.
    Shown(A),
}

impl<A> Outcome<A> {
    /// Returns the outcome of a change whose call failed.
    pub fn of_failure(failure: &Failure) -> Outcome<A> {
        match failure {
            Failure::Refused(report) if matches!(report.status, Some(401 | 403)) => {
                Outcome::NotPermitted
            }
            Failure::NotSent(report)
                if matches!(
                    report.cause,
                    Cause::Claimed(_) | Cause::UnderWay(_) | Cause::Altered | Cause::AwayAlready
                ) =>
            {
                Outcome::Conflict
            }
            Failure::Refused(_) | Failure::NotSent(_) | Failure::Unknown(_) => {
                Outcome::Failed(failure.meaning())
            }
        }
    }

    /// Returns the word in JSON and in reports, which never changes.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Made(kind, _) => kind.made_word(),
            Outcome::Failed(meaning) => meaning.word(),
            other => other.into(),
        }
    }

    /// Returns the appointment that was made, altered or shown.
    pub fn appointment(&self) -> Option<&A> {
        match self {
            Outcome::Made(_, appointment)
            | Outcome::Incomplete(appointment)
            | Outcome::InPart(appointment)
            | Outcome::Shown(appointment) => Some(appointment),
            Outcome::Failed(_)
            | Outcome::NotPermitted
            | Outcome::Invalid
            | Outcome::Conflict
            | Outcome::Repeated
            | Outcome::Queued
            | Outcome::ByHand
            | Outcome::Clean
            | Outcome::Warning => None,
        }
    }

    /// Returns whether nothing is left to do.
    pub fn is_well(&self) -> bool {
        matches!(self, Outcome::Made(..) | Outcome::Shown(_) | Outcome::Clean)
    }
}

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
    /// The outcome is unknown, and the change can't be made any more, because its appointment is at another time.
    Elsewhere,
    /// A look-up found that it is not there.
    NotThere,
    /// A person has settled it; holds the way as a word that never changes.
    ByHand(&'static str),
}

/// A booking with an unknown outcome, left behind by an earlier run of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsettledChange {
    /// The id in the records.
    pub name: Uuid,
    /// The change that was sent.
    pub change: Change,
    /// The time by the wall clock.
    pub at: DateTime<Utc>,
    /// When this desk recorded that its answer was lost, or sent it if its program ended meanwhile, by the wall clock. `None`
    /// if another desk did.
    pub lost_at: Option<DateTime<Utc>>,
    /// The ids of appointments known to be other ones.
    pub others: Vec<String>,
    /// Whether the records show that the change was certainly not made.
    pub is_not_made: bool,
    /// Whether it was sent without knowing the other desks' changes.
    pub is_alone: bool,
    /// Its place in a list, if it is of one.
    pub list: Option<ListPlace>,
}

impl From<&Failure> for Settlement {
    fn from(failure: &Failure) -> Settlement {
        match failure {
            Failure::Refused(report) => {
                let status = report.status.map(|status| status.to_string());
                let parts: Vec<String> = [status, report.code.clone()]
                    .into_iter()
                    .flatten()
                    .collect();
                Settlement::Refused(parts.join(" "))
            }
            Failure::NotSent(_) => Settlement::NotSent,
            Failure::Unknown(_) => Settlement::Unknown,
        }
    }
}
