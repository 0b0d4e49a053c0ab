//! Visit templates.

mod update;
mod view;

pub use update::{language_name, written_in};
pub(super) use view::draw;
