//! Free times: requested, listed under the field, shown day by day, and taken.

mod calendar;
mod first_free;
mod free;
mod grid;
mod hours;
mod state;
mod update;
mod upkeep;
mod view;
mod whom;
mod windows;

pub use calendar::{FreeDay, FreeTime};
pub use free::basis_words;
pub(super) use free::takes_free_time;
pub use grid::TIMES_A_LINE;
pub use state::{DayGrid, GridLine, Slots};
pub use windows::{FreeTimes, Known};
