//! What was done today, or to one appointment, at this desk and at every other one that keeps the same records.

mod state;
mod update;
mod view;

pub use state::DoneList;
pub(super) use view::list_made_before;
