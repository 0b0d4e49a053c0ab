//! The tutor: on the sandbox the desk itself says what to do next, and moves on once that is done.
//!
//! Each lesson is a row of a table: its sentence, and the condition that it is done. A lesson only reads the
//! desk, so any way of getting there counts.

mod detour;
mod lessons;
mod state;
mod update;
mod view;

pub(super) use state::strip_rows;
pub use state::{LessonBegun, Tutor};
pub(super) use view::draw;
