//! Free times: requested, listed under the field, shown day by day, and taken.

mod calendar;
mod first_available;
mod first_free;
mod free;
mod grid;
mod hours;
mod length;
mod practitioner;
mod state;
mod update;
mod view;
mod week;
mod week_view;

pub use calendar::{FreeDay, FreeTime};
pub(crate) use first_free::{is_read_back, other_times, rows_instead};
pub(crate) use free::basis_words;

pub(crate) use free::{free_rows, needs_of_form, offers_free_times};
pub(crate) use grid::TIMES_A_LINE;

pub(crate) use length::{awaits_length, is_length_open};
pub use state::{DayGrid, GridLine};
