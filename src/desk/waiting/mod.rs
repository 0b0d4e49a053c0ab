//! The waiting list: patients who would come if a time were free, first come first. A clinic that keeps such
//! a list is asked for it, and told by a booking of its own; for the others the desks keep one.

mod kept;
mod offers;
mod state;
mod update;
mod view;

pub(in crate::desk) use state::WaitingLists;
pub use state::{ListStep, WaitForm, WaitingList};
