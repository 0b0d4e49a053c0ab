//! The panes: which is focused, how far each is scrolled, and where each stands.

mod state;
mod update;
mod view;

pub use state::{Pane, Panes};
pub(super) use view::{draw, has_day};
