//! What came of a change, for every driver: each only words it.

use strum::IntoStaticStr;

use super::{Appointment, Cause, ChangeKind, Failure, Meaning};

/// What came of a change that was handed in. `A` is what is known of its appointment: all of it, or its id.
#[derive(Clone, Debug, IntoStaticStr, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome<A = Appointment> {
    /// Made to its last step: the appointment, as the clinic answered or as it was read since.
    Made(ChangeKind, A),
    /// The first step has made this appointment, and the old one is not known to be called off.
    Incomplete(A),
    /// The clinic was asked, or was to be asked, in vain.
    Failed(Meaning),
    /// The clinic said that this key may not (401, 403).
    #[strum(serialize = "not permitted")]
    NotPermitted,
    /// Something is missing, or can't be read. Nothing was sent.
    Invalid,
    /// Something stands against it, or a question was not answered. Nothing was sent.
    Conflict,
    /// Another row of the same file is for the visit. Nothing was sent.
    Repeated,
    /// The clinic can't be reached: it waits in the Outbox for a person. Nothing was sent.
    Queued,
    /// A person has said what came of it.
    #[strum(serialize = "by hand")]
    ByHand,
    /// A rehearsal: nothing stands against it.
    Clean,
    /// A rehearsal: it would be sent, and something stands against it.
    Warning,
    /// Nothing was to be changed: the appointment as it stands.
    Shown(A),
}

impl<A> Outcome<A> {
    /// What came of a change whose call has failed.
    pub fn of_failure(failure: &Failure) -> Outcome<A> {
        match failure {
            Failure::Refused(report) if matches!(report.status, Some(401 | 403)) => Outcome::NotPermitted,
            Failure::NotSent(report) if matches!(report.cause, Cause::UnderWay(_) | Cause::Altered) => {
                Outcome::Conflict
            }
            _ => Outcome::Failed(failure.meaning()),
        }
    }

    /// The word for it in JSON and in reports; never changes.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Made(kind, _) => kind.made_word(),
            Outcome::Failed(meaning) => meaning.word(),
            other => other.into(),
        }
    }

    /// The appointment that was made, altered or shown.
    pub fn appointment(&self) -> Option<&A> {
        match self {
            Outcome::Made(_, appointment)
            | Outcome::Incomplete(appointment)
            | Outcome::Shown(appointment) => Some(appointment),
            _ => None,
        }
    }

    /// Whether nothing more is to be done about it.
    pub fn is_well(&self) -> bool {
        matches!(self, Outcome::Made(..) | Outcome::Shown(_) | Outcome::Clean)
    }
}
