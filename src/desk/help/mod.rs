//! The help page.

mod content;
mod place;
mod state;
mod update;
mod view;

pub use state::Help;
