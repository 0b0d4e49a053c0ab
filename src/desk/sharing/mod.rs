//! Records shared by many desks: the other desks at work, their held times, and what to do while the records
//! can't be reached.

mod collisions;
mod holds;
mod say;
mod state;
mod update;

pub(super) use state::Sharing;
pub use state::{Loss, SharedNews, ToSend};
