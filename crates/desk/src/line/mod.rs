//! The entry line: a whole booking in a dozen keys.

mod fill;
mod pick;
mod reading;
mod update;
mod verb;
mod view;
mod visit;

pub(crate) use fill::{is_being_typed, is_under_way, patient_named};
pub(crate) use reading::line_message;
pub use reading::reads_as_line;
pub(crate) use update::line_of_booking;
pub(crate) use verb::{asked_for, patient_in_hand, patient_in_question};
pub(super) use view::{draw, shortened, shows_doubt};
pub(crate) use visit::visit_on_line;
