//! The entry line: a whole booking in a dozen keys.

mod fill;
mod reading;
mod state;
mod verb;
mod view;

pub(super) use fill::Filled;
pub use reading::{Reading, Says};
pub use state::EntryLine;
pub(super) use view::draw;
