//! Which backends can be reached, and by how much their clocks differ from this one.

mod key;
mod reach;
mod skew;
mod state;

pub(super) use state::Links;
