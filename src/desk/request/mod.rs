//! The Request pane.

mod view;

pub(super) use view::page;
