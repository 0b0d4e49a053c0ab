//! The day board: what everybody has on one day, by time.

mod arrange;
mod columns;
mod marks;
mod print;
mod reads;
mod state;
mod status;
mod title;
mod update;
mod view;

pub use reads::ClinicRead;
pub use state::{DayBoard, DayOf, DayRow};
pub(super) use status::standing;
