//! The themes.

mod update;
mod view;

pub(super) use view::draw;
