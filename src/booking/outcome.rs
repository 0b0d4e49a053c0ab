//! The outcome of a change, which every driver puts into its own words.

use strum::IntoStaticStr;

use super::{Appointment, Cause, ChangeKind, Failure, Meaning};

/// The outcome of a change that was submitted. `A` is what is known of the appointment: all of it, or its id.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome<A = Appointment> {
    /// Every step was made; holds the appointment as the clinic answered, or as it was read since.
    Made(ChangeKind, A),
    /// The first step made this appointment, and the old one is not known to be cancelled.
    Incomplete(A),
    /// The call failed, or was never sent.
    Failed(Meaning),
    /// The clinic refused the key (401, 403).
    #[strum(serialize = "not permitted")]
    NotPermitted,
    /// Something is missing or unreadable. Nothing was sent.
    Invalid,
    /// A conflict exists, or a question was not answered. Nothing was sent.
    Conflict,
    /// Another row of the same file is for the visit. Nothing was sent.
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
            Failure::Refused(report) if matches!(report.status, Some(401 | 403)) => Outcome::NotPermitted,
            Failure::NotSent(report) if matches!(report.cause, Cause::UnderWay(_) | Cause::Altered) => {
                Outcome::Conflict
            }
            _ => Outcome::Failed(failure.meaning()),
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
            | Outcome::Shown(appointment) => Some(appointment),
            _ => None,
        }
    }

    /// Returns whether nothing is left to do.
    pub fn is_well(&self) -> bool {
        matches!(self, Outcome::Made(..) | Outcome::Shown(_) | Outcome::Clean)
    }
}
