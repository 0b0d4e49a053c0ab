//! Records that many desks share: who else is at work, what they have in hand, and what to do while they can't be
//! reached.

mod collisions;
mod holds;
mod say;
mod state;
mod update;

pub(super) use state::Sharing;
pub use state::{Loss, SharedNews, ToSend};
