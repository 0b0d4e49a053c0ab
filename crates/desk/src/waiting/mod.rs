//! The waiting list: patients who would come if a time were free, first come first. A clinic's own list is read
//! from the clinic, and its entries are bookings. For clinics without a list the desks keep one.

mod kept;
mod offers;
mod update;
mod view;

use crate::Chosen;
use crate::list::ListWord;
use booking::{ClinicId, Freed, Waiter, WaitingPlace};
pub(crate) use kept::is_on_kept_list;
use words::Waiters;

/// The waiting list while it is open.
#[derive(Clone, Default)]
pub struct WaitingList {
    waiters: Waiters,
    chosen: Chosen<EntryKey>,
    /// The letters typed last, with the offers that they declined.
    word: ListWord<(Freed, Waiter)>,
}

/// The key of an entry: the list that holds it, and its patient while no list does.
type EntryKey = (ClinicId, WaitingPlace, String);

fn entry_key(waiter: &Waiter) -> EntryKey {
    (waiter.clinic, waiter.place.clone(), waiter.person.clone())
}

fn entry_keys(waiters: &[Waiter]) -> Vec<EntryKey> {
    waiters.iter().map(entry_key).collect()
}
