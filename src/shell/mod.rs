//! The desk in a shell: a booking, a search or a day in one command.
//!
//! A [`Driver`] works at an office and answers questions. A [`DeskDriver`] books and alters: it gives commands to a desk
//! that is not drawn and reads its state, takes a [`BookRequest`] and returns a [`ChangeVerdict`].

mod alter;
mod board;
mod calls;
mod change;
mod command_session;
mod day;
mod desk_driver;
mod driver;
mod fill;
mod find;
mod json;
mod names;
mod request;
mod send;
mod stdin;
mod verdict;
mod waiting;

pub use board::TableAnswer;
pub use day::{DAY_HEADS, DayAnswer};
pub use desk_driver::DeskDriver;
pub use driver::Driver;
pub use find::{HIT_HEADS, Hit};
pub use json::one_line;
pub use request::{AlterRequest, BookRequest, Filling, RequestedChange, SendOptions, Unanswered};
pub use stdin::{UnreadableObject, fields_of};
pub use verdict::ChangeVerdict;

use driver::READ_TIMEOUT;
