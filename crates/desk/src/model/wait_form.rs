//! The form for wished times, and the texts of those that were closed.

use booking::{ClinicId, Waiter};

use crate::TextInput;

/// The form for the wished times of the booking form's patient, for a list that the desks keep. The text of one that was
/// closed is there when it is opened again for the same patient.
#[derive(Clone)]
pub struct WaitForm {
    /// The clinic.
    pub clinic: ClinicId,
    /// The patient's id.
    pub(crate) person: String,
    /// The wished times as typed.
    pub input: TextInput,
}

impl WaitForm {
    /// Whether it is the form for this patient.
    pub(crate) fn is_for(&self, waiter: &Waiter) -> bool {
        self.clinic == waiter.clinic && self.person == waiter.person
    }
}
