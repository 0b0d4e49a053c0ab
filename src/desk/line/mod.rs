//! The entry line: a whole booking in a dozen keys.

mod fill;
mod reading;
mod state;
mod update;
mod verb;
mod view;
mod visit;

pub(super) use state::Filled;
pub use state::{EntryLine, Reading, Says};
pub(super) use view::draw;
pub(super) use visit::LineVisit;
