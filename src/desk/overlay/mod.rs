//! What lies over the form: a stack of components. The topmost gets every key but those that leave the program or open
//! help or the palette over it; the form under it waits as it was.

mod component;
mod state;
mod update;

pub(super) use component::{Component, Reaction, stepped};
pub use state::{Overlay, OverlayState, Overlays};
