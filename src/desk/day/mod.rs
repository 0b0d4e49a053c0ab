//! The day of a practitioner or location.

mod calendar;
mod chooser;
mod state;
mod view;

pub use calendar::{Calendar, Day, DayRow};
pub use chooser::{Chooser, DayOf};
pub use state::DayBook;
pub(super) use view::standing;
