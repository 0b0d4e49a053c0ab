//! The themes.

mod update;
mod view;

pub use update::ThemeList;
