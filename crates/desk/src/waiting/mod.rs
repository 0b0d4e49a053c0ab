//! The waiting list: patients who would come if a time were free, first come first. A clinic that keeps such
//! a list is asked for it, and told by a booking of its own; for the others the desks keep one.

mod kept;
mod offers;
mod update;
mod view;

use super::form::TextInput;
use super::{CalendarQuery, Ticket};
use booking::{ClinicId, Freed, Waiter, WaitingPlace};
pub(crate) use kept::is_on_kept_list;
pub(crate) use offers::{soonest_for_who_waits, wish_in_form, wish_of};
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
    /// The freed times for which a waiting patient has been looked for.
    told: Vec<Freed>,
    /// The last of them, until the waiting lists are read.
    noticed: Option<Freed>,
    /// The times that patients have declined.
    declined: Vec<(Freed, WaitingPlace)>,
    /// The patient whose booking has been filled in, who comes off the list once it is made.
    turned: Option<Waiter>,
    /// The ticket of the request for the list that the desks keep.
    asked_here: Option<Ticket>,
}

impl WaitingLists {
    pub(super) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.reads.iter_mut()
    }
}
