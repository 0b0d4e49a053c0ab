//! The desk in a shell: a booking, a search or a day in one command, through the same state machine as on
//! screen.
//!
//! A [`Driver`] gives commands to the desk and reads its state; nothing is drawn, and there is no second way
//! to book. The driver takes a [`BookRequest`] and returns a [`ChangeVerdict`].

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
mod verdict;
mod waiting;

pub use board::TableAnswer;
pub use day::{DAY_HEADS, DayAnswer};
pub use driver::Driver;
pub use find::{HIT_HEADS, Hit};
pub use json::one_line;
pub use request::{AlterRequest, BookRequest, Filling, RequestedChange, SendOptions, Unanswered};
pub use stdin::{UnreadableObject, fields_of};
pub use verdict::ChangeVerdict;

use driver::READ_TIMEOUT;
