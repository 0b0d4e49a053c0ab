//! The request that a line makes.

use booking::line::{NumberedVerb, Resolved};

use super::OtherRequest;

/// The request that a line makes, once its words have been looked up. Names and birth dates are kept out of any
/// `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum LineRequest {
    /// Something that is not about a visit.
    Other(OtherRequest),
    /// Something that is not about a visit, but it is not certain of whom.
    Unclear,
    /// One of the patient's appointments is to be changed.
    Verb(NumberedVerb),
    /// The patient's appointments are to be shown; the line names only the patient.
    LookUp,
    /// A visit is to be booked.
    Booking,
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
