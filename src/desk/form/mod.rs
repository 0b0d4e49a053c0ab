//! The form: its fields, typing and moving in it, and the rows to pick from.

mod clock;
mod edit;
mod focus;
mod lines;
mod pick;
mod reader;
mod state;
mod status_hint;
mod view;

pub(super) use clock::Taken;
pub(super) use edit::{changes, cleaned, request};
pub(super) use lines::hint;
pub(super) use pick::row;
pub use pick::{MOST_ROWS, Row, Rows, rows, word_said};
pub use state::Form;
pub(super) use view::{draw, numbered, sections};
