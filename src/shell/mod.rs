//! One command of a shell: a booking, a change, a search or a day.
//!
//! A [`Driver`] works at an office: it answers questions, books, and alters appointments.

mod alter;
mod away;
mod book;
mod change;
mod command_answer;
mod day;
mod driver;
mod fields;
mod find;
mod json;
mod line;
mod lists;
mod names;
mod note;
mod request;
mod stdin;
mod template;
mod verdict;
mod whoever;

pub use away::AwayRequest;
pub use book::BookAnswer;
pub use command_answer::CommandAnswer;
pub use day::{DAY_HEADS, DayAnswer};
pub use driver::Driver;
pub use find::{HIT_HEADS, Hit, NotFound};
pub use json::one_line;
pub use note::{CallBackWish, NoteRequest};
pub use request::{
    AlterRequest, BookRequest, Filling, FreeQuery, RequestedChange, SendOptions, Unanswered,
};
pub use stdin::{UnreadableObject, fields_of};
pub use verdict::ChangeVerdict;
pub use whoever::{FreeHit, FreeHits, GroupOf};

use driver::READ_TIMEOUT;
