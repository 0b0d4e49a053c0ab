//! The lists of changes made today, or to one appointment, at this desk and all others that share its
//! records.

mod state;
mod update;
mod view;

pub use state::DoneList;
pub(super) use view::list_made_before;
