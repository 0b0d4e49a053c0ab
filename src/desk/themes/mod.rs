//! The themes.

mod state;
mod update;
mod view;

pub use state::ThemeList;
