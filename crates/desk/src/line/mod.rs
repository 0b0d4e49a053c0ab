//! The entry line: a whole booking in a dozen keys.

mod call_back;
mod digits;
mod enter;
mod fill;
mod late;
mod newcomer;
mod other;
mod over;
mod pick;
mod reading;
#[cfg(test)]
mod tests;
mod then;
mod update;
mod verb;
mod view;
mod visit;

pub(crate) use call_back::on_call_back_noted;
pub(crate) use enter::effect_of_enter;
pub(crate) use late::on_lateness_noted;
pub(crate) use reading::line_message;
pub(super) use update::{pane_of_hand, way_back};
pub(crate) use verb::asked_for;
pub(super) use view::{draw, with_room_for_reading};
