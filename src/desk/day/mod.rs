//! The day of a practitioner or location.

mod calendar;
mod chooser;
mod state;
mod update;
mod view;

pub use calendar::{Calendar, Day, DayRow};
pub use state::{Chooser, DayBook, DayOf};
pub(super) use view::standing;
