//! Warnings that were overridden, and why.

mod state;
mod update;

pub use state::{Overridden, Override, Reason};
