//! The waiting lists: those of the clinics, and the one that the desks keep for clinics without one.

use booking::{Freed, Waiter, WaitingPlace};

use super::{CalendarQuery, Ticket};

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
pub(crate) struct WaitingLists {
    /// One read for each clinic that keeps such a list; the answers are in the book.
    pub(crate) reads: Vec<CalendarQuery>,
    /// The list that the desks keep.
    pub(crate) kept: Vec<Waiter>,
    /// The patient being put on it.
    pub(crate) putting: Option<(Ticket, Waiter)>,
    /// The freed times for which the waiting lists were requested.
    pub(crate) handled: Vec<Freed>,
    /// The newest freed time, until the waiting lists are read.
    pub(crate) newest: Option<Freed>,
    /// The times that patients have declined.
    pub(crate) declined: Vec<(Freed, WaitingPlace)>,
    /// The patient for whom the form was filled, who is removed from the list once the booking is made.
    pub(crate) in_form: Option<Waiter>,
    /// The ticket of the request for the list that the desks keep.
    pub(crate) kept_read: Option<Ticket>,
}

impl WaitingLists {
    pub(crate) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.reads.iter_mut()
    }
}
