//! The clipboard.

mod state;
mod update;

pub use state::Clip;
pub(super) use state::Clipboard;
