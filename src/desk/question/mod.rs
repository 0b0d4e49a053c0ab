//! Questions: a box over the desk.

mod says;
mod state;
mod update;
mod view;

pub use state::{Ask, Choice, Question, Remark};
pub(super) use view::draw;
