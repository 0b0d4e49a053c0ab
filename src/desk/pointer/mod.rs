//! The mouse: what lies where, and what a click on it does.

mod state;
mod update;

pub use state::{Gesture, Pointed, STANDS_STILL, Target};
