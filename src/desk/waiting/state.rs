//! The waiting list in front of the desk, and what has been asked about it.

use chrono::{DateTime, Utc};

use crate::booking::{Freed, Vendor, Waiter, WaitingPlace};
use crate::desk::Ticket;
use crate::desk::form::TextInput;
use crate::desk::people::CalendarQuery;

/// The waiting list while it is open.
#[derive(Clone, Default)]
pub struct WaitingList {
    /// Which row is chosen.
    pub chosen: usize,
}

/// When whom the form names would come, for a list that the desks keep.
#[derive(Clone)]
pub struct WaitForm {
    /// At which clinic.
    pub vendor: Vendor,
    /// The wished times as typed.
    pub input: TextInput,
}

/// What is done with the list that the desks keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListStep {
    /// It is read.
    Read,
    /// Somebody is put on it.
    Put(Waiter),
    /// They are taken off it.
    TakeOff(Waiter),
}

/// Who waits, as far as that is known.
#[derive(Clone, Default)]
pub(in crate::desk) struct WaitingLists {
    /// One for each clinic that keeps such a list; what it tells is in the book.
    pub(super) reads: Vec<ListRead>,
    /// Who is on the list that the desks keep.
    pub(super) kept: Vec<Waiter>,
    /// Who is being put on it.
    pub(super) putting: Option<(Ticket, Waiter)>,
    /// The times that have become free and of which somebody has been asked who waits.
    pub(super) told: Vec<Freed>,
    /// The last of them, until it is known who waits.
    pub(super) noticed: Option<Freed>,
    /// Who has declined which time.
    pub(super) declined: Vec<(Freed, WaitingPlace)>,
    /// Whose booking has been made up, and who comes off the list once it is made.
    pub(super) turned: Option<Waiter>,
    /// Under which ticket the list that the desks keep is asked for.
    pub(super) asked_here: Option<Ticket>,
}

/// A clinic's waiting list.
#[derive(Clone)]
pub(super) struct ListRead {
    pub(super) query: CalendarQuery,
    /// When it was last told, by the wall clock.
    pub(super) told: Option<DateTime<Utc>>,
}
