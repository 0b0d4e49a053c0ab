//! The reachability of the clinics, and the offsets of their clocks.

mod key;
mod reach;
mod skew;
mod state;

pub(super) use state::Links;
