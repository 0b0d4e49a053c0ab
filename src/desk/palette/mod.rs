//! The command palette.

mod state;
mod update;
mod view;

pub use state::{Palette, PaletteItem};
