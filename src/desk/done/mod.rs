//! What was done today, at this desk and at every other one that keeps the same records, the newest first.

mod state;
mod update;
mod view;

pub use state::DoneToday;
