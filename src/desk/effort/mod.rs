//! Measuring how many keys a booking takes, and how long.

mod state;
mod update;

pub(in crate::desk) use state::{Begun, Tally};
pub(in crate::desk) use update::is_by_key;
