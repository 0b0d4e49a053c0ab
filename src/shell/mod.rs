//! The desk worked from a shell: a booking, a search or a day in one command, through the same machine as on screen.
//!
//! A [`Driver`] gives the commands that keys stand for and looks at what the desk then holds; it never reads a screen,
//! and it knows no second way to book. What it is told is a [`Request`], what came of it a [`Verdict`].

mod alter;
mod board;
mod calls;
mod day;
mod driver;
mod fill;
mod find;
mod json;
mod request;
mod send;
mod stdin;
mod table;
mod unfinished;
mod verdict;
mod waiting;

pub use day::{DAY_HEADS, DayThere};
pub use driver::Driver;
pub use find::{HIT_HEADS, Hit};
pub use json::one_line;
pub use request::{Alteration, Altered, Filling, Manner, Request, Unanswered};
pub use stdin::{UnreadableObject, fields_of};
pub use table::TableThere;
pub use verdict::Verdict;
