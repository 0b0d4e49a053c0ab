//! The help page.

mod view;

pub(super) use view::draw;
