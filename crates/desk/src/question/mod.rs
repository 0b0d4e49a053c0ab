//! Questions: a box over the desk.

mod text;
mod update;
mod view;

pub(super) use view::QuestionBox;
