//! Questions: a box over the desk.

mod objection;
mod text;
mod update;
mod view;

pub(super) use view::QuestionBox;
