//! Linux and macOS.

pub mod child;
pub(crate) mod files;
pub mod machine;
pub mod signals;
pub mod terminal;
pub(crate) mod wait;
