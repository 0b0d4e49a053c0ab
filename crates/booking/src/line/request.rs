//! The request that a line makes.

use super::{Lateness, ListLine, NumberedVerb, Resolved};
use crate::{
    AwayProblem, AwayWish, CallBackProblem, CallBackRequest, ClinicId, LateWish, Provider,
};

/// The request that a line makes, once its words have been looked up. Names and birth dates are kept out of any
/// `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum LineRequest {
    /// A list is to be opened; the line names nothing else.
    List(ListLine),
    /// The coming absences are to be listed.
    ComingAbsences,
    /// A practitioner or location will be away.
    Away {
        /// The practitioner or location.
        provider: Provider,
        /// The absence, or why none can be entered.
        wish: Result<AwayWish, AwayProblem>,
        /// Whether the line states a time.
        names_time: bool,
    },
    /// A patient is to be called back.
    CallBack {
        /// The patient's clinic.
        clinic: ClinicId,
        /// The patient's id.
        person: String,
        /// The call, or the problem with the words about it.
        request: Result<CallBackRequest, CallBackProblem>,
    },
    /// A patient has died.
    Died {
        /// The patient's clinic.
        clinic: ClinicId,
        /// The patient's id.
        person: String,
    },
    /// A practitioner runs late today.
    Late {
        /// The practitioner.
        provider: Provider,
        /// The delay as typed.
        by: Lateness,
        /// The note, or why none can be written.
        wish: Result<LateWish, LateProblem>,
    },
    /// An absence, a call, a death or a lateness is asked for, but it is not certain of whom.
    Unclear,
    /// One of the patient's appointments is to be changed.
    Verb(NumberedVerb),
    /// The patient's appointments are to be shown; the line names only the patient.
    LookUp,
    /// A visit is to be booked.
    Booking,
}

/// Why no delay can be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LateProblem {
    /// The line does not state the delay.
    Unsaid,
    /// The line names a day other than today.
    OtherDay,
}

impl LineRequest {
    /// Returns the request of a line about visits.
    pub fn of_visit(means: &Resolved) -> LineRequest {
        match &means.verb {
            Some(verb) => LineRequest::Verb(verb.clone()),
            None if means.is_patient_alone() => LineRequest::LookUp,
            None => LineRequest::Booking,
        }
    }
}
