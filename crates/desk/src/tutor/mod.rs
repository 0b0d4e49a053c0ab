//! The tutor: on the sandbox the desk shows what to do next, and moves on once that is done.
//!
//! Each lesson is a row of a table: its sentence, and the condition that it is done. A lesson only reads the
//! desk, so any way of getting there counts.

mod lessons;
mod update;
mod view;

pub(crate) use update::{begin_tutor_again, skip_part, sync_tutor, tutor_text};
pub(super) use view::draw;
