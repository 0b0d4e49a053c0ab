//! The waiting list: patients who would come if a time were free, first come first. A clinic's own list is read
//! from the clinic, and its entries are bookings. For clinics without a list the desks keep one.

mod kept;
mod offers;
mod update;
mod view;

use crate::TextInput;
use booking::ClinicId;
pub(crate) use kept::is_on_kept_list;
pub(crate) use offers::wish_in_form;

/// The waiting list while it is open.
#[derive(Clone, Default)]
pub struct WaitingList {
    /// The index of the chosen row.
    pub chosen: usize,
}

/// The form for the wished times of the booking form's patient, for a list that the desks keep.
#[derive(Clone)]
pub struct WaitForm {
    /// The clinic.
    pub clinic: ClinicId,
    /// The wished times as typed.
    pub input: TextInput,
}
