//! Records that many desks share: who else is at work, what they have in hand, and what to do while they can't be
//! reached.

mod state;
mod update;

pub use state::SharedNews;
pub(super) use state::Sharing;
