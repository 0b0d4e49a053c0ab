//! The command palette.

mod state;
mod view;

pub use state::{Palette, PaletteItem};
