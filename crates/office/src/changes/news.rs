//! News about changes that have left their forms.

use booking::{Appointment, Claim, ClinicId, Conflict, Failure, Free, SuccessorLoss, Visit};

use super::submission::Submission;

/// Information about a change that another desk has taken over from this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The display name of that desk, if it has one.
    pub desk: Option<String>,
    /// Whether it is already settled there.
    pub is_settled: bool,
}

/// News about a change that has left its form.
#[derive(Clone, Debug)]
pub enum ChangeNews {
    /// The change is being checked or sent.
    UnderWay(Submission),
    /// The change was only checked, and may be sent.
    Checked(Submission),
    /// The change was not sent, for this reason; a person decides.
    Withheld(Submission, Withheld),
    /// The change was made as this appointment.
    Made(Submission, Box<Appointment>, OutcomeSource),
    /// The change was not made while somebody waited for it.
    NotMade(Submission, Failure),
    /// The change turned out not to be made when it was not waited for any more. It may or may not be on record.
    NotMadeLate {
        /// The change.
        open: Submission,
        /// Whether it is on record.
        is_on_record: bool,
    },
    /// The late answer to a change does not show whether it was made.
    UnknownStill,
    /// It is unknown whether the change was made. The submission is as it was while it was waited for.
    Unknown(Submission),
    /// A look-up did not find the change.
    NotThere(Submission),
    /// The wait for a change that the clinic had refused has ended: a person has stopped it, or the clinic can't be
    /// asked whether the change was made all the same. It is looked up further.
    NotAwaited {
        /// The change.
        open: Submission,
        /// The refusal, or the fact that the change was not sent again.
        failure: Failure,
        /// Whether it would have been sent again automatically.
        is_resent: bool,
    },
    /// A change has left the list of changes that wait for a person.
    Left,
    /// Another desk has taken over the change of this visit.
    TakenOver(Visit, Loss),
    /// A second step was not sent, because one of its two appointments has changed; it waits for a person.
    SecondStepWithheld(Submission),
    /// A second step at this clinic was not made; it waits for a person.
    SecondStepFailed(ClinicId),
    /// A queued change could not be recorded, for this reason.
    NotQueued(String),
    /// A settlement by hand could not be recorded, for this reason.
    NotRecorded(String),
}

impl ChangeNews {
    /// Returns the change that it is about, if it names one.
    pub fn submission(&self) -> Option<&Submission> {
        match self {
            ChangeNews::UnderWay(open)
            | ChangeNews::Checked(open)
            | ChangeNews::Withheld(open, _)
            | ChangeNews::Made(open, ..)
            | ChangeNews::NotMade(open, _)
            | ChangeNews::NotMadeLate { open, .. }
            | ChangeNews::SecondStepWithheld(open)
            | ChangeNews::Unknown(open)
            | ChangeNews::NotThere(open)
            | ChangeNews::NotAwaited { open, .. } => Some(open),
            ChangeNews::UnknownStill
            | ChangeNews::Left
            | ChangeNews::TakenOver(..)
            | ChangeNews::SecondStepFailed(_)
            | ChangeNews::NotQueued(_)
            | ChangeNews::NotRecorded(_) => None,
        }
    }
}

/// Why a change was not sent.
#[derive(Clone, Debug)]
pub enum Withheld {
    /// The appointment has been altered meanwhile, to this one.
    Altered(Box<Appointment>),
    /// The appointment could not be read, and the change can't be undone.
    Unread,
    /// The appointment to cancel was to be replaced by another one, which does not replace it.
    SuccessorLost(SuccessorLoss),
    /// The time is not free any more; holds the free times as read again.
    TimeGone(Free),
    /// The time has come into conflict with others.
    Conflicts(Vec<Conflict>),
    /// Another change on record claims its visit or its time.
    Claimed(Box<Claim>),
}

impl Withheld {
    /// Returns whether the time that it was to give a visit is taken.
    pub fn is_about_time(&self) -> bool {
        matches!(
            self,
            Withheld::TimeGone(_) | Withheld::Conflicts(_) | Withheld::Claimed(_)
        )
    }

    /// Returns the conflicts that were found, if they are the reason.
    pub fn conflicts(&self) -> Option<&[Conflict]> {
        match self {
            Withheld::Conflicts(found) => Some(found),
            _ => None,
        }
    }

    /// Returns the claim of another change, if that is the reason.
    pub fn claim(&self) -> Option<&Claim> {
        match self {
            Withheld::Claimed(claim) => Some(claim),
            _ => None,
        }
    }

    /// Returns the free times as read again, if the time is not among them.
    pub fn into_free(self) -> Option<Free> {
        match self {
            Withheld::TimeGone(free) => Some(free),
            _ => None,
        }
    }
}

/// How the outcome of a change became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeSource {
    /// While it was waited for: from the answer, or from the look-up of a refused change.
    AtOnce,
    /// From the answer, after the wait had ended.
    Late,
    /// From a look-up, after the wait had ended.
    ByLookup,
}
