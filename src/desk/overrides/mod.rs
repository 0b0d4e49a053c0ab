//! Overridden warnings, and the reasons.

mod state;
mod update;

pub use state::{Overridden, Override, Reason};
