//! The help page.

mod state;
mod update;
mod view;

pub use state::Help;
