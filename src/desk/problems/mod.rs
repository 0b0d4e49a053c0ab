//! The Problems pane: what stands in the way of the booking, and what stands against it.

mod claims;
mod conflicts;
mod listed;
mod state;
mod view;

pub(super) use conflicts::is_itself;
pub use state::Listed;
pub(super) use state::Problems;
pub use view::{headline, marks};
pub(super) use view::{in_short, page, whose, whose_panels};
