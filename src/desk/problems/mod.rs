//! The Problems pane: errors and conflicts of the booking.

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
