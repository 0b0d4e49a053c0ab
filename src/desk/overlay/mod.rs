//! Overlays over the form: a stack of components. The topmost gets every key except those that quit or open
//! help or the palette over it; the form under it keeps its state.

mod component;
mod state;
mod update;

pub(super) use component::{Component, Reaction, stepped};
pub use state::{Overlay, OverlayState, Overlays};
