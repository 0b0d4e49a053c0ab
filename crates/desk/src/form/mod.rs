//! The form: its fields, typing and moving in it, and the rows to pick from.

pub(crate) use pick::awaits_list;
pub use pick::{chosen_row, rows};

pub(crate) use edit::down_opens_rows;

mod edit;
mod focus;
mod lines;
mod pick;
mod problems;
mod reader;
mod remarks;
mod summary;
mod times;
mod view;

pub(super) use lines::{head_height, height};
pub(crate) use problems::{asks_about_warnings, is_shown_at_field};
pub(super) use remarks::hint;
pub(super) use summary::purpose;
pub(super) use view::draw;
