//! The day board: the appointments of all calendars on one day, by time.

mod arrange;
mod columns;
mod marks;
mod print;
mod rail;
mod reads;
mod state;
mod status;
mod title;
mod today;
mod update;
mod view;

pub(super) use arrange::birth_year;
pub(super) use rail::draw as draw_rail;
pub(super) use reads::{DayReads, FreeQuery, moved};
pub use state::{DayBoard, DayOf, DayRow};
pub(super) use status::{standing, status_of_entry};
pub(super) use today::{Today, draw_below as draw_today_below};
