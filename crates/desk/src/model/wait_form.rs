//! The form for wished times, and the texts of closed ones.

use booking::{ClinicId, Waiter};

use crate::TextInput;

/// The form for the wished times of the booking form's patient, for a list that the desks keep. The text of a closed
/// form is there when it is opened again for the same patient.
#[derive(Clone)]
pub struct WaitForm {
    /// The patient's clinic.
    pub clinic: ClinicId,
    /// The patient's id.
    pub(crate) person: String,
    /// The wished times as typed.
    pub input: TextInput,
}

impl WaitForm {
    /// Returns whether it is the form for this patient.
    pub(crate) fn is_for(&self, waiter: &Waiter) -> bool {
        self.clinic == waiter.clinic && self.person == waiter.person
    }
}
