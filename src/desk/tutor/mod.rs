//! The tutor: on the sandbox the desk itself says what to do next, and goes on once that is done.
//!
//! Each lesson is a row of a table: its sentence, and how one sees on the desk that it is done. A lesson only ever reads
//! the desk, so whatever way leads there counts.

mod detour;
mod lessons;
mod state;
mod update;
mod view;

pub(super) use state::strip_rows;
pub use state::{LessonBegun, Tutor};
pub(super) use view::draw;
