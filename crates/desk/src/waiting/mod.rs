//! The waiting list: patients who would come if a time were free, first come first. A clinic's own list is read
//! from the clinic, and its entries are bookings. For clinics without a list the desks keep one.

mod kept;
mod offers;
mod update;
mod view;

use super::form::TextInput;
use super::{CalendarQuery, Ticket};
use booking::{ClinicId, Freed, Waiter, WaitingPlace};
pub(crate) use kept::is_on_kept_list;
pub(crate) use offers::{wish_in_form, wish_of};
pub use update::{unread_waiting_lists, waiting_list};
pub use view::waiter_text;
pub(crate) use view::who_waits;

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

/// An operation on the list that the desks keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListStep {
    /// Read the list.
    Read,
    /// Put a patient on it.
    Put(Waiter),
    /// Take a patient off it.
    TakeOff(Waiter),
}

/// The waiting lists, as far as they are known.
#[derive(Clone, Default)]
pub(super) struct WaitingLists {
    /// One read for each clinic that keeps such a list; the answers are in the book.
    reads: Vec<CalendarQuery>,
    /// The list that the desks keep.
    kept: Vec<Waiter>,
    /// The patient being put on it.
    putting: Option<(Ticket, Waiter)>,
    /// The freed times for which the waiting lists were requested.
    handled: Vec<Freed>,
    /// The newest freed time, until the waiting lists are read.
    newest: Option<Freed>,
    /// The times that patients have declined.
    declined: Vec<(Freed, WaitingPlace)>,
    /// The patient for whom the form was filled, who is removed from the list once the booking is made.
    in_form: Option<Waiter>,
    /// The ticket of the request for the list that the desks keep.
    kept_read: Option<Ticket>,
}

impl WaitingLists {
    pub(super) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.reads.iter_mut()
    }
}
