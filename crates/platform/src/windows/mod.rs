//! Windows 10 and later.

mod access;
pub mod child;
pub(crate) mod files;
pub mod machine;
pub mod signals;
pub mod terminal;
pub(crate) mod wait;
