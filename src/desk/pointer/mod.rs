//! The mouse: what is drawn where, and the effect of a click on it.

mod state;
mod update;

pub use state::{Gesture, Pointed, STANDS_STILL, Target};
