//! The help page.

mod state;
mod view;

pub use state::Help;
