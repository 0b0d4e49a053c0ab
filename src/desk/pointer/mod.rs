//! The mouse: the target at each cell, and the effect of a click on it.

mod state;
mod update;

pub use state::{Gesture, Pointed, STANDS_STILL, Target};
