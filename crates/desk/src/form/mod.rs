//! The form: its fields, typing and moving in it, and the rows to pick from.

pub use pick::{MOST_ROWS, Row, Rows, chosen_row, rows};
pub(crate) use pick::{awaits_list, row, step_row};

pub(crate) use focus::anew;

pub(crate) use edit::down_opens_rows;

pub(crate) use clock::{is_from_list, is_picked, is_range_typed, typed_start};

mod clock;
mod edit;
mod focus;
mod lines;
mod pick;
mod reader;
mod remarks;
mod summary;
mod view;

pub(super) use lines::{head_height, height};
pub(super) use remarks::hint;
pub(super) use view::{draw, numbered};
