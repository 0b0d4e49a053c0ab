//! The form: its fields, typing and moving in it, and the rows to pick from.

pub use pick::{MOST_ROWS, Row, Rows, chosen_row, rows};
pub(crate) use pick::{awaits_list, row, step_row};

pub(crate) use edit::down_opens_rows;

pub(crate) use clock::{is_from_list, is_picked, is_range_typed, typed_start};

mod clock;
mod edit;
mod focus;
mod input;
mod lines;
mod pick;
mod reader;
mod remarks;
mod state;
mod summary;
mod text_input;
mod view;

pub(super) use edit::note_of_paste;
pub(super) use input::{changes, edit_within, paste_within, request};
pub(super) use lines::{head_height, height};
pub(super) use remarks::hint;
pub use state::Form;
pub(super) use state::PickedTime;
pub use text_input::TextInput;
pub(super) use view::{draw, numbered};
